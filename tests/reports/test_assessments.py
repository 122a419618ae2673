"""Assessments in reports: what is told of a session, what is joined over sessions, what is never called a change."""

from datetime import UTC, date, datetime, timedelta

import pytest

from steadyquest.analysis.change import change_band
from steadyquest.records.store import open_store
from steadyquest.records.writer import Recorder
from steadyquest.reports import assessment_trends
from steadyquest.reports import assessment_words as words
from steadyquest.reports.assessment_data import age_at, assessment_history
from steadyquest.reports.blocks import Cell, Table, drawings, measures_defined, measures_shown, parts
from steadyquest.reports.document import gather
from steadyquest.reports.notes import notes
from steadyquest.reports.progress import as_dict, progress_document
from steadyquest.reports.progress_data import gather_progress
from steadyquest.reports.session_report import session_document
from steadyquest.session import Options, Session
from steadyquest.session.assessments.alone import conduct
from steadyquest.session.assessments.conduct import Assessing
from steadyquest.session.assessments.measured import measured_session
from steadyquest.session.assessments.protocol import assessment
from steadyquest.signal.mat import parse_feet
from steadyquest.simulate.person import SimulatedPerson

FIRST = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
VELOCITY = "mean_velocity_mm_s"


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "quest.db") as store:
        yield store


@pytest.fixture
def adult(store):
    return store.players.add("Mia", height_cm=170.0, birth_year=1990)


@pytest.fixture
def day(store):
    """One session of a player on a day, with these assessments; gives its number."""

    def day(player, number, *kinds, person="steady", notes=None, seconds=None, seed=None):
        source = SimulatedPerson(person, seed=seed or number + 1, spread=0.0)
        moment = FIRST + timedelta(days=7 * number)
        with Recorder(store) as recorder:
            options = Options(now=lambda: moment, feet=parse_feet("C4 D4"), seed=number)
            session = Session(
                source, player=player, options=options, store=store, recorder=recorder, label=f"sim:{person}"
            )
            session.note(**(notes or {}))

            def look(scene):
                source.reach = session.reach
                source.observe(scene)

            for kind in kinds:
                wanted = assessment(
                    kind, seconds=seconds if kind == "quiet" else None, trials=1 if kind == "sensory" else None
                )
                assessing = Assessing(wanted, session=session, store=store)
                conduct(assessing, session=session, ready=_nothing, told=_nothing, watch=look, fast=True)
            return session.end().session_id

    return day


def _nothing(_):
    pass


def texts(document):
    return [part for part in parts(document) if isinstance(part, str)]


def progress_of(store, player):
    return gather_progress(store, store.players.find(player.name), advice={})


@pytest.mark.slow
def test_every_figure_of_both_documents_has_its_definition(store, adult, day):
    """All five assessments in one session: each measure that is shown is defined at the end, with its error."""
    number = day(adult, 0, "quiet", "sensory", "limits", "rhythm", "loading")
    store.results.add(adult.id, kind="tug", value=12.5, session_id=number)
    for document in (session_document(gather(store, number)), progress_document(progress_of(store, adult))):
        shown = measures_shown(document)
        assert VELOCITY in shown
        assert "maximum_mm" in shown
        assert set(shown) <= measures_defined(document)
        assert "Timed Up and Go" in " ".join(texts(document))


def test_the_summary_tells_the_very_figure_that_was_measured(store, adult, day):
    """The median of the trials to one digit, the range of adults of that age, and that there is nothing before it."""
    number = day(adult, 0, "quiet", seconds=60.0)
    (found,) = measured_session(store, number)
    document = session_document(gather(store, number))
    told = next(b for b in parts(document) if isinstance(b, Table) and b.columns[0].name == "Assessment")
    cells = [cell for row in told.rows for cell in row if isinstance(cell, Cell)]
    assert f"{found.values[VELOCITY]:.1f} mm/s" in [cell.text for cell in cells]
    assert any("5.2–15.1 (adults under 60)" in cell.text for cell in cells)
    assert any("the first under this condition" in cell.small for cell in cells)
    line = notes(gather(store, number))[3]
    assert line.startswith("Measured: Quiet standing: mean velocity")
    assert f"{found.values[VELOCITY]:.1f} mm/s" in line


def test_a_child_is_held_against_no_adult(store, day):
    """No range, and one line why; nothing of it in the whole document."""
    child = store.players.add("Tim", height_cm=128.0, birth_year=2018)
    number = day(child, 0, "quiet", person="child", seconds=60.0)
    said = " ".join(texts(session_document(gather(store, number))))
    assert "(adults under 60)" not in said
    assert "there are no reference ranges for children" in said


