"""The statistics of a grading: how sure a share is, and when one is less than another."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import NamedTuple

Z_95 = NormalDist().inv_cdf(0.975)
Z_FAULT = NormalDist().inv_cdf(0.995)
"""A grading of the whole library compares some four hundred pairs of cells. Where a difference is a fault, so many
standard errors are asked for: one comparison in two hundred is taken for a fault by chance, instead of one in forty."""
Z_EXPECTED = NormalDist().inv_cdf(0.95)
"""Where a difference is what there has to be, one that is real is rarely missed."""
LEAST_CLEAR = 0.05
"""A smaller difference is nothing that anybody would notice, however sure it is."""


class Share(NamedTuple):
    """So many good ones among all, with its 95 % interval."""

    good: int
    all: int

    @property
    def value(self) -> float:
        """The share itself, 0 to 1."""
        return self.good / self.all

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's score interval (Wilson 1927, J Am Stat Assoc 22:209), which holds for few tries as well.

        >>> [round(end, 3) for end in Share(8, 10).interval]
        [0.49, 0.943]
        """
        n, p, z2 = self.all, self.value, Z_95**2
        middle = (p + z2 / (2 * n)) / (1 + z2 / n)
        half = Z_95 * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
        # The ends are exact only but for rounding: nothing of none is nothing.
        return max(0.0, min(p, middle - half)), min(1.0, max(p, middle + half))


def error_of_difference(one: Share, two: Share) -> float:
    """Standard error of the difference of two shares.

    One is added to each side first, so that 20 of 20 is not taken for certain (Agresti & Caffo 2000, Am Stat 54:280).

    >>> round(error_of_difference(Share(20, 20), Share(10, 20)), 3)
    0.115
    """
    return math.hypot(*(_error(share) for share in (one, two)))


def is_more(one: Share, two: Share, *, z: float = Z_FAULT) -> bool:
    """Whether one share is clearly more than the other: by more than chance and by more than nobody would notice.

    The cells of a level are played by the same individuals, which makes the true error of a difference smaller than the
    one used here. So this errs to one side only: what it calls a difference is one.

    >>> is_more(Share(90, 100), Share(60, 100)), is_more(Share(9, 10), Share(6, 10))
    (True, False)
    """
    difference = one.value - two.value
    return difference > LEAST_CLEAR and difference > z * error_of_difference(one, two)


def _error(share: Share) -> float:
    n, p = share.all + 2, (share.good + 1) / (share.all + 2)
    return math.sqrt(p * (1 - p) / n)
