"""Every screen at several sizes, in every look, and in a language whose words are longer."""

from __future__ import annotations

import gettext
import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pygame
import pytest
from tests.ui.screens.gallery import LANDS, PARTS, Shown, feet, longest, play, players, ready, title

from steadyquest import words
from steadyquest.levels.translated import translated
from steadyquest.ui import overlay, screens
from steadyquest.ui.fonts import Texts
from steadyquest.ui.overlay import KeysPage
from steadyquest.ui.scene_view_words import WordsPanel
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.map import LevelMap
from steadyquest.ui.screens.pause import words_for
from steadyquest.ui.screens.strip import HEIGHT
from steadyquest.ui.theme import LOOKS
from steadyquest.ui.widgets import FOCUS_GAP, FOCUS_WIDTH

NOT_SHOWN = {"Choosing", "Form", "Overlay", "SettingsPage", "_Behind", "_Placed"}
"""What screens are made of, and those that are gone before they are drawn."""
FILLER = "moras plen dules ostra venim calda " * 8


class Longer(gettext.NullTranslations):
    """A language in which everything takes two fifths more."""

    def gettext(self, message: str) -> str:
        more = max(2, round(len(message) * 0.4))
        return f"{message} {FILLER[: more - 1].strip()}"

    def ngettext(self, one: str, many: str, n: int) -> str:
        return self.gettext(one if n == 1 else many)


@pytest.fixture
def longer(monkeypatch: pytest.MonkeyPatch, levels: tuple[Any, ...]) -> tuple[Any, ...]:
    """Speak the longer language, in the levels too; those that it has then."""
    monkeypatch.setattr(words, "_catalogue", Longer())
    return tuple(replace(level, spec=_longer(level.spec)) for level in levels)


def _longer(spec: Any) -> Any:
    say = Longer().gettext
    return replace(
        spec,
        title=say(spec.title),
        say=say(spec.say),
        say_plain=spec.say_plain and say(spec.say_plain),
        steps=tuple(replace(step, say=step.say and say(step.say)) for step in spec.steps),
    )


