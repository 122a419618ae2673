"""Guards: when to pause, and when it is steady again."""

import pytest

from steadyquest.conventions import BoardSample, Lean
from steadyquest.signal.calibration import counts_at, nominal
from steadyquest.signal.guard import LURCHED, NEVER, STEPPED_OFF, Guard, Steadiness, safety_for
from steadyquest.signal.tare import Tare
from steadyquest.signal.timeline import Timeline

STANDING = safety_for(task="reach", stance="comfortable")


def leans(seconds, *, start_s=0.0, load_kg=60.0, speed_mm_s=0.0, hz=100):
    for i in range(round(seconds * hz)):
        t = i / hz
        yield Lean(round((start_s + t) * 1e6), 0.0, 0.0, speed_mm_s * t, 0.0, load_kg, load_kg > 5)


def first_alarm(guard, stream, safety=STANDING):
    for lean in stream:
        alarm = guard.feed(lean, safety)
        if alarm:
            return alarm, lean.t_us / 1e6
    return "", None


def test_stepping_off_is_half_a_second_below_forty_percent():
    """23.9 of 60 kg for half a second is a step off; 24.1 never is."""
    alarm, at_s = first_alarm(Guard(60.0), leans(2, load_kg=23.9))
    assert (alarm, at_s) == (STEPPED_OFF, pytest.approx(0.5, abs=0.011))
    assert first_alarm(Guard(60.0), leans(5, load_kg=24.1))[0] == ""


def test_a_short_hop_is_no_step_off():
    """0.4 s of little load, again and again, is not half a second."""
    guard = Guard(60.0)
    for i in range(5):
        assert first_alarm(guard, leans(0.4, start_s=i, load_kg=10.0))[0] == ""
        assert first_alarm(guard, leans(0.6, start_s=i + 0.4))[0] == ""


def test_a_lurch_is_a_tenth_of_a_second_above_800_mm_a_second():
    """810 mm/s for 0.1 s pauses; 790 mm/s does not, however long."""
    alarm, at_s = first_alarm(Guard(60.0), leans(0.5, speed_mm_s=810))
    assert (alarm, at_s) == (LURCHED, pytest.approx(0.1, abs=0.011))
    assert first_alarm(Guard(60.0), leans(2, speed_mm_s=790))[0] == ""


@pytest.mark.parametrize(
    ("task", "stance", "share", "kg", "off_s", "lurch"),
    [
        ("reach", "narrow", 0.4, None, 0.5, 800.0),
        ("march", "comfortable", 0.4, None, 0.5, None),
        ("rise", "comfortable", 0.05, None, 2.0, None),
        ("hold", "sit_on_plate", 0.2, None, 0.5, 800.0),
        ("hold", "feet_on_plate", None, 1.0, 0.5, 800.0),
        ("march", "feet_on_plate", None, 1.0, 0.5, None),
        ("rise", "feet_on_plate", None, 1.0, 2.0, None),
        ("rest", "comfortable", None, None, 0.5, None),
    ],
)
def test_thresholds_are_the_tables(task, stance, share, kg, off_s, lurch):
    """Column by column as the level format has them."""
    safety = safety_for(task=task, stance=stance)
    assert (safety.step_off_share, safety.step_off_kg, safety.step_off_s, safety.lurch_mm_s) == (
        share,
        kg,
        off_s,
        lurch,
    )


def test_in_a_rest_nothing_pauses():
    """One may step down, and jump; an empty plate that has drifted below zero is no step off either."""
    assert first_alarm(Guard(60.0), leans(3, load_kg=-0.4), NEVER)[0] == ""
    assert first_alarm(Guard(60.0), leans(3, load_kg=0.0), NEVER)[0] == ""
    assert first_alarm(Guard(60.0), leans(1, speed_mm_s=3000), NEVER)[0] == ""


def test_steady_is_a_second_of_even_load_and_slow_cop():
    """One second at 190 mm/s is steady; at 210 it is not; a load that changes by 15 % is not."""

    def steady_at(stream):
        window = Steadiness()
        return next((lean.t_us / 1e6 for lean in stream if window.feed(lean)), None)

    assert steady_at(leans(3, speed_mm_s=190)) == pytest.approx(0.99, abs=0.02)
    assert steady_at(leans(3, speed_mm_s=210)) is None
    uneven = (lean._replace(load_kg=60 + 9 * (i % 2) * 2) for i, lean in enumerate(leans(3)))
    assert steady_at(uneven) is None


def test_steadiness_starts_anew_after_a_hole_or_a_light_plate():
    """Half a second, a hole, half a second is not a steady second."""
    window = Steadiness()
    assert not any(window.feed(lean) for lean in leans(0.6))
    assert not any(window.feed(lean) for lean in leans(0.6, start_s=1.2))
    assert not window.feed(Lean(1_900_000, 0, 0, 0, 0, 1.0, False))
    assert not any(window.feed(lean) for lean in leans(0.9, start_s=2.0))


def sample(t_s, counts, epoch=0):
    return BoardSample(round(t_s * 1e6), epoch, 0, counts, (0, 0, 0, 0), 0, 15, 0)


def test_the_zero_is_the_mean_of_two_still_seconds():
    """Noise of a few counts averages out; the zero is known after two seconds."""
    tare = Tare(nominal("b", tare=None))
    done_at = next(i / 100 for i in range(1000) if tare.feed(sample(i / 100, (100 + i % 3, -50, 7, 9000 - i % 3))))
    assert done_at == pytest.approx(1.96, abs=0.05)
    assert tare.zero == (pytest.approx(101, abs=0.1), -50, 7, pytest.approx(8999, abs=0.1))


def test_somebody_on_the_plate_is_no_zero():
    """A load that sways by 10 N does not pass for an empty plate."""
    tare, calibration = Tare(nominal("b", tare=None)), nominal("b")
    for i in range(600):
        counts = counts_at(calibration, force_n=600 + 15 * (i // 20 % 2), cop_ml_mm=0, cop_ap_mm=0)
        assert not tare.feed(sample(i / 100, counts))


def test_the_time_line_goes_on_over_a_reconnection():
    """A new epoch starts one second after the last sample of the old one."""
    line = Timeline()
    times = [line.feed(sample(t, (0, 0, 0, 0), epoch)) for t, epoch in ((3.0, 0), (3.5, 0), (0.2, 1), (0.7, 1))]
    assert times == [0, 500_000, 1_500_000, 2_000_000]
