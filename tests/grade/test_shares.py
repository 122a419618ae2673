"""How sure a share is."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyquest.grade.shares import LEAST_CLEAR, Share, error_of_difference, is_more

shares = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))).map(lambda pair: Share(*pair))


@pytest.mark.parametrize(
    ("good", "reps", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662)],
)
def test_the_interval_is_the_published_one(good, reps, low, high):
    """Wilson's score interval for closed-form cases; 81 of 263 is Newcombe's example (1998, Stat Med 17:857)."""
    assert Share(good, reps).interval == pytest.approx((low, high), abs=5e-4)


@given(shares)
@settings(max_examples=60)
def test_the_interval_holds_its_share_and_stays_between_nothing_and_all(share):
    """For whatever numbers."""
    low, high = share.interval
    assert 0.0 <= low <= share.value <= high <= 1.0


@given(shares, shares)
@settings(max_examples=60)
def test_of_two_shares_at_most_one_is_clearly_more(one, two):
    """And never by less than anybody would notice."""
    assert not (is_more(one, two) and is_more(two, one))
    if is_more(one, two):
        assert one.value - two.value > LEAST_CLEAR


def test_a_difference_that_is_not_clear_in_few_reps_is_in_many():
    """The same shares, ten times as often."""
    assert not is_more(Share(9, 10), Share(7, 10))
    assert is_more(Share(900, 1000), Share(700, 1000))


def test_two_perfect_scores_are_not_certain():
    """Twenty of twenty leaves an error."""
    assert error_of_difference(Share(20, 20), Share(20, 20)) > 0.04
    assert math.isfinite(error_of_difference(Share(0, 1), Share(1, 1)))
