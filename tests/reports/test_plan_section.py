"""The plan in a report and on paper: dose in words and bars, pages that hold together."""

import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from itertools import pairwise
from types import SimpleNamespace

import pytest

from steadyquest.levels.library import find
from steadyquest.levels.plan_read import parse_plan
from steadyquest.levels.plan_spec import PhaseSpec, PlanSpec
from steadyquest.levels.plan_starter import examples, plan_starter
from steadyquest.records.plans import Practice
from steadyquest.records.store import open_store
from steadyquest.records.writer import Recorder
from steadyquest.reports.blocks import Quote, Text, parts
from steadyquest.reports.charts import painted, styled
from steadyquest.reports.charts_weeks import weeks
from steadyquest.reports.document import gather
from steadyquest.reports.page_html import html_page
from steadyquest.reports.plan_page import PlanPage, plan_page, write_plan_page
from steadyquest.reports.plan_section import plan_document, plan_section
from steadyquest.reports.plan_words import done_in_words, next_in_words, phase_in_words, planned_in_words
from steadyquest.reports.session_report import session_document
from steadyquest.session.plan_dose import dose_of
from steadyquest.session.plan_rules import Going
from steadyquest.session.plan_state import PlanState, present

NOON = datetime(2026, 3, 2, 12).astimezone()
PHASES = (
    PhaseSpec(weeks=2, levels=("meadow",), title="First"),
    PhaseSpec(weeks=1, levels=("river",), advance="two_good_sessions", home=("meadow/first_light",)),
    PhaseSpec(weeks=1, levels=("river",), advance="therapist"),
)
SPEC = PlanSpec(goal="Walk <home>", phases=PHASES, minutes=20, days_per_week=3, home_days_per_week=2)
CLAIMS = re.compile(r"progress|improv|better|worse|\bgain", re.IGNORECASE)


