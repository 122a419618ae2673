"""The four cells at one common time, one sample at a time, before they are calibrated.

Each amplifier converts when it likes, and a frame says how old each conversion is. A lean of 200 mm/s is 2.5 mm
further on after one conversion: four corners from four moments are no place at all. Here each channel is brought, on
the straight line through its own last two conversions, to the same moment: always `BACK_US` before the frame. Why
this moment and no other: decision 0010.
"""

from __future__ import annotations

from steadyquest.conventions import AGE_MOST_US, STATUS_SATURATED, BoardSample, Forces

BACK_US = 6_000
"""Half a conversion at 80 Hz: what is younger is interpolated, what is older extrapolated, by about half a conversion
at most. With four mismatched oscillators the noise stays as it is (0.98 times) and the cursor comes 2 ms later."""
FURTHEST = 2.0
"""On the line from one conversion (0) to the next (1); a frame that was held up must not shoot away."""
HOLE_US = 100_000
"""Across more than a few lost frames nobody knows the way of the weight; the newest counts are taken as they are."""
NO_AGES = (0, 0, 0, 0)
"""Of sources without converters: their four counts are of one time already."""


class Aligner:
    """Feed it each sample that has ages. Only the sample before is remembered, so that a replay needs no more."""

    __slots__ = ("_before",)

    def __init__(self) -> None:
        self._before: BoardSample | None = None

    def feed(self, sample: BoardSample) -> Forces:
        """The four counts as they were `BACK_US` before the frame."""
        before, self._before = self._before, sample
        if before is None or before.epoch != sample.epoch or not 0 < sample.t_us - before.t_us <= HOLE_US:
            return sample.counts
        return aligned(before, sample)


def aligned(before: BoardSample, sample: BoardSample) -> Forces:
    """The counts of a sample at one time, by the sample before it.

    A channel keeps its newest count when it has nothing new, when its age is beyond the field, or when either
    sample's is no measurement (faulty, or at the end of its range).

    >>> ages, counts = (8000, 4000, 6000, 0), (120, 120, 120, 120)
    >>> first = BoardSample(100_000, 0, 1, (0, 0, 0, 0), ages, 0, 15, 0)
    >>> aligned(first, BoardSample(112_000, 0, 2, counts, ages, 0, 15, 0))
    (140.0, 100.0, 120.0, 60.0)
    """
    t_us, _, _, counts, ages, status, fresh, faulty = sample
    before_us, _, _, old_counts, old_ages, old_status, _, old_faulty = before
    if faulty or old_faulty or (status | old_status) & STATUS_SATURATED:
        return counts
    step_us, bit, at_one_time = t_us - before_us, 1, []
    # One loop and no calls: this happens for every sample of a real board.
    for count, old, age_us, old_age_us in zip(counts, old_counts, ages, old_ages, strict=True):
        since_us = step_us + old_age_us
        if fresh & bit and age_us < AGE_MOST_US > old_age_us and since_us > age_us:
            # How far along the line from the last conversion to this one, and beyond, that moment lies.
            along = (since_us - BACK_US) / (since_us - age_us)
            if not 0.0 <= along <= FURTHEST:
                along = 0.0 if along < 0.0 else FURTHEST
            at_one_time.append(old + (count - old) * along)
        else:
            at_one_time.append(float(count))
        bit += bit
    fl, fr, rl, rr = at_one_time
    return fl, fr, rl, rr
