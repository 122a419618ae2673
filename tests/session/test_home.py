"""Home practice: out of the clinic, played, and back again."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest

from steadyquest.conventions import DIRECTIONS
from steadyquest.errors import RecordError
from steadyquest.levels.plan_levels import library
from steadyquest.levels.plan_read import parse_plan
from steadyquest.records.store import open_store
from steadyquest.session import home
from steadyquest.session.headless import HeadlessPlay
from steadyquest.session.options import Options
from steadyquest.session.plan_state import plan_of
from steadyquest.session.sitting import Session
from steadyquest.simulate.person import SimulatedPerson

PRIVATE = """
# Anna's second plan
author = "Dr Muster"
notes = '''Anna, born 2016,
secret # really'''
"""
PLAN = (
    PRIVATE
    + """
format = 1
goal = "Kick a ball"
minutes = 20
days_per_week = 2
home_minutes = 1
home_days_per_week = 3
say_home = "Slowly."

[[phase]]
weeks = 2
levels = ["meadow"]
home = ["meadow/first_light", "fog/still_lake"]
"""
)


@pytest.fixture(autouse=True)
def no_own_levels(tmp_path, monkeypatch):
    """A folder of own levels that belongs to the test."""
    monkeypatch.setenv("STEADYQUEST_LEVELS", str(tmp_path / "own"))


@pytest.fixture
def clinic(tmp_path):
    with open_store(tmp_path / "clinic.db") as store:
        yield store


@pytest.fixture
def at_home(tmp_path):
    with open_store(tmp_path / "home.db") as store:
        yield store


@pytest.fixture
def player(clinic):
    """Somebody with everything that a name could leak into, and a plan with levels for home."""
    about = {"notes": "secret", "aids": "frame", "birth_year": 2016, "affected": "left", "height_cm": 130.0}
    player = clinic.players.add("Anna Muster", picture="otter", settings={"steadiness": "calm"}, **about)
    assign(clinic, player, PLAN)
    clinic.reaches.save(player.id, stance="comfortable", surface="firm", kind="full", mm=(40.0,) * len(DIRECTIONS))
    clinic.staircases.save(player.id, skill="reach", rung=0, d=0.42)
    clinic.staircases.save_rung(player.id, "reach", 1, "chosen")
    assigned = clinic.plans.current(player.id)
    clinic.plans.enter(assigned.id, phase=0, rule="weeks", why={"code": "weeks", "n": 2})
    clinic.plans.enter(assigned.id, phase=1, rule="therapist", reason="Anna is ready", why={"code": "x"})
    clinic.plans.enter(assigned.id, phase=0, rule="therapist", reason="Muster wants to")
    return clinic.players.find(player.id)


def assign(store, player, text):
    plan = parse_plan(text, file="plan.toml")
    store.plans.assign(player.id, title=plan.title, text=plan.text, digest=plan.hash)


def play(store, player, *, seconds=60.0):
    """One session at home by a simulated person, with a recorder."""
    from steadyquest.records.writer import Recorder

    with Recorder(store) as recorder:
        source = SimulatedPerson("child_hemi_left", seed=5)
        options = Options(home=True, seed=1)
        state = plan_of(player.id, options=options, store=store)
        levels = home.playable(state, library())
        session = Session(
            source, player=player, options=options, levels=levels, store=store, recorder=recorder, label="sim"
        )

        def look(scene):
            source.reach = session.reach
            source.observe(scene)

        HeadlessPlay(session, watch=look, say=lambda _line: None, fast=True).play()
        return session.end()


def test_no_name_leaves_the_clinic(clinic, player, tmp_path):
    """A code in its place; no notes, aids or year of birth, in no byte of the file."""
    file = home.give(clinic, player, tmp_path / "f.sqhome")
    data = file.read_bytes()
    assert not any(word.encode() in data for word in ("Anna", "Muster", "muster", "secret", "frame"))
    with sqlite3.connect(file) as rows:
        assert rows.execute("SELECT birth_year, affected, height_cm FROM players").fetchall() == [(None, "left", 130.0)]
    assert clinic.players.settings(player.id)[home.CODE] in data.decode("latin-1")


def test_a_name_in_the_words_for_home_is_told(clinic, player):
    """The goal and what is said for home have to travel; the therapist is told what goes with them."""
    assert home.names_in(clinic, player) == []
    assign(clinic, player, PLAN.replace("Slowly.", "Slowly, Anna."))
    assert home.names_in(clinic, player) == ["Anna"]


def test_the_plan_asks_the_same_at_home(clinic, player, at_home, tmp_path):
    """What was taken out of its text is for other therapists; where it is came along."""
    there = home.arrive(at_home, home.give(clinic, player, tmp_path / "f.sqhome"))
    kept = parse_plan(at_home.plans.current(there.id).text, file="p").spec
    asked = parse_plan(PLAN, file="p").spec
    assert replace(asked, notes=None, author=None) == kept
    rows = at_home.plans.phases(at_home.plans.current(there.id).id)
    assert [(row.phase, row.rule) for row in rows] == [(0, "weeks"), (1, "therapist"), (0, "therapist")]
    assert [(row.reason, row.why) for row in rows] == [("", {"code": "weeks", "n": 2}), ("", None), ("", None)]


def test_the_clinic_s_own_file_is_not_arrived_with(clinic, player, tmp_path):
    """Tried on the same records it changes nothing: no plan, no difficulty, no second self."""
    file = home.give(clinic, player, tmp_path / "f.sqhome")
    before = clinic.plans.all(player.id), clinic.players.all()
    with pytest.raises(RecordError, match="these very records"):
        home.arrive(clinic, file)
    assert (clinic.plans.all(player.id), clinic.players.all()) == before


def test_home_begins_where_the_clinic_is(clinic, player, at_home, tmp_path):
    """Plan, reach, difficulty, rung, picture and settings; the name is one's own."""
    there = home.arrive(at_home, home.give(clinic, player, tmp_path / "f.sqhome"))
    assert (there.name, there.picture, there.affected) == ("Player", "otter", "left")
    assert there.settings["steadiness"] == "calm"
    assert at_home.plans.current(there.id).assigned_at == clinic.plans.current(player.id).assigned_at
    assert at_home.reaches.latest(there.id, stance="comfortable", surface="firm").mm[0] == 40.0
    assert at_home.staircases.load(there.id, skill="reach", rung=0)["d"] == 0.42
    assert at_home.staircases.rungs(there.id) == {"reach": 1}


