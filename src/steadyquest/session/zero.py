"""The zero of the empty plate over time: how far it has moved, and when it may be taken anew without asking.

A zero is remembered with its board, so that the next session can say that it has moved; one that was perhaps taken
with something on the plate is not, until it is confirmed (`verdict`). Between runs, while nobody is on the plate, a
small drift is taken away by itself; whatever might be a person, a shoe or a fault never is. A run keeps the zero that
it began with, for it has to be computed again from its setup.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from steadyquest.conventions import GRAVITY_M_S2, BoardSample, is_nameless
from steadyquest.errors import RecordError
from steadyquest.session import zero_words
from steadyquest.session.run import HOLE_US
from steadyquest.signal.calibration import Calibration, Row
from steadyquest.signal.tare import MOVED_KG, SOMEBODY_KG, THING_N, mean_and_spread, usable

if TYPE_CHECKING:
    from steadyquest.records.store import Store

# The rules, in one place, with those of `signal/tare.py`. Kilograms are those of the present calibration, of the whole
# plate or of any one corner.

FIRST_MOST_KG = 40.0
"""What the raw counts of an empty plate may come to, where no earlier zero is known. Bridges are never balanced:
assumed is a tenth of their 1 mV/V at 100 kg, 10 kg a corner, all to one side. Less may be a person all the same."""
STILL_US = 3_000_000
"""How long the plate has to lie empty and still."""
STEPPED_OFF_US = 1_000_000
"""Off the plate, or less than nothing on it, for so long is no jump."""
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

SAME, LIGHTER, MOVED, HEAVY = "same", "lighter", "moved", "heavy"
"""What is to be thought of a full zero, by the last one of the board. Which of them are remembered:

| verdict | when | remembered |
|---|---|---|
| SAME | within MOVED_KG of the last one, in all and on every corner; or of one that is doubted: seen twice | at once |
| LIGHTER | more than SOMEBODY_KG less, and no corner more: the last one had somebody on it | at once |
| MOVED | anything else, up to SOMEBODY_KG more | doubted, until the same is seen again: in this session or later |
| HEAVY | more than SOMEBODY_KG above the last one; of a first zero, more than FIRST_MOST_KG | on a person's word |

A calibration's zero is always remembered: there somebody looks at the plate, and the fit finds out what lay on it.
The zero of a board without a name never is: the next one at the same port may be another.
"""


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
    doubted: Row | None = None
    """A newer one that has moved, and has been seen only once."""

    def as_dict(self) -> dict[str, Any]:
        """Plain data for the records."""
        doubted = {} if self.doubted is None else {"doubted": list(self.doubted)}
        return {"tare": list(self.tare), "at": self.at, **doubted}


def known_now(tare: Row) -> KnownZero:
    """A zero that was taken at this moment."""
    return KnownZero(tare, datetime.now(UTC).isoformat(timespec="seconds"))


def is_lighter(shift: Shift) -> bool:
    """Whether the earlier zero must have had somebody on it.

    >>> is_lighter(Shift(-60.0, (-15.0,) * 4)), is_lighter(Shift(-6.0, (-9.0, 3.0, 0.0, 0.0)))
    (True, False)
    """
    return shift.total_kg < -SOMEBODY_KG and max(shift.corners_kg) <= MOVED_KG


def has_stepped_off(sample: BoardSample, calibration: Calibration) -> bool:
    """Whether a person has left the plate since its zero. A single corner that is lighter may be a broken cell."""
    if calibration.tare is None or not usable(sample):
        return False
    shift = shift_between(calibration, calibration.tare, sample.counts)
    return shift.total_kg < -SOMEBODY_KG and max(shift.corners_kg) < -DRIFT_KG


def verdict(calibration: Calibration, tare: Row, *, last: KnownZero | None) -> str:
    """SAME, LIGHTER, MOVED or HEAVY."""
    shift = shift_between(calibration, last.tare if last else (0.0,) * 4, tare)
    if last is None:
        return HEAVY if shift.total_kg > FIRST_MOST_KG else SAME
    if shift.worst_kg <= MOVED_KG:
        return SAME
    if shift.total_kg > SOMEBODY_KG:
        return HEAVY
    if is_lighter(shift):
        return LIGHTER
    seen = last.doubted is not None and shift_between(calibration, last.doubted, tare).worst_kg <= MOVED_KG
    return SAME if seen else MOVED


def remembered(calibration: Calibration, tare: Row, *, last: KnownZero | None) -> KnownZero | None:
    """What is known of a board's zero after this one was taken of a plate that seemed empty."""
    said = verdict(calibration, tare, last=last)
    if said in {SAME, LIGHTER}:
        return known_now(tare)
    return last._replace(doubted=tare) if said == MOVED and last is not None else last


def words_of(calibration: Calibration, tare: Row, *, last: KnownZero | None) -> str:
    """What to tell of a full zero that is not where it should be; empty when all is well."""
    said = verdict(calibration, tare, last=last)
    shift = shift_between(calibration, last.tare if last else (0.0,) * 4, tare)
    if said == SAME:
        return ""
    if last is None:
        return zero_words.first_heavy(shift.total_kg)
    if said == MOVED:
        return zero_words.moved(shift.total_kg, shift.corners_kg)
    return (zero_words.heavy if said == HEAVY else zero_words.lighter)(abs(shift.total_kg))


