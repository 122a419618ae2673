"""Leg load: estimated of the steady moments before play, with its error, and refused where it means nothing."""

import numpy as np
import pytest

from steadyquest.reports.document import gather, session_leg_loads
from steadyquest.reports.glyphs import stance
from steadyquest.reports.leg_load import UNCALIBRATED_MM, percents, shared
from steadyquest.reports.page_html import html_page
from steadyquest.reports.session_report import session_document
from steadyquest.reports.wording import feet as feet_words
from steadyquest.signal.mat import parse_feet, share_error

RATE = 100
FEET = "D3 D3"


def stood(story, *, ml_mm, feet=FEET, stance="comfortable", force_n=700.0, seconds=2.0, **more):
    """Two seconds at a place, listed as a session does."""
    cop = np.tile((ml_mm, -20.0), (round(seconds * RATE), 1))
    story._add(cop, force_n)
    moment = {"sample": len(story.samples) - 1, "seconds": 2.0, "stance": stance, "feet": feet, "tare": None, **more}
    listed = story.session.setdefault("settings", {}).setdefault("stood", [])
    listed.append(moment)


def calibrated(story):
    """As a board that went through the home procedure."""
    calibration = story.store().find(7).calibration
    story.session["calibration"] = {**calibration, "kind": "map"}


def test_the_share_is_that_of_the_mean_place_between_the_heels(story):
    """Heels at ±80 mm, 40 mm to the right: three quarters on the right leg."""
    calibrated(story)
    story.wait(3)
    stood(story, ml_mm=40.0)
    (load,) = gather(story.store(), 7).leg_loads
    assert load.right_share == pytest.approx(0.75, abs=0.001)
    assert load.error == pytest.approx(share_error(parse_feet(FEET)))
    assert load.start_s == pytest.approx(3.0, abs=0.02)
    assert percents(load) == {"left": "25", "right": "75", "error": "5"}


def test_only_the_moments_own_samples_count(story):
    """What came before and after is not in the mean."""
    story._add(np.tile((-80.0, 0.0), (300, 1)), 700.0)
    stood(story, ml_mm=0.0)
    story._add(np.tile((80.0, 0.0), (300, 1)), 700.0)
    (load,) = gather(story.store(), 7).leg_loads
    assert load.right_share == pytest.approx(0.5, abs=0.01)


def test_a_later_zero_does_not_change_what_was(story):
    """The moment has the zero of its time: a plate that was zeroed again later gives the same share."""
    stood(story, ml_mm=40.0, tare=[120.0, -340.0, 15.0, 999.0])
    later = story.store().find(7).calibration
    story.session["calibration"] = {**later, "tare": [120.0 + 90_000, -340.0, 15.0, 999.0]}
    (load,) = gather(story.store(), 7).leg_loads
    assert load.right_share == pytest.approx(0.75, abs=0.001)


def test_an_uncalibrated_board_has_the_larger_error(story):
    """Its places may be off by about 6 mm, and so may the share."""
    stood(story, ml_mm=0.0)
    (load,) = gather(story.store(), 7).leg_loads
    assert load.error == pytest.approx(share_error(parse_feet(FEET), board_mm=UNCALIBRATED_MM))


def test_feet_too_close_are_told_and_not_estimated(story):
    """The row says why; the report has dashes and no number."""
    stood(story, ml_mm=10.0, feet="B3 B3")
    (load,) = gather(story.store(), 7).leg_loads
    assert load.right_share is None
    assert "too little" in load.why_not
    assert percents(load)["right"] == "–"
    assert "is too little to tell the legs apart" in html_page(session_document(gather(story.store(), 7)))


def test_an_empty_plate_is_no_leg_load(story):
    """Damaged or odd records: no load, no share."""
    stood(story, ml_mm=0.0, force_n=1.0)
    (load,) = gather(story.store(), 7).leg_loads
    assert (load.right_share, load.cop_ml_mm) == (None, None)
    assert "nobody" in load.why_not


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"stood": None},
        {"stood": [None, 7, "C4"]},
        {"stood": [{"sample": 5}]},
        {"stood": [{"sample": "x", "seconds": 2, "stance": "comfortable", "feet": "C4 C4"}]},
        {"stood": [{"sample": 10**9, "seconds": 2, "stance": "comfortable", "feet": "C4 C4"}]},
        {"stood": [{"sample": 5, "seconds": 2, "stance": "comfortable", "feet": ""}]},
        {"stood": [{"sample": 5, "seconds": 2, "stance": "comfortable", "feet": "Q9 C4"}]},
    ],
)
def test_records_without_feet_or_of_another_making_have_none(story, settings):
    """Old sessions are reported as before."""
    story.wait(3, force_n=700.0)
    story.session["settings"] = settings
    data = gather(story.store(), 7)
    assert data.leg_loads == ()
    assert "legs, estimated" not in html_page(session_document(data))


def test_a_session_whose_samples_are_damaged_still_reports(story):
    """No samples, no leg load, no crash."""
    stood(story, ml_mm=0.0)
    story.broken = "block 3 is damaged"
    assert gather(story.store(), 7).leg_loads == ()


def test_the_report_says_share_error_source_and_that_it_judges_nothing(story):
    """Numbers with their definition; the feet stand among the facts."""
    calibrated(story)
    stood(story, ml_mm=40.0)
    page = html_page(session_document(gather(story.store(), 7)))
    for words in ("legs, estimated", "D3 D3, heels 160 mm apart", "Winter et al. 1996", "not whether that is better"):
        assert words in page
    assert "progress" not in page.partition("legs, estimated")[2].partition("</section>")[0]


def test_a_quiet_hold_says_it_beside_its_mean_place(whole_session):
    """Only in a run of which the feet are known."""
    hold = next(run for run in whole_session.runs if run.title == "Still lake")
    assert "Estimated on the legs" not in html_page(session_document(gather(whole_session.store(), 7)))
    hold.setup["feet"] = "D3 D3"
    assert "Estimated on the legs: left 46 %, right 54 %" in html_page(
        session_document(gather(whole_session.store(), 7))
    )


def test_what_cannot_be_estimated_has_no_sentence():
    """Narrow feet, no feet, odd feet."""
    assert [shared(feet, 3.0) for feet in ("A3 A3", "", "what")] == ["", "", ""]


def test_the_command_gets_the_same(story):
    """`measure SESSION` and the report agree."""
    stood(story, ml_mm=-16.0)
    store = story.store()
    assert session_leg_loads(store, store.find(7)) == gather(store, 7).leg_loads
    assert gather(store, 7).leg_loads[0].as_dict()["feet"] == FEET


def test_odd_feet_in_a_record_are_said_as_they_are():
    """A newer mat may have other letters."""
    assert feet_words("Q9 Q9") == "Q9 Q9"


def test_the_picture_has_both_feet_and_the_weight_between_them():
    """At 0.32 of a millimetre: 40 mm to the right of the middle of 500 mm is 92.8; without a place there is no line."""
    picture = stance(parse_feet(FEET), 40.0, label="feet")
    assert picture.inner.count('class="sole"') == 2
    assert 'd="M92.8 14V' in picture.inner
    assert 'class="weight"' not in stance(parse_feet(FEET), None, label="feet").inner
