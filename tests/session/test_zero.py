"""The zero between sessions and between runs: told when it moved, taken anew by itself only where that is safe."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyquest.conventions import BoardSample
from steadyquest.records.store import open_store
from steadyquest.records.writer import Recorder
from steadyquest.session import Options, Session
from steadyquest.session.replay import replay_session
from steadyquest.session.zero import (
    DRIFT_KG,
    EVERY_US,
    LEAST_KG,
    MOST_KG,
    KnownZero,
    ZeroWatch,
    keep_zero,
    known_now,
    last_zero,
    note_zero,
    shift_between,
)
from steadyquest.signal.calibration import nominal
from steadyquest.signal.source import Health
from steadyquest.signal.tare import Tare

KG = 2190 * 9.80665
"""Counts of a kilogram on one nominal corner."""
OFFSET = (81_000.0, -12_000.0, 500.0, 33_000.0)
"""Where this board's amplifiers are when nothing presses."""


def kg_on(*corners_kg):
    return tuple(zero + kg * KG for zero, kg in zip(OFFSET, corners_kg, strict=True))


class Plate:
    """A board with its own offsets, as a source: `lie(seconds, corners…)` gives samples with a converter's noise."""

    def __init__(self, *, seed=1):
        self.board_id, self.calibration = "CAFE0001", nominal("CAFE0001", tare=None)
        self.health, self.ended = Health(), False
        self.epoch = self.t_us = 0
        self._rng, self._seq, self._waiting = random.Random(seed), 0, []

    def lie(self, seconds, *corners_kg, ramp_kg=0.0, noise=60.0, **fields):
        n = round(seconds * 80)
        for i in range(n):
            self.t_us += 12_500
            at = kg_on(*((kg + ramp_kg * (i + 1) / n) for kg in corners_kg or (0.0,) * 4))
            counts = tuple(round(self._rng.gauss(count, noise)) for count in at)
            sample = BoardSample(self.t_us, self.epoch, self._seq & 0xFFFF, counts, (0, 0, 0, 0), 0, 15, 0)
            self._waiting.append(sample._replace(**fields))
            self._seq += 1
        return self

    def restart(self):
        self.epoch, self.t_us = self.epoch + 1, 0
        return self

    def read(self):
        waiting, self._waiting = self._waiting, []
        return waiting

    def close(self):
        pass


def session(plate, **options):
    return Session(plate, player=None, options=Options(), **options)


def zero_error_kg(sitting, *corners_kg):
    truth = kg_on(*(corners_kg or (0.0,) * 4))
    return shift_between(sitting.calibration, truth, sitting.calibration.tare).worst_kg


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "records.db") as opened:
        yield opened


def played(store, plate, *, then=()):
    """A session that tares and ends; `then` are further pieces of the plate's life, polled one by one."""
    with Recorder(store) as recorder:
        sitting = session(plate, store=store, recorder=recorder)
        for piece in (lambda: plate.lie(3.0), *then):
            piece()
            sitting.poll()
        notice = sitting.notice
        sitting.end()
    return sitting, notice


# Between sessions


def test_the_zero_of_a_session_is_remembered_with_its_board(store):
    """The next session, and the board's own test, can ask for it."""
    assert last_zero(store, "CAFE0001") is None
    _, notice = played(store, Plate())
    zero = last_zero(store, "CAFE0001")
    assert zero.tare == pytest.approx(OFFSET, abs=30)
    assert zero.at.endswith("+00:00")
    assert notice == ""
    assert last_zero(store, "OTHER001") is None


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ((0.05, 0.05, 0.05, 0.05), ""),
        ((0.0, 0.28, 0.0, 0.0), ""),
        ((0.0, 0.0, -0.4, 0.0), "moved by +0.4 kg since last time"),
        ((0.43, 0.0, 0.0, -0.37), "moved by -0.4 kg front left since last time"),
        ((0.4, 0.4, 0.4, 0.4), "moved by -1.6 kg since last time"),
        ((-6.0, -6.0, -6.0, -5.0), "23 kg above the last one: was somebody on the plate?"),
    ],
)
def test_a_zero_that_moved_since_the_last_session_is_told_once_in_one_line(store, before, said):
    """More than 0.3 kg in all or on a corner; with a person's weight it asks whether one was on the plate."""
    keep_zero(store, "CAFE0001", kg_on(*before))
    plate = Plate()
    sitting, notice = played(store, plate)
    assert said in notice
    assert bool(said) == bool(notice)
    (zero,) = store.sessions.find("last").settings["zeros"]
    assert zero["how"] == "tare"
    assert zero["before"] == pytest.approx(kg_on(*before), abs=0.1)
    assert zero["moved_kg"] == pytest.approx(-sum(before), abs=0.01)
    assert sitting.calibration.tare == pytest.approx(OFFSET, abs=30)


