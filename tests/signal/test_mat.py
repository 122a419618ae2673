"""The sheet: where a pair of letters says that the feet stand, and what follows from it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyquest.errors import SignalError
from steadyquest.signal import mat
from steadyquest.signal.mat import Feet, Mark, parse_feet

columns = st.integers(-8, 8).map(lambda step: step * mat.PITCH_MM)
rows = st.integers(1, 9).map(mat.row_mm)
places = st.builds(Mark, columns, rows)


@st.composite
def standing(draw):
    """Any feet that can stand."""
    left, right = sorted((draw(places), draw(places)))
    feet = Feet(left, right)
    try:
        return mat.checked(feet)
    except SignalError:
        return Feet(left._replace(ml_mm=-80.0), right._replace(ml_mm=80.0))


def test_the_marks_are_nine_and_numbered_as_one_reads():
    """1 is front left, 5 the middle of the plate, 9 rear right; all inside the sheet."""
    assert len(set(mat.MARKS)) == 9
    assert (mat.MARKS[0], mat.MARKS[4], mat.MARKS[8]) == ((-150, 100), (0, 0), (150, -100))
    assert all(abs(m.ml_mm) < mat.SHEET_ML_MM / 2 and abs(m.ap_mm) < mat.SHEET_AP_MM / 2 for m in mat.MARKS)


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [
        ("C4 C4", (-60, -100), (60, -100)),
        ("a1 h9", (-20, -160), (160, 0)),
        ("M1 M9", (0, -160), (0, 0)),
        ("xA4 E4", (20, -100), (100, -100)),
    ],
)
def test_a_pair_says_where_the_heels_are(text, left, right):
    """20 mm a letter outward from the middle line, 20 mm a number forward from 160 mm behind the middle."""
    assert parse_feet(text) == Feet(Mark(*left), Mark(*right))


@pytest.mark.parametrize(
    "text",
    [
        "C4 D5",
        "c4d5",
        " C 4 / D 5 ",
        "C4,D5",
        "C4-D5",
        "L C4 R D5",
        "right D5 left C4",
        "R:D5 L=C4",
        "c4 and d5",
        "C4\tR D5",
    ],
)
def test_however_it_is_written_it_is_the_same_pair(text):
    """Case, spaces and what stands between do not matter; named sides may come in any order."""
    assert str(parse_feet(text)) == "C4 D5"


@settings(max_examples=60)
@given(standing())
def test_what_is_written_down_is_read_again(feet):
    """Formatting and reading are each other's reverse."""
    assert parse_feet(str(feet)) == feet


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Z99", "“Z99” is no place"),
        ("C4 C12", "“C12” is no place"),
        ("C4 C0", "“C0” is no place"),
        ("C4", "one foot only"),
        ("C4 R", "“R” is no place"),
        ("C4 C4 C4", "3 places"),
        ("", "nothing says"),
        ("  , - ", "nothing says"),
        ("4C 4C", "“4C” is no place"),
        ("left C4 left D4", "left foot twice"),
        ("r C4 r D4", "right foot twice"),
        ("xC4 xC4", "xC4 xC4: the left foot would stand to the right of the right one; are they swapped"),
        ("M4 M4", "one foot would stand on the other"),
        ("xA4 B4", "one foot would stand on the other"),
        ("Ж4 C4", "“Ж4” is no place"),
        ("C٣ C4", "no place"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(text, says):
    """The line says which foot or place, and what one writes instead."""
    with pytest.raises(SignalError, match=re.escape(says)) as caught:
        parse_feet(text)
    assert "\n" not in str(caught.value)


@settings(max_examples=150)
@given(st.text(max_size=60))
def test_any_text_is_a_pair_or_one_line(text):
    """Nothing else can come out, and a long text is not said back whole."""
    said = ""
    try:
        feet = parse_feet(text)
    except SignalError as refused:
        said = str(refused)
    assert ("\n" not in said and len(said) < 200) if said else parse_feet(str(feet)) == feet


def test_separation_and_middle_are_those_of_the_heels():
    """Heels at −60 and 100 mm are 160 mm apart about a middle of 20 mm."""
    feet = parse_feet("C4 E3")
    assert (feet.separation_mm, feet.middle_mm) == (160.0, 20.0)


@settings(max_examples=60)
@given(standing(), st.floats(0, 1))
def test_the_share_is_the_one_that_made_the_centre_of_pressure(feet, share):
    """Two forces on the midlines, mixed by a share, give it back; beyond the feet it is all or nothing."""
    if feet.separation_mm < mat.LEAST_SEPARATION_MM:
        with pytest.raises(SignalError, match="apart"):
            mat.right_share(feet, 0.0)
        return
    cop_mm = feet.left.ml_mm * (1 - share) + feet.right.ml_mm * share
    assert mat.right_share(feet, cop_mm) == pytest.approx(share, abs=1e-9)
    assert mat.right_share(feet, feet.left.ml_mm - 5) == 0.0
    assert mat.right_share(feet, feet.right.ml_mm + 5) == 1.0


def test_a_share_without_a_centre_of_pressure_is_refused():
    """Not a number is no share."""
    with pytest.raises(SignalError, match="no centre"):
        mat.right_share(parse_feet("D4 D4"), float("nan"))


def test_the_error_grows_as_the_feet_come_together():
    """The same millimetres are a larger share of less; an uncalibrated board adds to them."""
    wide, narrow = parse_feet("H4 H4"), parse_feet("C4 C4")
    assert mat.share_error(narrow) == pytest.approx(mat.share_error(wide) * 320 / 120)
    assert mat.share_error(wide, board_mm=6.0) > mat.share_error(wide)


@settings(max_examples=80)
@given(standing(), st.sampled_from(["left", "right"]), st.integers(-20, 20), st.integers(-20, 20))
def test_a_moved_foot_stays_on_the_mat_and_beside_the_other(feet, foot, ml_steps, ap_steps):
    """Whatever is pressed, what comes out can stand and be written down."""
    after = mat.moved(feet, foot=foot, ml_steps=ml_steps, ap_steps=ap_steps)
    assert parse_feet(str(after)) == after
    assert getattr(after, "right" if foot == "left" else "left") == getattr(feet, "right" if foot == "left" else "left")


def test_one_step_is_one_letter_or_one_number():
    """Right by one and forward by one."""
    assert str(mat.moved(parse_feet("C4 C4"), foot="left", ml_steps=1)) == "B4 C4"
    assert str(mat.moved(parse_feet("C4 C4"), foot="right", ap_steps=1)) == "C4 C5"


def test_a_point_on_the_plate_has_a_nearest_place():
    """Also beyond the mat's edges."""
    assert mat.nearest(-64.0, -93.0) == (-60.0, -100.0)
    assert mat.nearest(999.0, 999.0) == (160.0, 0.0)
    assert mat.label(mat.nearest(-64.0, -93.0)) == mat.label(mat.nearest(64.0, -93.0)) == "C4"
