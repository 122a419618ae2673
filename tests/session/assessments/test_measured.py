"""From a recorded trial to its figures: against the raw counts computed another way, and against known leans."""

import math

import numpy as np
import pytest

from steadyquest.analysis.measure import definitions, measure
from steadyquest.records.writer import Recorder
from steadyquest.session import Options, Session
from steadyquest.session.assessments.combined import assessments, combined
from steadyquest.session.assessments.conduct import Assessing
from steadyquest.session.assessments.measured import measured_player, measured_session
from steadyquest.session.assessments.protocol import CLOCKWISE, assessment
from steadyquest.session.assessments.trials import superseded_of_session, trials_of_player
from steadyquest.session.replay import replay_session
from steadyquest.signal.calibration import counts_at, nominal
from steadyquest.signal.mat import parse_feet

HOW = ("n", "rate_hz", "filter_hz", "duration_s", "right_share_error")
"""How it was measured, or an error itself: these have none."""


def done_by(puppet, store, player, kind, lean, *, feet="C4 D4", label="sim", commands=(), seconds=400.0, **wanted):
    """One trial by a body that leans as `lean(scene, t_s)` says, in mm; commands are (seconds, kind, value)."""
    with Recorder(store) as recorder:
        options = Options(feet=parse_feet(feet), reach_mm=60.0, seed=1)
        session = Session(puppet, player=player, options=options, store=store, recorder=recorder, label=label)
        puppet.stand(2.5)
        session.poll()
        assessing = Assessing(assessment(kind, **wanted), session=session, store=store)
        assessing.begin()
        due = list(commands)
        for step in range(round(seconds / 0.02)):
            t_s = step * 0.02
            if due and t_s >= due[0][0]:
                session.command(*due.pop(0)[1:])
            ml_mm, ap_mm = lean(session.scene(), t_s)
            puppet.stand(0.02, ml_mm=ml_mm, ap_mm=ap_mm)
            session.poll()
            if session.world is None:
                break
        session.stop()
        outcome = assessing.outcome()
        session.end()
    return outcome


def sway(_scene, t_s):
    return 3 * math.sin(2.1 * t_s) + 1.0 * math.sin(7.3 * t_s), 5 * math.cos(1.3 * t_s)


def test_every_figure_of_a_stand_is_that_of_its_raw_counts(assess, store):
    """Counts to newtons to millimetres by numpy alone, over just the ticks of the trial, give the same measures."""
    (found,) = assess("quiet")
    samples = store.sessions.sample_array(found.record.session.id)
    matrix = np.array(found.record.run.setup["calibration"]["matrix"])
    started = next(e for e in store.sessions.events(found.record.run.id) if e.name == "RepStarted")
    first = found.record.run.start_sample + started.tick
    part = samples[first : first + 3000]
    wrench = part["counts"] @ matrix.T
    cop = wrench[:, 1:] / wrench[:, :1]
    wanted = measure(part["t_us"] / 1e6, cop)
    assert wanted["n"] == 3000
    for key, value in wanted.items():
        assert found.values[key] == pytest.approx(value, rel=1e-9), key
    assert replay_session(store, found.record.session.id).same


def test_every_value_of_every_kind_has_its_definition(assess):
    """Nothing is told that is not defined, with its unit and its error."""
    known = definitions()
    for kind in ("quiet", "sensory", "limits", "rhythm", "loading"):
        trials = assess(kind, **({"trials": 1} if kind == "sensory" else {}))
        together = combined(trials)
        keys = {key for trial in trials for key in trial.values} | set(together.values)
        keys |= {key for trial in trials for way in trial.ways for key in way.values}
        assert keys <= set(known), kind
        assert all(known[key].definition and known[key].error for key in keys if key not in HOW), kind
        assert together.usable


