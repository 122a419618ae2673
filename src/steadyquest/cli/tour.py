"""Where there is no display: a simulated person plays a short tour, and leaves pictures and a report."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from steadyquest.cli.sources import Sources
from steadyquest.errors import ReportError
from steadyquest.session.options import Options
from steadyquest.words import tr

SEED = 12
MINUTES = 5.0


def tour(folder: Path, *, say: Callable[[str], None]) -> dict[str, Any]:
    """Play the tour into a folder; its records are kept there too, apart from everybody's own."""
    from steadyquest.levels.library import shipped
    from steadyquest.records.store import open_store
    from steadyquest.records.writer import Recorder
    from steadyquest.reports.session_report import write_session_report
    from steadyquest.ui.config import AppConfig
    from steadyquest.ui.tour import STEPS, Tour

    _made_ready(folder)
    with open_store(folder / "tour.db") as store, Recorder(store) as recorder:
        config = AppConfig(
            options=Options(seed=SEED, minutes=MINUTES),
            open_source=Sources(store=store, seed=SEED, fast=True).open,
            levels=shipped,
            store=store,
            recorder=recorder,
        )
        with click.progressbar(length=STEPS, label=tr("On the way"), item_show_func=_name, file=sys.stderr) as bar:
            guide = Tour(config, folder=folder / "pictures", step=lambda name: bar.update(1, name))
            session_id = guide.take()
        report = write_session_report(store, session_id or "last", file=folder / "session.html")
    say(tr("{n} pictures of the screens are in {folder}.").format(n=len(guide.pictures), folder=folder / "pictures"))
    say(tr("The report of the session is in {file}; open it in any browser.").format(file=report))
    return {"session": session_id, "report": report, "pictures": guide.pictures}


def _made_ready(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
        for old in (*folder.glob("tour.db*"), *folder.glob("pictures/*.png")):
            old.unlink()
    except OSError as fault:
        raise ReportError(
            tr("The folder {folder} cannot be written: {why}. Go to one that can.").format(folder=folder, why=fault)
        ) from fault


def _name(step: object) -> str:
    return str(step or "")