def test_taking_the_zero_again_ends_the_warning(store):
    """It was read, and acted upon."""
    keep_zero(store, "CAFE0001", kg_on(1.0, 0.0, 0.0, 0.0))
    plate = Plate()
    sitting = session(plate, store=store)
    plate.lie(3.0)
    sitting.poll()
    assert sitting.notice
    sitting.tare()
    plate.lie(3.0)
    sitting.poll()
    assert (sitting.stage, sitting.notice) == ("empty", "")


@pytest.mark.parametrize(
    ("on", "kept"),
    [
        ((15.0, 15.0, 15.0, 15.0), "before"),
        ((1.0, 0.0, 0.0, 0.0), "before"),
        ((0.2, 0.0, 0.0, 0.0), "now"),
        ((-15.0, -15.0, -15.0, -14.0), "now"),
        ((-20.0, 10.0, -3.0, 0.0), "before"),
    ],
)
def test_a_zero_that_may_have_had_something_on_it_is_no_yardstick(store, on, kept):
    """What moved little, or shows that the last one was taken under load, is remembered; the rest is doubted."""
    keep_zero(store, "CAFE0001", OFFSET)
    on_plate(store, *on)
    expected = OFFSET if kept == "before" else kg_on(*on)
    assert last_zero(store, "CAFE0001").tare == pytest.approx(expected, abs=40)


def on_plate(store, *on, then=()):
    """A session whose zero is taken with this on the plate; `then`: what is done before it ends."""
    plate = Plate()
    with Recorder(store) as recorder:
        sitting = session(plate.lie(3.0, *on), store=store, recorder=recorder)
        sitting.poll()
        for act in then:
            act(sitting)
            plate.lie(3.0, *on)
            sitting.poll()
        said = sitting.notice, sitting.zero_asked
        sitting.end()
    return said


def test_a_moved_zero_is_believed_when_it_is_seen_again(store):
    """In the next session, or because a person takes it again; another one in between begins anew."""
    keep_zero(store, "CAFE0001", OFFSET)
    assert "moved by +1.0 kg" in on_plate(store, 1.0, 0.0, 0.0, 0.0)[0]
    assert "moved by +2.0 kg" in on_plate(store, 2.0, 0.0, 0.0, 0.0)[0]
    assert last_zero(store, "CAFE0001").tare == OFFSET
    assert on_plate(store, 2.0, 0.0, 0.0, 0.0) == ("", False)
    assert last_zero(store, "CAFE0001").tare == pytest.approx(kg_on(2.0, 0.0, 0.0, 0.0), abs=40)
    assert last_zero(store, "CAFE0001").doubted is None
    assert on_plate(store, 3.0, 0.0, 0.0, 0.0, then=[lambda s: s.tare()]) == ("", False)
    assert last_zero(store, "CAFE0001").tare == pytest.approx(kg_on(3.0, 0.0, 0.0, 0.0), abs=40)


