"""The figures of a player's progress."""

from datetime import UTC, datetime, timedelta

import pytest

from steadyquest.reports.progress_data import Practised
from steadyquest.reports.progress_figures import skill_chart

FIRST = datetime(2026, 3, 2, 9, tzinfo=UTC)


def practised(order, *, day):
    return Practised(
        session_id=order, at=FIRST + timedelta(days=day), order=order, skill="reach", rung=0, d=0.4, d_low=0.3,
        d_high=0.5, lo=0.0, hi=1.0, opened=None, why_opened=(), ups=0, downs=0, by_hand=0, reps=9, succeeded=7,
    )  # fmt: skip


@pytest.mark.parametrize(("day", "lines"), [(7, 1), (14, 1), (15, 0), (90, 0)])
def test_no_line_is_drawn_over_weeks_without_a_session(day, lines):
    """Nobody knows what lay between."""
    points = [practised(0, day=0), practised(1, day=day)]
    chart = skill_chart(points, dates=[point.at for point in points], label="x")
    assert chart.count('class="way"') == lines
