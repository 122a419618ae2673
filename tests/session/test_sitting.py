"""A session: getting ready, playing, and what it asks for next."""

from types import SimpleNamespace

import pytest

from steadyquest.errors import SignalError
from steadyquest.levels.word import needs_word
from steadyquest.session import Options, Session
from steadyquest.session.choose import offered
from steadyquest.session.facts import fact_of
from steadyquest.session.pace import Paced
from steadyquest.session.past import Past

HOLD = 'task = "hold"\nseconds = 3'


def offers(levels, past, **terms):
    """The levels alone, without the reasons."""
    return [offer.level for offer in offered(levels, past, **terms)]


def session(source, **options):
    return Session(source, player=None, options=Options(**options))


def test_a_known_zero_needs_only_a_steady_person(puppet):
    """Empty, centring for two seconds, ready; weight and centre are the mean of the two steady seconds."""
    sitting = session(puppet)
    assert sitting.stage == "connecting"
    puppet.stand(0.5, load_kg=0.0)
    sitting.poll()
    assert sitting.stage == "empty"
    puppet.stand(1.0, ml_mm=12.0, ap_mm=-30.0)
    sitting.poll()
    assert (sitting.stage, sitting.stage_progress) == ("centring", pytest.approx(0.5, abs=0.02))
    puppet.stand(1.2, ml_mm=12.0, ap_mm=-30.0)
    sitting.poll()
    assert sitting.stage == "ready"
    assert sitting.weight_kg == pytest.approx(60.0, abs=0.01)
    assert sitting.centre_mm == (pytest.approx(12.0, abs=0.01), pytest.approx(-30.0, abs=0.01))


def test_an_unknown_zero_is_taken_from_the_empty_plate_first(make_puppet):
    """A board's own offset goes into the zero; then the same way as above."""
    puppet = make_puppet(tare_known=False)
    sitting = session(puppet)
    puppet.stand(1.0, load_kg=0.02)
    sitting.poll()
    assert sitting.stage == "taring"
    puppet.stand(1.5, load_kg=0.02)
    sitting.poll()
    assert sitting.stage == "empty"
    puppet.stand(2.5, load_kg=60.02)
    sitting.poll()
    assert sitting.weight_kg == pytest.approx(60.0, abs=0.005)


@pytest.mark.parametrize(("centre", "ml_mm"), [("own", 12.0), ("between", 6.0), ("middle", 0.0)])
def test_the_middle_is_where_the_player_setting_says(puppet, centre, ml_mm):
    """Somebody who stands 12 mm to the right may have that as the middle, the board's own, or half of it."""
    player = SimpleNamespace(id=None, settings={"centre": centre}, affected=None, height_cm=None)
    sitting = Session(puppet, player=player, options=Options())
    puppet.stand(2.5, ml_mm=12.0, ap_mm=-30.0)
    sitting.poll()
    assert sitting.centre_mm == (pytest.approx(ml_mm, abs=0.01), pytest.approx(-30.0, abs=0.01))


def test_shifting_about_is_waited_for(puppet):
    """The centre is set only once two seconds were steady."""
    sitting = session(puppet)
    for i in range(20):
        puppet.stand(0.1, ml_mm=60.0 * (-1) ** i)
    sitting.poll()
    assert sitting.stage == "centring"
    puppet.stand(3.0)
    sitting.poll()
    assert sitting.stage == "ready"
    assert sitting.centre_mm[0] == pytest.approx(0.0, abs=4.0)


def test_no_level_starts_before_somebody_stands_ready(puppet, level):
    """One line says what to do."""
    with pytest.raises(SignalError, match="stand still"):
        session(puppet).start(level(HOLD))


def test_a_run_ends_by_itself_and_leaves_its_result(puppet, level):
    """A level of 3 s: a result with stars, success and a fact; the session is ready for the next."""
    sitting = session(puppet, seed=7)
    puppet.stand(2.5)
    sitting.poll()
    sitting.start(level(HOLD))
    puppet.stand(6.0)
    sitting.poll()
    result = sitting.result
    assert (result.success, result.reps, result.stars, result.ended, result.seed) == (1.0, 1, 3, "finished", 7)
    assert (result.d_start, result.d_end, result.rung) == (0.1, pytest.approx(0.14), 0)
    assert result.start_s == pytest.approx(2.5, abs=0.02)
    assert result.seconds == pytest.approx(4.0, abs=0.1)
    assert "3 seconds" in result.fact
    assert sitting.stage == "ready"


