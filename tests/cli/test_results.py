"""`results`: what is entered by hand."""

from __future__ import annotations

import subprocess
from datetime import datetime, timedelta

import pytest


def test_several_results_are_added_listed_and_deleted_after_asking(run, start):
    """One line each for people, one JSON line for programs; deleting asks, and no answer is no."""
    run("players", "add", "Kim")
    done = run("results", "add", "Kim", "--tug", "12,5", "--pbs", "41", "--walk", "8", "--goal", "7", "--note", "tired")
    assert done.code == 0, done.err
    assert done.out.splitlines() == [
        "   1  Timed Up and Go: 12.5 s",
        "   2  Paediatric Balance Scale: 41 of 56",
        "   3  10-metre walk: 8 s (1.25 m/s)",
        "   4  own goal, 0–10: 7 of 10",
    ]
    listed = run("results", "list", "Kim", "--json").json
    assert [(r["kind"], r["value"], r["unit"], r["note"]) for r in listed] == [
        ("tug", 12.5, "s", "tired"),
        ("pbs", 41.0, "points", "tired"),
        ("walk", 8.0, "s", "tired"),
        ("goal", 7.0, "points", "tired"),
    ]
    assert listed[2]["speed_m_s"] == 1.25
    asked = start("results", "delete", "2", stdin=subprocess.PIPE)
    _, err = asked.communicate("n\n", timeout=30)
    assert asked.returncode == 130
    assert "Paediatric Balance Scale: 41 of 56 of Kim" in err
    assert run("results", "delete", "2", "--yes", "--json").json == {"deleted": 2}
    assert [r["id"] for r in run("results", "list", "Kim", "--json").json] == [1, 3, 4]


WRONG = [
    ("--tug", "0.5"), ("--tug", "301"), ("--tug", "nan"), ("--pbs", "57"), ("--pbs", "41.5"), ("--walk", "0"),
    ("--goal", "11"), ("--goal", "-1"), (), ("--note", "nothing else"), ("--tug", "9", "--note", "x" * 201),
    ("--tug", "9", "--session", "4"), ("--tug", "9", "--on", "Friday"), ("--tug", "9", "--on", ""),
    ("--tug", "9", "--on", "2014-12-31"), ("--tug", "9", "--on", "1899-01-01"), ("--tug", "9", "--on", "9999-01-01"),
    ("--tug", "9", "--on", "2026-01-02", "--session", "1"),
]  # fmt: skip


@pytest.mark.slow
def test_what_no_test_can_give_is_refused_and_nothing_kept(run):
    """Exit 2 and the reason; a right value beside a wrong one is not kept either."""
    run("players", "add", "Kim", "--birth-year", "2015")
    for words in WRONG:
        refused = run("results", "add", "Kim", *words)
        assert refused.code == 2, words
        assert "Traceback" not in refused.err
        assert not refused.out
    assert run("results", "add", "Kim", "--goal", "5", "--tug", "999").code == 2
    assert run("results", "add", "Nobody", "--tug", "9").code == 2
    assert run("results", "delete", "1", "--yes").code == 2
    assert "no clinical results" in run("results", "list", "Kim").out


def test_a_result_of_a_session_has_its_day(run, tmp_path):
    """What is entered for an earlier session belongs to the day on which it was played."""
    records = ["--database", str(tmp_path / "r.db")]
    level = ["--level", "fog/still_lake", "--seed", "1", "--board", "sim", "--headless", "--fast", "--player", "Kim"]
    assert run("play", *level, *records).code == 0
    began = run("sessions", "list", "--json", *records).json[0]["started_at"]
    added = run("results", "add", "Kim", "--tug", "9", "--session", "last", "--json", *records).json
    assert [(r["session_id"], r["made_at"]) for r in added] == [(1, began)]


def test_what_was_measured_on_friday_is_typed_in_on_monday(run):
    """The list goes by the day of the measurement; a day that has not come is refused in one line."""
    run("players", "add", "Kim")
    today = datetime.now().astimezone().date()
    friday = (today - timedelta(days=3)).isoformat()
    assert run("results", "add", "Kim", "--tug", "11").code == 0
    added = run("results", "add", "Kim", "--tug", "12.5", "--goal", "6", "--on", friday)
    assert added.out.splitlines() == [
        f"   2  Timed Up and Go: 12.5 s, {friday}",
        f"   3  own goal, 0–10: 6 of 10, {friday}",
    ]
    listed = run("results", "list", "Kim", "--json").json
    assert [(r["id"], r["day"], r["measured_on"]) for r in listed] == [
        (2, friday, friday),
        (3, friday, friday),
        (1, today.isoformat(), None),
    ]
    shown = run("results", "list", "Kim").out.splitlines()
    assert [line.split()[:2] for line in shown[1:]] == [["2", friday], ["3", friday], ["1", today.isoformat()]]
    late = run("results", "add", "Kim", "--tug", "9", "--on", (today + timedelta(days=1)).isoformat())
    assert late.code == 2
    assert late.err.count("\n") == 1
    assert "has not come yet" in late.err
