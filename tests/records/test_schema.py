import shutil
import sqlite3
from contextlib import closing
from datetime import date

import pytest

from steadyquest.errors import RecordError
from steadyquest.records import schema
from steadyquest.records.database import Database
from steadyquest.records.place import Place
from steadyquest.records.store import open_store
from steadyquest.records.writer import Recorder

NEXT = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "0005", "0004", None, None


def upgrade():
    with op.batch_alter_table("players", recreate="always") as table:
        table.add_column(sa.Column("shoe_size", sa.Integer))
"""


def tables_of(path):
    """Every table and index: its columns in order, its keys, and whether its numbers are never given out again."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
        return [
            (kind, name, "AUTOINCREMENT" in (sql or ""), *(_facts(connection, pragma, name) for pragma in _PRAGMAS))
            for kind, name, sql in rows
        ]


_PRAGMAS = ("table_xinfo", "foreign_key_list", "index_list", "index_xinfo")


def _facts(connection, pragma, name):
    """What SQLite says; a default is the same with and without brackets about it."""
    rows = connection.execute(f"PRAGMA {pragma}('{name}')").fetchall()
    return [tuple(str(fact).strip("()") for fact in row) for row in rows]


def test_migrations_lead_to_the_very_tables_that_a_new_database_has(tmp_path):
    """Old and new databases never differ."""
    open_store(tmp_path / "new.db").close()
    (tmp_path / "old.db").touch()
    old = Database(Place(tmp_path / "old.db"))
    with old.write() as connection:
        schema.migrate(connection)
    old.close()
    assert tables_of(tmp_path / "old.db") == tables_of(tmp_path / "new.db")
    assert schema.version_of_file(tmp_path / "old.db") == schema.version_of_file(tmp_path / "new.db")


def test_every_version_has_its_migration_file():
    """The cheap list of versions and the files say the same."""
    names = [file.name[1:5] for file in sorted((schema.MIGRATIONS / "versions").glob("v*.py"))]
    assert tuple(names) == schema.VERSIONS


@pytest.fixture
def with_a_next_version(tmp_path, monkeypatch):
    """The software of tomorrow, which knows one version more; gives the file of that version."""
    folder = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "v0005_next.py").write_text(NEXT)
    monkeypatch.setattr(schema, "MIGRATIONS", folder)
    monkeypatch.setattr(schema, "VERSIONS", ("0001", "0002", "0003", "0004", "0005"))
    return folder / "versions" / "v0005_next.py"


def make_yesterdays(path, board_samples):
    with open_store(path) as store, Recorder(store) as recorder:
        recorder.start_session(player_id=store.players.add("Mia").id)
        recorder.add_samples(board_samples(10))
        recorder.end_session()


def columns_of(path):
    with closing(sqlite3.connect(path)) as connection:
        return [row[1] for row in connection.execute("PRAGMA table_info(players)")]


def test_an_older_database_is_upgraded_with_all_that_is_in_it(path, tmp_path, board_samples, request):
    """Remaking the table of players loses no session of theirs, and what was is kept beside."""
    make_yesterdays(path, board_samples)
    request.getfixturevalue("with_a_next_version")
    with open_store(path) as store:
        assert store.sessions.find("last").player_id == store.players.find("Mia").id
        assert len(list(store.sessions.samples(1))) == 10
    assert "shoe_size" in columns_of(path)
    kept = tmp_path / "quest.db.before-upgrade-from-0004"
    assert schema.version_of_file(kept) == "0004"
    assert "shoe_size" not in columns_of(kept)


def test_a_failing_upgrade_leaves_everything_as_it_was(path, board_samples, request):
    """Half a migration is none."""
    make_yesterdays(path, board_samples)
    next_version = request.getfixturevalue("with_a_next_version")
    next_version.write_text(NEXT + "    op.drop_table('nowhere')\n")
    before = tables_of(path)
    with pytest.raises(RecordError, match="nowhere"):
        open_store(path)
    assert tables_of(path) == before
    assert schema.version_of_file(path) == "0004"


def test_an_upgrade_that_orphans_rows_is_undone(path, board_samples, request):
    """Sessions never lose their player to a migration."""
    make_yesterdays(path, board_samples)
    next_version = request.getfixturevalue("with_a_next_version")
    next_version.write_text(NEXT + "    op.execute(sa.table('players').delete())\n")
    with pytest.raises(RecordError, match="without loss"):
        open_store(path)
    assert schema.version_of_file(path) == "0004"
    assert "shoe_size" not in columns_of(path)


