"""Roll: the marble, the walls, the gems."""

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steadyquest.game import events as ev
from steadyquest.game.spec import RollSpec, SightSpec, StepSpec, fixed
from steadyquest.game.tasks.garden import SIGNS, Garden, lost_gems

LANE = ("#######", "#S...o#", "#######")
BEND = ("#####", "#S..#", "###.#", "#o..#", "#####")


def marble(play):
    return next((item.x, item.y) for item in play.seen("avatar"))


def test_leaning_rolls_the_marble_to_the_gem(act):
    """Along a lane of four cells to the right, until it is near enough."""
    play = act(RollSpec(map=LANE))
    start = marble(play)
    play.lean("right", 0.6)
    reached = play.until(ev.TargetReached, most_s=6)
    x, y = marble(play)
    assert y == start[1] == 0.0
    assert x - start[0] == pytest.approx(4 * Garden(LANE).cell - 0.15, abs=0.02)
    assert play.until(ev.RunFinished).success == 1.0
    assert reached.share == 1.0


def test_the_speed_settles_where_friction_holds_the_tilt(act):
    """A lean of 0.5, of which 0.1 is level, with a friction of 4 per second ends at 0.2 reach a second."""
    play = act(RollSpec(map=("#" * 20, "#S" + "." * 16 + "o#", "#" * 20), friction=fixed(4.0))).lean("right", 0.5)
    play.play(3.0)
    before = marble(play)[0]
    play.play(1.0)
    assert marble(play)[0] - before == pytest.approx(0.2, abs=0.005)


def test_the_sway_of_standing_still_rolls_nothing_away(act):
    """Within a tenth of a reach the garden is level."""
    play = act(RollSpec(map=LANE))
    start = marble(play)
    for tick in range(400):
        play.lean((0.09 * math.sin(tick / 60), 0.03)).tick()
    assert marble(play) == start


def test_walls_bounce_and_nothing_is_lost(act):
    """Leaning against a wall keeps the marble in its lane, touching it, and the rep goes on."""
    play = act(RollSpec(map=LANE)).lean("forward", 1.0)
    play.play(3.0)
    garden = Garden(LANE)
    assert 0.0 <= marble(play)[1] <= garden.cell / 2 - garden.marble + 1e-9
    assert play.named(ev.RepEnded) == []


def test_a_gem_that_takes_too_long_waves_and_is_gone(act):
    """Standing still: five seconds and the time of a slow way for each gem, and the run still ends well."""
    play = act(RollSpec(map=("#####", "#oSo#", "#####")))
    missed = play.until(ev.RepMissed)
    assert missed.seconds == pytest.approx(5.0 + Garden(("#####", "#oSo#", "#####")).cell / 0.2, abs=0.05)
    assert sorted(item.state for item in play.seen("gem")) == ["", "missed"]
    play.until(ev.RepStarted)
    assert len(play.seen("gem")) == 1
    assert play.until(ev.RunFinished).stars == 2


def test_gems_may_be_picked_up_in_any_order(act):
    """The nearest is asked for, but the other one counts as well."""
    play = act(RollSpec(map=("########", "#oS...o#", "########"))).lean("right", 0.6)
    play.tick()
    assert play.named(ev.RepStarted)[0].x < marble(play)[0]
    play.until(ev.TargetReached)
    play.until(ev.RepStarted)
    assert [item.x for item in play.seen("gem")] == [play.named(ev.RepStarted)[1].x]


def test_a_way_round_a_corner_is_found_by_its_ways(act):
    """From S right, down and left again; walls are only shown along the paths."""
    garden = Garden(BEND)
    assert garden.ways(garden.start)[garden.gems[0]] == 6
    assert len(garden.walls) == sum(row.count("#") for row in BEND)
    play = act(RollSpec(map=BEND))
    for where in ("right", "back", "left"):
        play.lean(where, 0.7).play(3.0)
    assert len(play.named(ev.TargetReached)) == 1


def test_the_garden_lies_about_the_player_within_the_picture():
    """Rows go from far to near, and no garden is larger than its room."""
    garden = Garden(["S" + "." * 23] + ["." * 24] * 14 + ["." * 23 + "o"])
    (left, top), (right, bottom) = garden.middle(garden.start), garden.middle(garden.gems[0])
    assert (left, top) == (pytest.approx(-right), pytest.approx(-bottom))
    assert left < 0 < top
    assert right <= 1.5
    assert top <= 1.0
    assert garden.cell_at(*garden.middle((3, 7))) == (3, 7)


def test_gems_behind_walls_are_lost():
    """Also beyond the end of a short row, and across a corner."""
    assert lost_gems(["S.o"]) == []
    assert lost_gems(["S#o"]) == [(0, 2)]
    assert lost_gems(["S", "#o"]) == [(1, 1)]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.text(SIGNS[:3], min_size=4, max_size=12), min_size=3, max_size=9),
    st.lists(st.tuples(st.floats(-2, 2), st.floats(-2, 2)), min_size=1, max_size=8),
    st.floats(0.2, 5.0),
)
def test_no_marble_is_ever_in_a_wall(act, rows, leans, friction):
    """In any garden, however it is tilted."""
    rows = ["S." + rows[0], *rows, "." * 4 + "o"]
    play = act(RollSpec(map=tuple(rows), friction=fixed(friction)))
    garden = Garden(rows)
    for lean in leans:
        play.lean(lean)
        for _ in range(60):
            play.tick()
            x, y = marble(play)
            assert math.isfinite(x)
            assert not garden.is_wall(garden.cell_at(x, y))


def test_in_deep_night_marble_and_gems_tell_nothing(act):
    """Picked up or not, the scene is the same until the rep is over; each rep begins where it is known: at S."""
    scenes = []
    for where in ("right", "left"):
        play = act(StepSpec(task=RollSpec(map=("#######", "#S.o.o#", "#######")), sight=SightSpec(sight="memory")))
        play.lean(where, 0.6)
        seen = []
        while len(play.named(ev.RepStarted)) < 2:
            play.tick()
            seen.append([item._replace(x=0.0) for item in play.world.scene().items if item.kind != "wall"])
        scenes.append(seen[:-1])
        x, y = Garden(("#######", "#S.o.o#", "#######")).middle((1, 1))
        assert play.world._now.task.avatar(None) == pytest.approx((x, y), abs=0.01)
    assert scenes[0] == scenes[1]
    assert not any(item.kind == "avatar" for items in scenes[0] for item in items)
