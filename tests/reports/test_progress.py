"""The progress page: every number from the records, its reasons in words, and no claim that the band does not bear."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from steadyquest.game.staircase import REASONS
from steadyquest.records.store import open_store
from steadyquest.records.writer import Recorder
from steadyquest.reports.blocks import Section
from steadyquest.reports.document import gather
from steadyquest.reports.page_html import html_page
from steadyquest.reports.progress import as_dict, lines, progress_document
from steadyquest.reports.progress_data import gather_progress
from steadyquest.reports.progress_feel import constants, said_of, trends
from steadyquest.reports.progress_sections import MOST_ROWS, why_section
from steadyquest.reports.session_report import session_document
from steadyquest.session.feel_probe import SIDES, Answer, Probe, places_from
from steadyquest.session.options import Options
from steadyquest.session.person import Person
from steadyquest.signal.reach import uniform

WHEN = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "quest.db") as store:
        yield store


@pytest.fixture
def told(store):
    """Three sessions, two days apart: reach goes up, in a narrower range in the last one; then another hour."""
    mia = store.players.add("Mia <3")
    with Recorder(store) as recorder:
        for i, (start, lo, hi) in enumerate([(0.5, 0.0, 1.0), (0.6, 0.0, 1.0), (0.5, 0.2, 0.6)]):
            session(recorder, mia, number=i, start=start, lo=lo, hi=hi)
    store.staircases.save_rung(mia.id, "reach", 1, "chosen by the therapist", session_id=3)
    return store, mia


def session(recorder, player, *, number, start, lo, hi):
    why = REASONS["range" if hi < 1 else "session"]
    opening = {"skill": "reach", "rung": 0, "before": start + 0.1, "after": start, "lo": lo, "hi": hi, "reason": why}
    recorder.start_session(
        player_id=player.id,
        source="/dev/ttyUSB0",
        started_at=WHEN + timedelta(days=2 * number),
        settings={"openings": [opening]},
    )
    run_id = recorder.start_run(level_key="meadow/x", title="X", stance="comfortable", surface="firm")
    events, d = [], start
    for i in range(8):
        good, before = i != 3, d
        d = round(min(hi, max(lo, d + (0.04 if good else -0.12))), 6)
        why = REASONS["success" if good else "miss"]
        events.append(
            {"event": "DifficultyMoved", "tick": 100 * i, "skill": "reach", "before": before, "after": d, "reason": why}
        )
        recorder.add_rep(
            run_id,
            step=0,
            rep=i,
            task="reach",
            skill="reach",
            d=before,
            rung=0,
            success=good,
            tick_end=100 * i,
            x=0.9,
            y=0.0,
        )
    recorder.add_events(run_id, events)
    recorder.save_staircase(player_id=player.id, skill="reach", rung=0, d=d, lo=lo, hi=hi)
    recorder.end_run(run_id, tried=8, reps=8, seconds=90.0)
    recorder.end_session()
    recorder.flush()


def document(store, player):
    return gather_progress(store, player, advice=Person(player, options=Options(), store=store).rung_advice())


def probe(number, errors, *, series=1, condition=("", "", ""), finished=True, tagged=()):
    places = places_from(uniform(60.0))
    sides = [side for side in SIDES for _ in range(2)]
    answers = tuple(
        Answer(side, place, error, 1.0, answered=True, tagged=i in tagged)
        for i, (side, place, error) in enumerate(zip(sides, places, errors, strict=True))
    )
    return Probe(
        run_id=number,
        session_id=number,
        at=WHEN + timedelta(days=7 * number),
        stance="comfortable",
        series=series,
        places_mm=places,
        answers=answers,
        finished=finished,
        source="/dev/ttyUSB0",
        condition=condition,
    )


def test_the_numbers_are_those_of_the_records(told):
    """Where each session opened and ended, how far it went, what moved it, and the range of that day."""
    data = document(*told)
    points = data.skills["reach"]
    assert [p.opened for p in points] == [0.5, 0.6, 0.5]
    assert [(p.ups, p.downs, p.reps, p.succeeded) for p in points] == [(7, 1, 8, 7), (7, 1, 8, 7), (6, 1, 8, 7)]
    assert [(p.lo, p.hi) for p in points] == [(0.0, 1.0), (0.0, 1.0), (0.2, 0.6)]
    assert [p.d for p in points] == [pytest.approx(0.66), pytest.approx(0.76), 0.6]
    assert (data.reps, round(data.minutes, 1), len(data.sessions)) == (24, 4.5, 3)
    json.dumps(as_dict(data), default=str, allow_nan=False)


def test_the_page_says_why_and_claims_nothing(told):
    """Reasons in words, the hour's change, difficulty called what was practised, and a name that is no markup."""
    page = html_page(progress_document(document(*told)))
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    for words in (
        "the range that the therapist set is another one",
        "chosen by the therapist",
        "Difficulty is what was practised",
        "7 up after successes, 1 down after a miss",
        "No whole feel probe was played yet",
    ):
        assert words in text
    assert "Mia &lt;3" in page
    assert "<3" not in page.replace("&lt;3", "")
    assert "http" not in re.sub(r"http-equiv|http://www.w3.org/(2000/svg|1999/xlink)", "", page)
    assert not re.search(r"improve|progress in|got better\b(?!\.)", text)