def test_a_second_file_brings_the_new_plan_and_keeps_the_name(clinic, player, at_home, tmp_path):
    """The same player; what was practised at home since is not set back."""
    file = tmp_path / "f.sqhome"
    there = home.arrive(at_home, home.give(clinic, player, file))
    at_home.players.rename(there.id, "Anni")
    at_home.staircases.save(there.id, skill="reach", rung=0, d=0.66, updated_at="2999-01-01T00:00:00+00:00")
    assign(clinic, player, PLAN.replace("Kick", "Throw"))
    again = home.arrive(at_home, home.give(clinic, player, file))
    assert (again.id, again.name) == (there.id, "Anni")
    assert "Throw" in at_home.plans.current(again.id).text
    assert at_home.staircases.load(again.id, skill="reach", rung=0)["d"] == 0.66


def test_what_was_played_at_home_comes_back_whole_and_once(clinic, player, at_home, tmp_path):
    """Every sample, run, rep, event and command; the difficulty that was reached; a second import adds nothing."""
    there = home.arrive(at_home, home.give(clinic, player, tmp_path / "f.sqhome"))
    summary = play(at_home, there)
    assert {result.level_key for result in summary.results} <= {"meadow/first_light", "fog/still_lake"}
    file = home.leave(at_home, at_home.players.find(there.id), tmp_path / "left")
    arrived = home.take_in(clinic, file)
    assert (arrived.player_id, len(arrived.sessions), arrived.known) == (player.id, 1, 0)
    (number,) = arrived.sessions
    assert list(clinic.sessions.samples(number)) == list(at_home.sessions.samples(summary.session_id))
    for here, other in zip(clinic.sessions.runs(number), at_home.sessions.runs(summary.session_id), strict=True):
        assert here.setup == other.setup
        assert [e.data for e in clinic.sessions.events(here.id)] == [e.data for e in at_home.sessions.events(other.id)]
        assert len(clinic.sessions.reps(here.id)) == len(at_home.sessions.reps(other.id)) > 0
    kept = clinic.sessions.find(number)
    assert (kept.player_id, kept.settings["home"]) == (player.id, True)
    assert clinic.staircases.load(player.id, skill="reach", rung=0) == at_home.staircases.load(
        there.id, skill="reach", rung=0
    )
    again = home.take_in(clinic, file)
    assert (again.sessions, again.known) == ((), 1)