def zero_name(board_id: str) -> str:
    """Under which name the records remember a board's zero."""
    return f"zero of {board_id}"


def last_zero(store: Store | None, board_id: str) -> KnownZero | None:
    """The newest zero of a board in these records, or None."""
    if store is None or is_nameless(board_id):
        return None
    try:
        data = store.preferences.load(zero_name(board_id))
        doubted = data.get("doubted")
        return KnownZero(_row(data["tare"]), str(data["at"]), None if doubted is None else _row(doubted))
    except (RecordError, AttributeError, KeyError, TypeError, ValueError):
        return None


def _row(counts: Sequence[float]) -> Row:
    fl, fr, rl, rr = (float(count) for count in counts)
    return fl, fr, rl, rr


def keep_zero(store: Store, board_id: str, tare: Row) -> None:
    """Remember a zero that is beyond doubt, as a calibration's."""
    if not is_nameless(board_id):
        store.preferences.save(zero_name(board_id), known_now(tare).as_dict())


def note_zero(store: Store, board_id: str, *, calibration: Calibration, tare: Row) -> None:
    """Remember a zero that the board's own test has taken, as far as it can be believed."""
    known = remembered(calibration, tare, last=last_zero(store, board_id))
    if known is not None and not is_nameless(board_id):
        store.preferences.save(zero_name(board_id), known.as_dict())


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

    def __init__(self, last: KnownZero | None, *, named: bool = True) -> None:
        self.notice = ""
        self.taken: list[ZeroTaken] = []
        self.known = last
        """What is to be remembered of this board's zero."""
        self.heavy = False
        """Whether the zero is a person's weight off: play waits for another one, or for a person's word."""
        self.stepped_off = False
        """Whether somebody was on the plate at its zero, and has left it: nothing weighs less than an empty plate."""
        self._named = named
        self._trusted = False
        self._full: Row | None = None
        """The newest zero that was taken with a person's knowledge."""
        self._at_us = 0
        self._asks = False
        self._less_since_us: int | None = None
        self._window: deque[tuple[int, BoardSample]] = deque()

    def tared(self, calibration: Calibration, *, t_us: int) -> None:
        """A full zero was taken: at the beginning, or because a person asked."""
        tare = calibration.tare
        if tare is None:
            return
        first, last = self._full is None, self.known
        before = (last.tare if last else None) if first else self.taken[-1].after
        shift = None if before is None else shift_between(calibration, before, tare)
        self._keep(ZeroTaken(t_us * 1e-6, TARE, before, tare, shift), t_us=t_us)
        self._full, self._asks, self.stepped_off = tare, False, False
        said = verdict(calibration, tare, last=last)
        self.heavy, self._trusted = said == HEAVY, said in {SAME, LIGHTER}
        # Who has just taken it again knows that the one before was wrong.
        self.notice = "" if said == LIGHTER and not first else words_of(calibration, tare, last=last)
        if first and not self._named:
            self.notice = self.notice or zero_words.nameless()
        self.known = remembered(calibration, tare, last=last)

    def confirm(self) -> None:
        """A person says that the plate was empty when its zero was taken."""
        if self.taken:
            self.known, self._trusted = known_now(self.taken[-1].after), True
            self.heavy, self.notice = False, ""

    def feed(self, sample: BoardSample, *, load_kg: float, t_us: int, calibration: Calibration) -> Row | None:
        """Take a sample between runs; the new zero when one is to be taken now. `t_us` is the session's time."""
        window = self._window
        self._mind_less(sample, load_kg, t_us=t_us, calibration=calibration)
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

    def _mind_less(self, sample: BoardSample, load_kg: float, *, t_us: int, calibration: Calibration) -> None:
        """Nothing weighs less than empty: then something was on the plate when the zero was taken."""
        if load_kg >= -ASK_BELOW_KG:
            self._less_since_us, self.stepped_off = None, False
            return
        self._less_since_us = t_us if self._less_since_us is None else self._less_since_us
        since_us = t_us - self._less_since_us
        self.stepped_off = since_us >= STEPPED_OFF_US and has_stepped_off(sample, calibration)
        if since_us >= STILL_US:
            self.notice, self._asks = zero_words.less(-load_kg), True

    def _judge(self, samples: Sequence[BoardSample], calibration: Calibration, *, t_us: int) -> Row | None:
        zero, spread_n = mean_and_spread(samples, calibration)
        before = calibration.tare
        if spread_n > THING_N or before is None or self._full is None:
            return None
        shift = shift_between(calibration, before, zero)
        since_full = shift_between(calibration, self._full, zero)
        if shift.worst_kg > DRIFT_KG or since_full.worst_kg > MOST_KG:
            self.notice, self._asks = zero_words.off(since_full.worst_kg), True
            # Who is asked and takes it again where it is now has seen it twice.
            self.known = self.known and self.known._replace(doubted=zero)
            return None
        if self._asks:
            # Whatever lay there has been taken off.
            self.notice, self._asks = "", False
        if shift.worst_kg < LEAST_KG or t_us - self._at_us < EVERY_US:
            return None
        self._keep(ZeroTaken(t_us * 1e-6, AUTO, before, zero, shift), t_us=t_us)
        if self._trusted:
            self.known = known_now(zero)
        self.notice = ""
        return zero

    def _keep(self, taken: ZeroTaken, *, t_us: int) -> None:
        self.taken.append(taken)
        self._at_us = t_us
        self._window.clear()
