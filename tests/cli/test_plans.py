"""`plans`: from a new file to an assigned plan, played, led on, printed and ended."""

import re

import pytest

PLAN = """format = 1
goal = "Walk to school"
minutes = 1
days_per_week = 2
stance = "comfortable"
[[phase]]
weeks = 1
levels = ["meadow/first_light"]
home = ["meadow/first_light"]
[[phase]]
weeks = 1
levels = ["river"]
"""


@pytest.mark.slow
def test_a_plan_is_written_checked_assigned_shown_led_on_printed_and_ended(run, home):
    """The way of a therapist, from the first line to the last."""
    written = run("plans", "new", "mine", "--for", "hemiplegia", "--goal", 'A "big" tree', "--minutes", "12")
    assert written.code == 0, written.err
    assert (home.path / "mine.toml").read_text().count('goal = "A \\"big\\" tree"') == 1
    checked = run("plans", "check", "mine.toml", "--json")
    assert checked.code == 0
    # What a place loses under this plan's highest hour is told; nothing is wrong.
    assert {(problem["severity"], problem["key"]) for problem in checked.json} <= {("warning", "levels")}
    run("players", "add", "Mia")
    assigned = run("plans", "assign", "mine.toml", "--player", "mia", "--json")
    assert (assigned.code, assigned.json["player"]) == (0, "Mia")
    assert "no affected side" in assigned.err
    shown = run("plans", "show", "Mia", "--json").json
    assert (shown["phase"], shown["phases"], shown["goal"], shown["dose"]["weeks"]) == (0, 3, 'A "big" tree', [])
    led = run("plans", "advance", "Mia", "--because", "ready\nfor it", "--json").json
    assert led == {"player": "Mia", "phase": 1, "reason": "ready for it"}
    assert run("plans", "advance", "Mia", "--to", "2").code == 2
    assert run("plans", "advance", "Mia", "--to", "1").code == 0
    assert [step["phase"] for step in run("plans", "show", "Mia", "--json").json["steps"]] == [1, 0]
    assert run("plans", "page", "Mia", "--to", "page.html").code == 0
    assert "A &#34;big&#34; tree" in (home.path / "page.html").read_text()
    assert run("plans", "end", "Mia").code == 0
    refused = run("plans", "show", "Mia")
    assert (refused.code, "has no plan" in refused.err) == (2, True)


@pytest.mark.slow
def test_play_follows_the_plan_tries_another_or_none(run, home):
    """Minutes and levels are the plan's; the dose is counted whichever is played."""
    (home.path / "plan.toml").write_text(PLAN)
    (home.path / "other.toml").write_text(PLAN.replace("meadow/first_light", "meadow/butterflies"))
    run("players", "add", "Mia")
    assert run("plans", "assign", "plan.toml", "--player", "Mia").code == 0
    fast = ("play", "--headless", "--fast", "--board", "sim", "--player", "Mia", "--reach", "50", "--json")
    own, other, none = run(*fast), run(*fast, "--plan", "other.toml"), run(*fast, "--no-plan", "--minutes", "0.5")
    assert {r["level"] for r in own.json["runs"]} == {"meadow/first_light"}
    assert 60 <= own.json["seconds"] < 200
    assert "Plan: plan. Phase 1 of 2" in own.err
    assert {r["level"] for r in other.json["runs"]} == {"meadow/butterflies"}
    assert "assigned to nobody" in other.err
    assert "Plan:" not in none.err
    shown = run("plans", "show", "Mia")
    assert "So far: 1 day," in shown.out
    assert re.search(r"week 1 +█+ ", shown.out)
    assert run(*fast, "--plan", "x.toml", "--no-plan").code == 2
    assert run(*fast, "--plan", "x.toml").code == 2
    assert run(*fast[:-3], "--plan", "assigned", "--player", "Tom").code == 2


def test_what_is_wrong_is_told_line_by_line_and_is_exit_1(run, home):
    """A checked file at fault; what could not be looked at at all is told in the same way."""
    (home.path / "bad.toml").write_text(PLAN.replace("weeks = 1", "weeks = 0").replace("river", "rivr"))
    found = run("plans", "check", "bad.toml", "gone.toml", "--json")
    assert found.code == 1
    assert [(p["file"], p["line"], p["key"]) for p in found.json] == [
        ("bad.toml", 7, "weeks"),
        ("bad.toml", 11, "weeks"),
        ("bad.toml", 12, "levels"),
        ("gone.toml", 1, "file"),
    ]
    refused = run("plans", "assign", "bad.toml", "--player", "Mia")
    assert (refused.code, len(refused.err.splitlines())) == (2, 3)
    assert run("plans", "new", "bad.toml").code == 2
    assert "did you mean `ataxia`" in run("plans", "new", "new", "--for", "ataxy", "--goal", "Run").err
    assert "--goal" in run("plans", "new", "new").err


@pytest.mark.slow
def test_a_rehearsal_wants_new_records(run, home):
    """It never plays into anybody's own; what it played can be shown."""
    (home.path / "plan.toml").write_text(PLAN)
    done = run("plans", "rehearse", "plan.toml", "--database", "new.db", "--seed", "2", "--json", timeout=120)
    assert done.code == 0, done.err
    assert done.json["sessions"] == 4
    assert done.json["dose"]["done"]["days"] == 4
    assert [step["rule"] for step in done.json["steps"]] == ["weeks"]
    assert run("plans", "show", "Child hemi left", "--database", "new.db").code == 0
    again = run("plans", "rehearse", "plan.toml", "--database", "new.db")
    assert (again.code, "wants a new file" in again.err) == (2, True)
    assert run("plans", "rehearse", "plan.toml", "--database", "b.db", "--person", "bob").code == 2
    assert not (home.path / "b.db").exists()


def test_a_rehearsal_without_records_tells_and_leaves_nothing(run, home):
    """The weeks and the dose are told; no file is left here, in the own records or among the temporary ones."""
    (home.path / "plan.toml").write_text(PLAN)
    home.env["TMPDIR"] = str(home.path / "temporary")
    (home.path / "temporary").mkdir()
    done = run("plans", "rehearse", "plan.toml", timeout=120)
    assert (done.code, "week 1" in done.out, "--database NEW.db" in done.out) == (0, True, True), done.err
    assert "█" in done.out
    assert [file.name for file in home.path.rglob("*") if file.suffix == ".db" or "steadyquest-" in file.name] == []


def test_pages_of_two_people_are_two_files(run, home):
    """Without a word each is named after whom it is of, safely; a file's page after its title."""
    run("plans", "new", "mine", "--goal", "Run")
    for name in ("Mia", "Bo/b .."):
        run("players", "add", name)
        assert run("plans", "assign", "mine.toml", "--player", name).code == 0
        assert run("plans", "page", name).code == 0
    assert sorted(file.name for file in home.path.glob("*.html")) == ["plan-bo-b.html", "plan-mia.html"]
