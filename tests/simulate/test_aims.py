"""What the things of every task ask of somebody who looks at them."""

from __future__ import annotations

import pytest

from steadyquest.game.scene import Item, Scene
from steadyquest.simulate.aims import CENTRE, Aims


def scene(*items, tick=0, task="catch", **about):
    return Scene(tick=tick, rung=0, items=items, task=task, **about)


def drifter(x, y, state=""):
    return Item("drifter", "duck", x, y, 0.25, 0.0, state)


def place(goal):
    return pytest.approx((goal.x, goal.y), abs=1e-6)


def test_the_picture_that_the_words_mean_is_gone_to():
    """Among several pictures and numbers it is the one that was asked for; without words it is the first."""
    pictures = [Item("target", name, x, 0.0, 0.2) for name, x in (("duck", -0.7), ("frog", 0.7))]
    assert Aims().look(scene(*pictures, meant="frog")).x == 0.7
    assert Aims().look(scene(*pictures)).x == -0.7
    numbers = [item._replace(kind="answer", name=str(i)) for i, item in enumerate(pictures)]
    assert Aims().look(scene(*numbers, meant="1")).x == 0.7


def test_a_gate_is_gone_to_along_its_own_axis():
    """Where it is open, and not to where it is now; one that is behind or further on is no matter."""
    gates = [
        Item("gate", "ml", 0.4, 0.6, 0.2),
        Item("gate", "ml", -0.5, 1.2, 0.2, 0.0, "next"),
        Item("gate", "ml", -0.7, -0.1, 0.2, 0.0, "missed"),
    ]
    assert place(Aims().look(scene(*gates))) == (0.4, 0.0)
    assert place(Aims().look(scene(Item("gate", "ap", 0.8, -0.3, 0.2)))) == (0.0, -0.3)


def test_a_thing_that_drifts_in_is_met_where_it_comes_nearest():
    """From two looks at it; then one waits there, whatever it does until it is past."""
    aims = Aims()
    aims.look(scene(drifter(0.5, 1.0), tick=1))
    assert place(aims.look(scene(drifter(0.5, 0.9), tick=20))) == (0.5, 0.0)
    assert place(aims.look(scene(drifter(0.5, 0.2), tick=160))) == (0.5, 0.0)
    assert place(aims.look(scene(drifter(0.5, -0.3, "missed"), tick=260))) == (0.5, 0.0)


def test_the_next_thing_is_looked_at_anew():
    """What was known of the last one says nothing of it."""
    aims = Aims()
    for tick, y in ((1, 1.0), (20, 0.9)):
        aims.look(scene(drifter(0.5, y), tick=tick))
    aims.look(scene(drifter(-1.0, 0.4), tick=400, rep=1))
    assert place(aims.look(scene(drifter(-0.9, 0.4), tick=420, rep=1))) == (0.0, 0.4)


def test_what_is_to_be_let_pass_or_counted_is_not_gone_to():
    """One stays in the middle and looks."""
    aims = Aims()
    for tick in (1, 20):
        goal = aims.look(scene(drifter(0.5, 1.0 - tick / 200, "avoid"), tick=tick))
        assert place(goal) == (0.0, 0.0)
    assert aims.look(scene(drifter(1.0, 1.05, "count"))) == CENTRE
    target = Item("target", "duck", 0.3, 0.0, 0.2)
    assert place(aims.look(scene(drifter(1.0, 1.05, "count"), target))) == (0.3, 0.0)


def test_the_weight_goes_onto_the_foot_that_stays():
    """Well within what counts, and as a step, not as a lean."""
    feet = (Item("foot", "left", -1.5, 0.0, 0.4, 0.5, "lift"), Item("foot", "right", 1.5, 0.0, 0.4))
    goal = Aims().look(scene(*feet, task="march"))
    assert place(goal) == (1.3, 0.0)
    assert goal.steps


def test_a_guide_to_rise_with_is_risen_with_and_not_leant_to():
    """From sitting to standing, as high as it is; in every other task one stands."""
    aims = Aims()
    for y, risen in ((-0.6, 0.0), (0.0, 0.5), (0.6, 1.0)):
        goal = aims.look(scene(Item("guide", "duck", 0.0, y, 0.2), task="rise"))
        assert (goal, aims.risen) == (CENTRE, pytest.approx(risen))
    aims.look(scene(Item("guide", "duck", 0.0, 0.4, 0.2), task="follow"))
    assert aims.risen == 1.0


def test_of_two_sides_the_one_whose_turn_it_is_is_gone_to():
    """The other one waits."""
    beats = (Item("beat", "duck", -0.5, 0.0, 0.2, 0.0, "next"), Item("beat", "duck", 0.5, 0.0, 0.2, 0.4))
    assert place(Aims().look(scene(*beats))) == (0.5, 0.0)