def test_a_persons_weight_is_never_believed_without_a_word(store):
    """However often it is seen; a person may say that the plate was empty."""
    keep_zero(store, "CAFE0001", OFFSET)
    on = (15.0, 15.0, 15.0, 15.0)
    for _ in range(2):
        notice, asked = on_plate(store, *on, then=[lambda s: s.tare()])
        assert ("60 kg above the last one" in notice, asked) == (True, True)
    assert last_zero(store, "CAFE0001").tare == OFFSET
    assert on_plate(store, *on, then=[lambda s: s.trust_zero()]) == ("", False)
    assert last_zero(store, "CAFE0001").tare == pytest.approx(kg_on(*on), abs=40)


def test_a_last_zero_with_somebody_on_it_is_told_and_replaced(store):
    """Nothing weighs less than empty: the new one is right, and nothing rubs."""
    keep_zero(store, "CAFE0001", kg_on(15.0, 15.0, 15.0, 15.0))
    notice, asked = on_plate(store, 0.0, 0.0, 0.0, 0.0)
    assert "last zero had about 60 kg on it" in notice
    assert not asked
    assert on_plate(store, 0.0, 0.0, 0.0, 0.0) == ("", False)


def test_a_first_zero_beyond_what_bridges_are_off_is_asked_about(store):
    """There is nothing to compare it with but the raw counts; less than 40 kg cannot be known."""
    notice, asked = on_plate(store, 15.0, 15.0, 15.0, 15.0)
    assert ("This first zero looks like 65 kg" in notice, asked) == (True, True)
    assert last_zero(store, "CAFE0001") is None
    assert on_plate(store, 5.0, 5.0, 5.0, 5.0) == ("", False)


def test_who_was_on_the_plate_at_its_zero_and_leaves_it_needs_no_hand(store):
    """A child sat there while the zero was taken, and got up: nothing weighs less than empty, so it is taken again."""
    plate = Plate()
    sitting = session(plate.lie(3.0, 5.0, 5.0, 5.0, 5.0), store=store)
    sitting.poll()
    assert sitting.stage == "empty"
    plate.lie(0.9)
    sitting.poll()
    assert sitting.stage == "empty"
    plate.lie(2.5)
    sitting.poll()
    assert (sitting.stage, sitting.notice) == ("empty", "")
    assert zero_error_kg(sitting) < 0.02
    assert [taken.how for taken in sitting._zero.taken] == ["tare", "tare"]


def test_a_question_about_the_zero_answers_itself_when_they_leave(store):
    """The last zero is known, so that it is asked; then they step off."""
    keep_zero(store, "CAFE0001", OFFSET)
    plate = Plate()
    sitting = session(plate.lie(3.0, 9.0, 9.0, 9.0, 9.0), store=store)
    sitting.poll()
    assert sitting.zero_asked
    plate.lie(4.0)
    sitting.poll()
    assert not sitting.zero_asked
    assert zero_error_kg(sitting) < 0.02


def test_a_corner_that_alone_weighs_less_is_told_and_left(store):
    """A broken cell must not be hidden by a new zero."""
    plate = Plate()
    sitting = session(plate.lie(3.0), store=store)
    sitting.poll()
    plate.lie(4.0, -20.0, 0.0, 0.0, 0.0)
    sitting.poll()
    assert sitting.notice.startswith("The plate is 20 kg below its zero")
    assert len(sitting._zero.taken) == 1
    sitting.tare()
    plate.lie(3.0, -20.0, 0.0, 0.0, 0.0)
    sitting.poll()
    assert not sitting.notice.startswith("The plate is")


def test_between_levels_a_plate_below_its_zero_is_told(store, level):
    """What was played depends on that zero: somebody looks, and decides."""
    plate = Plate()
    sitting = session(plate, store=store)
    plate.lie(3.0, 5.0, 5.0, 5.0, 5.0).lie(3.0, 20.0, 20.0, 20.0, 20.0)
    sitting.poll()
    sitting.start(level('task = "hold"\nseconds = 3'))
    plate.lie(30.0, 20.0, 20.0, 20.0, 20.0)
    sitting.poll()
    assert sitting.results
    plate.lie(4.0)
    sitting.poll()
    assert sitting.notice.startswith("The plate is 20 kg below its zero")
    assert len(sitting._zero.taken) == 1


