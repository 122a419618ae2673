import sqlite3

import pytest
import sqlalchemy.exc as sa_exc
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from steadyquest.errors import RecordError
from steadyquest.records.near import name_key
from steadyquest.records.store import open_store
from steadyquest.records.writer import Recorder


def test_only_a_name_is_needed(store):
    """All else may be left out, and says so by being empty."""
    player = store.players.add("  Mia  Sol ")
    assert (player.name, player.picture, player.settings) == ("Mia Sol", "fox", {})
    assert (player.birth_year, player.height_cm, player.weight_kg, player.affected) == (None, None, None, None)
    assert player.made_at.tzinfo is not None
    assert store.players.find(player.id) == player


def test_what_is_known_of_a_player_is_kept(store):
    """Every field comes back as it was given."""
    given_fields = {"picture": "fox", "birth_year": 2016, "height_cm": 121.5, "weight_kg": 24.0, "affected": "left",
                    "aids": "orthosis", "notes": "likes ducks"}  # fmt: skip
    player = store.players.add("Mia", **given_fields)
    assert {name: getattr(player, name) for name in given_fields} == given_fields


@pytest.mark.parametrize("name", ["mia", "MIA", " Mia ", "ｍｉａ"])
def test_names_differ_by_more_than_their_case(store, mia, name):
    """Two players must not be mistaken for each other."""
    with pytest.raises(RecordError, match="already a player"):
        store.players.add(name)
    assert store.players.named(name) == mia


@pytest.mark.parametrize("name", ["", "   ", "x" * 41, "a\x00b", "a\x1bb"])
def test_names_have_one_to_forty_signs_that_can_be_shown(store, name):
    """Anything else is refused in one line."""
    with pytest.raises(RecordError) as error:
        store.players.add(name)
    assert "\n" not in str(error.value)


def test_forty_signs_are_allowed(store):
    """The limit itself is inside."""
    assert store.players.add("ä" * 40).name == "ä" * 40


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("birth_year", 1500),
        ("birth_year", "x"),
        ("height_cm", 5),
        ("height_cm", float("nan")),
        ("weight_kg", float("inf")),
        ("affected", "both"),
    ],
)
def test_impossible_bodies_are_refused(store, mia, field, value):
    """A mistyped height must not scale a reach."""
    with pytest.raises(RecordError, match=field):
        store.players.update(mia.id, **{field: value})
    assert store.players.find(mia.id) == mia


def test_a_field_that_no_player_has_is_a_mistake_of_the_code(store):
    """It is not swallowed."""
    with pytest.raises(TypeError, match="hat_size"):
        store.players.add("Mia", hat_size=3)


def test_a_body_can_be_forgotten_again(store, mia):
    """None empties a field."""
    store.players.update(mia.id, birth_year=2016, affected="left")
    assert store.players.update(mia.id, birth_year=None).birth_year is None
    assert store.players.find(mia.id).affected == "left"


def test_a_player_is_found_by_name_and_by_number(store, mia):
    """From the command line numbers are text."""
    assert store.players.find("mIA") == store.players.find(mia.id) == store.players.find(str(mia.id)) == mia


def test_a_name_of_digits_is_a_name_first(store, mia):
    """A player called 1 is not mistaken for number 1."""
    one = store.players.add(str(mia.id))
    assert store.players.find(str(mia.id)) == one


def test_an_unknown_name_lists_those_that_are_near(store, mia):
    """A slip of the finger is answered with the right name."""
    store.players.add("Tom")
    for typed in ("Mai", "mi", "Miaa"):
        with pytest.raises(RecordError, match="did you mean Mia"):
            store.players.find(typed)
    with pytest.raises(RecordError, match="players list"):
        store.players.find("Zebulon")
    assert store.players.named("Zebulon") is None