def test_what_was_cut_off_at_home_is_closed_here(clinic, player, at_home, tmp_path):
    """Nobody in the clinic is asked to carry it on."""
    there = home.arrive(at_home, home.give(clinic, player, tmp_path / "f.sqhome"))
    play(at_home, there)
    left = forged(home.leave(at_home, there, tmp_path), "UPDATE sessions SET ended_at = NULL")
    assert len(home.take_in(clinic, left).sessions) == 1
    assert clinic.sessions.unfinished() is None


def test_sessions_of_these_very_records_are_not_doubled(clinic, player, tmp_path):
    """Whoever tries it all on one machine."""
    clinic.players.change_settings(player.id, {(home.CODE,): "AB", (home.LIVES_THERE,): True})
    player = clinic.players.find(player.id)
    play(clinic, player)
    arrived = home.take_in(clinic, home.leave(clinic, player, tmp_path))
    assert (arrived.sessions, arrived.known) == ((), 1)


def test_a_newer_plan_leaves_the_one_before_for_the_dose(clinic, player, at_home, tmp_path):
    """It has ended; taken in once more nothing is doubled."""
    file = tmp_path / "f.sqhome"
    there = home.arrive(at_home, home.give(clinic, player, file))
    home.arrive(at_home, home.give(clinic, player, file))
    assert len(at_home.plans.all(there.id)) == 1
    assert len(at_home.plans.phases(at_home.plans.current(there.id).id)) == 3
    assign(clinic, player, PLAN.replace("Kick", "Throw"))
    home.arrive(at_home, home.give(clinic, player, file))
    old, new = at_home.plans.all(there.id)
    assert old.ended_at is not None
    assert "Throw" in new.text


def test_a_later_file_adds_only_what_is_new(clinic, player, at_home, tmp_path):
    """Home leaves all it ever played, again and again."""
    there = home.arrive(at_home, home.give(clinic, player, tmp_path / "f.sqhome"))
    for new in (1, 1):
        play(at_home, there)
        arrived = home.take_in(clinic, home.leave(at_home, at_home.players.find(there.id), tmp_path))
        assert len(arrived.sessions) == new
    assert len(clinic.sessions.all(player.id)) == 2


def test_home_counts_in_the_dose(clinic, player, at_home, tmp_path):
    """As days and minutes at home."""
    from datetime import UTC, datetime

    from steadyquest.session.plan_dose import dose_under

    there = home.arrive(at_home, home.give(clinic, player, tmp_path / "f.sqhome"))
    play(at_home, there)
    home.take_in(clinic, home.leave(at_home, at_home.players.find(there.id), tmp_path))
    assigned = clinic.plans.current(player.id)
    dose = dose_under(clinic, assigned, parse_plan(assigned.text, file="p").spec, now=datetime.now(UTC))
    (week,) = dose.done
    assert week.home_days == week.days == 1
    assert week.home_minutes == week.minutes > 0.5


def test_own_levels_come_along(clinic, player, at_home, tmp_path, monkeypatch):
    """The therapist's own file, checked as everything that comes from elsewhere."""
    level = next(level for level in library() if level.key == "fog/still_lake")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "mine.toml").write_text(level.text, encoding="utf-8")
    assign(clinic, player, PLAN.replace("fog/still_lake", "own/mine"))
    file = home.give(clinic, player, tmp_path / "f.sqhome")
    monkeypatch.setenv("STEADYQUEST_LEVELS", str(tmp_path / "their"))
    there = home.arrive(at_home, file)
    assert (tmp_path / "their" / "mine.toml").read_text(encoding="utf-8") == level.text
    state = plan_of(there.id, options=Options(home=True), store=at_home)
    assert {level.key for level in home.playable(state, library())} == {"meadow/first_light", "own/mine"}


def test_nothing_at_home_asks_for_the_therapist(clinic, player, at_home, tmp_path):
    """A level that also knows a risky stance is played in one of the others, whatever was chosen for the session."""
    text = PLAN.replace("minutes = 20", 'minutes = 20\nstance = ["sit_on_plate"]')
    assign(clinic, player, text)
    there = home.arrive(at_home, home.give(clinic, player, tmp_path / "f.sqhome"))
    source = SimulatedPerson("still", seed=1)
    session = Session(source, player=there, options=Options(home=True, stance="comfortable"), store=at_home)
    level = next(level for level in library() if level.key == "fog/still_lake")
    assert "narrow" in level.spec.stance
    assert session.person.stance_for(level) == "sit_on_plate"