def test_known_leans_are_found_again_way_by_way(make_puppet, store, mia):
    """A body that goes 70 mm out, half a second after each star, straight there and stays: so it is measured."""
    began = {}

    def lean(scene, t_s):
        target = next((item for item in scene.items if item.kind == "target"), None) if scene else None
        if target is None or target.state == "done":
            began.clear()
            return 0.3 * math.sin(5 * t_s), 0.3 * math.cos(4 * t_s)
        since = t_s - began.setdefault("s", t_s)
        u = min(1.0, max(0.0, since - 0.5))
        far = 70.0 * (10 * u**3 - 15 * u**4 + 6 * u**5)
        length = math.hypot(target.x, target.y)
        return far * target.x / length, far * target.y / length

    found = done_by(make_puppet(), store, mia, "limits", lean)
    together = combined([found])
    assert tuple(together.ways) == CLOCKWISE
    for way in together.ways.values():
        assert way.values["maximum_mm"] == pytest.approx(70.0, abs=1.0)
        assert way.values["endpoint_mm"] == pytest.approx(70.0, abs=2.0)
        assert way.values["reaction_s"] == pytest.approx(0.55, abs=0.1)
        assert way.values["directional_control_percent"] > 95
        assert way.values["maximum_percent"] == pytest.approx(100 * 70 / way.limit_mm, abs=1.5)
    assert together.values["maximum_percent"] == pytest.approx(
        np.mean([way.values["maximum_percent"] for way in together.ways.values()])
    )
    assert replay_session(store, found.record.session.id).same


def test_without_a_height_millimetres_are_told_and_no_percent(make_puppet, store):
    """A hundred percent of what, nobody knows."""
    tim = store.players.add("Tim")

    def lean(scene, _t_s):
        target = next((item for item in scene.items if item.kind == "target"), None) if scene else None
        return (0.0, 0.0) if target is None else (40 * target.x, 40 * target.y)

    found = done_by(make_puppet(), store, tim, "limits", lean)
    assert {way.limit_mm for way in found.ways} == {None}
    assert {way.values["maximum_percent"] for way in found.ways if way.values} == {None}
    assert combined([found]).values["maximum_percent"] is None


def test_a_shift_that_turns_on_every_beat_has_its_distance_and_no_delay(make_puppet, store, mia):
    """36 mm to both sides with the beat of three seconds: amplitude, middle and timing are those."""

    def lean(_scene, t_s):
        # The first beat that counts sounds two beats after the start, on the left.
        return -36 * math.cos(math.pi * (t_s - 6.0) / 3.0), 0.0

    found = done_by(make_puppet(), store, mia, "rhythm", lean)
    assert found.usable, found.why_not
    assert found.values["shift_amplitude_mm"] == pytest.approx(36.0, abs=0.6)
    assert found.values["shift_middle_mm"] == pytest.approx(0.0, abs=0.6)
    assert found.values["shift_timing_s"] == pytest.approx(0.0, abs=0.06)
    # A cosine of 36 mm goes 72 mm in each half cycle of three seconds.
    assert found.values["shift_velocity_mm_s"] == pytest.approx(24.0, abs=0.5)


def test_the_share_of_the_legs_is_the_place_between_the_feet(make_puppet, store, mia):
    """20 mm to the right of the middle of heels that stand so far apart; with its error, as an estimate."""
    feet = parse_feet("C4 D4")

    def lean(_scene, t_s):
        return feet.middle_mm + 20.0 + 0.5 * math.sin(3 * t_s), math.cos(2 * t_s)

    found = done_by(make_puppet(), store, mia, "loading", lean)
    assert found.values["mean_ml_mm"] == pytest.approx(feet.middle_mm + 20.0, abs=0.1)
    assert found.values["right_share"] == pytest.approx(0.5 + 20.0 / feet.separation_mm, abs=0.005)
    assert 0.01 < found.values["right_share_error"] < 0.2


@pytest.mark.parametrize(
    ("commands", "said"),
    [
        ([(12.0, "pause", "person"), (14.0, "resume", None)], "pause"),
        ([(12.0, "skip", None)], "before its time"),
        ([(12.0, "end", None)], "before its time"),
    ],
)
def test_what_was_interrupted_is_not_measured(make_puppet, store, mia, commands, said):
    """A pause, or an end before its time: no figure, and one line why."""
    found = done_by(make_puppet(), store, mia, "quiet", sway, commands=commands)
    assert not found.usable
    assert said in found.why_not


def test_an_end_before_the_trial_began_measures_nothing(make_puppet, store, mia):
    """While settling nothing counts yet."""
    found = done_by(make_puppet(), store, mia, "quiet", sway, commands=[(2.0, "end", None)])
    assert not found.usable
    assert "before anything was measured" in found.why_not


