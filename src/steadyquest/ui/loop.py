"""The frame loop: sixty frames a second by absolute deadlines, the newest sample taken as late as can be.

Order within a frame: events, the screen's own logic, the newest sample ("late latch"), drawing, flip.
"""

from __future__ import annotations

import math
import time
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import pygame

from steadyquest.ui.screen import Screen

FRAME_S = 1.0 / 60.0
KEPT = 3600
"""A minute of frames."""
STALL_S = 5.0
"""After a stall like this (a sleeping computer, a dragged window) the keys that piled up meanwhile are dropped."""


@dataclass(slots=True)
class FrameStats:
    """The last minute of frames, in fixed arrays: work, interval and age of the newest sample, in milliseconds."""

    work_ms: array[float] = field(default_factory=lambda: array("d", bytes(8 * KEPT)))
    interval_ms: array[float] = field(default_factory=lambda: array("d", bytes(8 * KEPT)))
    age_ms: array[float] = field(default_factory=lambda: array("d", bytes(8 * KEPT)))
    frames: int = 0

    def add(self, *, work_s: float, interval_s: float, age_s: float) -> None:
        """Note one frame. An unknown age is NaN."""
        i = self.frames % KEPT
        self.work_ms[i], self.interval_ms[i], self.age_ms[i] = work_s * 1e3, interval_s * 1e3, age_s * 1e3
        self.frames += 1

    def clear(self) -> None:
        """Begin again."""
        self.frames = 0

    def newest(self, values: array[float], n: int = KEPT) -> list[float]:
        """The newest `n` known values of one of the arrays, in no order."""
        kept = min(self.frames, n, KEPT)
        return [v for i in range(self.frames - kept, self.frames) if not math.isnan(v := values[i % KEPT])]


@dataclass(slots=True)
class Beat:
    """When the next frame is due. Late frames are dropped, never hurried after."""

    now: Callable[[], float] = time.perf_counter
    sleep: Callable[[float], None] = time.sleep
    due_s: float = math.nan

    def wait(self) -> float:
        """Sleep until the frame is due. Returns how late it is, in seconds."""
        now = self.now()
        if math.isnan(self.due_s):
            self.due_s = now
        if now < self.due_s:
            self.sleep(self.due_s - now)
        late = self.now() - self.due_s
        if late > FRAME_S:
            self.due_s += late
        self.due_s += FRAME_S
        return late


@dataclass(slots=True)
class Loop:
    """Runs screens until one of them leaves."""

    screen: Screen
    surface: Callable[[], pygame.Surface]
    filtered: Callable[[pygame.event.Event], bool]
    """Sees every event first; True when it is used up."""
    poll: Callable[[], None]
    """Takes the newest samples; called as late as possible before drawing."""
    age_s: Callable[[], float] = lambda: math.nan
    """The age of the newest sample, asked right after the flip."""
    changed: Callable[[Screen], None] = lambda _screen: None
    """Told when another screen comes."""
    over: Callable[[pygame.Surface, Screen], None] = lambda _surface, _screen: None
    """Draws what lies over every screen."""
    flip: Callable[[], None] = lambda: pygame.display.flip()  # noqa: PLW0108 - looked up when called
    events: Callable[[], Iterable[pygame.event.Event]] = pygame.event.get
    stats: FrameStats = field(default_factory=FrameStats)
    beat: Beat = field(default_factory=Beat)
    _flipped_s: float = math.nan
    _over: bool = False

    def run(self) -> None:
        """Until a screen returns None."""
        while self.frame():
            pass

    def show(self, screen: Screen) -> None:
        """Show another screen at once."""
        self._become(screen)

    def quit(self) -> None:
        """Leave after this frame's events."""
        self._over = True

    def frame(self) -> bool:
        """One frame. False when the game is over."""
        late_s = self.beat.wait()
        began_s = self.beat.now()
        if not self._step(drop_keys=late_s > STALL_S):
            return False
        self.poll()
        surface = self.surface()
        self.screen.draw(surface)
        self.over(surface, self.screen)
        self.flip()
        ended_s = self.beat.now()
        self.stats.add(work_s=ended_s - began_s, interval_s=ended_s - self._flipped_s, age_s=self.age_s())
        self._flipped_s = ended_s
        return True

    def _step(self, *, drop_keys: bool) -> bool:
        for event in self.events():
            stale = drop_keys and event.type == pygame.KEYDOWN
            if stale or self.filtered(event):
                continue
            if not self._become(self.screen.handle(event)):
                return False
        return not self._over and self._become(self.screen.update())

    def _become(self, screen: Screen | None) -> bool:
        if screen is None:
            return False
        if screen is not self.screen:
            self.screen = screen
            self.changed(screen)
        return True