@pytest.mark.parametrize("text", [None, PLAN.replace('home = ["meadow/first_light", "fog/still_lake"]', "")])
def test_without_levels_for_home_nothing_is_given(clinic, tmp_path, text):
    """No plan, or one that says nothing of home: what to do, in one line, and no file."""
    player = clinic.players.add("B")
    if text:
        assign(clinic, player, text)
    with pytest.raises(RecordError, match="home"):
        home.give(clinic, player, tmp_path / "f.sqhome")
    assert not (tmp_path / "f.sqhome").exists()


def test_files_are_told_apart(clinic, player, at_home, tmp_path):
    """The clinic's is not taken in, home's is not arrived with, a backup is neither."""
    given = home.give(clinic, player, tmp_path / "f.sqhome")
    with pytest.raises(RecordError, match="from-home"):
        home.take_in(clinic, given)
    there = home.arrive(at_home, given)
    left = home.leave(at_home, at_home.players.find(there.id), tmp_path)
    with pytest.raises(RecordError, match="for-home"):
        home.arrive(at_home, left)
    with pytest.raises(RecordError, match="not carried"):
        home.take_in(clinic, tmp_path / "clinic.db")


def test_a_code_that_nobody_has_asks_whose_it_is(clinic, player, at_home, tmp_path):
    """Such as after the clinic's records were made anew; and a known one is not given to somebody else."""
    there = home.arrive(at_home, home.give(clinic, player, tmp_path / "f.sqhome"))
    play(at_home, there)
    left = home.leave(at_home, at_home.players.find(there.id), tmp_path)
    other = clinic.players.add("B")
    with pytest.raises(RecordError, match="leave --player out"):
        home.take_in(clinic, left, player=other)
    clinic.players.change_settings(player.id, {(home.CODE,): None})
    with pytest.raises(RecordError, match="--player NAME"):
        home.take_in(clinic, left)
    assert home.take_in(clinic, left, player=other).player_id == other.id


def forged(file, *statements):
    with sqlite3.connect(file) as rows:
        for statement in statements:
            rows.execute(statement)
    return file


@pytest.mark.slow
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sessions SET settings = 'no json'",
        "UPDATE sessions SET started_at = 'soon'",
        "UPDATE sample_blocks SET data = x'00'",
        "UPDATE sample_blocks SET n = 2147483647",
        "UPDATE sample_blocks SET data = zeroblob(1000000)",
        "UPDATE runs SET number = number + 10000",
        "UPDATE runs SET setup = '{'",
        "DELETE FROM preferences",
        "UPDATE preferences SET value = '[1]'",
        "UPDATE players SET settings = '\"'",
        "CREATE VIEW more AS SELECT 1",
        "CREATE TRIGGER more AFTER INSERT ON runs BEGIN DELETE FROM players; END",
        "CREATE TABLE more (x)",
        "UPDATE alembic_version SET version_num = '9999'",
    ],
)
def test_a_forged_file_is_one_line_and_changes_nothing(clinic, player, at_home, tmp_path, statement):
    """Whatever is wrong inside, nothing of it is taken in."""
    there = home.arrive(at_home, home.give(clinic, player, tmp_path / "f.sqhome"))
    play(at_home, there)
    left = home.leave(at_home, at_home.players.find(there.id), tmp_path)
    with pytest.raises(RecordError) as caught:
        home.take_in(clinic, forged(left, statement))
    assert "\n" not in str(caught.value)
    assert clinic.sessions.all() == []


@pytest.mark.parametrize("data", [b"", b"SQLite format 3\0", b"PK\x03\x04 something", b"x" * 5000])
def test_what_is_no_database_is_one_line(clinic, tmp_path, data):
    """An empty file, a torn one, a zip, noise."""
    file = tmp_path / "x.sqhome"
    file.write_bytes(data)
    with pytest.raises(RecordError) as caught:
        home.take_in(clinic, file)
    assert "\n" not in str(caught.value)


def test_several_players_at_one_home_are_asked_for_by_name(clinic, player, at_home, tmp_path):
    """Sister and brother on one machine; nobody yet is another line."""
    with pytest.raises(RecordError, match="--home FILE"):
        home.who_lives_here(at_home, None)
    other = clinic.players.add("B")
    assign(clinic, other, PLAN)
    for one in (player, other):
        home.arrive(at_home, home.give(clinic, clinic.players.find(one.id), tmp_path / "f.sqhome"))
    with pytest.raises(RecordError) as caught:
        home.who_lives_here(at_home, None)
    for one in (player, other):
        assert clinic.players.settings(one.id)[home.CODE] in str(caught.value)
    assert "Player (otter, “plan”, " in str(caught.value)
    assert "Player 2 (fox, " in str(caught.value)
    assert home.who_lives_here(at_home, "player 2").name == "Player 2"