def test_a_hole_in_the_samples_refuses_the_trial(make_puppet, store, mia):
    """Half a second without a sample is no standing still."""
    puppet = make_puppet()

    def lean(scene, t_s):
        if 15.0 <= t_s < 15.02:
            puppet.hole(0.5)
        return sway(scene, t_s)

    found = done_by(puppet, store, mia, "quiet", lean)
    assert not found.usable


def test_what_the_therapist_noted_is_shown_with_the_figures(make_puppet, store, mia):
    """Held on: measured all the same, and marked."""
    found = done_by(make_puppet(), store, mia, "quiet", sway, commands=[(20.0, "note", "held_on")])
    assert found.usable
    assert ("held_on", "flag") in [(flag.code, flag.severity) for flag in found.flags]


def test_a_step_and_a_changed_load_are_seen(make_puppet, store, mia):
    """A foot that is put elsewhere moves the weight for good; a hand on the rail takes some of it away."""
    puppet = make_puppet()

    def lean(scene, t_s):
        ml_mm, ap_mm = sway(scene, t_s)
        return (ml_mm + 45.0, ap_mm) if t_s > 20.0 else (ml_mm, ap_mm)

    found = done_by(puppet, store, mia, "quiet", lean)
    assert "feet_moved" in {flag.code for flag in found.flags}


class Hissing:
    """A puppet on a real board: an empty plate first, and cells that hiss."""

    def __init__(self, puppet, *, noise):
        self._puppet, self._rng, self._noise = puppet, np.random.default_rng(5), noise

    def __getattr__(self, name):
        return getattr(self._puppet, name)

    def read(self):
        samples = self._puppet.read()
        hiss = self._rng.normal(scale=self._noise, size=(len(samples), 4)).round().astype(int)
        return [
            sample._replace(counts=tuple(int(c + h) for c, h in zip(sample.counts, row, strict=True)))
            for sample, row in zip(samples, hiss, strict=True)
        ]


@pytest.mark.parametrize(("noise", "usable"), [(2.0, True), (2500.0, False)])
def test_the_plates_own_noise_is_measured_on_the_spot(make_puppet, store, mia, noise, usable):
    """Before somebody steps on the plate is listened to; where it hisses too loudly no velocity is told."""
    puppet = make_puppet(tare_known=False)
    board = Hissing(puppet, noise=noise)
    with Recorder(store) as recorder:
        session = Session(
            board,
            player=mia,
            options=Options(reach_mm=60.0, seed=1),
            store=store,
            recorder=recorder,
            label="/dev/board",
        )
        puppet.stand(6.0, load_kg=0.0)
        session.poll()
        puppet.stand(3.0)
        session.poll()
        assessing = Assessing(assessment("quiet"), session=session, store=store)
        assessing.begin()
        for step in range(2500):
            ml_mm, ap_mm = sway(None, step * 0.02)
            puppet.stand(0.02, ml_mm=ml_mm, ap_mm=ap_mm)
            session.poll()
            if session.world is None:
                break
        found = assessing.outcome()
        session.end()
    assert found.noise_mm_s is not None
    assert found.usable is usable, found.why_not
    if not usable:
        assert "noise" in {flag.code for flag in found.flags}


def test_a_repeat_takes_the_place_of_what_was_before(assess, store, mia):
    """Of limits, direction by direction: the others keep what they came to."""
    from steadyquest.simulate.person import SimulatedPerson

    source = SimulatedPerson("steady", seed=3, spread=0.0)
    with Recorder(store) as recorder:
        session = Session(source, player=mia, options=Options(seed=3), store=store, recorder=recorder, label="sim")

        def play():
            assessing.begin()
            for _ in range(60_000):
                source.reach = session.reach
                source.observe(session.scene())
                session.poll()
                if session.world is None:
                    return
            raise AssertionError("the trial did not end")

        for _ in range(400):
            session.poll()
        assessing = Assessing(assessment("limits"), session=session, store=store)
        play()
        before = assessing.outcome()
        assessing.only("left")
        play()
        assessing.outcome()
        session.end()
    again = assessments(measured_session(store, before.record.session.id))
    (together,) = again
    assert tuple(together.ways) == CLOCKWISE
    first = {way.direction: way for way in before.ways}
    for direction, way in together.ways.items():
        same = way.values == first[direction].values
        assert same is (direction != "left"), direction
    (gone,) = superseded_of_session(store, before.record.session.id)
    (measured,) = measured_player(store, [gone])
    assert gone.run.number == 1
    assert [(way.direction, way.values) for way in measured.ways] == [("left", first["left"].values)]


