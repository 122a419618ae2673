"""Sessions to report: rows as the records give them, and samples of somebody who sways."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from steadyquest.errors import RecordError
from steadyquest.records.rows import EventRow, Player, RepRow, RunRow, SessionRow
from steadyquest.signal.calibration import corner_forces, nominal
from steadyquest.signal.reach import uniform

SAMPLE = np.dtype(
    [
        ("t_us", "<i8"),
        ("epoch", "<i4"),
        ("seq", "<i4"),
        ("counts", "<i4", 4),
        ("age_us", "<i4", 4),
        ("status", "u1"),
        ("fresh", "u1"),
        ("faulty", "u1"),
    ]
)
RATE = 100
CALIBRATION = nominal("test board", tare=(120.0, -340.0, 15.0, 999.0))


def sway(seconds: float, *, seed: int = 1, size_mm: float = 4.0) -> np.ndarray:
    """A centre of pressure that wanders as people's do: slow noise, more forward and back than sideways."""
    rng = np.random.default_rng(seed)
    n = round(seconds * RATE)
    noise = rng.normal(size=(n + 400, 2)).cumsum(axis=0)
    slow = np.column_stack([np.convolve(axis, np.ones(40) / 40, mode="same") for axis in noise.T])
    slow -= np.column_stack([np.convolve(axis, np.ones(399) / 399, mode="same") for axis in slow.T])
    return (size_mm * slow / slow.std(axis=0) * (0.6, 1.0))[200 : 200 + n]