def test_the_lines_name_skill_hour_and_suggestion(told):
    """On rung 1 since the last session: nothing is known there yet."""
    said = lines(document(*told))
    assert any(line.startswith("Reach: day, d 0.60 in 0.2–0.6") for line in said)
    assert any("Stays at evening: not yet two sessions" in line for line in said)


def test_a_player_without_a_session_has_a_page_too(store):
    """It says that nothing was played."""
    page = html_page(progress_document(document(store, store.players.add("Tom"))))
    assert "nothing was played yet" in page


def test_the_session_report_has_what_the_session_moved(told):
    """As it was after that session: the suggestion of the second does not know the third."""
    store, _ = told
    page = html_page(session_document(gather(store, 2)))
    assert "Difficulty and hour" in page
    assert "0.60 → 0.76" in page
    assert "up to evening" in page


def test_only_what_is_comparable_is_joined():
    """Another series, another support, and a probe that was broken off, stand alone or not at all."""
    errors = [1.0] * 8
    probes = [
        probe(1, errors),
        probe(2, errors, condition=("one_hand", "", "")),
        probe(3, errors, finished=False),
        probe(4, errors),
        probe(5, errors, series=2),
    ]
    assert [[p.run_id for p in trend] for trend in trends(probes)] == [[5], [1, 4], [2]]


def test_tagged_answers_do_not_count():
    """The side then has one answer, not two."""
    (trend,) = trends([probe(1, [10.0, 4.0, *[0.0] * 6], tagged=(0,))])
    assert constants(trend)[0][0] == 4.0


def card_of(*lefts):
    scatter = [(0.0, 0.0), (1.0, -1.0), (-1.0, 1.0)]
    probes = [probe(i, [left, left, *(v for _ in range(3) for v in scatter[i % 3])]) for i, left in enumerate(lefts)]
    band, sides = said_of(trends(probes)[0])
    return {"band": band, "sides": sides}


def test_nothing_is_called_a_change_before_the_fourth_probe_or_inside_the_band():
    """One, three, then four probes: unknown, known from now on, and only then a sentence for each side."""
    assert "not known before the third" in card_of(12.0)["band"]
    assert card_of(12.0)["sides"] == ()
    third = card_of(12.0, 12.0, 12.0)
    assert "first that can show a change" in third["band"]
    assert third["sides"] == ()
    steady = card_of(12.0, 11.0, 13.0, 12.5)["sides"][0]
    assert steady == "left: +12.5 mm, at first +12.0: no change that is more than chance"
    assert "nearer, by more than chance" in card_of(12.0, 11.0, 13.0, 1.0)["sides"][0]
    assert "farther off, by more than chance" in card_of(12.0, 11.0, 13.0, 30.0)["sides"][0]


def test_two_hundred_sessions_fit_the_page(told):
    """The table tells how many rows are left out."""
    data = document(*told)
    point = data.skills["reach"][0]
    many = tuple(replace(point, order=i) for i in range(200))
    (section,) = why_section(replace(data, skills={"reach": many}, sessions=data.sessions[:1] * 200))
    table, older = section.blocks
    assert len(table.rows) == MOST_ROWS
    assert "not shown here: 140" in older.words


def test_faces_and_plan_stand_on_the_first_page(told):
    """What was pointed at before and after, in the sessions where somebody asked."""
    store, mia = told
    store.sessions.annotate(2, faces_before={"pain": 1, "fun": 2}, faces_after={"pain": 0, "fun": 4})
    data = document(store, mia)
    assert [(one.before, one.after) for one in data.faces] == [({"pain": 1, "fun": 2}, {"pain": 0, "fun": 4})]
    made = progress_document(data)
    sections = [block for block in made.blocks if isinstance(block, Section)]
    first = next(i for i, section in enumerate(sections) if section.new_page)
    assert "faces" in [section.key for section in sections[:first]]
    assert [section.key for section in sections[-5:]] == ["skills", "feel", "hours", "why", "meaning"]