def test_what_was_noted_of_the_day_is_part_of_the_condition(assess, store, mia):
    """Support and shoes, feet, eyes, surface and time: trends never join different ones."""
    assess("quiet", notes={"support": "one_hand", "shoes": "orthosis"}, seconds=60.0)
    (record,) = trials_of_player(store, mia.id)
    condition = record.condition
    assert (condition.support, condition.shoes, condition.feet) == ("one_hand", "orthosis", "C4 D4")
    assert (condition.eyes, condition.surface, condition.seconds) == ("open", "firm", 60.0)
    (found,) = measured_player(store, [record])
    assert found.values["n"] == 6000


def test_the_sensory_test_has_its_composite_only_when_whole(assess):
    """The mean of all trials; closed over open eyes; nothing of it where a condition is missing."""
    trials = assess("sensory", trials=1)
    whole = combined(trials)
    velocities = [trial.values["mean_velocity_mm_s"] for trial in trials]
    assert whole.values["sensory_composite_mm_s"] == pytest.approx(np.mean(velocities))
    assert whole.values["romberg_firm"] == pytest.approx(velocities[1] / velocities[0])
    part = combined(trials[:3])
    assert part.values["sensory_composite_mm_s"] is None
    assert part.values["romberg_foam"] is None


def test_a_trial_moves_no_difficulty_and_is_nobodys_favourite(assess, store, mia):
    """Shifting to the beat is the game's own task, and counts here as a measure alone."""
    assess("rhythm")
    assert store.practice.staircases(mia.id) == []
    assert store.practice.moves(mia.id) == []
    assert not any(rep.counted for rep in store.practice.reps(mia.id))
    for run in store.sessions.runs(store.sessions.find("last").id):
        assert (run.stars, run.success) == (0, None)


def test_counts_are_those_of_the_nominal_plate():
    """What the tests above take for a kilogram is one."""
    counts = counts_at(nominal("x"), force_n=9.80665, cop_ml_mm=0.0, cop_ap_mm=0.0)
    assert sum(counts) * nominal("x").matrix[0][0] == pytest.approx(9.80665, rel=1e-3)


def test_a_recording_is_taken_in_whole_and_measures_as_the_file_does(store, mia, tmp_path):
    """From its first sample to its last but two: the file's own measures, and a session that replays."""
    from steadyquest.device.cop_csv import CsvSource, read_cop_csv
    from steadyquest.session.assessments.alone import take_in, trial_of_recording

    t = np.arange(3000) / 100
    ml, ap = 3 * np.sin(2.1 * t) + np.sin(7.3 * t), 5 * np.cos(1.3 * t)
    file = tmp_path / "stood.csv"
    rows = "\n".join(f"{a:.2f},{b:.6f},{c:.6f},310.0" for a, b, c in zip(t, ml, ap, strict=True))
    file.write_text(f"time_s,cop_ml_mm,cop_ap_mm,fz_n\n{rows}\n")
    recording = read_cop_csv(file)
    with Recorder(store) as recorder:
        session = Session(
            CsvSource(recording), player=mia, options=Options(), store=store, recorder=recorder, label="stood.csv"
        )
        assessing = Assessing(trial_of_recording(recording, eyes="closed"), session=session, store=store)
        found = take_in(assessing, session=session, recording=recording)
        session.end()
    assert found.usable, found.why_not
    assert (found.record.condition.eyes, found.record.condition.seconds) == ("closed", 30.0)
    wanted = measure(t[1:-2], np.column_stack((ml, ap))[1:-2])
    assert found.values["n"] == wanted["n"]
    # Counts are whole numbers, which rounds the place to about 1e-3 mm.
    assert found.values["mean_velocity_mm_s"] == pytest.approx(wanted["mean_velocity_mm_s"], rel=2e-3)
    assert found.values["ellipse_area_95_mm2"] == pytest.approx(wanted["ellipse_area_95_mm2"], rel=1e-3)
    assert replay_session(store, found.record.session.id).same
