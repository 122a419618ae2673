"""Colours: mixing, contrast, and palettes that keep what must be found apart from the land."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyquest.game.spec import HOURS
from steadyquest.levels.schema import WORLDS
from steadyquest.ui.palettes import PLACES, contrast, hour_light, luminance, mix, palette, rgb

COLOUR = st.tuples(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255))


@given(COLOUR, COLOUR)
@settings(max_examples=30)
def test_contrast_is_the_same_both_ways_and_never_below_one(a, b):
    """Which of two colours is text and which is paper does not matter."""
    assert contrast(a, b) == contrast(b, a) >= 1.0


def test_luminance_of_known_colours():
    """WCAG's own worked figures: pure green weighs 0.7152, mid grey (119) 0.1845."""
    assert luminance((0, 255, 0)) == pytest.approx(0.7152)
    assert luminance((119, 119, 119)) == pytest.approx(0.1845, abs=5e-4)


def test_mixing_goes_from_one_colour_to_the_other():
    """No share leaves the first colour, a whole one gives the second."""
    assert mix("#102030", "#ffeedd", share=0.0) == "#102030"
    assert mix("#102030", "#ffeedd", share=1.0) == "#ffeedd"


@pytest.mark.parametrize("place", WORLDS)
@pytest.mark.parametrize("hour", range(len(HOURS)))
def test_marks_stand_out_from_every_land_colour(place, hour):
    """At every hour the colour of rings keeps 3:1 on all seven colours of the place."""
    mark = rgb(hour_light(hour).mark)
    worst = min(contrast(mark, rgb(colour)) for colour in palette(place, hour))
    assert worst >= 2.95


def test_a_place_or_hour_that_does_not_exist_still_has_colours():
    """A world of a later version and a rung out of range are drawn, not refused."""
    assert palette("nowhere", 99) == PLACES["meadow"][-1]
    assert palette("river", -3) == PLACES["river"][0]
