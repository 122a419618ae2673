"""The feel probe: frozen places, when it is due, and the whole way from a known bias to its measure."""

from datetime import timedelta

import pytest

from steadyquest.analysis.feel import feel_errors
from steadyquest.errors import SignalError
from steadyquest.records.store import open_store
from steadyquest.records.writer import Recorder
from steadyquest.session import Options, Session
from steadyquest.session.feel_probe import (
    DUE_AFTER,
    KEY,
    SIDES,
    is_due,
    next_probe,
    places_from,
    probes_of,
    series_of,
)
from steadyquest.session.replay import replay_session
from steadyquest.signal.reach import Reach, uniform

BIAS = {"left": (-12.0, 2.0), "right": (8.0, -3.0), "forward": (5.0, 4.0), "back": (-6.0, 0.0)}
"""How far each side's places are missed in the dark: along the way, across it (+ to the left of the way)."""
AXES = {"left": ((-1, 0), (0, -1)), "right": ((1, 0), (0, 1)), "forward": ((0, 1), (-1, 0)), "back": ((0, -1), (1, 0))}


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "quest.db") as store:
        yield store


@pytest.fixture
def play(store, make_puppet):
    """Plays one probe by a puppet that misses every place by its side's bias; gives the session when it is over."""

    def play(player, *, bias=BIAS, reach_mm=60.0, anew=False, stop_after=None, commands=(), settings=None):
        puppet = make_puppet()
        with Recorder(store) as recorder:
            player = store.players.find(player.id)
            options = Options(reach_mm=reach_mm, seed=5)
            sitting = Session(puppet, player=player, options=options, store=store, recorder=recorder, label="sim")
            puppet.stand(2.5)
            sitting.poll()
            level = next_probe(
                probes_of(store, player.id), stance=sitting.person.stance, reach=sitting.reach, anew=anew
            )
            sitting.start(level)
            lean_by_scene(puppet, sitting, bias=bias, stop_after=stop_after, commands=list(commands))
            sitting.end()
        return sitting

    return play


def lean_by_scene(puppet, sitting, *, bias, stop_after, commands):
    place, side = (0.0, 0.0), "left"
    for _ in range(6000):
        scene = sitting.scene()
        if scene is None:
            return
        kinds = {item.kind: item for item in scene.items}
        aim = (0.0, 0.0)
        if "target" in kinds:
            place = aim = sitting.reach.to_mm(kinds["target"].x, kinds["target"].y)
            side = max(SIDES, key=lambda s: place[0] * AXES[s][0][0] + place[1] * AXES[s][0][1])
        elif "hint" in kinds:
            (ux, uy), (vx, vy) = AXES[side]
            along, across = bias[side]
            aim = (place[0] + along * ux + across * vx, place[1] + along * uy + across * vy)
        if commands and scene.rep == commands[0][0] and "hint" in kinds:
            sitting.command(*commands.pop(0)[1:])
        if stop_after is not None and scene.rep >= stop_after:
            sitting.stop()
            return
        puppet.stand(0.05, ml_mm=aim[0], ap_mm=aim[1])
        sitting.poll()
    raise AssertionError("the probe did not end")


def test_a_known_bias_is_measured_within_a_millimetre(store, play):
    """From leans through board counts, filter, game and records to the errors per side; and a replay is the same."""
    mia = store.players.add("Mia")
    sitting = play(mia)
    (probe,) = probes_of(store, mia.id)
    assert (probe.finished, probe.series, probe.stance, len(probe.answers)) == (True, 1, "comfortable", 8)
    found = feel_errors(
        [a.side for a in probe.answers], [a.along_mm for a in probe.answers], [a.across_mm for a in probe.answers]
    )
    for side, (along, across) in BIAS.items():
        assert found.sides[side].n == 2
        assert found.sides[side].constant_mm == pytest.approx(along, abs=1.0)
        assert found.sides[side].across_mm == pytest.approx(across, abs=1.0)
        assert found.sides[side].variable_mm < 1.0
    assert replay_session(store, sitting.id or 1).same


def test_the_places_stay_in_millimetres_whatever_the_reach(store, play):
    """A longer reach the next week: other reach units, the same places; beyond the reach it is refused in one line."""
    mia = store.players.add("Mia")
    play(mia)
    play(mia, reach_mm=100.0)
    first, second = probes_of(store, mia.id)
    for was, now in zip(first.places_mm, second.places_mm, strict=True):
        assert now == pytest.approx(was, abs=0.01)
    assert first.places_mm == tuple(pytest.approx(place) for place in places_from(uniform(60.0)))
    with pytest.raises(SignalError, match="beyond today's reach"):
        next_probe((first,), stance="comfortable", reach=uniform(40.0))