def test_a_board_without_a_name_shares_no_zero(store):
    """The next one at the same port may be another: nothing is remembered, and it is told."""
    plate = Plate()
    plate.board_id, plate.calibration = "unknown-ttyACM0", nominal("unknown-ttyACM0", tare=None)
    _, notice = played(store, plate)
    assert "does not tell its name" in notice
    keep_zero(store, "unknown-ttyACM0", OFFSET)
    note_zero(store, "unknown-ttyACM0", calibration=plate.calibration, tare=OFFSET)
    assert store.preferences.load("zero of unknown-ttyACM0") is None
    store.preferences.save("zero of unknown-ttyACM0", known_now(OFFSET).as_dict())
    assert last_zero(store, "unknown-ttyACM0") is None


def test_a_warning_that_was_there_before_a_run_does_not_come_again_after_it(store, level):
    """Once is enough; who plays on has read it."""
    keep_zero(store, "CAFE0001", kg_on(1.0, 0.0, 0.0, 0.0))
    plate = Plate()
    sitting = session(plate, store=store)
    plate.lie(3.0).lie(3.0, 15.0, 15.0, 15.0, 15.0)
    sitting.poll()
    assert sitting.notice
    sitting.start(level('task = "hold"\nseconds = 3'))
    plate.lie(30.0, 15.0, 15.0, 15.0, 15.0)
    sitting.poll()
    assert sitting.stage == "ready"
    assert sitting.notice == ""


@pytest.mark.parametrize("data", [None, 7, {}, {"tare": [1, 2, 3], "at": ""}, {"tare": [1, 2, 3, "x"], "at": ""}, []])
def test_a_zero_that_cannot_be_read_is_none(store, data):
    """Records of another hand do not stop a session."""
    store.preferences.save("zero of CAFE0001", data)
    assert last_zero(store, "CAFE0001") is None
    assert last_zero(None, "CAFE0001") is None


# Between runs


def tared(plate):
    sitting = session(plate)
    plate.lie(3.0)
    sitting.poll()
    assert sitting.stage == "empty"
    return sitting


def test_a_small_drift_of_the_empty_plate_is_taken_away_once_a_minute():
    """A tenth of a kilogram in a minute: afterwards the zero is where the plate is, and it is in the record."""
    plate = Plate()
    sitting = tared(plate)
    plate.lie(50.0, 0.04, 0.02, 0.04, 0.0)
    sitting.poll()
    assert zero_error_kg(sitting, 0.04, 0.02, 0.04, 0.0) > 0.03, "too early"
    plate.lie(15.0, 0.04, 0.02, 0.04, 0.0)
    sitting.poll()
    assert zero_error_kg(sitting, 0.04, 0.02, 0.04, 0.0) < 0.005
    first, second = sitting._zero.taken
    assert (first.how, second.how) == ("tare", "auto")
    assert second.before == first.after
    assert second.shift.total_kg == pytest.approx(0.1, abs=0.01)
    assert second.at_s - first.at_s >= EVERY_US * 1e-6
    assert sitting.stage == "empty"