def test_nobody_moves_the_ladder_at_home(puppet, level):
    """What the screen asks for is not heard; in the clinic the very same is the therapist's word."""
    reach = level('task = "reach"\nwhere = ["left"]\ndistance = 0.5')
    moved = {}
    puppet.stand(2.5)
    for at_home in (True, False):
        sitting = Session(puppet, player=None, options=Options(home=at_home, seed=1))
        puppet.stand(2.5)
        sitting.poll()
        sitting.start(reach, rung=3)
        moved[at_home] = (dict(sitting.person.progress.rungs), sitting.world.rung)
        sitting.stop()
    assert moved == {True: ({}, 0), False: ({"reach": 3}, 3)}


def test_the_name_at_home_is_one_s_own(clinic, player, at_home, tmp_path):
    """Given at the first file or at a later one; a name that somebody has is nobody else's."""
    file = home.give(clinic, player, tmp_path / "f.sqhome")
    there = home.arrive(at_home, file)
    assert home.is_unnamed(there)
    at_home.players.add("Tom")
    with pytest.raises(RecordError, match="already a player"):
        home.arrive(at_home, file, name="tom")
    named = home.arrive(at_home, file, name="Anni")
    assert (named.id, named.name, home.is_unnamed(named)) == (there.id, "Anni", False)
    assert home.arrive(at_home, file, name="anni") == at_home.players.find(there.id)
    with pytest.raises(RecordError, match="is for Anni"):
        home.arrive(at_home, file, name="Tom")


def test_a_new_player_whose_name_is_taken_leaves_nothing(clinic, player, at_home, tmp_path):
    """Neither a player nor a plan stays of what was refused."""
    at_home.players.add("Tom")
    with pytest.raises(RecordError, match="already a player"):
        home.arrive(at_home, home.give(clinic, player, tmp_path / "f.sqhome"), name="Tom")
    assert [one.name for one in at_home.players.all()] == ["Tom"]
    assert at_home.plans.current(at_home.players.find("Tom").id) is None


def test_a_code_is_remembered_with_whom_it_was_given_to(clinic, player, at_home, tmp_path):
    """The next file of theirs needs no name; whoever has a code already keeps it, and is told whose they are."""
    there = home.arrive(at_home, home.give(clinic, player, tmp_path / "f.sqhome"))
    play(at_home, there)
    left = home.leave(at_home, at_home.players.find(there.id), tmp_path)
    clinic.players.change_settings(player.id, {(home.CODE,): "ANOTHER"})
    anna = clinic.players.find(player.id)
    assert home.take_in(clinic, left, player=anna).others == ()
    assert clinic.players.settings(anna.id)[home.CODE] == "ANOTHER"
    other = clinic.players.add("B")
    again = home.take_in(clinic, left, player=other)
    assert (again.sessions, again.known, again.others) == ((), 1, (anna.id,))
    assert home.take_in(clinic, left).player_id == other.id


@pytest.mark.parametrize("data", [None, b"", b'format = 1\ngoal = "x"\n', b"SQLite format 3\0" + b"x" * 5000])
def test_nobody_is_told_to_restore_over_their_own_file(clinic, tmp_path, data):
    """A folder is called one, a file that was never carried too, and a copy aside is never named."""
    file = tmp_path / "plan.toml"
    file.mkdir() if data is None else file.write_bytes(data)
    with pytest.raises(RecordError) as caught:
        home.take_in(clinic, file)
    assert str(file) in str(caught.value)
    said = str(caught.value).replace(str(file), "")
    assert "restore" not in said
    assert "carried.db" not in said
    assert ("is a folder" in said) == (data is None)


def test_what_is_taken_in_beside_an_open_session_is_seen(clinic, player, at_home, tmp_path):
    """Stars and lights of home come to the map; what was just played is not lost before it is written."""
    there = home.arrive(at_home, home.give(clinic, player, tmp_path / "f.sqhome"))
    summary = play(at_home, there)
    session = Session(SimulatedPerson("still", seed=1), player=player, options=Options(), store=clinic)
    person, mine = session.person, summary.results[0]
    assert person.past == {}
    person.remember(replace(mine, level_key="meadow/butterflies", stars=3))
    home.take_in(clinic, home.leave(at_home, at_home.players.find(there.id), tmp_path))
    person.look_back_again()
    assert person.past["meadow/butterflies"].stars == 3
    assert person.past[mine.level_key].plays == sum(r.level_key == mine.level_key for r in summary.results)
    before = dict(person.past)
    person.look_back_again()
    assert person.past == before