def test_an_unknown_player_among_none_says_that_there_are_none(store):
    """The first thing a new user may type."""
    with pytest.raises(RecordError, match="no players yet"):
        store.players.find("Mia")
    with pytest.raises(RecordError, match="number 9"):
        store.players.find(9)


def test_players_are_listed_by_name(store, mia):
    """Whatever their case."""
    for name in ("tom", "Anna", "zoe"):
        store.players.add(name)
    assert [player.name for player in store.players.all()] == ["Anna", "Mia", "tom", "zoe"]


def test_renaming_keeps_the_number_and_minds_the_others(store, mia):
    """One may correct one's own case, but not take another's name."""
    store.players.add("Tom")
    assert store.players.rename(mia.id, "MIA").id == mia.id
    with pytest.raises(RecordError, match="already a player"):
        store.players.rename(mia.id, "tom")
    with pytest.raises(RecordError, match="number 99"):
        store.players.rename(99, "Zoe")
    assert store.players.find(mia.id).name == "MIA"


def test_single_settings_are_changed_and_all_others_stay(store, mia):
    """By their path; None takes one away; what is said back is what is kept."""
    store.players.change_settings(mia.id, {("look",): "plain", ("safety", "lurch_mm_s"): 700.0})
    store.players.change_settings(mia.id, {("safety", "lurch_s"): 0.2, ("look",): None})
    now = store.players.change_settings(mia.id, {("minutes",): 12.0, ("never there",): None})
    assert now == store.players.settings(mia.id)
    assert now == {"safety": {"lurch_mm_s": 700.0, "lurch_s": 0.2}, "minutes": 12.0}
    with pytest.raises(RecordError, match="number 99"):
        store.players.change_settings(99, {("look",): "plain"})


def test_two_who_change_settings_do_not_undo_each_other(store, path, mia):
    """An open window and the command line beside it: neither writes back what it read at its start."""
    with open_store(path) as other:
        window = other.players.find(mia.id)
        store.players.change_settings(mia.id, {("ranges", "hold"): [0.1, 0.4]})
        other.players.change_settings(window.id, {("ranges", "reach"): [0.0, 0.5], ("look",): "plain"})
    assert store.players.settings(mia.id) == {"ranges": {"hold": [0.1, 0.4], "reach": [0.0, 0.5]}, "look": "plain"}


def test_a_change_that_fails_changes_nothing(store, mia):
    """What cannot be recorded leaves all settings as they were."""
    store.players.change_settings(mia.id, {("look",): "plain"})
    with pytest.raises((RecordError, sa_exc.StatementError)):
        store.players.change_settings(mia.id, {("look",): None, ("odd",): object()})
    assert store.players.settings(mia.id) == {"look": "plain"}


def played(store, recorder, name, board_samples):
    """A player of that name with something of everything."""
    player = store.players.add(name, notes=f"{name} has a dog", aids=f"{name}'s frame")
    store.players.change_settings(player.id, {("calls me",): f"{name} the great"})
    recorder.start_session(player_id=player.id, notes={"said": f"{name} laughed"})
    recorder.add_samples(board_samples(50))
    run = recorder.start_run(level_key="fog/stone", setup={"who": name})
    recorder.add_events(run, [{"event": "NoteTaken", "tick": 1, "tag": f"{name} was tired"}])
    recorder.add_commands(run, [(1, "note", f"{name} was tired")])
    recorder.add_rep(run, step=0, rep=0, task="hold", extra={"who": name})
    recorder.save_reach(player_id=player.id, stance="comfortable", surface="firm", kind="full", mm=[40.0] * 8)
    recorder.save_staircase(player_id=player.id, skill="reach", rung=0, d=0.2)
    recorder.save_rung(player_id=player.id, skill="reach", rung=1, reason=f"{name} is ready")
    recorder.end_run(run)
    recorder.end_session()
    recorder.flush()
    return player


def rows_in(store):
    with store.database.read() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        counts = {name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar() for name in names}  # noqa: S608
    return {name: n for name, n in counts.items() if n and name not in {"alembic_version", "sqlite_sequence"}}


