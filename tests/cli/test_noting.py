"""`sessions note`."""

from __future__ import annotations


def played(run, tmp_path):
    file = tmp_path / "r.db"
    level = ["--level", "fog/still_lake", "--seed", "1", "--board", "sim", "--headless", "--fast"]
    assert run("play", *level, "--database", str(file)).code == 0
    return ["--database", str(file)]


def test_a_session_is_noted_shown_and_reported(run, tmp_path):
    """Words, support and shoes; the report says the same; a - takes one away."""
    records = played(run, tmp_path)
    done = run("sessions", "note", "last", "calm today", "--support", "one_hand", "--shoes", "socks", *records)
    assert done.code == 0
    shown = run("sessions", "note", "last", *records, "--json")
    assert shown.json["notes"] == {"said": "calm today", "support": "one_hand", "shoes": "socks"}
    assert "one hand" in shown.err
    page = tmp_path / "r.html"
    assert run("report", "last", "-o", str(page), *records).code == 0
    text = page.read_text(encoding="utf-8")
    assert all(words in text for words in ("calm today", "one hand", "socks"))
    run("sessions", "note", "last", "--support", "-", *records)
    assert "support" not in run("sessions", "note", "last", *records, "--json").json["notes"]


def test_what_cannot_be_noted_is_refused(run, tmp_path):
    """Too many words, an unknown support, a session that there is not: exit 2, nothing changed."""
    records = played(run, tmp_path)
    assert run("sessions", "note", "last", "x" * 900, *records).code == 2
    assert run("sessions", "note", "last", "--support", "rope", *records).code == 2
    assert run("sessions", "note", "99", "a", *records).code == 2
    assert "Nothing is noted" in run("sessions", "note", "last", *records).out
