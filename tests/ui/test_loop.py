"""The frame loop: absolute deadlines, the order within a frame, and what is remembered of it."""

from __future__ import annotations

import math
from typing import Any

import pygame
import pytest

from steadyquest.ui.loop import FRAME_S, KEPT, STALL_S, Beat, FrameStats, Loop


class Clock:
    """A clock that sleeping and working move."""

    now_s = 10.0

    def __call__(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        """A wake-up is always a little late."""
        self.now_s += seconds + 0.0001


def test_a_late_wake_up_does_not_move_the_next_deadline() -> None:
    """Six hundred frames take ten seconds, however late each wakes."""
    clock = Clock()
    beat = Beat(now=clock, sleep=clock.sleep)
    beat.wait()
    for _ in range(600):
        clock.now_s += 0.004
        beat.wait()
    assert clock.now_s == pytest.approx(20.0, abs=0.001)


def test_a_frame_that_took_too_long_is_dropped_not_hurried_after() -> None:
    """After a stall the next frames keep their distance."""
    clock = Clock()
    beat = Beat(now=clock, sleep=clock.sleep)
    beat.wait()
    clock.now_s += 1.0
    assert beat.wait() > 0.9
    before = clock.now_s
    beat.wait()
    assert clock.now_s - before == pytest.approx(FRAME_S, abs=0.001)


class Noted:
    """A screen that writes down what happens to it."""

    leaning = False

    def __init__(self, notes: list[str], *, frames: int = 1) -> None:
        self.notes, self.frames = notes, frames
        self.handled: list[int] = []

    def handle(self, event: Any) -> Any:
        """Take an event."""
        self.notes.append("handle")
        self.handled.append(event.type)
        return self

    def update(self) -> Any:
        """Leave after so many frames."""
        self.notes.append("update")
        self.frames -= 1
        return self if self.frames >= 0 else None

    def draw(self, _surface: Any) -> None:
        """Draw."""
        self.notes.append("draw")


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A window that nobody sees."""
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    pygame.display.init()
    yield pygame.display.set_mode((64, 36))
    pygame.display.quit()


def loop_of(screen: Any, window: Any, *, clock: Clock, **more: Any) -> Loop:
    """A loop on that clock."""
    wanted: dict[str, Any] = {"filtered": lambda _event: False, "poll": lambda: None, "events": list, **more}
    return Loop(screen=screen, surface=lambda: window, beat=Beat(now=clock, sleep=clock.sleep), **wanted)


def test_the_newest_sample_is_taken_after_the_logic_and_right_before_drawing(window: Any) -> None:
    """Late latch: handle, update, poll, draw."""
    notes: list[str] = []
    clock = Clock()
    key = pygame.event.Event(pygame.KEYDOWN, key=pygame.K_a)
    loop = loop_of(
        Noted(notes), window, clock=clock, poll=lambda: notes.append("poll"), events=lambda: [key], age_s=lambda: 0.008
    )
    loop.run()
    assert notes == ["handle", "update", "poll", "draw", "handle", "update"]
    assert loop.stats.newest(loop.stats.age_ms) == [8.0]


def test_events_that_are_used_up_do_not_reach_the_screen(window: Any) -> None:
    """What works everywhere works once."""
    screen = Noted([])
    key, other = pygame.event.Event(pygame.KEYDOWN, key=pygame.K_F11), pygame.event.Event(pygame.MOUSEMOTION)
    loop = loop_of(
        screen,
        window,
        clock=Clock(),
        events=lambda: [key, other],
        filtered=lambda event: event.type == pygame.KEYDOWN,
    )
    loop.frame()
    assert screen.handled == [pygame.MOUSEMOTION]


def test_keys_that_piled_up_during_a_long_stall_are_dropped(window: Any) -> None:
    """Nobody meant them for what is shown now."""
    screen, clock = Noted([], frames=9), Clock()
    key = pygame.event.Event(pygame.KEYDOWN, key=pygame.K_a)
    loop = loop_of(screen, window, clock=clock, events=lambda: [key])
    loop.frame()
    clock.now_s += STALL_S + 1.0
    loop.frame()
    loop.frame()
    assert len(screen.handled) == 2


def test_another_screen_is_announced_once(window: Any) -> None:
    """So that keys can be let go."""
    first, second, announced = Noted([], frames=9), Noted([], frames=9), []
    loop = loop_of(first, window, clock=Clock(), changed=announced.append)
    loop.show(second)
    loop.frame()
    loop.frame()
    assert announced == [second]


def test_leaving_ends_the_run(window: Any) -> None:
    """Closing the window is enough."""
    loop = loop_of(Noted([], frames=99), window, clock=Clock())
    loop.quit()
    loop.run()
    assert loop.stats.frames == 0


def test_the_last_minute_of_frames_is_kept_and_unknown_ages_are_left_out() -> None:
    """Fixed arrays: nothing grows."""
    stats = FrameStats()
    for i in range(KEPT + 10):
        stats.add(work_s=i * 1e-3, interval_s=FRAME_S, age_s=math.nan if i % 2 else 0.01)
    assert len(stats.work_ms) == KEPT
    assert stats.newest(stats.work_ms, 3) == pytest.approx([KEPT + 7, KEPT + 8, KEPT + 9])
    assert stats.newest(stats.age_ms, 4) == pytest.approx([10.0, 10.0])
    stats.clear()
    assert stats.newest(stats.work_ms) == []
