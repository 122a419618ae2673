"""Every screen with every kind of input: a way to each button, a focus that is seen, a way out.

The screens are those of the pictures (gallery.py), met as somebody meets them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pygame
import pytest
from tests.ui.screens.gallery import PARTS

from steadyquest.session.sitting import Session
from steadyquest.ui.desk import Desk
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.assess_choose import ChooseAssessment
from steadyquest.ui.screens.map import LevelMap
from steadyquest.ui.screens.pause import Pause
from steadyquest.ui.screens.players import Players

Part = Callable[[Any], Any]


def key(code: int, mod: int = 0) -> pygame.event.Event:
    """A key."""
    return pygame.event.Event(pygame.KEYDOWN, key=code, mod=mod, unicode="")


def button(number: int) -> pygame.event.Event:
    """A pad's button."""
    return pygame.event.Event(pygame.JOYBUTTONDOWN, button=number, instance_id=0)


def hat(x: int, y: int) -> pygame.event.Event:
    """A pad's cross, where it is a hat."""
    return pygame.event.Event(pygame.JOYHATMOTION, value=(x, y), hat=0, instance_id=0)


ONE_BY_ONE = {
    "keyboard": (key(pygame.K_TAB),),
    "keyboard backwards": (key(pygame.K_TAB, pygame.KMOD_SHIFT),),
    "presenter remote": (key(pygame.K_PAGEDOWN),),
    "presenter remote backwards": (key(pygame.K_PAGEUP),),
}
WAYS = {
    "arrow keys": tuple(key(code) for code in (pygame.K_LEFT, pygame.K_RIGHT, pygame.K_UP, pygame.K_DOWN)),
    "pad cross": tuple(button(number) for number in (11, 12, 13, 14)),
    "pad hat": (hat(-1, 0), hat(1, 0), hat(0, -1), hat(0, 1)),
}


