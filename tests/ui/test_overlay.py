"""Questions and messages over a screen."""

from __future__ import annotations

from typing import Any

import pygame
import pytest

from steadyquest.ui.overlay import Confirm, Message, sentence


class Seen:
    """Hears what is drawn."""

    def __init__(self) -> None:
        self.words_drawn: list[str] = []
        self.view = self

    def words(self, _surface: Any, string: str, *_: Any, **__: Any) -> None:
        """Keep it."""
        self.words_drawn.append(string)

    def __getattr__(self, _name: str) -> Any:
        return lambda *_, **__: None


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("a weight of 0 kg cannot be", "A weight of 0 kg cannot be"),
        ("/dev/ttyACM0 is in use", "/dev/ttyACM0 is in use"),
        ("", ""),
    ],
)
def test_a_line_of_an_error_begins_like_a_sentence(line: str, shown: str) -> None:
    """Whatever it begins with."""
    assert sentence(line) == shown


def test_messages_and_questions_begin_with_a_capital() -> None:
    """One home for all dialogs."""
    seen: Any = Seen()
    Message(seen, seen, text="the port is in use").paint(pygame.Surface((1, 1)))
    Confirm(seen, seen, question="really?", yes="Yes", no="No", then=lambda: None).paint(pygame.Surface((1, 1)))
    assert seen.words_drawn == ["The port is in use", "Really?"]
