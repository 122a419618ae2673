"""A player with a plan at the screen: their session follows it, and what is said today stands above it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from steadyquest.levels.plan_read import parse_plan
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.strip import Strip

PLAN = """format = 1
goal = "Walk to school"
minutes = 7
stance = ["sit_on_plate", "comfortable"]
[[phase]]
weeks = 2
levels = ["wood/fireflies", "river/feed_the_ducks"]
[[phase]]
weeks = 2
levels = ["river"]
"""


@pytest.fixture
def planned(game: Any) -> Any:
    """Ana sits down; she has a plan, and stood narrow last time."""
    store = game.desk.config.store
    player = store.players.add("Ana", picture="bear")
    plan = parse_plan(PLAN, file="ana")
    store.plans.assign(player.id, title=plan.title, text=plan.text, digest=plan.hash,
                       at=datetime.now(UTC) - timedelta(days=1))  # fmt: skip
    game.desk.sit_down(replace(player, settings={"stance": "feet_on_plate", "minutes": 15}))
    return game


def test_minutes_stance_and_offers_are_the_plans(planned: Any) -> None:
    """Also in a place of the map that is still closed; the stance of last time is not among the plan's."""
    planned.desk.choose("keyboard")
    session = planned.desk.begin_session()
    assert (session.minutes, session.person.stance) == (7, "sit_on_plate")
    assert {level.key for level in session.offers()} == {"wood/fireflies", "river/feed_the_ducks"}


def test_what_is_said_on_the_screen_stands_above_the_plan(planned: Any) -> None:
    """Minutes and stance of today; for the next player they are forgotten."""
    planned.show(flow.settings(planned.desk, flow.title(planned.desk))).choose("minutes 2")
    planned.desk.choose_stance("comfortable")
    planned.desk.choose("keyboard")
    session = planned.desk.begin_session()
    assert session.minutes == planned.desk.minutes != 7
    assert session.person.stance == "comfortable"
    planned.desk.sit_down(planned.desk.player)
    assert not planned.desk.said_minutes


def test_the_strip_says_where_the_plan_is(planned: Any) -> None:
    """For the therapist alone, between two levels."""
    planned.desk.choose("keyboard")
    planned.desk.begin_session()
    strip = Strip(planned.desk, flow.level_map(planned.desk))
    strip.update()
    assert "plan: phase 1 of 2, week 1" in strip._words