class _Balanced(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.open, self.words, self.sources = [], [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.sources += [value for name, value in attrs if name in ("src", "href") and not value.startswith("#")]
        if tag not in {"meta", "img", "br"}:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def practice(day, *, minutes=18.0, home=False):
    settings = {"home": True} if home else {}
    at = NOON + timedelta(days=day)
    return Practice(session_id=day, started_at=at, seconds=60 * minutes, reps=50, settings=settings, origin="")


def dose(*days, now=0, home=()):
    sessions = sorted((*map(practice, days), *(practice(day, home=True) for day in home)), key=lambda s: s.started_at)
    return dose_of(SPEC, sessions, now=NOON + timedelta(days=now))


def test_planned_and_done_are_said_with_their_units():
    """Against the plan only weeks that are over are held."""
    assert planned_in_words(SPEC) == "20 minutes on 3 days a week, and at home 10 minutes on 2 days, for 4 weeks"
    assert done_in_words(dose(0, 2, 7, now=8)) == [
        "So far: 3 days, 54 minutes, 150 reps.",
        "In the 1 week that is over: 2 of 5 planned days, 36 of 80 minutes.",
    ]
    assert len(done_in_words(dose(0, now=1))) == 1
    assert done_in_words(dose(now=9)) == ["Nothing was played under this plan yet."]


@pytest.mark.parametrize(
    ("phase", "words"),
    [(0, "Phase 1 of 3: First"), (1, "Phase 2 of 3"), (3, "All 3 phases of the plan are over")],
)
def test_phases_are_counted_from_one(phase, words):
    """As people do."""
    assert phase_in_words(SPEC, phase) == words


def state_of(phase, **fields):
    plan = SimpleNamespace(spec=SPEC, title="P", hash="")
    return PlanState(plan=plan, now=NOON, phase=phase, **fields)


def test_what_leads_on_is_said_for_every_rule():
    """With the day, with how the last sessions counted, or with the word to say."""
    assert "on 2026-03-16." in next_in_words(state_of(0, began=NOON), name="Mia")[0]
    goings = (Going(4, 30, 0.799, 0.62, 0.5), Going(5, 30, 0.7, 0.62, 0.5))
    lines = next_in_words(state_of(1, began=NOON - timedelta(days=8), goings=goings), name="Mia")
    assert "Session 4: 30 reps, 79 % well, mean difficulty 0.62 (needed: 0.50): this counts" in lines
    assert any(line.startswith("Session 5") and line.endswith("does not count yet") for line in lines)
    assert any("weeks planned for this phase are over" in line for line in lines)
    assert 'plans advance "Mia"' in next_in_words(state_of(2), name="Mia")[-1]
    assert "until you end the plan" in next_in_words(state_of(3), name="Mia")[0]


def painted_weeks(dose):
    drawing = weeks(dose, planned_weeks=4)
    with styled():
        return drawing, painted(drawing)


def rings(canvas, kind):
    return [x for axes in canvas.axes for line in axes.lines if line.get_gid() == kind for x in line.get_xdata()]


def test_the_chart_has_a_bar_for_each_week_with_practice_and_a_ring_for_each_planned_day():
    """Home stands on the clinic's; weeks ahead have rings alone; the plan's line ends with the plan."""
    drawing, canvas = painted_weeks(dose(0, 1, 14, now=15, home=(2,)))
    bars = {kind: [bar for bar in canvas.axes[0].patches if bar.get_gid() == kind] for kind in ("clinic", "at-home")}
    assert [round(bar.get_height()) for bar in bars["clinic"]] == [36, 0, 18, 0]
    assert (round(bars["at-home"][0].get_y()), round(bars["at-home"][0].get_height())) == (36, 18)
    assert len(rings(canvas, "day")) == 4
    assert len(rings(canvas, "day-planned")) == (5 - 3) + 5 + (5 - 1)
    assert len(rings(canvas, "day-ahead")) == 5
    (planned,) = [line for line in canvas.axes[0].lines if line.get_gid() == "planned"]
    assert list(planned.get_xdata()) == [-0.5, 3.5]
    assert set(planned.get_ydata()) == {80.0}
    assert drawing.label.startswith("week 1: 54 minutes on 3 days; week 2: 0 minutes on 0 days; week 3")


@pytest.mark.parametrize("many", [1, 5, 60])
def test_every_number_of_weeks_fits_the_chart(many):
    """No ring is drawn outside of it, and none lies on another."""
    _, canvas = painted_weeks(dose(*range(0, 7 * many, 7), now=7 * many))
    low, high = canvas.axes[1].get_xlim()
    places = sorted(x for kind in ("day", "day-planned", "day-ahead") for x in rings(canvas, kind))
    assert all(low < x < high for x in places)
    assert min(b - a for a, b in pairwise(places)) > 0.1


@pytest.fixture
def followed(tmp_path):
    """A store with a plan that was followed for two sessions, the second of which led on."""
    began = datetime(2026, 3, 2, 9, tzinfo=UTC)
    plan = parse_plan(plan_starter("hemiplegia", goal="Climb <that> tree"), file="p")
    with open_store(tmp_path / "quest.db") as store:
        mia = store.players.add("Mia")
        assigned = store.plans.assign(mia.id, title=plan.title, text=plan.text, digest=plan.hash, at=began)
        with Recorder(store) as recorder:
            for day in (0, 2, 20):
                at = began + timedelta(days=day)
                recorder.start_session(player_id=mia.id, started_at=at, alive_at=at, source="sim")
                run = recorder.start_run(level_key="meadow/first_light", world="meadow", title="First light")
                recorder.end_run(run, seconds=900.0, tried=30, reps=30)
                recorder.end_session(ended_at=at + timedelta(minutes=15), alive_at=at)
        store.plans.enter(
            assigned.id, phase=1, rule="weeks", reason="it was time", at=began + timedelta(days=20), session_id=3
        )
        yield store


def test_a_report_tells_the_dose_as_of_its_own_session(followed):
    """What came later is not in it; nothing in it claims more than dose."""
    second, third = (html_page(session_document(gather(followed, number))) for number in (2, 3))
    words = " ".join(_Balanced(second).words)
    assert "So far: 2 days, 30 minutes, 60 reps." in words
    assert "it was time" not in words
    assert "“Climb <that> tree”" in words
    assert "So far: 3 days, 45 minutes, 90 reps." in third
    assert "it was time" in third
    (section,) = plan_section(plan_document(followed, followed.sessions.find(3)))
    said = " ".join(part.words for part in parts(section) if isinstance(part, Text))
    assert "So far" in said
    assert not CLAIMS.search(said)
    assert [part.words for part in parts(section) if isinstance(part, Quote)] == ["Climb <that> tree"]


def test_a_session_before_or_after_the_plan_or_of_nobody_has_no_such_section(followed):
    """It was played under no plan."""
    player = followed.players.find("Mia")
    followed.plans.end(player.id, at=datetime(2026, 3, 10, tzinfo=UTC))
    assert plan_document(followed, followed.sessions.find(2)) is not None
    assert plan_document(followed, followed.sessions.find(3)) is None
    with Recorder(followed) as recorder:
        number = recorder.start_session(player_id=None)
    assert plan_section(plan_document(followed, followed.sessions.find(number))) == []
    assert 'id="plan"' not in html_page(session_document(gather(followed, number)))


@pytest.mark.parametrize("example", list(examples()))
def test_the_page_of_every_example_holds_together(example):
    """All of it is inside the file, and what the person reads is there."""
    levels = tuple(find(key) for key in ("meadow/first_light", "meadow/butterflies", "fog/the_sleepy_owl"))
    plan = parse_plan(plan_starter(example), file=example)
    page = _Balanced(plan_page(PlanPage(title=plan.title, spec=plan.spec, levels=levels)))
    words = " ".join(" ".join(page.words).split())
    assert plan.spec.goal in words
    assert " ".join(plan.spec.say_home.split("\n")[0].split()) in words
    assert "First light" in words or "The sleepy owl" in words
    assert all(source.startswith("data:image/") for source in page.sources)
    assert len(page.sources) >= 2


def test_the_page_of_a_player_says_where_they_are(followed, tmp_path):
    """Their phase is marked, their dose told, and whom it names is said."""
    player = followed.players.find("Mia")
    state = present(followed, player.id, now=datetime(2026, 3, 23, tzinfo=UTC))
    page = PlanPage(
        title=state.plan.title, spec=state.spec, levels=(), player="Mia & co", phase=state.phase, dose=dose(0, now=1)
    )
    text = write_plan_page(page, file=tmp_path / "plan.html").read_text(encoding="utf-8")
    assert "Mia &amp; co" in text
    assert "Climb &lt;that&gt; tree" in text
    assert text.count("you are here") == 1
    assert "So far: 1 day" in text
    assert "names a person" in text


def test_a_plan_without_home_has_no_home_side():
    """And nothing to colour."""
    spec = PlanSpec(goal="g", phases=(PhaseSpec(weeks=1, levels=("river",)),))
    text = plan_page(PlanPage(title="t", spec=spec, levels=()))
    assert "For home" not in text
    assert "Colour a lantern" not in text


@pytest.mark.parametrize(("phase", "shown"), [(0, [1, 2, 3]), (3, [3, 4, 5]), (6, [5, 6, 7])])
def test_a_long_way_shows_what_lies_before_now_and_after(phase, shown):
    """More than five phases have no room beside each other; the table has them all."""
    spec = PlanSpec(goal="g", phases=tuple(PhaseSpec(weeks=1, levels=("river", "gone/one")) for _ in range(7)))
    text = plan_page(PlanPage(title="t", spec=spec, levels=(), player="Mia", phase=phase))
    stones = text[text.index('<ol class="stones">') : text.index("</ol>")]
    assert [int(n) for n in re.findall(r"<i>(\d)</i>", stones)] == shown
    assert stones.count("you are here") == 1
    assert text.count("River (all); gone/one") == 7
