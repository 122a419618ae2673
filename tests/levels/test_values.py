"""What each kind of key makes of a value."""

from __future__ import annotations

import pytest

from steadyquest.game.spec import Range
from steadyquest.levels.schema import level_keys, step_keys
from steadyquest.levels.values import UnfitError, allowed, fit, guess, parse_value, shown

REACH, FOLLOW = step_keys("reach"), step_keys("follow")
CHOOSE, ROLL = step_keys("choose"), step_keys("roll")
LIMITS = step_keys("limits")
LEVEL = level_keys()


@pytest.mark.parametrize(
    ("key", "value", "wanted"),
    [
        (REACH["distance"], 0.5, Range(0.5, 0.5)),
        (REACH["distance"], [0.4, 1], Range(0.4, 1.0)),
        (REACH["distance"], [0.8, 0.4], Range(0.8, 0.4)),
        (REACH["count"], 8, 8),
        (REACH["where"], ["left", [0.5, -0.2]], ("left", (0.5, -0.2))),
        (REACH["where"], [[0, 1.15]], ((0.0, 1.15),)),
        (REACH["back"], False, False),
        (REACH["wind"], [0.1, -0.5], (0.1, -0.5)),
        (LIMITS["wait_s"], [1, 2.5], (1.0, 2.5)),
        (LIMITS["wait_s"], [2, 2], (2.0, 2.0)),
        (CHOOSE["pictures"], ["duck", "frog"], ("duck", "frog")),
        (ROLL["map"], "\n  #####\n  #S.o#\n  #####\n", ("#####", "#S.o#", "#####")),
        (LEVEL["stance"], "narrow", ("narrow",)),
        (LEVEL["stance"], ["narrow", "sit_on_plate"], ("narrow", "sit_on_plate")),
        (LEVEL["say"], "  two\n words ", "two words"),
        (LEVEL["notes"], "\none  \n\n two\n", "one\n\n two"),
        (LEVEL["title"], "Füttere die Enten 🦆", "Füttere die Enten 🦆"),
        (LEVEL["picture"], "my dog.png", "my dog.png"),
    ],
)
def test_what_fits_becomes_what_the_spec_wants(key, value, wanted):
    """Pairs become ranges, lists tuples, one word a list of one, and texts lose their stray spaces."""
    assert fit(key, value) == wanted


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (REACH["distance"], True),
        (REACH["distance"], "0.5"),
        (REACH["distance"], [0.5]),
        (REACH["distance"], [0.5, 0.6, 0.7]),
        (REACH["distance"], [0.5, 9]),
        (REACH["distance"], float("nan")),
        (REACH["distance"], [0.5, float("inf")]),
        (REACH["distance"], 10**400),
        (REACH["count"], 8.0),
        (REACH["count"], True),
        (REACH["count"], [4, 8]),
        (REACH["count"], 0),
        (REACH["count"], -(10**400)),
        (REACH["emphasis"], [0.5, 0.6]),
        (REACH["where"], "left"),
        (REACH["where"], []),
        (REACH["where"], ["left"] * 33),
        (REACH["where"], ["centre"]),
        (REACH["where"], [[1.1, 1.1]]),
        (REACH["where"], [[0.5]]),
        (REACH["where"], [[float("nan"), 0.1]]),
        (REACH["back"], "yes"),
        (REACH["back"], 1),
        (REACH["wind"], [0.6, 0]),
        (REACH["wind"], 0.1),
        (FOLLOW["points"], [[0.1, 0.1]]),
        (FOLLOW["points"], [["left", 0.1], [0, 0]]),
        (LIMITS["wait_s"], 1.5),
        (LIMITS["wait_s"], [2, 1]),
        (LIMITS["wait_s"], [0.1, 2]),
        (LIMITS["wait_s"], [1, 2, 3]),
        (LIMITS["wait_s"], ["1", "2"]),
        (CHOOSE["pictures"], ["duck"]),
        (CHOOSE["pictures"], ["duck", "duck"]),
        (CHOOSE["pictures"], ["duck", "../frog"]),
        (CHOOSE["pictures"], "duck"),
        (CHOOSE["pictures"], ["a", "b", "c", "d", "e"]),
        (ROLL["map"], ["S.o"]),
        (ROLL["map"], ""),
        (ROLL["map"], "S.."),
        (ROLL["map"], "..o"),
        (ROLL["map"], "SSo"),
        (ROLL["map"], "S o"),
        (ROLL["map"], "S\n\no"),
        (ROLL["map"], "S" + "o" * 21),
        (ROLL["map"], "So" + "." * 23),
        (ROLL["map"], "So" + "\n." * 16),
        (ROLL["map"], "So🦆"),
        (LEVEL["stance"], []),
        (LEVEL["stance"], ["narrow", "narrow"]),
        (LEVEL["stance"], [["narrow"]]),
        (LEVEL["stance"], 3),
        (LEVEL["say"], "   "),
        (LEVEL["say"], "x" * 301),
        (LEVEL["say"], "a bell \x07"),
        (LEVEL["uneven"], ""),
        (LEVEL["picture"], "../dog.png"),
        (LEVEL["picture"], "C:dog.png"),
        (LEVEL["picture"], ".."),
        (LEVEL["voice"], ""),
        (LEVEL["thing"], "../etc"),
        (LEVEL["format"], 0),
    ],
)
def test_what_does_not_fit_is_refused(key, value):
    """Wrong kinds, numbers out of range, names that leave the folder: none becomes part of a spec."""
    with pytest.raises(UnfitError):
        fit(key, value)


@pytest.mark.parametrize(
    ("source", "hint"),
    [
        ("", "value after"),
        ("river", "quotes"),
        ("Straße", "quotes"),
        ("“river”", "straight quotes"),
        ('"river', "begins and ends"),
        ('"the "big" duck"', "begins and ends"),
        ("0,5", "point"),
        (".5", "both sides"),
        ("5.", "both sides"),
        ("True", "small letters"),
        ("yes", "small letters"),
        ("[0.3, 0.16", "close the list"),
        ("[0.3 0.16]", "comma"),
        ("@", "number"),
        ("9" * 5000, "number"),
        ("[" * 3000, "list"),
    ],
)
def test_values_that_are_not_toml_get_a_plain_hint(source, hint):
    """The commonest slips of the pen are told apart."""
    with pytest.raises(UnfitError, match=hint):
        parse_value(source)


def test_a_hint_names_the_likeliest_word():
    """A near word is offered, a far or endless one is not."""
    assert "`radius`" in guess("raduis", REACH)
    assert "`radius`" in guess("Radius", REACH)
    assert guess("elephant", REACH) == ""
    assert guess("r" * 10_000, REACH) == ""


def test_what_is_shown_fits_a_line():
    """Long values are cut, and line breaks do not reach the terminal."""
    assert shown("[1,\n  2]") == "[1, 2]"
    assert len(shown("x" * 1000)) == 60
    assert allowed(REACH["distance"]) == "0.05 to 1.15 reach, or a pair [easy, hard]"
    assert allowed(LIMITS["wait_s"]) == "[shortest, longest], each 0.5 to 10 s"