@pytest.mark.parametrize(
    ("birth_year", "years"), [(None, None), (2008, 17.0), (2007, 18.0), (1966, 59.0), (1965, 60.0)]
)
def test_nobody_is_taken_for_an_adult_too_early(store, birth_year, years):
    """Only the year of birth is known; whoever may still be seventeen is."""
    player = store.players.add("Ada", birth_year=birth_year)
    assert age_at(player, datetime(2026, 1, 1, tzinfo=UTC)) == years


def test_trends_never_join_other_support_shoes_or_durations(store, adult, day):
    """Four sessions, three conditions: three trends."""
    day(adult, 0, "quiet", notes={"support": "none"})
    day(adult, 1, "quiet", notes={"support": "none"})
    day(adult, 2, "quiet", notes={"support": "one_hand"})
    day(adult, 3, "quiet", notes={"support": "none"}, seconds=60.0)
    history = assessment_history(store, adult)
    velocities = [trend for trend in history.trends if trend.key == VELOCITY]
    assert sorted(len(trend.points) for trend in velocities) == [1, 1, 2]
    assert {(t.condition.support, t.condition.seconds) for t in velocities} == {
        ("none", 30.0), ("one_hand", 30.0), ("none", 60.0)
    }  # fmt: skip


def test_five_weeks_of_one_body_that_does_not_change_are_called_no_change(store, adult, day):
    """The same simulated person each week: the band becomes their own, and the words say that nothing was measured."""
    for week in range(5):
        day(adult, week, "quiet", seconds=60.0)
    data = progress_of(store, adult)
    (trend,) = [trend for trend in data.history.trends if trend.key == VELOCITY]
    assert (trend.band.source, len(trend.points)) == ("own", 5)
    (told,) = [line for line in assessment_trends.lines(data.history) if "Mean velocity" in line]
    assert ("no measured change" in told) is not trend.band.is_outside
    document = progress_document(data)
    assert "trend-quiet-mean-velocity-mm-s" in {drawing.name for drawing in drawings(document)}
    assert [len(one["values"]) for one in as_dict(data)["assessments"] if one["measure"] == VELOCITY] == [5]


@pytest.mark.parametrize(
    ("values", "group", "said"),
    [
        ([10.0], "young", "the first under this condition"),
        ([10.0, 11.0], "young", "inside the band of ± 3.5 mm/s, no measured change"),
        ([10.0, 20.0], "young", "higher, by more than the band of ± 3.5 mm/s"),
        ([20.0, 10.0], "young", "lower, by more than the band of ± 7.0 mm/s"),
        ([10.0, 99.0], None, "after 2 sessions nobody can tell a change from chance"),
        ([9.0, 10.0, 11.0, 10.5], None, "inside the band of ± 6.1 mm/s, no measured change"),
        ([9.0, 10.0, 11.0, 2.0], None, "lower, by more than the band of ± 6.1 mm/s"),
    ],
)
def test_what_is_said_of_a_difference(values, group, said):
    """Inside its band nothing is a change, without a band nothing is said, and no word says better or worse."""
    told = words.change(change_band(values, key=VELOCITY, group=group), VELOCITY)
    assert said in told
    for word in ("better", "worse", "improve", "progress", "normal", "decline"):
        assert word not in told


def test_a_trial_that_could_not_be_measured_says_why_and_has_no_figure(store, adult):
    """An assessment that was broken off is in the report, with its reason."""
    source = SimulatedPerson("steady", seed=1)
    with Recorder(store) as recorder:
        session = Session(source, player=adult, options=Options(), store=store, recorder=recorder, label="sim")
        for _ in range(400):
            session.poll()
        assessing = Assessing(assessment("quiet"), session=session, store=store)
        assessing.begin()
        for _ in range(1500):
            session.poll()
        session.stop()
        number = session.end().session_id
    document = session_document(gather(store, number))
    said = " ".join(texts(document))
    assert "not measured" in said
    assert "before its time" in said
    assert VELOCITY not in measures_shown(document)


def test_levels_and_trials_are_counted_apart(store, adult, day):
    """A trial is no level played, and has no stars."""
    document = session_document(gather(store, day(adult, 0, "quiet", "loading")))
    said = texts(document)
    assert "trials measured" in said
    assert "Level by level" not in said
    assert "stars" not in said


def test_results_by_hand_are_told_by_the_day_on_which_they_were_measured(store, adult):
    """The newest first; what was measured on Friday and typed in on Monday stands under Friday, without an hour."""
    entered = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    store.results.add(adult.id, kind="tug", value=11, at=entered - timedelta(days=1))
    store.results.add(adult.id, kind="tug", value=13, at=entered, on=date(2026, 2, 27))
    (section,) = assessment_trends.clinical_section(assessment_history(store, adult))
    (told,) = [block for block in section.blocks if isinstance(block, Table)]
    assert [[cell.text for cell in row] for row in told.rows] == [
        ["2026-03-01", "Timed Up and Go", "11 s"],
        ["2026-02-27", "Timed Up and Go", "13 s"],
    ]
