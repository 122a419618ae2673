"""Why a step of a plan or another hour followed, as data: a code with its numbers.

The sentence is made when it is read, in the language that is spoken then. Records from before have sentences only,
and a person's own words are what they are: both are told as they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from steadyquest.words import tr, trn

Numbers = Mapping[str, float | Sequence[float]]
PAIR = 2
MOST = 1e6
"""No number of a reason is larger; a forged one is not told."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason. What is told is its sentence."""

    code: str
    numbers: Numbers = field(default_factory=dict)
    because: Reason | None = None
    """Of what a therapist chose as it was suggested: why it was suggested."""

    def __str__(self) -> str:
        try:
            return _SENTENCES[self.code](self)
        except (KeyError, TypeError, ValueError, ArithmeticError):
            # From a newer version, or forged: nothing is better than something false.
            return ""

    def as_dict(self) -> dict[str, Any]:
        """For the records and for `--json`."""
        because = {"because": self.because.as_dict()} if self.because is not None else {}
        return {"code": self.code, **self.numbers, **because}


def told(words: str, why: object) -> str:
    """A reason as records have it: its sentence where it is data, else the words, as somebody wrote them.

    >>> told("the therapist's word", None), told("", {"code": "weeks", "n": 2})
    ("the therapist's word", '2 weeks of this phase are over')
    """
    reason = _read(why)
    return (str(reason) if reason is not None else "") or words


def percent(share: float) -> str:
    """A share for people. Rounded down: 74.6 % is not yet 75.

    >>> percent(0.75), percent(0.746)
    ('75 %', '74 %')
    """
    return tr("{n} %").format(n=int(100 * share + 1e-9))


def _read(why: object, *, inner: bool = False) -> Reason | None:
    if not isinstance(why, Mapping) or not isinstance(why.get("code"), str):
        return None
    numbers = {str(key): value for key, value in why.items() if key not in ("code", "because")}
    return Reason(why["code"], numbers, None if inner else _read(why.get("because"), inner=True))


def _one(reason: Reason, key: str) -> float:
    """A number. Raises ValueError for what is none, or cannot be one."""
    value = reason.numbers[key]
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= MOST:
        raise ValueError(key)
    return float(value)


def _pair(reason: Reason, key: str) -> tuple[float, float]:
    """The numbers of two sessions."""
    values = reason.numbers[key]
    if not isinstance(values, Sequence) or len(values) != PAIR:
        raise ValueError(key)
    first, second = (_one(Reason("", {key: value}), key) for value in values)
    return first, second


def _shares(reason: Reason) -> str:
    return tr(" and ").join(percent(share) for share in _pair(reason, "shares"))


def _too_hard(reason: Reason) -> str:
    said = tr("only {share} of the last session's reps succeeded although they were as easy as they can be")
    return said.format(share=percent(_one(reason, "share")))


def _narrow(reason: Reason) -> str:
    said = tr("the range set for the difficulty ends below {d:g}, from where on a step up is suggested")
    return said.format(d=_one(reason, "d"))


def _too_few(reason: Reason) -> str:
    said = tr("not yet two sessions on this rung with {n} reps or more at d {d:g} or more")
    return said.format(n=round(_one(reason, "n")), d=_one(reason, "d"))


def _not_enough(reason: Reason) -> str:
    said = tr("at d {d:g} or more {values} succeeded in the last two sessions; {least} in both are asked for")
    return said.format(d=_one(reason, "d"), values=_shares(reason), least=percent(_one(reason, "least")))


def _enough(reason: Reason) -> str:
    said = tr("at d {d:g} or more {values} of the reps succeeded in the last two sessions")
    return said.format(d=_one(reason, "d"), values=_shares(reason))


def _last_rung(reason: Reason) -> str:
    return tr("{reason}; this is the last rung").format(reason=_enough(reason))


def _plan_ends(reason: Reason) -> str:
    return tr("{reason}, but the plan goes no further").format(reason=_enough(reason))


def _chosen(reason: Reason) -> str:
    why = str(reason.because or "")
    return tr("chosen by the therapist, as suggested: {why}").format(why=why) if why else tr("chosen by the therapist")


def _weeks(reason: Reason) -> str:
    n = round(_one(reason, "n"))
    return trn("{n} week of this phase is over", "{n} weeks of this phase are over", n).format(n=n)


def _two_good_sessions(reason: Reason) -> str:
    said = tr("two good sessions in a row: {first} % and {second} % of the reps went well, at difficulty {d1} and {d2}")
    # Cut, not rounded: what is told never stands above what was.
    first, second = (int(100 * share) for share in _pair(reason, "shares"))
    d1, d2 = (f"{d:.2f}" for d in _pair(reason, "d"))
    return said.format(first=first, second=second, d1=d1, d2=d2)


TOO_HARD, NARROW, TOO_FEW, NOT_ENOUGH, ENOUGH, LAST_RUNG, PLAN_ENDS, CHOSEN, WEEKS_OVER, GOOD_SESSIONS = (
    "too_hard",
    "narrow_range",
    "too_few_sessions",
    "not_enough_success",
    "enough_success",
    "last_rung",
    "plan_ends",
    "chosen",
    "weeks",
    "two_good_sessions",
)
BY_WORD, PLANNED_WEEKS_OVER = "therapists_word", "planned_weeks_over"

_SENTENCES: dict[str, Callable[[Reason], str]] = {
    TOO_HARD: _too_hard,
    NARROW: _narrow,
    TOO_FEW: _too_few,
    NOT_ENOUGH: _not_enough,
    ENOUGH: _enough,
    LAST_RUNG: _last_rung,
    PLAN_ENDS: _plan_ends,
    CHOSEN: _chosen,
    WEEKS_OVER: _weeks,
    GOOD_SESSIONS: _two_good_sessions,
    BY_WORD: lambda _: tr("the therapist's word"),
    PLANNED_WEEKS_OVER: lambda _: tr("the planned weeks are over, and the therapist went on"),
}
