"""Reasons as data: told in the language of whoever reads, and never what was forged."""

import json
import math

import pytest

from steadyquest.session import reasons
from steadyquest.session.reasons import Reason, told
from steadyquest.words import LANGUAGES, speak

FOUND = {"d": 0.5, "shares": [0.8, 0.749]}
ALL = [
    Reason(reasons.TOO_HARD, {"share": 0.5}),
    Reason(reasons.NARROW, {"d": 0.5}),
    Reason(reasons.TOO_FEW, {"n": 6, "d": 0.5}),
    Reason(reasons.NOT_ENOUGH, {**FOUND, "least": 0.75}),
    Reason(reasons.ENOUGH, FOUND),
    Reason(reasons.LAST_RUNG, FOUND),
    Reason(reasons.PLAN_ENDS, FOUND),
    Reason(reasons.CHOSEN),
    Reason(reasons.CHOSEN, because=Reason(reasons.ENOUGH, FOUND)),
    Reason(reasons.WEEKS_OVER, {"n": 2}),
    Reason(reasons.GOOD_SESSIONS, {"shares": [0.8, 0.749], "d": [0.5, 0.55]}),
    Reason(reasons.BY_WORD),
    Reason(reasons.PLANNED_WEEKS_OVER),
]


@pytest.fixture
def spoken():
    """Chooses a language; English again afterwards."""
    yield speak
    speak("en")


def test_every_code_has_a_sentence_of_its_own_in_every_language(spoken):
    """And the way through the records, which is JSON, changes none of them."""
    assert {reason.code for reason in ALL} == set(reasons._SENTENCES)
    said = {}
    for language in LANGUAGES:
        spoken(language)
        said[language] = [str(reason) for reason in ALL]
        assert all(said[language])
        assert [told("", json.loads(json.dumps(reason.as_dict()))) for reason in ALL] == said[language]
    for lines in zip(*said.values(), strict=True):
        assert len(set(lines)) == len(LANGUAGES), lines


def test_no_share_is_told_above_what_it_was():
    """74.9 % is 74."""
    assert str(ALL[4]) == "at d 0.5 or more 80 % and 74 % of the reps succeeded in the last two sessions"
    assert str(ALL[10]) == (
        "two good sessions in a row: 80 % and 74 % of the reps went well, at difficulty 0.50 and 0.55"
    )
    assert str(ALL[8]) == f"chosen by the therapist, as suggested: {ALL[4]}"


def test_words_of_older_records_and_of_people_are_told_as_they_stand(spoken):
    """Nobody can say in which language they are."""
    spoken("es")
    assert told("2 Wochen dieser Phase sind um", None) == "2 Wochen dieser Phase sind um"
    assert told("", None) == ""


FORGED = [
    {"code": "of tomorrow"}, {"code": "weeks"}, {"code": "weeks", "n": "2"}, {"code": "weeks", "n": math.nan},
    {"code": "weeks", "n": math.inf}, {"code": "weeks", "n": 1e300}, {"code": "weeks", "n": True}, {"n": 2}, [],
    "weeks", {"code": ["weeks"]}, {"code": "enough_success", "d": 0.5, "shares": [0.8]}, {"code": 3},
    {"code": "enough_success", "d": 0.5, "shares": "89"}, {"code": "enough_success", "d": 0.5, "shares": [0.8] * 3},
    {"code": "too_hard", "share": None},
]  # fmt: skip


@pytest.mark.parametrize("why", FORGED)
def test_what_was_forged_or_is_of_a_newer_version_is_not_told(why):
    """Then the words beside it stand, or nothing."""
    assert told("in words", why) == "in words"
    assert told("", why) == ""
    assert told("", {"code": "chosen", "because": why}) == "chosen by the therapist"


def test_reasons_do_not_go_on_without_end():
    """A reason has one reason at most."""
    why = {"code": "chosen"}
    for _ in range(5000):
        why = {"code": "chosen", "because": why}
    assert told("", why) == "chosen by the therapist, as suggested: chosen by the therapist"
