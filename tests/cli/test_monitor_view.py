"""The monitor's picture in text: the plate as it lies, in any terminal."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyquest.cli.monitor_view import WIDE, Seen, one_line, picture
from steadyquest.conventions import BoardSample, Lean
from steadyquest.signal.calibration import nominal
from steadyquest.signal.source import Health

KG = 2190 * 9.80665
SAMPLE = BoardSample(
    1_000_000, 0, 7, tuple(round(kg * KG) for kg in (10, 20, 15, 25)), (640, 0, 16_320, 3200), 0, 0b1101, 0
)


def seen(**fields):
    health = Health(rate_hz=79.9, rates_hz=(80.0, 81.5, 79.0, 10.0), noise_counts=(100.0,) * 4, gaps=3)
    whole = {
        "head": "Board CAFE0001 at PORT",
        "health": health,
        "calibration": nominal("CAFE0001"),
        "sample": SAMPLE,
        "lean": Lean(1_000_000, 0.0, 0.0, 57.1, -20.0, 70.0, True),
    }
    return Seen(**{**whole, **fields})


def test_the_cells_stand_where_they_are_on_the_plate():
    """Front above rear, left before right; each with weight, counts, rate, noise, age and mark."""
    lines = picture(seen(), width=100, height=40)
    text = "\n".join(lines)
    assert lines[0] == "Board CAFE0001 at PORT"
    (front,) = [line for line in lines if "FL" in line]
    (rear,) = [line for line in lines if "RL" in line]
    assert front.index("FL") < front.index("10.00 kg") < front.index("FR") < front.index("20.00 kg")
    assert rear.index("RL") < rear.index("15.00 kg") < rear.index("RR") < rear.index("25.00 kg")
    assert lines.index(front) < lines.index(rear)
    assert "16.3 ms old, or more" in text
    assert ("stale" in front, "stale" in rear) == (True, False)
    assert "10.0 Hz  ±5 g" in text
    assert "load 70.0 kg   x +57.1 mm   y -20.0 mm" in text
    assert "gaps 3" in text


def test_a_source_that_tells_nothing_of_its_cells_has_no_rates_of_zero():
    """A Wii board has one rate for all four: no line says 0.0 Hz."""
    lines = picture(seen(health=Health(rate_hz=80.0)), width=100, height=40)
    assert [line.strip() for line in lines if "Hz" in line] == [lines[-1].strip()]
    assert "80.0 Hz" in lines[-1]


@pytest.mark.parametrize(
    ("cop_mm", "place"), [((0, 0), "middle"), ((-200, 140), "front left"), ((200, -140), "rear right")]
)
def test_the_mark_is_where_the_weight_is(cop_mm, place):
    """O for now, on a plate that is seen from above, front at the top."""
    lines = picture(seen(lean=Lean(0, 0, 0, *cop_mm, 70.0, True)), width=100, height=40)
    inside = [line[line.index("|") + 1 : line.rindex("|")] for line in lines if line.count("|") == 2]
    (row,) = [i for i, line in enumerate(inside) if "O" in line]
    column = inside[row].index("O")
    expected = {"middle": (4, 11), "front left": (0, 0), "rear right": (8, 22)}
    assert (row, column) == expected[place]


def test_a_faulty_and_a_saturated_cell_are_marked():
    """In the picture and in the line for a log."""
    bad = SAMPLE._replace(faulty=1, status=6, counts=(0, (1 << 23) - 1, 5, 5))
    text = "\n".join(picture(seen(sample=bad), width=100, height=40))
    assert "FAULTY" in text
    assert "AT ITS END" in text
    assert "FL! FR!" in one_line(seen(sample=bad))


def test_before_a_zero_and_before_a_sample_it_says_so():
    """Nothing is shown that is not known."""
    waiting = seen(sample=None, lean=None, calibration=nominal("x", tare=None))
    assert "waiting for samples" in one_line(waiting)
    assert any("waiting for samples" in line for line in picture(waiting, width=100, height=40))
    taring = seen(lean=None, calibration=nominal("x", tare=None))
    assert "taking the zero, leave the plate empty" in one_line(taring)
    assert " kg" not in one_line(taring)


def test_nothing_weighs_no_minus_nothing():
    """An empty plate is not -0.00 kg."""
    empty = SAMPLE._replace(counts=(-1, 0, -1, 0))
    text = "\n".join(picture(seen(sample=empty, lean=Lean(0, 0, 0, 0, 0, -0.001, False)), width=100, height=40))
    assert "-0.00" not in text


def test_what_there_is_to_say_of_the_zero_is_in_the_line_and_whole_in_any_width():
    """A warning that is cut off warns nobody."""
    note = "Less than empty: take the zero anew with --zero."
    assert note in one_line(seen(notes=(note,)))
    assert note in picture(seen(notes=(note,)), width=100, height=40)
    assert note in " ".join(picture(seen(notes=(note,)), width=30, height=40))


def test_a_narrow_terminal_has_the_cells_one_below_another():
    """Without the plate, and with everything that matters."""
    lines = picture(seen(), width=WIDE, height=24)
    assert [line[:2] for line in lines if line[:2] in {"FL", "FR", "RL", "RR"}] == ["FL", "FR", "RL", "RR"]
    assert not any("|" in line for line in lines)


@settings(max_examples=50)
@given(
    width=st.integers(1, 200),
    height=st.integers(1, 60),
    cop=st.tuples(*[st.floats(allow_nan=True, allow_infinity=True, width=32)] * 2),
)
def test_it_fits_any_terminal(width, height, cop):
    """No line is wider, and there are fewer lines than rows: nothing scrolls."""
    what = seen(
        lean=Lean(0, 0, 0, *cop, 70.0, True), trail=(cop,), hint="Ctrl-C", board_rates="1 2 3 4", notes=("It is so.",)
    )
    lines = picture(what, width=width, height=height)
    assert all(len(line) <= width for line in lines)
    assert len(lines) <= max(1, height - 1)