@pytest.fixture(autouse=True)
def lasting(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was met goes on after it was left: the gallery shows more of it."""
    monkeypatch.setattr(Desk, "let_go", lambda _desk: None)
    monkeypatch.setattr(Desk, "end_session", lambda _desk: None)


def choices(screen: Any) -> set[str]:
    """The keys of what can be chosen now."""
    return {b.key for b in screen.menu.buttons if b.enabled}


def has_choices(screen: Any) -> bool:
    """Whether there is a menu, and something in it, and the arrows are not the player's lean."""
    waits = hasattr(screen, "takes_all_keys") or screen.leaning
    return bool(getattr(screen, "menu", None) is not None and choices(screen)) and not waits


def walk(screen: Any, events: tuple[pygame.event.Event, ...]) -> set[str]:
    """Every key that the focus comes to by these events, from everywhere it has been."""
    menu, seen, todo = screen.menu, {screen.menu.focus}, [screen.menu.focus]
    while todo:
        begin = todo.pop()
        for event in events:
            if begin and begin not in choices(screen):
                break  # the map shows another place by now
            menu.focus = begin
            assert screen.handle(event) is screen
            todo += {menu.focus} - seen
            seen.add(menu.focus)
    return seen


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_button_is_come_to_one_by_one(game: Any, part: Part) -> None:
    """By Tab and by a presenter remote, forwards and backwards."""
    for name, screen in part(game):
        if not hasattr(screen, "menu") or not choices(screen) or hasattr(screen, "takes_all_keys"):
            continue
        assert max(Counter(b.key for b in screen.menu.buttons).values()) == 1, f"{name}: two buttons with one key"
        for way, (event,) in ONE_BY_ONE.items():
            met = set[str]()
            for _ in range(2 * len(choices(screen)) + 4):
                assert screen.handle(event) is screen, f"{way} left {name}"
                met.add(screen.menu.focus)
            # Some choices come with what has the focus, so that there is another way back.
            unseen = choices(screen) - met if "backwards" not in way else ("",) if len(met) < 2 else ()
            assert not unseen or len(choices(screen)) < 2, f"{name} by {way}: never at {unseen}"


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_button_is_come_to_by_directions(game: Any, part: Part) -> None:
    """By arrow keys and both kinds of a pad's cross."""
    for name, screen in part(game):
        if not has_choices(screen) or isinstance(screen, LevelMap | ChooseAssessment):
            continue  # there the focus changes what can be chosen: test_map.py, and below
        for way, events in WAYS.items():
            unseen = choices(screen) - walk(screen, events)
            assert not unseen, f"{name} by {way}: never at {unseen}"


def test_the_choices_of_quiet_standing_are_come_to_by_arrow_keys(game: Any) -> None:
    """Down from its card and up again; from the other cards down leads to the bar."""
    game.desk.sit_down(game.desk.config.store.players.add("Thea", picture="heron", height_cm=160.0))
    game.stand().show(ChooseAssessment(game.desk))
    assert game.screen.menu.focus == "quiet"
    game.press(pygame.K_DOWN)
    met = []
    for _ in range(4):
        met.append(game.screen.menu.focus)
        game.press(pygame.K_RIGHT)
    assert met == ["seconds 30", "seconds 60", "trials 1", "trials 3"]
    game.press(pygame.K_UP)
    assert game.screen.menu.focus == "quiet"
    game.press(pygame.K_RIGHT, pygame.K_DOWN, pygame.K_DOWN)
    assert game.screen.menu.focus in {"back", "clinical"}


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_a_stick_moves_the_focus(game: Any, part: Part) -> None:
    """In one of four directions there is something, wherever there is more than one thing to choose."""
    for name, screen in part(game):
        if not has_choices(screen) or len(choices(screen)) < 2:
            continue
        before, moved = screen.menu.focus, False
        for axis, out in ((0, 1.0), (0, -1.0), (1, 1.0), (1, -1.0)):
            for value in (out, 0.0):
                event = pygame.event.Event(pygame.JOYAXISMOTION, axis=axis, value=value, instance_id=0)
                assert screen.handle(event) is screen
            moved = moved or screen.menu.focus != before
        assert moved, f"{name}: a stick does nothing"


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_button_is_where_the_mouse_finds_it(game: Any, part: Part) -> None:
    """No button lies under another, and all lie within the window."""
    for name, screen in part(game):
        for one in getattr(getattr(screen, "menu", None), "buttons", ()):
            if one.enabled:
                at = game.desk.view.canvas.point(*one.middle)
                found = screen.menu._under(game.desk.view, at)
                assert found is not None, f"{name}: {one.key} is not found"
                assert found.key == one.key, f"{name}: {found.key} lies over {one.key}"


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_the_focus_is_seen_wherever_it_is(game: Any, part: Part) -> None:
    """What is drawn near a button changes when the focus comes to it."""
    for name, screen in part(game):
        if not hasattr(screen, "menu"):
            continue
        for one in list(screen.menu.buttons):
            if one.enabled and is_shown(game, one):
                with_it, without = (near(game, screen, one, focus=focus) for focus in (one.key, ""))
                assert with_it != without, f"{name}: the focus on {one.key} is not seen"


def is_shown(game: Any, one: Any) -> bool:
    """Whether it is in the window: the way through the valley is longer than that."""
    return bool(game.surface.get_rect().contains(game.desk.view.canvas.rect(*one.box)))


def near(game: Any, screen: Any, one: Any, *, focus: str) -> bytes:
    """The pixels of a button and about it."""
    screen.menu.focus = focus
    screen.draw(game.surface)
    x, y, w, h = one.box
    box = game.desk.view.canvas.rect(x - 10, y - 10, w + 20, h + 20).clip(game.surface.get_rect())
    return pygame.image.tobytes(game.surface.subsurface(box), "RGB")


@pytest.mark.parametrize("out", [key(pygame.K_ESCAPE), button(1)], ids=["Escape", "pad B"])
@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_there_is_a_way_out_of_every_screen(
    game: Any, part: Part, out: pygame.event.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Escape leads to another screen; where something would be lost, to a question."""
    for name, screen in part(game):
        if name.endswith(("_trial", "_script")):
            continue  # the assessment would not go on to the next: test_assess.py leaves these
        with monkeypatch.context() as still:
            # The part goes on with the run that is shown.
            still.setattr(Session, "command", lambda *_: None)
            still.setattr(Session, "stop", lambda *_, **__: [])
            mode = getattr(screen, "_mode", "")
            after = screen.handle(out)
            if isinstance(screen, Players) and mode != "play":
                assert screen._mode == "play"
                screen._switch(mode)
            elif name == "play_strip":
                assert isinstance(screen.beneath, Pause)
            else:
                assert after is not screen, f"no way out of {name}"


def test_b_f5_and_the_full_stop_of_a_remote_choose(game: Any) -> None:
    """What a remote sends for a black screen and for a start; a typed full stop is typed all the same."""
    from steadyquest.ui import keys

    for code in (pygame.K_b, pygame.K_F5, pygame.K_PERIOD):
        assert keys.action_of(key(code), keys.MENU) == "ok"
        assert keys.action_of(key(code), keys.PLAY) == "pause"
    screen = flow.add_player(game.desk)
    game.show(screen).type("b.")
    assert screen._fields["name"].text == "b."
    assert game.at("AddPlayer")
