"""`progress` and `play --probe`, as a person types them."""

import pytest


@pytest.mark.slow
def test_probe_then_progress(run, home):
    """A probe is played and recorded, replays the same, and is on the page; nobody is no player."""
    play = run(
        "play", "--headless", "--fast", "--board", "sim", "--player", "Mia", "--probe", "--minutes", "0.1", "--seed", 3,
        "--json", timeout=120,
    )  # fmt: skip
    assert play.code == 0
    assert [run["level"] for run in play.json["runs"]] == ["probe/feel"]
    assert play.json["runs"][0]["stars"] == 0
    assert run("sessions", "replay", "last").code == 0
    page = home.path / "mia.html"
    told = run("progress", "mia", "--to", page, "--json")
    assert told.code == 0
    assert [len(trend["probes"]) for trend in told.json["feel"]] == [1]
    assert told.json["feel"][0]["mdc95_mm"] is None
    assert "Feel probe" in page.read_text(encoding="utf-8")
    again = run("play", "--headless", "--fast", "--board", "sim", "--probe", "anew")
    assert again.code == 2
    assert "needs a player" in again.err


def test_what_cannot_be_is_one_line(run, home):
    """No records, nobody of that name, and a place that cannot be written."""
    assert run("progress", "Mia", "--database", home.path / "none.db").code == 2
    assert run("players", "add", "Mia").code == 0
    wrong = run("progress", "Mya")
    assert (wrong.code, "did you mean Mia" in wrong.err) == (2, True)
    folder = run("progress", "Mia", "--to", home.path)
    assert (folder.code, len(folder.err.strip().splitlines())) == (2, 1)
    assert run("play", "--probe", "later").code == 2
