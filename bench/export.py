"""How long the export of a session of two hours takes, and how much memory."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from figure import figure

from steadyquest.conventions import BoardSample
from steadyquest.game.spec import Profile
from steadyquest.records.store import Store, open_store
from steadyquest.records.writer import Recorder
from steadyquest.reports.export import export, one_session
from steadyquest.session.setup import RunSetup
from steadyquest.signal.calibration import nominal
from steadyquest.signal.reach import uniform

HOURS, HZ = 2, 100
BLOCK = 6_000


def recorded(store: Store) -> None:
    """Two hours at 100 Hz with the ages of four amplifiers, nearly all of it in one run."""
    calibration = nominal("bench", tare=(0.0, 0.0, 0.0, 0.0))
    setup = RunSetup(
        seed=1, calibration=calibration, reach=uniform(60.0), centre_mm=(0.0, 0.0), profile=Profile(), staircases={}
    )
    with Recorder(store) as recorder:
        recorder.start_session(board_id="bench", source="bench", calibration=calibration.as_dict())
        run = recorder.start_run(level_key="fog/still_lake", start_sample=100, start_s=1.0, setup=setup.as_dict())
        for start in range(0, HOURS * 3600 * HZ, BLOCK):
            recorder.add_samples([
                BoardSample(i * 10_000, 0, i % 65536, (380_000 + i % 997, 375_000, 376_000 - i % 877, 374_000),
                            (64 * (i % 120), 640, 0, 1280), 0, 15, 0)
                for i in range(start, start + BLOCK)
            ])  # fmt: skip
            recorder.flush()
        recorder.add_events(run, [{"event": "RunFinished", "tick": HOURS * 3600 * HZ - 200}])
        recorder.end_run(run, seconds=HOURS * 3600 - 2.0)
        recorder.end_session()


def export_long(**_: Any) -> Iterator[dict[str, Any]]:
    """Seconds for two hours, and how much more memory they took than the records themselves."""
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "r.db") as store:
        recorded(store)
        began = time.perf_counter()
        export(store, one_session(store, "last"), to=Path(folder) / "out")
        seconds = time.perf_counter() - began
    yield figure(
        "export of a session of two hours",
        seconds,
        "s",
        target=60,
        compared_with="one minute for two hours",
        more_is_better=False,
    )
    yield figure(
        "most memory while exporting it",
        _peak_mb(),
        "MB",
        target=1000,
        compared_with="a gigabyte",
        more_is_better=False,
    )


def _peak_mb() -> float:
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)
