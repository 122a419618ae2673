from steadyquest.records.doctor import check
from steadyquest.records.store import open_store
from steadyquest.records.writer import Recorder


def test_a_healthy_database_is_said_to_be_so(store, mia, recorder):
    """In plain data, ready for JSON."""
    session = recorder.start_session(player_id=mia.id)
    found = check(store)
    assert (found["integrity"], found["writable"], found["version"]) == ("ok", True, found["known_version"])
    assert (found["players"], found["sessions"], found["unfinished_session"]) == (1, 1, session)
    assert found["database"] == str(store.path)
    assert found["size_bytes"] > 0
    assert found["free_bytes"] > 0


def test_damage_inside_is_found(path, board_samples):
    """Pages that were overwritten while nobody looked."""
    with open_store(path) as store, Recorder(store) as recorder:
        recorder.start_session()
        recorder.add_samples(board_samples(5000))
        recorder.end_session()
    data = bytearray(path.read_bytes())
    data[-4096 * 3 :] = b"\x07" * 4096 * 3
    path.write_bytes(data)
    with open_store(path) as store:
        assert check(store)["integrity"] != "ok"


def test_rows_that_belong_to_nobody_are_found(store):
    """What foreign keys should have kept together."""
    raw = store.database.engine.raw_connection()
    cursor = raw.cursor()
    cursor.execute("PRAGMA foreign_keys = OFF")
    cursor.execute("INSERT INTO rungs (player_id, skill, rung, reason) VALUES (77, 'reach', 0, '')")
    cursor.execute("PRAGMA foreign_keys = ON")
    raw.close()
    assert "1 rows without" in check(store)["integrity"]
