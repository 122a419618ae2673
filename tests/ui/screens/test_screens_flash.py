"""No screen flashes: each is looked at for some seconds while it moves by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.ui.flashes import SIZE, Flashes
from tests.ui.screens.conftest import Game, make_game
from tests.ui.screens.gallery import PARTS, finish

from steadyquest.records.store import Store

SECONDS, FRAME_S = 3.0, 1 / 20


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, store: Store, levels: Any, art_cache: Path) -> Iterator[Game]:
    """A small window with the scenery as it is drawn."""
    yield from make_game(monkeypatch, store=store, levels=levels, art_cache=art_cache, size=SIZE, scenery=True)


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_no_screen_flashes(small: Game, part: Any) -> None:
    """Nor does going from one to the next, once in three seconds."""
    flashes, at_s = Flashes(), 0.0
    for name, screen in part(small):
        began_s = small.clock.now_s
        for frame in range(round(SECONDS / FRAME_S)):
            small.clock.now_s = began_s + frame * FRAME_S
            screen.draw(small.surface)
            flashes.see(small.surface, at_s)
            at_s += FRAME_S
        small.clock.now_s = began_s
        assert not flashes.too_many, f"{name}: {flashes.general} general, {flashes.red} red"
    assert at_s > SECONDS - FRAME_S


def test_the_stars_come_without_a_flash(small: Game) -> None:
    """One after the other."""
    name, screen = next(finish(small))
    assert name == "finish_begins"
    flashes = Flashes()
    for frame in range(round(SECONDS * 60)):
        small.clock.now_s += 1 / 60
        screen.draw(small.surface)
        flashes.see(small.surface, frame / 60)
    assert flashes.general <= 1.0
    assert flashes.red == 0