@pytest.mark.parametrize(
    ("life", "why"),
    [
        (lambda p: p.lie(70.0, 0.5, 0.0, 0.0, 0.0), "half a kilogram may be a shoe"),
        (lambda p: p.lie(70.0, 0.4, -0.4, 0.0, 0.0), "a corner that carries what another lost is no drift"),
        (lambda p: p.lie(70.0, 2.0, 2.0, 2.0, 2.0), "a child sits with its feet on it"),
        (lambda p: p.lie(70.0, 0.1, 0.0, 0.0, 0.0, noise=30_000), "somebody touches it"),
        (lambda p: p.lie(70.0, 0.1, 0.0, 0.0, 0.0, faulty=1), "a cell is faulty"),
        (lambda p: p.lie(70.0, 0.1, 0.0, 0.0, 0.0, status=4), "a cell is at its end"),
        (lambda p: p.lie(70.0, 0.1, 0.0, 0.0, 0.0, status=8), "the amplifiers were just switched on"),
        (lambda p: [p.lie(2.0, 0.1, 0.0, 0.0, 0.0).lie(0.5, 9.0, 9.0, 9.0, 9.0) for _ in range(30)], "never still"),
        (lambda p: [p.lie(2.0, 0.1, 0.0, 0.0, 0.0).restart() for _ in range(35)], "the board keeps restarting"),
        (lambda p: p.lie(70.0, LEAST_KG / 2, 0.0, 0.0, 0.0), "that is nothing"),
    ],
)
def test_what_may_be_more_than_drift_is_never_tared_away(life, why):
    """Nobody light, nothing heavy, nothing faulty, nothing that moves."""
    plate = Plate()
    sitting = tared(plate)
    before = sitting.calibration.tare
    life(plate)
    sitting.poll()
    assert sitting.calibration.tare == before, why
    assert len(sitting._zero.taken) == 1


def test_drift_beyond_a_third_of_a_kilogram_asks_for_a_tare_instead():
    """Step by step it would go anywhere: in all, no more than 0.3 kg since somebody last looked."""
    plate = Plate()
    sitting = tared(plate)
    for step in range(1, 7):
        plate.lie(65.0, 0.1 * step, 0.0, 0.0, 0.0)
        sitting.poll()
    moved_kg = shift_between(sitting.calibration, OFFSET, sitting.calibration.tare).total_kg
    assert MOST_KG - 0.11 < moved_kg < MOST_KG + 0.005
    assert sitting.notice == "The empty plate is 0.6 kg off its zero. Take everything off it, and take the zero again."
    sitting.tare()
    plate.lie(3.0, 0.6, 0.0, 0.0, 0.0)
    sitting.poll()
    assert sitting.notice == ""
    assert zero_error_kg(sitting, 0.6, 0.0, 0.0, 0.0) < 0.005


def test_what_lay_on_the_plate_is_spoken_of_until_it_is_taken_off():
    """A slipper of half a kilogram is no drift, and no zero is needed once it is gone."""
    plate = Plate()
    sitting = tared(plate)
    before = sitting.calibration.tare
    plate.lie(7.0, 0.5, 0.0, 0.0, 0.0)
    sitting.poll()
    assert "0.5 kg off its zero" in sitting.notice
    plate.lie(7.0)
    sitting.poll()
    assert (sitting.notice, sitting.calibration.tare) == ("", before)


def test_while_a_run_lasts_its_zero_stays_and_its_replay_is_the_same(store, level):
    """An empty plate within a run is a pause; only after the run a drift is taken away, and the next run has it."""
    hold = level('task = "hold"\nseconds = 3')
    plate = Plate()
    on = (15.0, 15.0, 15.0, 15.0)
    with Recorder(store) as recorder:
        sitting = session(plate, store=store, recorder=recorder)

        def live(seconds, *corners_kg, **more):
            for _ in range(round(seconds)):
                plate.lie(1.0, *corners_kg, **more)
                sitting.poll()

        live(3.0)
        live(4.0, *on)
        sitting.start(hold)
        live(2.0, *on)
        live(100.0, 0.05, 0.0, 0.0, 0.05)
        assert sitting.stage == "running"
        assert len(sitting._zero.taken) == 1
        live(10.0, *on)
        assert sitting.stage == "ready"
        live(5.0, 0.05, 0.0, 0.0, 0.05)
        assert [zero.how for zero in sitting._zero.taken] == ["tare", "auto"]
        live(4.0, *on)
        sitting.start(hold)
        live(30.0, *on)
        sitting.end()
    first, second = store.sessions.runs(sitting.id)
    assert first.setup["calibration"]["tare"] != second.setup["calibration"]["tare"]
    assert second.setup["calibration"]["tare"] == store.sessions.find("last").calibration["tare"]
    assert last_zero(store, "CAFE0001").tare == pytest.approx(second.setup["calibration"]["tare"])
    assert [zero["how"] for zero in store.sessions.find("last").settings["zeros"]] == ["tare", "auto"]
    assert replay_session(store, sitting.id).same