def test_stopping_keeps_what_was_played(puppet, level):
    """Esc in the middle: a result without stars; what follows is another run with the next seed."""
    sitting = session(puppet, seed=7)
    puppet.stand(2.5)
    sitting.poll()
    for _ in range(2):
        sitting.start(level(HOLD))
        puppet.stand(1.0)
        sitting.poll()
        sitting.stop()
    assert [(r.ended, r.stars, r.seed) for r in sitting.results] == [("stopped", 0, 7), ("stopped", 0, 8)]


def test_a_fixed_difficulty_is_used_and_stays(puppet, level):
    """`--difficulty 0.6` is the d of every rep."""
    sitting = session(puppet, difficulty=0.6)
    puppet.stand(2.5)
    sitting.poll()
    sitting.start(level(HOLD))
    puppet.stand(6.0)
    sitting.poll()
    assert (sitting.result.d_start, sitting.result.d_end) == (0.6, 0.6)


def test_reach_is_given_or_cautious_and_says_which(puppet):
    """The record must be able to tell a measured reach from a default."""
    assert session(puppet).reach.kind == "default"
    given = session(puppet, reach_mm=55.0).reach
    assert (given.kind, set(given.mm)) == ("given", {55.0})


def test_reach_is_measured_about_the_centre_and_kept(puppet):
    """Quick reach by leaning left, right and forward 40 mm."""
    sitting = session(puppet)
    puppet.stand(2.5, ml_mm=10.0)
    sitting.poll()
    measure = sitting.begin_reach("quick")
    for ml_mm, ap_mm in ((-40, 0), (40, 0), (0, 40)):
        puppet.stand(1.5, ml_mm=10.0 + ml_mm, ap_mm=ap_mm).stand(0.5, ml_mm=10.0)
    sitting.poll()
    assert measure.done
    sitting.keep_reach()
    assert sitting.reach.kind == "quick"
    assert sitting.reach.mm[0] == pytest.approx(40.0, abs=1.0)


def test_the_watchdog_barks_when_nothing_comes(puppet):
    """A quarter of a second of real time without a sample shows at once, before any sample could tell."""
    now = [0.0]
    sitting = Session(puppet, player=None, options=Options(), clock=lambda: now[0])
    puppet.stand(0.1)
    sitting.poll()
    now[0] = 0.2
    assert not sitting.watchdog
    now[0] = 0.3
    assert sitting.watchdog


def test_a_session_closes_its_source(puppet):
    """Leaving lets go of the port."""
    summary = session(puppet).end()
    assert puppet.closed
    assert (summary.session_id, summary.runs) == (None, 0)


class Keyed:
    """A level that knows only its name."""

    def __init__(self, key, stance=("comfortable",), **spec):
        from steadyquest.game.spec import HoldSpec, LevelSpec, StepSpec

        self.key = key
        steps = (StepSpec(task=HoldSpec()),)
        self.spec = LevelSpec(**{"title": key, "world": "fog", "say": "s", "steps": steps, "stance": stance} | spec)


LEVELS = [Keyed(name) for name in "abcde"]


def test_three_offers_are_the_right_sized_a_new_one_and_a_favourite():
    """Nearest to 75 % first, then what was never played, then what was played most."""
    past = [Past("a", 9, 1.0, 3), Past("b", 1, 0.7, 2), Past("c", 2, 0.3, 2)]
    assert [level.key for level in offers(LEVELS, past)] == ["b", "d", "a"]
    assert [level.key for level in offers(LEVELS, [])] == ["a", "b", "c"]


