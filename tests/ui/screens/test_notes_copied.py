"""Five lines for the therapist's notes, from the session's end to where other programs paste from."""

import time
from typing import Any

import pytest

from steadyquest.ui.screens import flow, session_end


@pytest.fixture
def ended(game: Any) -> Any:
    """The end of a session whose notes are known."""
    game.desk.config.write_report = lambda number: f"session-{number}.html"
    game.desk.config.notes_of = lambda _number: ("one", "two", "three", "four", "five")
    game.stand()
    game.show(flow.the_end(game.desk))
    game.screen._session_id = 7
    game.screen.refresh()
    return game


def wait(game: Any) -> Any:
    for _ in range(200):
        game.play(0.02)
        if game.screen._at_work is not None and not game.screen._is_busy():
            break
        time.sleep(0.01)
    return game.play(0.05)


def test_the_lines_are_copied_and_it_is_said(ended: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """All five, and that they name nobody."""
    copied = []
    monkeypatch.setattr(session_end, "to_clipboard", lambda text: copied.append(text) or True)
    wait(ended.choose("notes"))
    assert copied == ["one\ntwo\nthree\nfour\nfive"]
    assert "name nobody" in ended.screen._report


def test_without_a_clipboard_the_command_is_named(ended: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is lost: the same lines can be printed."""
    monkeypatch.setattr(session_end, "to_clipboard", lambda _text: False)
    wait(ended.choose("notes"))
    assert "--notes" in ended.screen._report