def test_an_older_database_that_cannot_be_written_says_so(read_only_folder, board_samples, request):
    """It is not upgraded in memory behind one's back."""
    folder, lock = read_only_folder
    make_yesterdays(folder / "quest.db", board_samples)
    request.getfixturevalue("with_a_next_version")
    lock()
    with pytest.raises(RecordError, match="older records version"):
        open_store(folder / "quest.db")


FIRST_SESSIONS = """
INSERT INTO players (id, name, name_key, picture, aids, notes, settings) VALUES (1, 'Mia', 'mia', 'fox', '', '', '{}');
INSERT INTO sessions (id, player_id, started_at, source, board_id, calibration, settings, software, samples, gaps,
    corrupt, notes) VALUES (7, 1, '2026-01-05 09:00:00', 'sim', 'sim', '{}', '{}', '0', 0, 0, 0, '{"support": "none"}');
UPDATE sqlite_sequence SET seq = 9 WHERE name = 'sessions';
"""


def made_as_of(tmp_path, *, version, also=""):
    """Records that an earlier version made, with a session and what is inserted `also`."""
    path, folder = tmp_path / "quest.db", tmp_path / "then"
    later = (f"v{number}*" for number in schema.VERSIONS[version:])
    shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__", *later))
    path.touch()
    old = Database(Place(path))
    with old.write() as connection:
        schema.migrate(connection, folder=folder)
    old.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(FIRST_SESSIONS + also)
    return path


def test_the_first_version_gets_plans_and_origins_and_loses_nothing(tmp_path):
    """What was played before there were plans is there, came from nowhere else, and no number is given out twice."""
    path = made_as_of(tmp_path, version=1)
    assert schema.version_of_file(path) == "0001"
    with open_store(path) as store, Recorder(store) as recorder:
        session = store.sessions.find(7)
        assert (session.origin, session.notes, session.player_id) == ("", {"support": "none"}, 1)
        assert store.plans.current(1) is None
        store.plans.assign(1, title="Six weeks", text="format = 1", digest="d")
        assert recorder.start_session(player_id=1, origin="elsewhere/3") == 10
        assert store.sessions.find(10).origin == "elsewhere/3"
    assert (tmp_path / "quest.db.before-upgrade-from-0001").exists()


def test_the_second_version_gets_results_and_loses_nothing(tmp_path):
    """What was planned and played before results could be entered is there, and results can be entered for it."""
    path = made_as_of(tmp_path, version=2)
    with open_store(path) as store:
        assert store.results.all(1) == []
        store.results.add(1, kind="tug", value=11.5, session_id=7)
        assert [(r.session_id, r.value) for r in store.results.all(1)] == [(7, 11.5)]
    assert (tmp_path / "quest.db.before-upgrade-from-0002").exists()


IN_WORDS = """
INSERT INTO clinical_results (id, player_id, kind, value, note, made_at)
    VALUES (4, 1, 'tug', 11.5, '', '2026-01-09 12:00:00');
UPDATE sqlite_sequence SET seq = 6 WHERE name = 'clinical_results';
INSERT INTO sqlite_sequence (name, seq) SELECT 'clinical_results', 6 WHERE changes() = 0;
INSERT INTO rungs (player_id, skill, rung, reason) VALUES (1, 'reach', 1, 'es ging gut');
INSERT INTO plans (id, player_id, title, text, hash) VALUES (2, 1, 'Six weeks', 'format = 1', 'd');
INSERT INTO plan_phases (plan_id, phase, rule, reason) VALUES (2, 1, 'weeks', '2 Wochen sind um');
"""


def test_the_third_version_gets_days_and_reasons_and_loses_nothing(tmp_path):
    """What was entered was measured that day, and a reason in words stays word for word."""
    path = made_as_of(tmp_path, version=3, also=IN_WORDS)
    with open_store(path) as store:
        (result,) = store.results.all(1)
        assert (result.value, result.measured_on, result.day) == (11.5, None, date(2026, 1, 9))
        assert store.results.add(1, kind="tug", value=9, on=date(2026, 1, 2)).id == 7
        assert [r.id for r in store.results.all(1)] == [7, 4]
        (move,) = store.staircases.rung_history(1)
        assert (move["reason"], move["why"]) == ("es ging gut", None)
        (step,) = store.plans.phases(2)
        assert (step.reason, step.why) == ("2 Wochen sind um", None)
    assert (tmp_path / "quest.db.before-upgrade-from-0003").exists()
