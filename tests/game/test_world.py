"""The world: ticks, commands, pauses, the ladder's rung, and determinism."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyquest.conventions import Command, FeetMap, Lean
from steadyquest.game import events as ev
from steadyquest.game.spec import (
    CatchSpec,
    ChooseSpec,
    FollowSpec,
    HoldSpec,
    LevelSpec,
    LimitsSpec,
    MarchSpec,
    MatchSpec,
    Profile,
    ReachSpec,
    RecallSpec,
    RestSpec,
    RhythmSpec,
    RiseSpec,
    RollSpec,
    SightSpec,
    SteerSpec,
    StepSpec,
    fixed,
)
from steadyquest.game.staircase import Staircase
from steadyquest.game.tasks.kinds import asks_for_side
from steadyquest.game.world import World, rung_of_run
from steadyquest.signal.reach import uniform

SHORT = ReachSpec(where=("right",), distance=fixed(0.5), dwell_s=fixed(0.5), count=2, back=False)


def test_a_run_tells_its_beginning_and_its_end(act):
    """Run, step and rep begin with the first tick; the last event is the finish, and nothing follows it."""
    play = act(SHORT).lean("right", 0.5)
    assert [type(e).__name__ for e in play.tick()] == ["RunStarted", "StepStarted", "RepStarted"]
    play.until(ev.RunFinished)
    assert play.world.finished
    assert play.play(1.0) == []


def test_success_moves_the_difficulty_up_and_says_why(act):
    """Each judged rep is followed by where the difficulty went, in words."""
    play = act(SHORT).lean("right", 0.5)
    play.until(ev.RunFinished)
    moves = play.named(ev.DifficultyMoved)
    assert [(m.before, m.after) for m in moves] == [(0.1, 0.14), (0.14, 0.18)]
    assert moves[0].reason == "a rep went well: a little harder"


def test_a_pause_stops_the_task_but_not_the_clock(act):
    """Two seconds of pause are not part of the dwell."""
    play = act(ReachSpec(where=("right",), distance=fixed(0.5), dwell_s=fixed(1.0), count=1)).lean("right", 0.5)
    play.play(0.5)
    play.tick(Command("pause"))
    assert play.world.scene().paused == "person"
    assert play.play(2.0) == []
    play.tick(Command("resume"))
    reached = play.until(ev.TargetReached, most_s=0.6)
    assert reached.tick == pytest.approx(302, abs=2)
    assert [type(e) for e in play.named(ev.Paused, ev.Resumed)] == [ev.Paused, ev.Resumed]


@pytest.mark.parametrize(
    ("reason", "kind"), [("signal_lost", ev.SignalLost), ("stepped_off", ev.SteppedOff), ("lurched", ev.Lurched)]
)
def test_a_safety_pause_has_its_own_event(act, reason, kind):
    """What made the world stand still can be read from the record; another alarm changes nothing."""
    play = act(SHORT)
    assert play.tick(Command("pause", reason), Command("pause", "lurched"))[-1] == kind(1, reason)


def test_a_persons_pause_wins_over_a_safety_pause(act):
    """The therapist who pauses while somebody is stepping off keeps the pause until she ends it."""
    play = act(SHORT)
    play.tick(Command("pause", "stepped_off"))
    assert play.tick(Command("pause"))[-1] == ev.Paused(2, "person")
    assert play.world.paused == "person"
    assert play.tick(Command("pause", "lurched")) == []


def test_a_tagged_rep_does_not_move_the_difficulty(act):
    """A rep tagged as held on: it is judged, but neither harder nor easier follows; the next one counts again."""
    play = act(SHORT).lean("right", 0.5)
    play.play(0.1)
    play.tick(Command("note", "held_on"))
    play.until(ev.RunFinished)
    assert len(play.named(ev.TargetReached)) == 2
    assert len(play.named(ev.DifficultyMoved)) == 1
    assert play.named(ev.NoteTaken)[0].tag == "held_on"


def test_a_tag_right_after_a_rep_takes_its_move_back(act):
    """The therapist needs a moment: within the second after a rep the tag still means that rep."""
    play = act(SHORT).lean("right", 0.5)
    play.until(ev.TargetReached)
    play.play(0.5)
    play.tick(Command("note", "pain"))
    assert [(m.before, m.after) for m in play.named(ev.DifficultyMoved)] == [(0.1, 0.14), (0.14, 0.1)]
    assert play.world.staircases["reach"].best_d == 0.0


def test_a_tag_means_the_rep_that_ran_when_the_key_was_pressed(act):
    """N was pressed in the first rep; the kind of note was chosen when the second one was already running."""
    play = act(SHORT).lean("right", 0.5)
    play.until(ev.TargetReached)
    pressed = play.world.tick - 10
    play.play(1.2)
    play.tick(Command("note", ["held_on", pressed]))
    assert play.named(ev.DifficultyMoved)[-1].after == 0.1
    play.until(ev.RunFinished)
    assert play.named(ev.DifficultyMoved)[-1].after == pytest.approx(0.14)


def test_the_best_is_the_difficulty_that_a_rep_was_played_at(act):
    """Making it harder in the middle of a rep does not make that rep a harder one."""
    play = act(SHORT).lean("right", 0.5)
    play.play(0.1)
    play.tick(*[Command("harder")] * 9)
    play.until(ev.TargetReached)
    assert play.world.staircases["reach"].best_d == 0.1


def test_skip_goes_to_the_next_step_and_costs_only_a_star(act):
    """A skipped step's reps count neither way."""
    play = act(SHORT, HoldSpec(seconds=fixed(1.0)))
    play.play(0.2)
    play.tick(Command("skip"))
    assert [type(e).__name__ for e in play.events[-3:]] == ["RepSkipped", "StepStarted", "RepStarted"]
    finish = play.until(ev.RunFinished)
    assert (finish.success, finish.tried, finish.stars) == (1.0, 1, 1)