def samples_of(cop_mm: np.ndarray, force_n: np.ndarray | float = 700.0) -> np.ndarray:
    """Recorded counts of a centre of pressure at 100 Hz."""
    rows = np.zeros(len(cop_mm), SAMPLE)
    rows["t_us"] = 5_000_000 + np.arange(len(cop_mm)) * (1_000_000 // RATE)
    rows["seq"] = np.arange(len(cop_mm))
    force = np.broadcast_to(force_n, len(cop_mm))
    corners = np.array([corner_forces(f, x, y) for f, (x, y) in zip(force, cop_mm, strict=True)])
    rows["counts"] = np.rint(corners / np.array(CALIBRATION.matrix[0]) + np.array(CALIBRATION.tare))
    return rows


@dataclass
class Story:
    """A session that can be told run by run."""

    samples: np.ndarray = field(default_factory=lambda: np.zeros(0, SAMPLE))
    runs: list[RunRow] = field(default_factory=list)
    reps: dict[int, list[RepRow]] = field(default_factory=dict)
    events: dict[int, list[EventRow]] = field(default_factory=dict)
    session: dict[str, Any] = field(default_factory=dict)
    player: str | None = "Mimi"
    broken: str = ""

    def wait(self, seconds: float, *, force_n: float = 0.0) -> None:
        """Samples between the runs."""
        self._add(np.zeros((round(seconds * RATE), 2)), force_n)

    def run(self, title: str, *, cop_mm: np.ndarray, reps: list[dict[str, Any]], **fields: Any) -> RunRow:
        """One play of a level, with its samples."""
        number = len(self.runs) + 1
        events = fields.pop("events", [])
        start = len(self.samples)
        self._add(cop_mm, 700.0)
        rows = [_rep(number, i, rep) for i, rep in enumerate(reps)]
        judged = [rep.success for rep in rows if rep.success is not None]
        facts = {
            "level_key": "meadow/" + title.lower().replace(" ", "_"),
            "world": "meadow",
            "seed": 1,
            "rung": 0,
            "d_start": 0.1,
            "d_end": 0.22,
            "stance": "comfortable",
            "surface": "firm",
            "seconds": len(cop_mm) / RATE,
            "ended": "finished",
            "success": sum(judged) / len(judged) if judged else None,
            "stars": 2,
            "setup": {
                "calibration": CALIBRATION.as_dict(),
                "reach": {"mm": list(uniform(60.0).mm), "kind": "quick"},
                "centre_mm": [0.0, 0.0],
            },
            **fields,
        }
        row = RunRow(
            id=number,
            session_id=7,
            number=number,
            title=title,
            level_text="",
            level_hash="",
            start_sample=start,
            start_s=start / RATE,
            reps=len(rows),
            tried=len(rows),
            **facts,
        )
        self.runs.append(row)
        self.reps[number] = rows
        self.events[number] = [
            EventRow(run_id=number, number=i, tick=tick, name=name, data=data)
            for i, (tick, name, data) in enumerate(events)
        ]
        return row

    def _add(self, cop_mm: np.ndarray, force_n: float) -> None:
        more = samples_of(cop_mm, force_n)
        more["t_us"] += len(self.samples) * (1_000_000 // RATE)
        more["seq"] += len(self.samples)
        self.samples = np.concatenate((self.samples, more))

    def store(self) -> _Store:
        """The records that hold it."""
        return _Store(self)


def _rep(run_id: int, number: int, fields: dict[str, Any]) -> RepRow:
    plain = {
        "step": 0,
        "rep": number,
        "task": "reach",
        "skill": "reach",
        "d": 0.1,
        "rung": 0,
        "success": True,
        "share": 1.0,
        "seconds": 3.0,
        "tick_start": None,
        "tick_end": None,
        "x": 0.0,
        "y": 0.0,
        "radius": 0.3,
        "lit": True,
        "extra": {},
    }
    return RepRow(run_id=run_id, number=number, **{**plain, **fields})


class _Store:
    """Answers as the records do, from memory."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self.sessions = self.players = self
        self.plans = self.results = SimpleNamespace(all=lambda _player_id: [])
        names = ("reps", "moves", "staircases", "runs_of_level")
        nothing = {name: lambda _player_id, *_args, **_more: [] for name in names}
        self.practice = SimpleNamespace(**nothing)

    def find(self, key: Any) -> Any:
        if key in ("last", 7):
            began = datetime(2024, 3, 5, 13, 5, tzinfo=UTC)
            facts = {
                "id": 7,
                "player_id": 3 if self._story.player else None,
                "started_at": began,
                "alive_at": began + timedelta(minutes=9),
                "ended_at": began + timedelta(minutes=9),
                "source": "/dev/ttyUSB0",
                "board_id": "5A1F00C3",
                "calibration": CALIBRATION.as_dict(),
                "settings": {},
                "software": "0.1.0",
                "samples": len(self._story.samples),
                "gaps": 0,
                "corrupt": 0,
                "latency_ms": None,
                "notes": {"support": "one_hand"},
            }
            return SessionRow(**{**facts, **self._story.session})
        if key == 3:
            blank = dict.fromkeys(("birth_year", "height_cm", "weight_kg", "affected"))
            made = datetime(2024, 1, 1, tzinfo=UTC)
            return Player(
                id=3,
                name=self._story.player or "",
                picture="fox",
                aids="",
                notes="",
                settings={},
                made_at=made,
                **blank,
            )
        raise RecordError(f"there is no session {key}")

    def runs(self, session_id: int) -> list[RunRow]:
        return self._story.runs

    def reps(self, run_id: int) -> list[RepRow]:
        return self._story.reps[run_id]

    def events(self, run_id: int) -> list[EventRow]:
        return self._story.events[run_id]

    def sample_array(self, session_id: int) -> np.ndarray:
        if self._story.broken:
            raise RecordError(self._story.broken)
        return self._story.samples


@pytest.fixture
def story() -> Story:
    """An empty session, to be told."""
    return Story()


@pytest.fixture
def swayed() -> Callable[..., np.ndarray]:
    """Makes a centre of pressure: seconds, and if wished seed and size_mm."""
    return sway


@pytest.fixture
def whole_session() -> Story:
    """Nine minutes with every kind of run: reach, a quiet hold, places recalled, a pause, a run that was stopped."""
    return tell_whole_session()


def tell_whole_session() -> Story:
    """The same, for looking at."""
    told = Story()
    told.wait(12)
    told.wait(4, force_n=700.0)
    told.run(
        "Bees and flowers",
        cop_mm=sway(68, seed=2, size_mm=20),
        reps=[{"success": i not in (3, 6)} for i in range(8)],
        stars=3,
        events=[
            (1500, "Paused", {"reason": "person"}),
            (2700, "Resumed", {}),
            (3000, "NoteTaken", {"tag": "held_on"}),
            (6700, "RunFinished", {}),
        ],
    )
    told.wait(35)
    told.wait(5, force_n=700.0)
    told.run(
        "Still lake",
        cop_mm=sway(42, seed=3) + np.array([6.0, -18.0]),
        reps=[
            {"task": "hold", "skill": "steadiness", "tick_start": 10, "tick_end": 4030, "success": True, "radius": 0.9}
        ],
        world="fog",
        rung=2,
        d_start=0.3,
        d_end=0.34,
        setup={
            "calibration": CALIBRATION.as_dict(),
            "reach": {"mm": list(uniform(60.0).mm), "kind": "quick"},
            "centre_mm": [6.0, -18.0],
        },
    )
    told.wait(20, force_n=700.0)
    recalled = [
        ("left", -12.0, 4.0),
        ("right", 3.0, -2.5),
        ("left", -8.5, 6.0),
        ("right", 6.2, 1.0),
        ("middle", -1.0, -9.0),
        ("left", -15.0, 2.0),
    ]
    told.run(
        "Where was the firefly?",
        cop_mm=sway(85, seed=4, size_mm=15),
        reps=[{"task": "recall", "skill": "feel", "success": None, "share": 0.7} for _ in recalled],
        world="fog",
        rung=3,
        d_start=0.3,
        d_end=0.3,
        success=None,
        events=[
            (
                900 * i + 800,
                "PlaceRecalled",
                {"side": side, "along": 0, "across": 0, "along_mm": a, "across_mm": b, "answered": i != 4},
            )
            for i, (side, a, b) in enumerate(recalled)
        ],
    )
    told.wait(50)
    told.wait(6, force_n=700.0)
    told.run(
        "Feed the ducks",
        cop_mm=np.concatenate((sway(30, seed=5, size_mm=18), sway(33, seed=6, size_mm=5))),
        reps=[
            *({"success": i % 4 != 1} for i in range(10)),
            {"task": "hold", "skill": "steadiness", "tick_start": 3000, "tick_end": 4100, "success": True},
            {"task": "hold", "skill": "steadiness", "tick_start": 4200, "tick_end": 4900, "success": False},
            {"task": "hold", "skill": "steadiness", "tick_start": 5000, "tick_end": 6250, "success": True},
        ],
        world="river",
        rung=1,
        stance="sit_on_plate",
    )
    told.wait(15, force_n=700.0)
    told.run(
        "Down the river",
        cop_mm=sway(24, seed=7, size_mm=20),
        reps=[{"success": True}, {"success": None, "share": None}],
        world="river",
        rung=4,
        ended="stopped",
        stars=0,
        events=[(1200, "SteppedOff", {"reason": "stepped_off"}), (2000, "Resumed", {})],
    )
    told.wait(8)
    return told


@pytest.fixture
def page_of() -> Callable[[Story], str]:
    """The whole page of a story."""
    from steadyquest.reports.document import gather
    from steadyquest.reports.page_html import html_page
    from steadyquest.reports.session_report import session_document

    return lambda told: html_page(session_document(gather(told.store(), 7)))
