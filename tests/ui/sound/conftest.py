"""What the tests of sound share: a sound device that nobody hears."""

from __future__ import annotations

from collections.abc import Iterator

import pygame
import pytest

from steadyquest.ui.sound import mixer


@pytest.fixture
def device(monkeypatch: pytest.MonkeyPatch) -> Iterator[mixer.Mixer]:
    """The mixer on SDL's dummy device."""
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    assert mixer.open_device()
    made = mixer.Mixer()
    made.opened()
    yield made
    pygame.mixer.quit()
