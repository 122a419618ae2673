"""Words on the screens are large enough and stand out, measured on what was drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pygame
import pytest
from tests.ui.screens.conftest import Game, make_game
from tests.ui.screens.gallery import LANDS, PARTS
from tests.ui.screens.letters import crossing, letters_of

from steadyquest.records.store import Store
from steadyquest.session.access import TEXT_SIZES, Access
from steadyquest.ui.screens.strip import Strip
from steadyquest.ui.theme import LOOKS

LEAST, LEAST_STRIP = 28.0, 20.0
"""Pixels at 720 lines; the therapist's strip alone may be smaller."""
CONTRAST, CONTRAST_LARGE, LARGE = 4.5, 3.0, 84.0
"""WCAG 2.2 lets letters of 24 pixels pass with 3:1. From two metres 28 are not large: only the title is."""
SIZE = (1280, 720)


class Painted:
    """A screen that is one text on a ground."""

    def __init__(self, view: Any, *, ink: str, ground: str, size: str = "body") -> None:
        self.view, self.ink, self.ground, self.size = view, ink, ground, size

    def draw(self, surface: pygame.Surface) -> None:
        """The ground, then the words."""
        surface.fill(self.ground)
        self.view.words(surface, "Words", (100, 100, 400, 80), size=self.size, colour=self.ink)


class Panel(Painted):
    """The same, but the words are inside of a picture that is put on."""

    def draw(self, surface: pygame.Surface) -> None:
        """A panel as the play has it."""
        surface.fill("#ff0000")
        box = pygame.Surface((400, 80))
        box.fill(self.ground)
        box.blit(self.view.texts.text("Words", 32, self.ink), (20, 20))
        surface.blit(box, (50, 50))


@pytest.fixture
def scenic(monkeypatch: pytest.MonkeyPatch, store: Store, levels: Any, art_cache: Path) -> Iterator[Game]:
    """The game with its scenery as it is drawn: words stand on it."""
    yield from make_game(monkeypatch, store=store, levels=levels, art_cache=art_cache, scenery=True)


@pytest.mark.parametrize("kind", [Painted, Panel])
@pytest.mark.parametrize(
    ("ink", "ground", "contrast"),
    [("#000000", "#ffffff", 21.0), ("#767676", "#ffffff", 4.54), ("#777777", "#ffffff", 4.48)],
)
def test_the_contrast_is_that_of_known_pairs(
    game: Game, monkeypatch: Any, kind: Any, ink: str, ground: str, contrast: float
) -> None:
    """The lightest grey that passes on white and the darkest that does not are well known."""
    (seen,) = letters_of(kind(game.desk.view, ink=ink, ground=ground), game.desk.view, SIZE, monkeypatch)
    assert (seen.words, seen.size) == ("Words", 32)
    assert seen.contrast == pytest.approx(contrast, abs=0.01)


def test_the_worst_ground_counts(game: Game, monkeypatch: Any) -> None:
    """Half on white, half on grey: the grey is what has to be stood out from."""

    class Half(Painted):
        def draw(self, surface: pygame.Surface) -> None:
            surface.fill("#ffffff")
            surface.fill("#808080", (0, 0, 300, 720))
            self.view.words(surface, "Words", (100, 100, 400, 80), colour="#000000")

    (seen,) = letters_of(Half(game.desk.view, ink="", ground=""), game.desk.view, SIZE, monkeypatch)
    assert seen.contrast == pytest.approx(5.32, abs=0.05)


def test_an_edge_around_letters_is_what_they_stand_on(game: Game, monkeypatch: Any) -> None:
    """As the title draws its name: dark copies first, the pale words over them."""

    class Edged(Painted):
        def draw(self, surface: pygame.Surface) -> None:
            surface.fill("#ffffff")
            for dx, dy in ((-2, 0), (2, 0), (0, -2), (0, 2), (2, 4)):
                self.view.words(surface, "Words", (100 + dx, 100 + dy, 400, 80), size="title", colour="#000000")
            self.view.words(surface, "Words", (100, 100, 400, 80), size="title", colour="#ffffff")

    (seen,) = letters_of(Edged(game.desk.view, ink="", ground=""), game.desk.view, SIZE, monkeypatch)
    assert seen.contrast > CONTRAST


