"""The window: no display, the wrong library, and the way frames take."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Any

import pygame
import pytest

from steadyquest.errors import DisplayError
from steadyquest.ui import video


@pytest.fixture
def no_screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """The dummy driver, and an environment that is put back."""
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    monkeypatch.setenv("SDL_FRAMEBUFFER_ACCELERATION", "")
    monkeypatch.delenv("SDL_FRAMEBUFFER_ACCELERATION")
    yield monkeypatch
    pygame.display.quit()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux names its display in the environment")
def test_without_a_display_it_says_so_in_one_line_and_opens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Decided before anything else."""
    for name in ("SDL_VIDEODRIVER", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(DisplayError, match="no display") as caught:
        video.open_window()
    assert "\n" not in str(caught.value)


def test_a_display_that_cannot_be_opened_is_one_line_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """SDL's own reason is passed on."""
    monkeypatch.setenv("SDL_VIDEODRIVER", "no_such_driver")
    with pytest.raises(DisplayError, match="No window could be opened") as caught:
        video.open_window(video="software")
    assert "\n" not in str(caught.value)


def test_plain_pygame_is_refused_with_the_way_to_mend_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both libraries have the same name when imported."""
    monkeypatch.delattr(pygame, "IS_CE")
    with pytest.raises(DisplayError, match="pip install pygame-ce"):
        video.check_pygame()


def test_software_is_asked_for_before_the_window_opens(no_screen: pytest.MonkeyPatch) -> None:
    """SDL reads the variable only once."""
    del no_screen
    window = video.open_window(video="software", size=(320, 180))
    assert os.environ["SDL_FRAMEBUFFER_ACCELERATION"] == "0"
    assert (window.video, window.size) == ("software", (320, 180))


@pytest.mark.parametrize(("flip_s", "expected"), [(0.015, "software"), (0.001, "gpu")])
def test_auto_measures_once_and_remembers(no_screen: pytest.MonkeyPatch, flip_s: float, expected: str) -> None:
    """Slow flips go the plain way; the next start does not measure."""
    measured: list[Any] = []
    no_screen.setattr(video, "median_flip_s", lambda window: measured.append(window) or flip_s)
    remembered: dict[str, Any] = {}
    assert video.open_window(size=(320, 180), remembered=remembered).video == expected
    assert video.open_window(size=(320, 180), remembered=remembered).video == expected
    assert len(measured) == 1


def test_a_flip_that_waits_for_the_screen_is_not_slow(no_screen: pytest.MonkeyPatch) -> None:
    """16.7 ms at 60 Hz is the screen's pace, not the copying."""
    no_screen.setattr(video, "median_flip_s", lambda _window: 1 / 60)
    no_screen.setattr(pygame.display, "get_current_refresh_rate", lambda: 60)
    assert video.open_window(size=(320, 180)).video == "gpu"


def test_what_a_person_has_chosen_goes_before_what_was_measured(no_screen: pytest.MonkeyPatch) -> None:
    """And the command line before both."""
    del no_screen
    remembered = {video.REMEMBERED_AS: "gpu", video.VIDEO_CHOICE: "software"}
    assert video.open_window(size=(320, 180), remembered=remembered).video == "software"
    assert video.open_window(video="gpu", size=(320, 180), remembered=remembered).video == "gpu"


def test_flips_are_really_timed(no_screen: pytest.MonkeyPatch) -> None:
    """A length of time comes out, and not none."""
    del no_screen
    window = video.open_window(video="software", size=(320, 180))
    assert 0 < video.median_flip_s(window, flips=5) < 1


@pytest.mark.parametrize(("away", "opens"), [(0, True), (3, True), (99, False)])
def test_an_x_server_that_starts_anew_is_waited_for(no_screen: pytest.MonkeyPatch, away: int, opens: bool) -> None:
    """It does so when its only client leaves, which measuring the two ways is: a screen with nothing but the game."""
    asked: list[str] = []

    def driver() -> str:
        asked.append("offscreen" if len(asked) < away else "x11")
        return asked[-1]

    no_screen.setattr(video, "TRY_AGAIN_S", 0.0)
    no_screen.setattr(video.pygame.display, "get_driver", driver)
    no_screen.setattr(video.pygame.display, "init", lambda: None)
    no_screen.delenv("SDL_VIDEODRIVER")
    if opens:
        video._reach_the_display()
        assert asked == ["offscreen"] * away + ["x11"]
    else:
        with pytest.raises(DisplayError, match="does not answer"):
            video._reach_the_display()
        assert len(asked) == video.TRIES
