"""What the tests of drawing share."""

import pygame
import pytest


@pytest.fixture
def from_now_on_nothing_new(monkeypatch):
    """Call it with a view: from then on making a surface, loading a picture or setting a text fails the test."""

    def refuse(*args, **kwargs):
        raise AssertionError("a frame made a surface")

    def begin(view):
        for owner, name in (
            (pygame, "Surface"),
            (pygame.transform, "smoothscale"),
            (pygame.transform, "box_blur"),
            (pygame.transform, "flip"),
            (pygame.image, "load"),
            (pygame.mask, "from_surface"),
        ):
            monkeypatch.setattr(owner, name, refuse)
        monkeypatch.setattr(view.texts, "text", refuse)

    return begin