def faults(game: Game, part: Callable[[Any], Iterator[Any]], monkeypatch: Any) -> list[str]:
    """Every text of a part that is too small or too pale, with its screen."""
    found = []
    for name, screen in part(game):
        texts = letters_of(screen, game.desk.view, SIZE, monkeypatch)
        assert texts or name.startswith(("world", "task")), name
        for text in texts:
            least = CONTRAST_LARGE if text.size >= LARGE else CONTRAST
            smallest = LEAST_STRIP if isinstance(screen, Strip) else LEAST
            if text.contrast < least or text.size < smallest:
                found.append(f"{name}: “{text.words}” {text.size:g} px, {text.contrast:.2f}:1")
    return found


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_words_are_large_and_stand_out(game: Game, part: Any, monkeypatch: Any) -> None:
    """In the story look, over the plain gradient of each place."""
    assert "\n".join(faults(game, part, monkeypatch)) == ""


@pytest.mark.slow
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("part", [*PARTS, *LANDS], ids=lambda part: part.__name__)
def test_words_stand_out_from_the_scenery_in_every_look(scenic: Game, part: Any, look: Any, monkeypatch: Any) -> None:
    """Over the land as it is drawn, and inside of the play."""
    scenic.desk.change_look(look)
    assert "\n".join(faults(scenic, part, monkeypatch)) == ""


def larger(game: Game, percent: int, monkeypatch: Any) -> None:
    """Everybody who comes wants words of this size."""
    monkeypatch.setattr(Access, "text_scale", percent / 100)
    game.desk.change_look(game.desk.view.look)
    assert game.desk.view.text_scale == percent / 100


@pytest.mark.slow
@pytest.mark.parametrize("percent", TEXT_SIZES[1:])
@pytest.mark.parametrize("part", [*PARTS, *LANDS], ids=lambda part: part.__name__)
def test_larger_words_stand_out_from_the_scenery(scenic: Game, part: Any, percent: int, monkeypatch: Any) -> None:
    """They reach over more of what lies behind them."""
    larger(scenic, percent, monkeypatch)
    assert "\n".join(faults(scenic, part, monkeypatch)) == ""


@pytest.mark.slow
@pytest.mark.parametrize("look", LOOKS[1:])
@pytest.mark.parametrize("part", [*PARTS, *LANDS], ids=lambda part: part.__name__)
def test_the_largest_words_stand_out_in_every_look(scenic: Game, part: Any, look: Any, monkeypatch: Any) -> None:
    """White on black, and without a story."""
    scenic.desk.change_look(look)
    larger(scenic, TEXT_SIZES[-1], monkeypatch)
    assert "\n".join(faults(scenic, part, monkeypatch)) == ""


def test_words_on_words_are_found_out(game: Game, monkeypatch: Any) -> None:
    """Two lines that lie apart pass; a little nearer, a letter that hangs down touches the next line."""

    class Lines(Painted):
        apart = 50.0

        def draw(self, surface: pygame.Surface) -> None:
            surface.fill("#ffffff")
            for n, words in enumerate(("Enjoy", "Badly")):
                self.view.words(surface, words, (100, 100 + n * self.apart, 400, 50), colour="#000000")

    lines = Lines(game.desk.view, ink="", ground="")
    assert crossing(lines, game.desk.view, SIZE, monkeypatch) == []
    lines.apart = 20.0
    assert crossing(lines, game.desk.view, SIZE, monkeypatch) == [("Enjoy", "Badly")]


@pytest.mark.slow
@pytest.mark.parametrize("percent", TEXT_SIZES)
@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_no_words_lie_on_others_at_any_text_size(game: Game, part: Any, percent: int, monkeypatch: Any) -> None:
    """What is put below what grew moves down with it."""
    larger(game, percent, monkeypatch)
    for name, screen in part(game):
        assert crossing(screen, game.desk.view, SIZE, monkeypatch) == [], name
