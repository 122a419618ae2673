"""How long the report of a session of twenty minutes takes, as page and PDF: the whole command, and the work alone."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from figure import figure, typical

from steadyquest.records.store import Store, open_store
from steadyquest.reports.document import gather
from steadyquest.reports.page_html import html_page
from steadyquest.reports.page_pdf import pdf
from steadyquest.reports.session_report import session_document

PLAY = ("play", "--board", "sim:steady", "--headless", "--fast", "--player", "Bench", "--minutes", "20", "--seed", "3")
LIMITS_S = {"html": 1.5, "pdf": 4.0}
LIMIT = "what issue 5 allows for a session of twenty minutes"


def report(**_: Any) -> Iterator[dict[str, Any]]:
    """Seconds for both kinds of report of one simulated session."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "r.db"
        _command(*PLAY, "--database", str(database))
        for kind, limit_s in LIMITS_S.items():
            file = str(Path(folder) / f"report.{kind}")
            words = ("report", "1", "--database", str(database), "-o", file)
            whole = median(_seconds(partial(_command, *words)) for _ in range(3))
            yield figure(f"report as {kind}, the whole command", whole, "s", target=limit_s, compared_with=LIMIT,
                         more_is_better=False)  # fmt: skip
        with open_store(database, create=False) as store:
            for kind, made in (("html", html_page), ("pdf", pdf)):
                seconds = typical(partial(_seconds, partial(_made, store, made)), times=3)
                yield figure(f"report as {kind}, the work alone", seconds, "s", target=LIMITS_S[kind],
                             compared_with=LIMIT, more_is_better=False)  # fmt: skip


def _made(store: Store, made: Callable[[Any], Any]) -> None:
    made(session_document(gather(store, 1)))


def _seconds(run: Callable[[], None]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def _command(*words: str) -> None:
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    subprocess.run([sys.executable, "-m", "steadyquest", *words], check=True, capture_output=True, env=environment)
