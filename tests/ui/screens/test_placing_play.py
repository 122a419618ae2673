"""Two to play: while the game waits for a place, the screen says how to give one, and a second pad's stick gives it."""

from __future__ import annotations

from typing import Any

import pygame
import pytest

from steadyquest.game.tasks.reach import LIVE_WAIT_TICKS
from steadyquest.ui import placing
from steadyquest.ui.screens import flow


@pytest.fixture
def waiting(game: Any) -> Any:
    """A live level that waits for the first place."""
    game.stand()
    level = next(
        lv for lv in game.desk.config.levels() if any(getattr(s.task, "order", "") == "live" for s in lv.spec.steps)
    )
    game.show(flow.play(game.desk, level).begin())
    for _ in range(200):
        game.play(0.1)
        if placing.is_wanted(game.desk.session.scene()):
            return game
    raise AssertionError(f"{level.key} never waits for a place")


def push(game: Any, axis: int, value: float) -> None:
    """The left stick of somebody's pad."""
    game._handle(pygame.event.Event(pygame.JOYAXISMOTION, axis=axis, value=value))


def target(game: Any) -> Any:
    """The target that is there now."""
    return next((item for item in game.desk.session.scene().items if item.kind == "target"), None)


def said(game: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words of one frame."""
    words: list[str] = []
    monkeypatch.setattr(game.desk.view, "words", lambda _surface, string, *_, **__: words.append(string))
    game.draw()
    return words


def test_the_screen_says_how_to_place_until_somebody_did(waiting: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then there is the target, and nothing more to read."""
    assert any("Where does the next one come?" in words for words in said(waiting, monkeypatch))
    monkeypatch.undo()
    push(waiting, 0, -1.0)
    push(waiting, 0, 0.0)
    waiting.play(0.2)
    assert target(waiting).x < -0.3
    assert not any("Where does" in words for words in said(waiting, monkeypatch))


def test_pushing_shows_the_place_before_letting_go_gives_it(waiting: Any) -> None:
    """The mark is where the target will be."""
    before = pygame.image.tobytes(waiting.draw().surface, "RGB")
    push(waiting, 1, -1.0)
    assert waiting.screen._aim.at == pytest.approx((0.0, 1.0), abs=0.001)
    assert pygame.image.tobytes(waiting.draw().surface, "RGB") != before
    assert target(waiting) is None
    push(waiting, 1, 0.0)
    waiting.play(0.2)
    assert target(waiting).y > 0.3


def test_a_player_who_leans_with_the_pad_places_nothing_with_its_stick(waiting: Any) -> None:
    """It is the lean; after a while the game places one itself."""
    waiting.desk.label = "gamepad"
    push(waiting, 0, 1.0)
    push(waiting, 0, 0.0)
    waiting.play(0.2)
    assert target(waiting) is None
    waiting.play(LIVE_WAIT_TICKS / 100)
    assert target(waiting) is not None