def test_skipping_a_rest_costs_nothing(act):
    """Who needs no rest still has tried every rep."""
    play = act(HoldSpec(seconds=fixed(1.0)), RestSpec(seconds=10))
    play.until(ev.TargetReached)
    play.play(1.2)
    play.tick(Command("skip"))
    assert play.named(ev.RunFinished)[0].stars == 3


def test_again_plays_the_step_from_its_beginning(act):
    """The running rep is left out, and the step opens anew."""
    play = act(SHORT).lean("right", 0.5)
    play.play(0.2)
    play.tick(Command("again"))
    assert [e.step for e in play.named(ev.StepStarted)] == [0, 0]
    play.until(ev.RunFinished)
    assert len(play.named(ev.TargetReached)) == 2


def test_end_finishes_at_once_without_a_star(act):
    """Ended early is no failure, only not finished."""
    play = act(SHORT)
    play.play(0.2)
    play.tick(Command("end"))
    assert play.named(ev.RunFinished)[0] == ev.RunFinished(21, None, 0, 0, 0, False)


def test_a_level_ends_when_its_time_is_over(act):
    """max_s ends the run as finished, with what was tried."""
    play = act(ReachSpec(count=100), max_s=5.0)
    finish = play.until(ev.RunFinished, most_s=6.0)
    assert (finish.tick, finish.complete, finish.stars) == (500, True, 1)


def test_repeat_and_shuffle_make_the_steps(act):
    """Three turns of two steps are six, each turn in its own order by the seed."""
    orders = set()
    for seed in range(6):
        play = act(RestSpec(seconds=1), HoldSpec(seconds=fixed(1.0)), repeat=3, order="shuffled", seed=seed)
        play.until(ev.RunFinished)
        orders.add(tuple(e.task for e in play.named(ev.StepStarted)))
    assert all(len(order) == 6 and order.count("rest") == 3 for order in orders)
    assert len(orders) > 1


def test_wind_gain_and_reversed_bend_the_lean(act):
    """A step may push, stretch or turn round what the player does; the avatar shows it."""
    step = StepSpec(task=SHORT, wind=(0.1, -0.2), gain=2.0, reversed=True)
    play = act(step).lean((0.1, 0.2))
    play.tick()
    avatar = play.world.scene().items[-1]
    assert (avatar.x, avatar.y) == (pytest.approx(-0.1), pytest.approx(-0.6))


def test_the_run_has_the_lowest_rung_among_its_skills():
    """Reach at night and steadiness by evening: the run is by evening; a fixed step changes only itself."""
    rungs = {"reach": 3, "steadiness": 1}
    level = LevelSpec(title="t", world="fog", say="s", steps=(StepSpec(task=SHORT), StepSpec(task=HoldSpec())))
    assert rung_of_run(level, rungs) == 1
    lent = LevelSpec(title="t", world="fog", say="s", steps=(StepSpec(task=SHORT),), skill="feel")
    assert rung_of_run(lent, rungs) == 1
    dark = StepSpec(task=HoldSpec(), sight=SightSpec(sight="memory"))
    assert rung_of_run(LevelSpec(title="t", world="fog", say="s", steps=(StepSpec(task=SHORT), dark)), rungs) == 3
    bounded = StepSpec(task=SHORT, sight=SightSpec(sight_max=2))
    assert rung_of_run(LevelSpec(title="t", world="fog", say="s", steps=(bounded,)), rungs) == 2
    feel = StepSpec(task=RecallSpec())
    assert rung_of_run(LevelSpec(title="t", world="fog", say="s", steps=(feel,)), rungs) == 1


