"""Choosing by leaning: acted out, one line a moment."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyquest.ui.access.leaning import NEUTRAL, OUT, REST_S, LeanChoice

FRAME_S = 1 / 60


def lean(
    choice: LeanChoice, x: float, y: float, seconds: float, *, dwell_s: float = 1.0, may: bool = True
) -> list[str]:
    """Lean there for so long; what came out of it."""
    said = [choice.step(x, y, dt_s=FRAME_S, dwell_s=dwell_s, may_choose=may) for _ in range(round(seconds / FRAME_S))]
    return [one for one in said if one]


def ready() -> LeanChoice:
    """Somebody who stands in the middle."""
    choice = LeanChoice()
    lean(choice, 0.0, 0.0, REST_S + 0.1)
    return choice


@pytest.mark.parametrize(
    ("at", "way"),
    [((0.7, 0.1), "right"), ((-0.7, 0.3), "left"), ((0.2, 0.6), "up"), ((0.3, -0.8), "down")],
)
def test_a_lean_out_moves_the_focus_one_step_and_coming_back_chooses_nothing(at: tuple[float, float], way: str) -> None:
    """However long the way there was: a lean is one step."""
    choice = ready()
    assert lean(choice, *at, 0.6) == [way]
    assert lean(choice, 0.0, 0.0, 1.0) == []
    assert lean(choice, *at, 0.2) == [way]


def test_holding_the_lean_chooses_once_and_only_the_middle_opens_the_next_choice() -> None:
    """Who stays leaning after a choice does not choose again on the next screen."""
    choice = ready()
    assert lean(choice, 0.8, 0.0, 1.2) == ["right", "ok"]
    assert lean(choice, 0.8, 0.0, 5.0) == []
    assert choice.waits
    assert lean(choice, -0.8, 0.0, 3.0) == []
    assert lean(choice, 0.1, 0.1, REST_S + 0.05) == []
    assert lean(choice, -0.8, 0.0, 1.2) == ["left", "ok"]


def test_nothing_counts_before_one_was_in_the_middle() -> None:
    """A level ends while one leans: the screen after it is not chosen from."""
    assert lean(LeanChoice(), 0.9, 0.0, 4.0) == []


def test_passing_through_the_middle_is_no_rest() -> None:
    """From one side straight to the other nothing is chosen."""
    choice = ready()
    lean(choice, 0.8, 0.0, 1.2)
    assert lean(choice, 0.0, 0.0, REST_S / 2) == []
    assert lean(choice, -0.8, 0.0, 2.0) == []


def test_slipping_back_drains_the_ring_instead_of_emptying_it() -> None:
    """Tremor costs what it takes, not the whole time."""
    choice = ready()
    lean(choice, 0.7, 0.0, 0.6)
    full = choice.progress
    lean(choice, 0.35, 0.0, 0.2)
    assert choice.progress == pytest.approx(full - 0.2, abs=0.04)
    assert lean(choice, 0.7, 0.0, 0.45) == []
    assert lean(choice, 0.7, 0.0, 0.3) == ["ok"]


def test_what_a_hand_must_choose_never_fills() -> None:
    """The focus goes there; the time does not begin."""
    choice = ready()
    assert lean(choice, 0.8, 0.0, 10.0, may=False) == ["right"]
    assert choice.progress == 0.0


def test_a_stall_does_not_choose() -> None:
    """Five seconds in which nothing was seen count as a tenth."""
    choice = ready()
    lean(choice, 0.8, 0.0, 0.1)
    assert choice.step(0.8, 0.0, dt_s=5.0, dwell_s=1.0) == ""


@given(st.lists(st.tuples(st.floats(-OUT * 0.98, OUT * 0.98), st.floats(-OUT * 0.98, OUT * 0.98)), max_size=200))
def test_the_sway_of_standing_chooses_nothing(leans: list[tuple[float, float]]) -> None:
    """Within the lean that counts, whatever one does."""
    choice = ready()
    assert all(choice.step(x, y, dt_s=FRAME_S, dwell_s=1.0) == "" for x, y in leans)


@given(st.lists(st.tuples(st.floats(-1.2, 1.2), st.floats(-1.2, 1.2)), max_size=400))
def test_between_two_choices_one_was_always_in_the_middle(leans: list[tuple[float, float]]) -> None:
    """Whatever somebody does on the plate."""
    choice, owes_the_middle = ready(), False
    for x, y in leans:
        said = choice.step(x, y, dt_s=0.1, dwell_s=0.3)
        assert not (said == "ok" and owes_the_middle)
        owes_the_middle = (owes_the_middle or said == "ok") and math.hypot(x, y) >= NEUTRAL