@pytest.fixture
def spilled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every text that was given a box and is larger than it even at its smallest, or has a word broken in two."""
    found: list[str] = []
    fitted = Texts.fitted

    def watched(self: Texts, string: str, size: float, colour: str, *, box: Any, **look: Any) -> pygame.Surface:
        text = fitted(self, string, size, colour, box=box, **look)
        size, face = look.get("smallest", 28), {kind: look.get(kind, False) for kind in ("bold", "title")}
        broken = any(not self.fits(word, size, box=(box[0] + 1, 720.0), **face) for word in string.split())
        if text.get_width() > self.canvas.px(box[0]) + 1 or text.get_height() > self.canvas.px(box[1]) + 1 or broken:
            found.append(string)
        return text

    monkeypatch.setattr(Texts, "fitted", watched)
    return found


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_words_two_fifths_longer_fit_everywhere(
    game: Any, part: Callable[[Any], Shown], longer: Any, spilled: list[str]
) -> None:
    """Nothing is cut off with an ellipsis nor larger than its box, at 28 units and above.

    Only the name of a level may be, on the map: it comes whole when the level is opened.
    """
    game.desk.config.levels = lambda: longer
    titles = {level.spec.title for level in longer}
    for name, screen in part(game):
        screen.draw(game.surface)
        is_map = isinstance(getattr(screen, "beneath", screen), LevelMap)
        assert set(spilled) - (titles if is_map else set()) == set(), name
        spilled.clear()


@pytest.mark.slow
@pytest.mark.parametrize("language", ["de", "es"])
@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_the_languages_fit_everywhere(
    game: Any, part: Callable[[Any], Shown], language: str, levels: Any, spilled: list[str]
) -> None:
    """The real ones too, whose single words may be longer by far more than two fifths."""
    words.speak(language)
    try:
        spoken = tuple(map(translated, levels))
        test_words_two_fifths_longer_fit_everywhere(game, part, spoken, spilled)
    finally:
        words.speak("en")


@pytest.mark.slow
@pytest.mark.parametrize("part", LANDS, ids=lambda part: part.__name__)
def test_words_two_fifths_longer_fit_in_the_play(
    game: Any, part: Callable[[Any], Shown], longer: Any, spilled: list[str]
) -> None:
    """The sentence above the play too."""
    test_words_two_fifths_longer_fit_everywhere(game, part, longer, spilled)


@pytest.mark.parametrize("look", LOOKS)
def test_every_sentence_of_every_level_fits_above_the_play(
    game: Any, longer: tuple[Any, ...], spilled: list[str], look: Any
) -> None:
    """As it is written for the look, and two fifths longer."""
    game.desk.change_look(look)
    panel = WordsPanel(game.desk.view.texts, game.desk.view.canvas, look=look)
    for level in (*game.desk.config.levels(), *longer):
        spec = level.spec
        for sentence in (spec.say, spec.say_plain, *(step.say for step in spec.steps)):
            if sentence:
                panel._made(sentence)
    assert spilled == []


@pytest.mark.parametrize(
    ("part", "size"),
    [
        *((part, (1024, 600)) for part in PARTS),
        (title, (1920, 1080)),
        *((part, (640, 1000)) for part in (players, ready)),
    ],
)
def test_every_screen_draws_in_every_size(game: Any, part: Callable[[Any], Shown], size: Any) -> None:
    """Words fit as they do at 1280 × 720: the layout is the same."""
    surface = pygame.display.set_mode(size)
    game.desk.resize(size)
    for name, screen in part(game):
        screen.draw(surface)
        assert game.desk.view.cut == {}, name


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_button_ends_above_the_therapists_strip(game: Any, part: Callable[[Any], Shown]) -> None:
    """Focus ring and all: F2 covers nothing that is to be pressed."""
    strip_y = 720 - HEIGHT
    for name, screen in part(game):
        menu = getattr(screen, "menu", None) or getattr(screen, "_menu", None)
        buttons = menu.buttons if menu is not None and not isinstance(screen, KeysPage) else []
        assert [b.key for b in buttons if b.box[1] + b.box[3] + FOCUS_GAP + FOCUS_WIDTH > strip_y] == [], name


@pytest.mark.parametrize("look", ["plain", "contrast"])
def test_every_screen_draws_in_every_look(game: Any, look: Any) -> None:
    """Plain and high contrast have all the pieces."""
    game.desk.change_look(look)
    for part in (players, ready, feet, play):
        for _, screen in part(game):
            screen.draw(game.surface)
        game.desk.let_go()
    assert game.desk.view.cut == {}


@pytest.mark.parametrize("reason", ["person", "signal_lost", "stepped_off", "lurched"])
def test_every_reason_for_a_pause_has_its_own_calm_words(reason: str) -> None:
    """No reason is left to a code or a number."""
    heading, help_words = words_for(reason)
    assert heading
    assert reason not in f"{heading} {help_words}"


def test_a_name_that_is_too_long_for_its_tile_is_shortened_not_spilled(game: Any) -> None:
    """Forty letters are allowed; the tile stays a tile."""
    game.desk.config.store.players.add("W" * 40, picture="fox")
    flow.players(game.desk).draw(game.surface)
    (short,) = game.desk.view.cut.values()
    assert short.endswith("…")
    assert short[:-1] == "W" * (len(short) - 1)


def test_a_frame_of_the_level_makes_no_surface(game: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is drawn in play was made before."""
    game.stand().show(flow.play(game.desk, longest(game)).begin())
    game.screen.prepare(0)
    game.play(1.0)
    made: list[Any] = []
    kept = game.desk.view.paper._keep
    monkeypatch.setattr(game.desk.view.paper, "_keep", lambda key, make: kept(key, lambda: made.append(key) or make()))
    monkeypatch.setattr(game.desk.view.art, "_make", made.append)
    rendered = game.desk.view.texts._keep
    monkeypatch.setattr(game.desk.view.texts, "_keep", lambda key, text: made.append(key) or rendered(key, text))
    game.play(0.5)
    assert made == []


@pytest.mark.slow
def test_every_screen_there_is_is_in_the_gallery(game: Any) -> None:
    """Whoever adds a screen adds it to the gallery, and so to the pictures and to what is measured here."""
    modules = [
        importlib.import_module(f"{screens.__name__}.{found.name}") for found in pkgutil.iter_modules(screens.__path__)
    ]
    there = {
        name
        for module in (*modules, overlay)
        for name, kind in inspect.getmembers(module, inspect.isclass)
        if kind.__module__ == module.__name__ and hasattr(kind, "draw") and hasattr(kind, "update")
    }
    shown = {type(screen).__name__ for part in PARTS for _, screen in part(game)}
    assert there - shown == NOT_SHOWN