def test_a_board_that_restarts_keeps_zero_centre_and_calibration():
    """Its clock begins anew; its plate is the same."""
    plate = Plate()
    sitting = tared(plate)
    plate.lie(3.0, 15.0, 15.0, 15.0, 15.0)
    sitting.poll()
    before = (sitting.stage, sitting.calibration, sitting.centre_mm, sitting.weight_kg)
    assert before[0] == "ready"
    plate.restart().lie(3.0, 14.0, 16.0, 14.0, 16.0)
    sitting.poll()
    assert (sitting.stage, sitting.calibration, sitting.centre_mm, sitting.weight_kg) == before
    assert sitting.lean.cop_ml_mm - before[2][0] == pytest.approx(13.3, abs=1.0)


def test_a_zero_that_was_on_its_way_when_the_board_restarted_begins_anew():
    """Half of it before, half after: that is no still plate."""
    plate = Plate()
    sitting = session(plate)
    plate.lie(1.8).restart().lie(1.8)
    sitting.poll()
    assert sitting.stage == "taring"
    plate.lie(0.4)
    sitting.poll()
    assert sitting.stage == "empty"


@pytest.mark.parametrize("fields", [{"faulty": 2}, {"status": 4}, {"status": 8}])
def test_faulty_saturated_and_settling_samples_are_in_no_zero(fields):
    """A few of them are left out; while there is nothing else there is no zero."""
    plate = Plate()
    tare = Tare(plate.calibration)
    for sample in plate.lie(5.0, **fields).read():
        assert not tare.feed(sample)
    plate.lie(1.0).lie(0.1, 50.0, 50.0, 50.0, 50.0, **fields).lie(1.1)
    known = [tare.feed(sample) for sample in plate.read()]
    assert known[-1]
    assert tare.zero == pytest.approx(OFFSET, abs=30)


def test_sources_without_a_plate_have_no_zero_to_watch(puppet):
    """Keys and simulated people are at zero for ever."""
    sitting = session(puppet)
    puppet.stand(70.0, load_kg=0.1)
    sitting.poll()
    assert sitting.calibration.tare == (0.0,) * 4
    assert sitting.notice == ""


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.tuples(st.floats(1.0, 90.0), st.tuples(*[st.floats(-1.0, 1.0)] * 4)), max_size=6),
    st.integers(0, 99),
)
def test_however_the_plate_drifts_it_is_followed_by_little_and_seldom(lives, seed):
    """Never further than 0.3 kg from the last full zero, never more than 0.3 kg at once, never twice a minute."""
    plate, watch, t_us = Plate(seed=seed), ZeroWatch(KnownZero(OFFSET, "")), 0
    calibration = plate.calibration.tared(OFFSET)
    watch.tared(calibration, t_us=0)
    for seconds, corners_kg in lives:
        for sample in plate.lie(seconds, *corners_kg).read():
            t_us += 12_500
            load_kg = calibration.wrench(sample.counts).force_n / 9.80665
            zero = watch.feed(sample, load_kg=load_kg, t_us=t_us, calibration=calibration)
            if zero is not None:
                assert shift_between(calibration, calibration.tare, zero).worst_kg <= DRIFT_KG
                calibration = calibration.tared(zero)
                assert shift_between(calibration, OFFSET, zero).worst_kg <= MOST_KG
    times = [taken.at_s for taken in watch.taken]
    assert all(b - a >= EVERY_US * 1e-6 for a, b in pairwise(times))


def test_a_zero_that_is_known_now_says_when_in_utc():
    """So that it can be compared anywhere."""
    assert known_now(OFFSET).as_dict()["tare"] == list(OFFSET)
    assert known_now(OFFSET).at.endswith("+00:00")
