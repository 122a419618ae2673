"""Every other command: lists, players, levels, backup, doctor."""

import re
from pathlib import Path

import pytest


def test_doctor_says_what_works_and_that_one_can_play(run):
    """On a machine without display and sound one can still play headless; every check has its line."""
    found = run("doctor", "--json")
    assert (found.code, found.json["can_play"]) == (0, True), found.err
    assert {"versions", "pygame", "display", "sound", "ports", "levels", "database"} <= set(found.json)
    assert found.json["display"]["ok"] is None


def test_players_are_added_renamed_and_deleted_after_asking(run, start):
    """Deleting asks; no answer is no."""
    assert run("players", "add", "Kim", "--affected", "left", "--height", "110", "--json").json["height_cm"] == 110
    assert run("players", "add", "kim").code == 2
    assert run("players", "rename", "Kim", "Robin", "--json").json["name"] == "Robin"
    import subprocess

    asked = start("players", "delete", "Robin", stdin=subprocess.PIPE)
    asked.communicate("n\n", timeout=30)
    assert asked.returncode == 130
    assert [p["name"] for p in run("players", "list", "--json").json] == ["Robin"]
    assert run("players", "delete", "Robin", "--yes", "--json").json == {
        "deleted": "Robin",
        "sessions": 0,
        "copies": [],
    }
    assert run("players", "list", "--json").json == []


def test_what_a_player_plays_with_can_be_set_and_taken_back(run):
    """Thresholds, ranges and steadiness: shown, changed, refused outside their limits, and gone back to default."""
    run("players", "add", "Kim")
    done = run("players", "set", "Kim", "step_off_share=0.2", "range_reach=0.2-0.3", "sound_help=yes", "--json")
    assert {k: v for k, v in done.json.items() if v is not None} == {
        "step_off_share": 0.2,
        "range_reach": [0.2, 0.3],
        "sound_help": True,
    }
    words = (
        "--board",
        "sim",
        "--headless",
        "--fast",
        "--player",
        "Kim",
        "--level",
        "meadow/wake_the_flowers",
        "--json",
    )
    played = run(*words, "--seed", "1").json["runs"][0]
    assert (played["d_start"], played["d_end"]) == (0.2, 0.3)
    assert run("players", "set", "Kim", "step_off_share=", "--json").json["step_off_share"] is None
    for bad in ("step_off_share=7", "colour=red", "range_reach=0.9-0.1", "minutes=nan"):
        refused = run("players", "set", "Kim", bad)
        assert refused.code == 2
        assert bad.partition("=")[0] in refused.err


def test_a_session_is_moved_to_its_right_player(run):
    """The wrong picture was picked: the session goes to the other player."""
    run("players", "add", "Robin")
    run("--board", "sim", "--headless", "--fast", "--player", "Kim", "--level", "fog/stepping_stones", "--seed", "1")
    assert run("sessions", "move", "last", "Robin", "--json").json == {"session": 1, "player": "Robin"}
    assert run("sessions", "list", "--player", "Robin", "--json").json[0]["id"] == 1
    assert run("sessions", "list", "--player", "Kim", "--json").json == []


def test_levels_are_listed_and_checked(run, home):
    """Shipped levels are clean; a file with three faults gives three lines with numbers, and exit 1."""
    worlds = {row["key"].split("/")[0] for row in run("levels", "list", "--json").json}
    assert worlds == {"meadow", "river", "wood", "fog", "cave", "peak", "coast"}
    assert run("levels", "check", "river/feed_the_ducks", "--json").json == []
    bad = home.path / "bad.toml"
    bad.write_text('format = 1\ntitel = "x"\nworld = "sea"\nsay = "Go."\n[[step]]\ntask = "hold"\nradius = 9\n')
    checked = run("levels", "check", bad, "--json")
    assert checked.code == 1
    assert list(checked.json[0]) == ["file", "line", "key", "severity", "found", "allowed", "hint"]
    assert {(p["line"], p["key"]) for p in checked.json} >= {(2, "titel"), (3, "world"), (7, "radius")}
    played = run("--board", "sim", "--headless", "--fast", "--level", bad)
    assert played.code == 2
    assert len(played.err.strip().splitlines()) == len(checked.json)


def test_backup_and_restore_bring_everything_back(run):
    """A backup is one file; restoring it keeps what was there before."""
    run("players", "add", "Kim")
    assert run("backup", "kept.db", "--json").code == 0
    assert run("backup", "kept.db").code == 2
    run("players", "delete", "Kim", "--yes")
    back = run("restore", "kept.db", "--yes", "--json")
    assert back.code == 0
    assert Path(back.json["kept"]).exists()
    assert [p["name"] for p in run("players", "list", "--json").json] == ["Kim"]


def test_board_list_opens_nothing_and_is_a_list(run):
    """No board here: an empty list, and a word to the person."""
    assert isinstance(run("board", "list", "--json").json, list)


@pytest.mark.parametrize(
    "command", [(), ("play",), ("board",), ("levels",), ("players",), ("sessions",), ("results",), ("measure",)]
)
def test_every_command_helps(run, command):
    """`--help` works everywhere and says something."""
    helped = run(*command, "--help")
    assert helped.code == 0
    assert "Usage" in helped.out


def test_every_command_is_in_the_readme_or_the_manual(run):
    """What can be typed can be read about."""
    root = next(p for p in Path(__file__).resolve().parents if (p / "pyproject.toml").exists())
    if not (root / "docs").exists():
        pytest.skip("the documents are only in a checkout")
    text = (root / "README.md").read_text() + (root / "docs" / "commands.md").read_text()
    for group in ("", "board", "levels", "players", "sessions", "results"):
        shown = run(*filter(None, [group]), "--help").out
        for name in re.findall(r"^  ([a-z]+)  ", shown.partition("Commands:")[2], re.MULTILINE):
            words = f"{group} {name}".strip()
            assert f"steadyquest {words}" in text, f"`steadyquest {words}` is documented nowhere"


def test_every_option_of_the_board_is_in_the_manual(run):
    """What a maker can type stands in docs/commands.md, option by option."""
    root = next(p for p in Path(__file__).resolve().parents if (p / "pyproject.toml").exists())
    if not (root / "docs").exists():
        pytest.skip("the documents are only in a checkout")
    text = (root / "docs" / "commands.md").read_text()
    names = re.findall(r"^  ([a-z]+)  ", run("board", "--help").out.partition("Commands:")[2], re.MULTILINE)
    assert "calibrate" in names
    for name in names:
        for option in re.findall(r"^ +(?:-., )?(--[a-z-]+)", run("board", name, "--help").out, re.MULTILINE):
            assert f"{option} " in text or f"{option}`" in text, f"`board {name} {option}` is documented nowhere"


def test_the_version_is_the_packages(run):
    """`--version` prints it."""
    from steadyquest import __version__

    assert run("--version").out.split()[-1] == __version__
