"""What a player sees and chooses with, set on the screen: kept with them, shown at once, gone with the next one."""

from __future__ import annotations

from typing import Any

import pygame
import pytest
from tests.ui.screens import gallery

from steadyquest.session.access import KEPT_AS, Access
from steadyquest.signal.one_euro import STEADINESS
from steadyquest.ui.access.choices import Choices
from steadyquest.ui.access.figure import FIGURE, RADIUS
from steadyquest.ui.app import App
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.access_settings import ChoosingSettings, SeeingSettings
from steadyquest.ui.screens.intro import CALM_READING, READING_S
from steadyquest.ui.screens.rest import Rest


def settings(game: Any, page: type) -> Any:
    """A page of the settings."""
    return page(game.desk, flow.settings(game.desk, flow.title(game.desk)))


def test_every_choice_is_the_players_and_leaves_with_them(game: Any) -> None:
    """Ana has it large, still, calm, mirrored; Bo as it comes; Ana again as she had it."""
    store = game.desk.config.store
    ana, bo = store.players.add("Ana", picture="bear"), store.players.add("Bo", picture="fox")
    game.desk.sit_down(ana)
    game.show(settings(game, SeeingSettings)).draw()
    for choice in ("text 2", "reduced 1", "calm 1", "mirrored 1"):
        game.choose(choice).draw()
    game.show(settings(game, ChoosingSettings)).draw()
    for choice in ("dwell 4", "switches 2", "scan 2"):
        game.choose(choice).draw()
    game.show(flow.settings(game.desk, flow.title(game.desk))).draw().choose("pace 1")
    wanted = Access(150, True, True, True, 75, 3.0, 2, 2.0)
    assert game.desk.access == wanted
    assert game.desk.view.text_scale == 1.5
    assert game.desk.view.calm
    game.desk.sit_down(bo)
    assert game.desk.access == Access()
    assert (game.desk.view.text_scale, game.desk.view.calm) == (1.0, False)
    game.desk.sit_down(next(p for p in store.players.all() if p.id == ana.id))
    assert game.desk.access == wanted
    assert game.desk.view.text_scale == 1.5
    assert set(store.players.settings(ana.id)) <= set(KEPT_AS.values())


@pytest.mark.parametrize("page", [SeeingSettings, ChoosingSettings])
def test_every_row_says_in_one_sentence_what_it_does(game: Any, page: type) -> None:
    """While it has the focus, and it is not cut off, at any text size."""
    for percent in (100, 150):
        game.desk.change_access("text", percent)
        screen = settings(game, page)
        for row in screen.rows():
            assert row.about
            screen.menu.focus = f"{row.key} 0"
            game.show(screen).draw()
        assert not game.desk.view.cut


def test_the_three_steadinesses_are_reached_shown_and_explained(game: Any) -> None:
    """On the first page of the settings, with the one in use marked."""
    screen = flow.settings(game.desk, flow.title(game.desk))
    row = next(row for row in screen.rows() if row.key == "steady")
    assert [words for _, words in row.choices] == ["Lively", "Normal", "Calm"]
    game.show(screen).draw().choose("steady 2")
    assert game.desk.setting("steadiness", "") == "calm"
    assert screen.menu.button("steady 2").chosen
    assert "calm trembles least" in row.about


def test_text_of_125_and_150_percent_is_larger_where_there_is_room(game: Any) -> None:
    """The lines of a card with room around them grow by the whole step."""
    heights = []
    for percent in (100, 125, 150):
        game.desk.change_access("text", percent)
        view, seen = game.desk.view, []
        real = view.texts.fitted
        view.texts.fitted = lambda *a, _real=real, _seen=seen, **k: _seen.append(_real(*a, **k)) or _seen[-1]
        view.words(game.surface, "Time to rest", (0, 0, 1000, 200), size="large")
        heights.append(seen[0].get_height())
    assert heights[1] == pytest.approx(heights[0] * 1.25, rel=0.05)
    assert heights[2] == pytest.approx(heights[0] * 1.5, rel=0.05)


def test_the_strip_of_the_therapist_stays_as_it_is(game: Any) -> None:
    """Its numbers have to fit into one line."""
    game.desk.change_access("text", 150)
    view, asked = game.desk.view, []
    real = view.texts.fitted
    view.texts.fitted = lambda string, size, *a, **k: asked.append(size) or real(string, size, *a, **k)
    view.words(game.surface, "d 0.50", (0, 0, 1000, 32), size="strip")
    assert asked == [20]


