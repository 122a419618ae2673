"""The zero of the empty plate over time: how far it has moved, and when it may be taken anew without asking.

A zero is remembered with its board, so that the next session can say that it has moved. Between runs, while nobody
is on the plate, a small drift is taken away by itself; whatever might be a person, a shoe or a fault never is. A run
keeps the zero that it began with, for it has to be computed again from its setup.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from steadyquest.conventions import GRAVITY_M_S2, BoardSample
from steadyquest.errors import RecordError
from steadyquest.session.run import HOLE_US
from steadyquest.signal.calibration import Calibration, Row
from steadyquest.signal.corners import corner_words
from steadyquest.signal.tare import MOVED_KG, mean_and_spread, usable
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.records.store import Store

# The rules, in one place. Kilograms are those of the present calibration, of the whole plate or of any one corner.

SOMEBODY_KG = 5.0
"""So much more than at the last zero is no drift: the smallest players weigh ten."""
STILL_US = 3_000_000
"""How long the plate has to lie empty and still."""
STILL_N = 0.5
"""Standard deviation of the force meanwhile: the amplifiers' own noise is a tenth of it; a hand's tremor is more."""
DRIFT_KG = 0.3
"""Since the present zero: what weighs less may be drift; a slipper weighs more."""
EVERY_US = 60_000_000
"""Between two zeros. Drift is slow: a cold board moves by some 10 g a minute."""
MOST_KG = 0.3
"""Taken away without asking since the last full zero. Beyond it somebody has to look at the plate."""
LEAST_KG = 0.02
"""Less is noise, and not worth a line in the record."""
ASK_BELOW_KG = 2.0
"""A still plate between DRIFT_KG and this is not empty, or has drifted far: a person is asked. More may be feet."""

TARE, AUTO = "tare", "auto"


class Shift(NamedTuple):
    """How far a zero has moved, in kilograms of the whole plate and of each corner."""

    total_kg: float
    corners_kg: Row

    @property
    def worst_kg(self) -> float:
        """The largest of the five, without its sign."""
        return max(abs(self.total_kg), *(abs(kg) for kg in self.corners_kg))


def shift_between(calibration: Calibration, before: Sequence[float], after: Sequence[float]) -> Shift:
    """What the plate would seem to weigh by the first zero when it is empty by the second.

    >>> from steadyquest.signal.calibration import nominal
    >>> shift = shift_between(nominal("x"), (0, 0, 0, 0), (2190 * 9.80665, 0, 0, 0))
    >>> round(shift.total_kg, 6), round(shift.worst_kg, 6)
    (1.0, 1.0)
    """
    fl, fr, rl, rr = (
        gain * (new - old) / GRAVITY_M_S2 for gain, new, old in zip(calibration.matrix[0], after, before, strict=True)
    )
    return Shift(fl + fr + rl + rr, (fl, fr, rl, rr))


class KnownZero(NamedTuple):
    """The zero that a board had when it was last played on or tested."""

    tare: Row
    at: str
    """ISO 8601, UTC."""

    def as_dict(self) -> dict[str, Any]:
        """Plain data for the records."""
        return {"tare": list(self.tare), "at": self.at}


def known_now(tare: Row) -> KnownZero:
    """A zero that was taken at this moment."""
    return KnownZero(tare, datetime.now(UTC).isoformat(timespec="seconds"))


def zero_name(board_id: str) -> str:
    """Under which name the records remember a board's zero."""
    return f"zero of {board_id}"


def last_zero(store: Store | None, board_id: str) -> KnownZero | None:
    """The newest zero of a board in these records, or None."""
    if store is None:
        return None
    try:
        data = store.preferences.load(zero_name(board_id))
        fl, fr, rl, rr = (float(count) for count in data["tare"])
        return KnownZero((fl, fr, rl, rr), str(data["at"]))
    except (RecordError, KeyError, TypeError, ValueError):
        return None


def keep_zero(store: Store, board_id: str, tare: Row) -> None:
    """Remember a zero that was taken outside of a session, as by the board's own test."""
    store.preferences.save(zero_name(board_id), known_now(tare).as_dict())


