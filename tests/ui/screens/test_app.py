"""The app: what works on every screen, and what the window does."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pygame
import pytest

from steadyquest.errors import DisplayError
from steadyquest.ui import picture
from steadyquest.ui.app import App
from steadyquest.ui.landscape import Landscapes
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.reach import ReachByHand
from steadyquest.ui.screens.strip import Strip


def press(app: App, key: int, text: str = "") -> None:
    """A key, through the same door as in a frame."""
    event = pygame.event.Event(pygame.KEYDOWN, key=key, unicode=text, mod=0)
    if not app.filtered(event):
        after = app.loop.screen.handle(event)
        assert after is not None
        app.loop.show(after)


def test_without_arguments_the_title_comes_first(app: App) -> None:
    """And nothing is open yet."""
    assert type(app.loop.screen).__name__ == "Title"
    assert app.desk.source is None


def test_a_board_and_a_player_from_the_command_line_go_straight_to_the_plate(game: Any) -> None:
    """Title and players are passed over."""
    game.desk.config.board, game.desk.config.player = "keyboard", "ana"
    game.desk.config.store.players.add("Ana", picture="bear")
    game.show(flow.first(game.desk)).draw()
    assert game.at("StepOn")
    assert game.desk.player.name == "Ana"


def test_an_unknown_player_from_the_command_line_is_asked_for_with_the_name_filled_in(game: Any) -> None:
    """A window can ask; headless cannot."""
    game.desk.config.board, game.desk.config.player = "keyboard", "Nora"
    game.show(flow.first(game.desk)).draw()
    assert game.at("AddPlayer")
    assert game.screen._fields["name"].text == "Nora"


def test_f1_opens_and_closes_the_keys_over_any_screen(app: App) -> None:
    """The screen beneath comes back."""
    before = app.loop.screen
    press(app, pygame.K_F1)
    assert type(app.loop.screen).__name__ == "KeysPage"
    app.loop.screen.draw(app.window.surface)
    press(app, pygame.K_F1)
    assert app.loop.screen is before


def test_f2_opens_and_closes_the_strip(app: App) -> None:
    """Numbers stay off the screen unless asked for."""
    press(app, pygame.K_F2)
    assert isinstance(app.loop.screen, Strip)
    app.loop.screen.draw(app.window.surface)
    press(app, pygame.K_F2)
    assert not isinstance(app.loop.screen, Strip)


def test_f3_goes_through_the_looks(app: App) -> None:
    """High contrast is a key away, and round again."""
    looks = []
    for _ in range(3):
        press(app, pygame.K_F3)
        looks.append(app.desk.view.look)
    assert looks == ["plain", "contrast", "story"]


def test_f11_goes_to_full_screen_and_back(app: App) -> None:
    """The layout follows the window's size."""
    press(app, pygame.K_F11)
    assert app.window.fullscreen
    assert app.desk.view.canvas.size_px == app.window.size
    press(app, pygame.K_F11)
    assert not app.window.fullscreen


def test_pulling_at_the_window_lays_out_anew(app: App) -> None:
    """Everything is drawn at the window's own size."""
    pygame.display.set_mode((800, 600), pygame.RESIZABLE)
    app.filtered(pygame.event.Event(pygame.VIDEORESIZE, size=(800, 600), w=800, h=600))
    assert app.desk.view.canvas.size_px == (800, 600)
    app.loop.screen.draw(app.window.surface)


def test_arrow_keys_lean_in_play_and_only_choose_in_menus(app: App) -> None:
    """A key held when a menu opens is let go."""
    app.desk.choose("keyboard")
    hand = app.desk.hand.hand  # type: ignore[union-attr]
    press(app, pygame.K_RIGHT)
    assert hand._down == {}  # type: ignore[attr-defined]
    app.loop.show(flow.step_on(app.desk))
    press(app, pygame.K_RIGHT)
    assert hand._down  # type: ignore[attr-defined]
    press(app, pygame.K_F1)
    assert hand._down == {}  # type: ignore[attr-defined]


def test_closing_the_window_ends_the_session_and_leaves(app: App) -> None:
    """Nothing stays open."""
    app.desk.choose("keyboard")
    source = app.desk.source
    app.desk.begin_session()
    app.filtered(pygame.event.Event(pygame.QUIT))
    app.run()
    assert app.desk.session is None
    assert app.desk.summary is not None
    assert source is not None
    assert source.ended


def test_the_age_of_a_sample_is_unknown_until_there_is_one(app: App) -> None:
    """NaN is not a number to show."""
    assert math.isnan(app.desk.age_s())


def test_a_crash_in_a_screen_still_ends_the_session(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug is loud, and the session is saved."""
    app.desk.choose("keyboard")
    app.desk.begin_session()
    monkeypatch.setattr(app.loop.screen, "update", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        app.run()
    assert app.desk.summary is not None


def test_a_screen_becomes_a_picture_without_a_display(
    game: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The real scenery is waited for, and the picture is of the wanted size."""
    waited = []
    monkeypatch.setattr(Landscapes, "wait", lambda _self, place, hour, **_: waited.append((place, hour)))
    file = picture.picture_of(
        flow.level_map(game.stand().desk), surface=game.surface, view=game.desk.view, file=tmp_path / "a" / "map.png"
    )
    assert waited == [("map", 0)]
    assert pygame.image.load(file).get_size() == (1280, 720)


def test_a_picture_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "a").write_text("in the way")
    with pytest.raises(DisplayError, match="could not be written"):
        picture.save(pygame.Surface((8, 8)), tmp_path / "a" / "b.png")


def test_pictures_leave_the_real_display_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment is put back."""
    monkeypatch.delenv("SDL_VIDEODRIVER", raising=False)
    with picture.no_display((64, 36)) as surface:
        assert surface.get_size() == (64, 36)
    import os

    assert "SDL_VIDEODRIVER" not in os.environ


def reached_by_arrows(game: Any) -> set[str]:
    """Every key that the focus comes to from where it begins."""
    menu, arrows = game.screen.menu, (pygame.K_LEFT, pygame.K_RIGHT, pygame.K_UP, pygame.K_DOWN)
    seen, todo = {menu.focus}, [menu.focus]
    while todo:
        begin = todo.pop()
        for arrow in arrows:
            menu.focus = begin
            menu.handle(pygame.event.Event(pygame.KEYDOWN, key=arrow, mod=0, unicode=""), game.desk.view)
            todo += {menu.focus} - seen
            seen.add(menu.focus)
    return seen


@pytest.mark.parametrize("name", ["title", "players", "add_player", "settings", "reach", "level_map"])
def test_arrow_keys_alone_come_to_every_button(game: Any, name: str) -> None:
    """A remote or a pad has nothing else."""
    for letter in "abcdefghi":
        game.desk.config.store.players.add(letter, picture="fox")
    game.stand()
    screens: dict[str, Any] = {
        "settings": lambda: flow.settings(game.desk, flow.level_map(game.desk)),
        "reach": lambda: ReachByHand(game.desk),
    }
    game.show(screens.get(name, lambda: getattr(flow, name)(game.desk))())
    wanted = {button.key for button in game.screen.menu.buttons if button.enabled}
    assert reached_by_arrows(game) == wanted