def test_new_levels_come_from_another_place_each():
    """Somebody who has played nothing is offered one level of each place, in their order."""
    places = ("meadow", "meadow", "river", "river", "fog")
    levels = [Keyed(f"{place}/{n}", world=place) for n, place in enumerate(places)]
    assert [level.key for level in offers(levels, [])] == ["meadow/0", "river/2", "fog/4"]


def test_a_session_ends_on_what_went_well():
    """Levels with at least 85 % last time; if there are none, the usual three."""
    past = [Past("a", 9, 0.5, 3), Past("b", 1, 0.9, 2)]
    assert [level.key for level in offers(LEVELS, past, sure=True)] == ["b"]
    assert len(offers(LEVELS, past[:1], sure=True)) == 3


def test_risky_levels_need_the_therapists_word_and_are_never_offered():
    """Narrow, tandem, one leg, foam, closed eyes and reversed ask first."""
    risky = [
        Keyed("narrow", stance=("narrow",)),
        Keyed("foam", surface="foam"),
        Keyed("dark", eyes="closed"),
        Keyed("leg", stance=("single_left",)),
    ]
    assert [needs_word(level) for level in risky] == [("narrow",), ("foam",), ("eyes_closed",), ("single_left",)]
    assert offers(risky, []) == []
    assert needs_word(Keyed("both", stance=("comfortable", "narrow")), "narrow") == ("narrow",)
    assert needs_word(LEVELS[0]) == ()


def test_the_fact_is_true_of_the_reps():
    """From what was done; without anything, how long one has played."""
    rows = [
        {"task": "reach", "success": True, "seconds": 3.2, "share": 1.0, "extra": {}},
        {"task": "reach", "success": True, "seconds": 2.4, "share": 1.0, "extra": {}},
        {"task": "reach", "success": False, "seconds": 8.0, "share": 0.1, "extra": {}},
    ]
    assert fact_of(rows, seconds=30) == "You found 2 places, the quickest in 2.4 seconds."
    assert fact_of([], seconds=30.4) == "You played for 30 seconds."


def test_pacing_hands_on_a_sample_when_its_time_has_come(puppet):
    """By a clock at 0.5 s, half a second of samples has come; after a stall of 5 s the pace starts anew, unhurried."""
    now = [100.0]
    paced = Paced(puppet.stand(30.0), clock=lambda: now[0])
    assert len(paced.read()) == 1
    now[0] = 100.5
    assert len(paced.read()) == 50
    now[0] = 105.5
    assert len(paced.read()) == 1
    now[0] = 105.605
    assert len(paced.read()) == 10


def test_headless_play_does_not_wait_for_ever_for_somebody_who_left(puppet, level):
    """A minute after the player stepped off a paused level, play ends; what was played is kept as lost."""
    from steadyquest.session.headless import HeadlessPlay

    sitting = session(puppet)
    play = HeadlessPlay(sitting, named=[level('task = "hold"\nseconds = 40')], fast=True)
    for _ in range(5):
        puppet.stand(1.0)
        assert play._turn()
    waited_s = 0
    while play._turn():
        puppet.stand(1.0, load_kg=0.0)
        waited_s += 1
    assert 60 <= waited_s <= 63
    assert sitting.result.ended == "lost"


def test_what_came_before_the_session_is_recorded_but_never_taken_as_zero_or_weight(make_puppet):
    """Somebody stood on the plate at the title: no zero, no centre comes of it, and no minute is lost."""
    puppet = make_puppet(tare_known=False)
    earlier = puppet.stand(90.0, load_kg=40.0).read()
    sitting = Session(puppet, player=None, options=Options(minutes=5), earlier=earlier)
    puppet.stand(0.5, load_kg=0.0)
    sitting.poll()
    assert (sitting.stage, sitting.weight_kg) == ("taring", None)
    assert sitting.samples == len(earlier) + 50
    assert sitting.seconds == pytest.approx(90.5, abs=0.02)
    assert sitting.minutes_left == pytest.approx(5.0, abs=0.02)
    puppet.stand(2.0, load_kg=0.0).stand(2.5, load_kg=60.0)
    sitting.poll()
    assert sitting.weight_kg == pytest.approx(60.0, abs=0.1)