def test_beginning_anew_starts_another_series(store, play):
    """New places from the reach of that day; the old ones are only compared among themselves."""
    mia = store.players.add("Mia")
    play(mia)
    play(mia, reach_mm=80.0, anew=True)
    play(mia, reach_mm=90.0)
    assert [probe.series for probe in probes_of(store, mia.id)] == [1, 2, 2]
    assert series_of(probes_of(store, mia.id), "comfortable").places_mm == tuple(
        pytest.approx(place, abs=0.01) for place in places_from(uniform(80.0))
    )
    assert len({probe.group for probe in probes_of(store, mia.id)}) == 2


def test_it_moves_nothing_and_is_nobodys_favourite(store, play):
    """No difficulty, no stars, no past; not even the therapist's keys move the difficulty in it."""
    mia = store.players.add("Mia")
    store.staircases.save(mia.id, skill="steadiness", rung=0, d=0.6)
    sitting = play(mia, commands=[(1, "harder"), (2, "easier")])
    (result,) = sitting.results
    assert (result.stars, result.d_start, result.d_end, result.reps) == (0, None, None, 8)
    assert "8 places" in result.fact
    assert store.staircases.load(mia.id, skill="steadiness", rung=0)["d"] == 0.6
    assert sitting.person.past == {}
    again = Session(sitting.source, player=store.players.find(mia.id), options=Options(), store=store)
    assert again.person.past == {}
    assert again.person.progress.staircase("steadiness", 0).d == pytest.approx(0.5)


def test_sound_help_is_off_in_it(store, make_puppet):
    """Also while the place is learned: it would be another task."""
    mia = store.players.add("Mia")
    store.players.change_settings(mia.id, {("sound_help",): True})
    sitting = Session(make_puppet(), player=store.players.find(mia.id), options=Options(), store=store)
    level = next_probe((), stance="comfortable", reach=sitting.reach)
    profile = sitting.person.setup_for(
        level, seed=1, calibration=sitting.calibration, centre_mm=(0.0, 0.0), weight_kg=60.0
    ).profile
    assert profile.sound_help is False


def test_an_answer_that_was_tagged_says_nothing_of_feel(store, play):
    """Held on in the third place: it is kept, and marked."""
    mia = store.players.add("Mia")
    play(mia, commands=[(2, "note", "held_on")])
    (probe,) = probes_of(store, mia.id)
    assert [answer.counts for answer in probe.answers] == [True, True, False, True, True, True, True, True]


def test_broken_off_it_stays_due_and_keeps_its_places(store, play):
    """Half a probe freezes the places, but a week does not begin with it."""
    mia = store.players.add("Mia")
    play(mia, stop_after=3)
    probes = probes_of(store, mia.id)
    assert [probe.finished for probe in probes] == [False]
    assert is_due(probes, stance="comfortable")
    assert next_probe(probes, stance="comfortable", reach=uniform(100.0)).spec.steps[0].task.where[0] == (-0.3, 0.0)


def test_due_once_a_week_in_the_frozen_stance(store, play):
    """Never probed: at once. Then after a week less the hours that an appointment may move; elsewhere never."""
    assert is_due((), stance="sit_on_plate")
    assert not is_due((), stance="comfortable", surface="foam")
    mia = store.players.add("Mia")
    play(mia)
    probes = probes_of(store, mia.id)
    at = probes[0].at
    assert not is_due(probes, stance="comfortable", now=at + DUE_AFTER - timedelta(minutes=1))
    assert is_due(probes, stance="comfortable", now=at + DUE_AFTER)
    assert not is_due(probes, stance="sit_on_plate", now=at + 10 * DUE_AFTER)


def test_the_level_is_one_that_any_reader_takes():
    """A short reach too: by day, eight different places, nothing to warn of."""
    level = next_probe(
        (), stance="sit_on_plate", reach=Reach((15.0, 16.0, 17.0, 18.0, 19.0, 20.0, 15.0, 15.0), "quick")
    )
    assert level.key == KEY
    assert level.warnings == ()
    assert level.spec.stance == ("sit_on_plate",)
    assert {step.sight.sight for step in level.spec.steps} == {"full"}
    assert len(set(level.spec.steps[0].task.where)) == 8