def test_deleting_a_player_leaves_no_byte_of_theirs(store, recorder, path, tmp_path, board_samples):
    """Rows, free pages and the write-ahead log: the name is nowhere any more, and others keep all of theirs."""
    played(store, recorder, "Tom", board_samples)
    others = rows_in(store)
    gone = played(store, recorder, "Quetzalcoatl", board_samples)
    assert any(b"Quetzalcoatl" in file.read_bytes() for file in tmp_path.iterdir())
    store.players.delete(gone.id)
    assert rows_in(store) == others
    for file in tmp_path.iterdir():
        content = file.read_bytes()
        assert b"Quetzalcoatl" not in content
        assert b"quetzalcoatl" not in content
    assert b"Tom was tired" in path.read_bytes()


def test_numbers_of_the_deleted_are_not_given_out_again(store, recorder, board_samples):
    """An old report never points to a new person's session."""
    gone = played(store, recorder, "Tom", board_samples)
    last = store.sessions.find("last").id
    store.players.delete(gone.id)
    assert store.players.add("Zoe").id > gone.id
    assert recorder.start_session() > last


def full(_):
    raise sqlite3.OperationalError("database or disk is full")


@pytest.mark.parametrize("rewrite", [lambda _: False, full])
def test_wiping_that_has_to_wait_is_done_at_the_next_opening(store, mia, path, tmp_path, monkeypatch, rewrite):
    """Somebody reads, or the disk is full: the player is gone at once, the traces as soon as they can be."""
    store.players.add("Quetzalcoatl")
    monkeypatch.setattr("steadyquest.records.traces._rewrite", rewrite)
    with pytest.raises(RecordError, match="was deleted, but traces stay"):
        store.players.delete(store.players.find("Quetzalcoatl").id)
    assert store.players.named("Quetzalcoatl") is None
    monkeypatch.undo()
    open_store(path).close()
    store.close()
    assert not any(b"Quetzalcoatl" in file.read_bytes() for file in tmp_path.iterdir())
    with open_store(path) as again:
        assert again.preferences.load("wiping_owed") is None


def test_a_reader_in_mid_transaction_holds_up_the_wiping_only(store, path, monkeypatch):
    """A report that is being made is not torn."""
    monkeypatch.setattr("steadyquest.records.traces._WAIT_MS", 50)
    gone = store.players.add("Quetzalcoatl")
    with open_store(path) as other, other.database.read() as reading:
        assert reading.exec_driver_sql("SELECT count(*) FROM players").scalar() == 1
        with pytest.raises(RecordError, match="traces stay"):
            store.players.delete(gone.id)
        assert reading.exec_driver_sql("SELECT count(*) FROM players").scalar() == 1
    assert store.players.all() == []


def test_deleting_tells_of_older_copies(store, mia, path):
    """What an upgrade or a restore left beside the database may still hold the player."""
    older = path.with_name("quest.db.before-restore-20250504-120000")
    older.touch()
    path.with_name("other.db.before-restore-20250504-120000").touch()
    assert store.players.delete(mia.id) == [older]


def test_an_unknown_player_cannot_be_deleted(store, mia):
    """Nothing is touched."""
    with pytest.raises(RecordError, match="number 99"):
        store.players.delete(99)
    assert store.players.all() == [mia]


@effort(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=40))
def test_every_spelling_of_a_name_has_one_key(name):
    """The key of a key is itself, and blanks around do not matter."""
    assert name_key(name_key(name)) == name_key(name)
    assert name_key(f"  {name}\t") == name_key(name)


def test_weight_measured_in_play_is_the_players_last(store, mia):
    """The recorder's thread writes it."""
    with Recorder(store) as recorder:
        recorder.save_weight(player_id=mia.id, weight_kg=31.4)
    assert store.players.find(mia.id).weight_kg == 31.4