LEANS = st.lists(
    st.tuples(
        st.floats(-1.5, 1.5),
        st.floats(-1.5, 1.5),
        st.integers(1, 120),
        st.sampled_from(["", "", "", "", "pause", "resume", "easier", "harder", "again", "skip", "note", "tap"]),
    ),
    max_size=40,
)
LEVEL = LevelSpec(
    title="t",
    world="river",
    say="s",
    max_s=60,
    order="shuffled",
    steps=(
        StepSpec(task=ReachSpec(count=3, order="random")),
        StepSpec(task=FollowSpec(seconds=8.0), sight=SightSpec(sight="glimpse")),
        StepSpec(task=RecallSpec(count=1), sight=SightSpec(sight="reveal")),
        StepSpec(task=HoldSpec(seconds=fixed(3.0)), sight=SightSpec(sight="memory")),
        StepSpec(task=RestSpec(seconds=3.0)),
    ),
)


def test_a_level_says_whether_it_speaks_of_an_affected_side():
    """By its places, its legs, its emphasis or its stance; left and right are no affected side."""

    def asks(task, **level):
        return asks_for_side(LevelSpec(title="t", world="fog", say="s", steps=(StepSpec(task=task),), **level))

    sided = (
        ReachSpec(where=("forward", "affected")),
        ReachSpec(emphasis=0.5),
        RecallSpec(where=("other",)),
        LimitsSpec(where=("affected", "other")),
        HoldSpec(at=("centre", "other")),
        MatchSpec(),
    )
    assert all(asks(task) for task in sided)
    assert asks(HoldSpec(), stance=("comfortable", "single_affected"))
    assert not any(asks(task) for task in (ReachSpec(where=("left", (0.1, 0.2))), MatchSpec(leg="left"), RestSpec()))


EVERY = LevelSpec(
    title="t",
    world="coast",
    say="s",
    max_s=60,
    order="shuffled",
    avoid="bee",
    steps=(
        StepSpec(task=ChooseSpec(pictures=("duck", "frog"), ask="?", answer="frog", count=1), distractors=2),
        StepSpec(task=SteerSpec(count=2, axis="ap"), scene_sway=5.0, gain=1.5),
        StepSpec(task=RollSpec(map=("S..", "#.o")), sight=SightSpec(sight="memory")),
        StepSpec(task=CatchSpec(count=2, axis="both", avoid_share=fixed(0.5)), also="Name one."),
        StepSpec(task=RhythmSpec(count=2), sight=SightSpec(sight="reveal"), reversed=True),
        StepSpec(task=MatchSpec(count=1), sight=SightSpec(sight="glimpse")),
        StepSpec(task=MarchSpec(count=2), distractors=1),
        StepSpec(task=RiseSpec(count=1), sight=SightSpec(sight="some")),
    ),
)


@pytest.mark.parametrize("level", [LEVEL, EVERY], ids=["first", "every"])
@settings(max_examples=30, deadline=None)
@given(leans=LEANS, seed=st.integers(0, 5))
def test_the_same_inputs_give_the_same_events_and_scenes(level, leans, seed):
    """Whatever is leaned and commanded, twice is alike; looking at the scene changes nothing; nothing ever raises."""

    def played(*, looking):
        profile = Profile(feet=FeetMap(-80.0, 90.0), sound_help=looking)
        world = World(level, seed=seed, staircases={"reach": Staircase(0.4)}, profile=profile, reach=uniform(50))
        events = []
        for x, y, ticks, command in leans:
            commands = [Command(command)] if command else []
            for i in range(ticks):
                lean = Lean(world.tick * 10_000, x, y, x * 50, y * 50, 70.0 * min(1.0, abs(y)), True)
                events += world.step(lean, commands if i == 0 else ())
                if looking:
                    assert 0 <= max((item.progress for item in world.scene().items), default=0) <= 1
        return events

    assert played(looking=True) == played(looking=False)