def test_k_is_calm_mode_and_k_again_takes_it_back(app: App, game: Any) -> None:
    """In the middle of a level: nothing of the world changes, and the music is off and on again."""
    app.desk.choose("keyboard")
    app.desk.begin_session()
    for _ in range(220):
        game.clock.now_s += 1 / 60
        app.desk.poll()
    session = app.desk.session
    assert session is not None
    level = next(lv for lv in app.desk.config.levels() if lv.key == "meadow/first_light")
    app.loop.show(flow.play(app.desk, level).begin())
    for _ in range(20):
        game.clock.now_s += 1 / 60
        app.poll()
    music = app.sound._volumes().music
    commands = list(session._asked)
    for calm in (True, False):
        assert app.filtered(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_k, mod=0, unicode="k"))
        app.loop.screen.draw(app.window.surface)
        assert app.desk.access.calm is calm
        assert app.desk.view.scenery.calm is calm
        assert app.loop.screen._scene_view._shown_as.still is calm  # type: ignore[attr-defined]
        assert app.sound._volumes().music == ("off" if calm else music)
        assert session._asked == commands


def test_k_is_a_letter_while_one_types(app: App) -> None:
    """A player may be called Kim."""
    app.loop.show(flow.add_player(app.desk))
    assert not app.filtered(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_k, mod=0, unicode="k"))
    assert not app.desk.access.calm


def test_calm_mode_gives_more_time_between(game: Any) -> None:
    """Twice the time to read, and a rest after every level."""
    game.stand()
    game.desk.change_access("calm", True)
    level = next(lv for lv in game.desk.config.levels() if lv.key == "meadow/first_light")
    game.show(flow.intro(game.desk, level)).play(READING_S + 0.5)
    assert not game.screen._counting
    game.play(READING_S * (CALM_READING - 1) + 0.2)
    assert game.screen._counting
    assert isinstance(flow.after_finish(game.desk), Rest)
    game.desk.change_access("calm", False)
    assert not isinstance(flow.after_finish(game.desk), Rest)


def test_in_the_mirror_the_mouse_still_goes_where_it_points(game: Any) -> None:
    """The pointer, the light under it, and a target that is placed there are at one place of the picture."""
    game.desk.change_access("mirrored", True)
    game.desk.choose("mouse")
    at = game.desk.view.canvas.point(800.0, 400.0)
    hand = game.desk.hand.hand
    hand.handle(pygame.event.Event(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0)))
    assert hand._aim[0] == pytest.approx(-160 / 285, abs=0.01)
    assert game.desk.side == -1.0


@pytest.mark.parametrize("part", [gallery.ready, gallery.faces, gallery.play, gallery.finish, gallery.probe])
def test_the_figure_is_free_of_everything_that_can_be_chosen(game: Any, part: Any) -> None:
    """On every screen where the board chooses."""
    seen = 0
    for name, screen in part(game):
        game.desk.change_access("dwell_s", 2.0)
        if Choices(game.desk, tell=lambda _event: None).listens(screen):
            seen += 1
            for button in screen.menu.buttons:
                x, y, w, h = button.box
                dx, dy = abs(FIGURE[0] - (x + w / 2)), abs(FIGURE[1] - (y + h / 2))
                assert dx >= w / 2 + RADIUS or dy >= h / 2 + RADIUS, f"{name}: {button.key} lies under the figure"
    assert seen


def test_what_is_set_before_somebody_unknown_plays_counts_for_them(game: Any) -> None:
    """A guest has no settings of their own: those of the game are theirs, and nothing else that it remembers is."""
    desk = game.desk
    desk.change_access("pace", 50)
    desk.save_setting("steadiness", "calm")
    desk.save_setting("sound_help", True)
    desk.remembered["open_worlds"] = ["peak"]
    game.stand()
    person = desk.session.person
    assert person.filter == STEADINESS["calm"]
    level = desk.levels()[0]
    setup = person.setup_for(level, seed=1, calibration=desk.session.calibration, centre_mm=(0.0, 0.0), weight_kg=None)
    assert (setup.profile.pace, setup.profile.sound_help) == (0.5, True)
    assert "open_worlds" not in person.settings


def test_a_player_is_not_played_as_the_game_is_set(game: Any) -> None:
    """What a guest has set is no player's wish."""
    desk = game.desk
    desk.save_setting("steadiness", "calm")
    desk.sit_down(desk.config.store.players.add("Mia", picture="fox"))
    game.stand()
    assert desk.session.person.filter == STEADINESS["normal"]