@dataclass(frozen=True, slots=True)
class ZeroTaken:
    """One zero, for the session's record."""

    at_s: float
    """Sample time since the session's first sample."""
    how: str
    """TARE, by a person or at the beginning; AUTO, by itself."""
    before: Row | None
    """The zero until then; at the beginning the last session's, None for a board never seen."""
    after: Row
    shift: Shift | None

    def as_dict(self) -> dict[str, Any]:
        """Plain data for the records."""
        moved = None if self.shift is None else round(self.shift.total_kg, 3)
        corners = None if self.shift is None else [round(kg, 3) for kg in self.shift.corners_kg]
        before = None if self.before is None else [round(count, 1) for count in self.before]
        after = [round(count, 1) for count in self.after]
        return {
            "at_s": round(self.at_s, 2),
            "how": self.how,
            "before": before,
            "after": after,
            "moved_kg": moved,
            "corners_kg": corners,
        }


class ZeroWatch:
    """Watches one session's plate between its runs. `notice` is one plain line while there is something to tell."""

    def __init__(self, last: KnownZero | None) -> None:
        self.notice = ""
        self.taken: list[ZeroTaken] = []
        self._last = last
        self._full: Row | None = None
        """The newest zero that was taken with a person's knowledge."""
        self._at_us = 0
        self._asks = False
        self._window: deque[tuple[int, BoardSample]] = deque()

    def tared(self, calibration: Calibration, *, t_us: int) -> None:
        """A full zero was taken: at the beginning, or because a person asked."""
        tare = calibration.tare
        if tare is None:
            return
        first = self._full is None
        before = (self._last.tare if self._last else None) if first else self.taken[-1].after
        shift = None if before is None else shift_between(calibration, before, tare)
        self._keep(ZeroTaken(t_us * 1e-6, TARE, before, tare, shift), t_us=t_us)
        self._full = tare
        self.notice = _moved(shift) if first and shift is not None else ""

    def feed(self, sample: BoardSample, *, load_kg: float, t_us: int, calibration: Calibration) -> Row | None:
        """Take a sample between runs; the new zero when one is to be taken now. `t_us` is the session's time."""
        window = self._window
        if abs(load_kg) > ASK_BELOW_KG or not usable(sample) or self._full is None:
            window.clear()
            return None
        if window and (sample.epoch != window[-1][1].epoch or t_us - window[-1][0] > HOLE_US):
            window.clear()
        window.append((t_us, sample))
        if t_us - window[0][0] < STILL_US:
            return None
        samples = [each for _, each in window]
        # The next look is at another three seconds: all this happens once in a while, not for every sample.
        window.clear()
        return self._judge(samples, calibration, t_us=t_us)

    def _judge(self, samples: Sequence[BoardSample], calibration: Calibration, *, t_us: int) -> Row | None:
        zero, spread_n = mean_and_spread(samples, calibration)
        before = calibration.tare
        if spread_n > STILL_N or before is None or self._full is None:
            return None
        shift = shift_between(calibration, before, zero)
        since_full = shift_between(calibration, self._full, zero)
        if shift.worst_kg > DRIFT_KG or since_full.worst_kg > MOST_KG:
            self.notice, self._asks = _asks(since_full), True
            return None
        if self._asks:
            # Whatever lay there has been taken off.
            self.notice, self._asks = "", False
        if shift.worst_kg < LEAST_KG or t_us - self._at_us < EVERY_US:
            return None
        self._keep(ZeroTaken(t_us * 1e-6, AUTO, before, zero, shift), t_us=t_us)
        self.notice = ""
        return zero

    def _keep(self, taken: ZeroTaken, *, t_us: int) -> None:
        self.taken.append(taken)
        self._at_us = t_us
        self._window.clear()


def _moved(shift: Shift) -> str:
    """What to tell of a zero that is not where the last session left it; empty when all is well."""
    if shift.total_kg > SOMEBODY_KG:
        said = tr(
            "The zero is {kg:.0f} kg above the last one: was somebody on the plate? Leave it, and take the zero again."
        )
        return said.format(kg=shift.total_kg)
    if shift.worst_kg <= MOVED_KG:
        return ""
    if abs(shift.total_kg) >= shift.worst_kg:
        said = tr("The zero has moved by {kg:+.1f} kg since last time. Does anything touch the plate?")
        return said.format(kg=shift.total_kg)
    worst = max(range(4), key=lambda i: abs(shift.corners_kg[i]))
    said = tr("The zero has moved by {kg:+.1f} kg {corner} since last time. Does anything touch the plate?")
    return said.format(kg=shift.corners_kg[worst], corner=corner_words(worst))


def _asks(since_full: Shift) -> str:
    said = tr("The empty plate is {kg:.1f} kg off its zero. Take everything off it, and take the zero again.")
    return said.format(kg=since_full.worst_kg)
