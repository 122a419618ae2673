"""The protocols: which trials an assessment has, in which order, and how long each lasts. Data, and no rule of play.

* Quiet standing: 30 or 60 s, as in the recordings that the reference ranges are from (Santos & Duarte 2016).
* Sensory: eyes open and closed, on the firm plate and on foam, three trials of 20 s each, easiest first.
* Limits of stability: eight directions, clockwise from the front, 8 s from the cue, after three trials for practice.
* Rhythmic shift: 3, 2 and 1 s from side to side, sideways and then forward and back.
* Sideways position: 30 s of standing as one stands, with the feet read off the mat.
* Feel: the feel probe, which has a module of its own (`session.feel_probe`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from steadyquest.conventions import SEATED_STANCES
from steadyquest.errors import SignalError
from steadyquest.words import tr

QUIET, SENSORY, LIMITS, RHYTHM, LOADING, FEEL = KINDS = ("quiet", "sensory", "limits", "rhythm", "loading", "feel")

QUIET_S = (30.0, 60.0)
SENSORY_S, LOADING_S, LIMITS_S = 20.0, 30.0, 8.0
SENSORY_TRIALS = 3
SETTLE_S = 5.0
"""Between the word to stand still and the first sample that counts."""
CONDITIONS = (("open", "firm"), ("closed", "firm"), ("open", "foam"), ("closed", "foam"))
CLOCKWISE = ("forward", "forward_right", "right", "back_right", "back", "back_left", "left", "forward_left")
PRACTICE = 3
AXES = ("ml", "ap")
BEATS_S = (3.0, 2.0, 1.0)
SHIFTS = 12
"""Half cycles of a rhythmic trial. The first two are to find the time, and are not measured."""
MOST_TRIALS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One trial as it is asked for. `number` counts from 1 within the assessment."""

    kind: str
    number: int
    eyes: str = "open"
    surface: str = "firm"
    seconds: float = 0.0
    """Measured; of limits, for each direction."""
    settle_s: float = SETTLE_S
    directions: tuple[str, ...] = ()
    practice: int = 0
    axis: str = ""
    beat_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Assessment:
    """What is to be done, trial by trial."""

    kind: str
    trials: tuple[Trial, ...]


def assessment(kind: str, *, seconds: float | None = None, trials: int | None = None) -> Assessment:
    """The protocol of a kind. `seconds` is for quiet standing, `trials` for quiet standing and the sensory test.

    Raises SignalError for what no protocol has.

    >>> len(assessment("sensory").trials), len(assessment("rhythm").trials), len(assessment("quiet", trials=3).trials)
    (12, 6, 3)
    """
    if kind not in _MAKERS:
        raise SignalError(
            tr("there is no assessment “{kind}”; there are: {kinds}").format(kind=kind, kinds=", ".join(KINDS))
        )
    if seconds is not None and (kind != QUIET or seconds not in QUIET_S):
        raise SignalError(tr("only quiet standing has a choice of time: 30 or 60 seconds"))
    if trials is not None and (kind not in (QUIET, SENSORY) or not 1 <= trials <= MOST_TRIALS):
        raise SignalError(tr("only quiet standing and the sensory test have a choice of trials, from 1 to 10"))
    made = _MAKERS[kind](seconds or QUIET_S[0], trials)
    return Assessment(kind, tuple(replace(trial, number=i) for i, trial in enumerate(made, 1)))


def one_more(trial: Trial, *, direction: str) -> Trial:
    """The trial of limits again, in one direction only."""
    return replace(trial, directions=(direction,), practice=0)


def suits(kind: str, stance: str) -> bool:
    """Whether an assessment can be done so: who sits has no limits of standing, and no foam under the feet."""
    return kind not in (SENSORY, LIMITS) or stance not in SEATED_STANCES


def _quiet(seconds: float, trials: int | None) -> list[Trial]:
    return [Trial(kind=QUIET, number=0, seconds=seconds)] * (trials or 1)


def _sensory(_seconds: float, trials: int | None) -> list[Trial]:
    return [
        Trial(kind=SENSORY, number=0, eyes=eyes, surface=surface, seconds=SENSORY_S)
        for eyes, surface in CONDITIONS
        for _ in range(trials or SENSORY_TRIALS)
    ]


def _limits(_seconds: float, _trials: int | None) -> list[Trial]:
    return [Trial(kind=LIMITS, number=0, seconds=LIMITS_S, directions=CLOCKWISE, practice=PRACTICE)]


def _rhythm(_seconds: float, _trials: int | None) -> list[Trial]:
    return [
        Trial(kind=RHYTHM, number=0, axis=axis, beat_s=beat_s, seconds=SHIFTS * beat_s)
        for axis in AXES
        for beat_s in BEATS_S
    ]


def _loading(_seconds: float, _trials: int | None) -> list[Trial]:
    return [Trial(kind=LOADING, number=0, seconds=LOADING_S)]


def _feel(_seconds: float, _trials: int | None) -> list[Trial]:
    return []


_MAKERS: dict[str, Callable[[float, int | None], list[Trial]]] = {
    QUIET: _quiet,
    SENSORY: _sensory,
    LIMITS: _limits,
    RHYTHM: _rhythm,
    LOADING: _loading,
    FEEL: _feel,
}
