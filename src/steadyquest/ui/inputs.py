"""Hands instead of a board: what keyboard, mouse and gamepad have in common as sources of samples.

A hand says where to lean; this turns it into the counts that the nominal board would send, 100 times a second of
real time, so that play by hand is recorded, measured and replayed exactly like play on a board.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Protocol

import pygame

from steadyquest.conventions import GRAVITY_M_S2, TICK_US, BoardSample, ReachMap
from steadyquest.signal.calibration import Calibration, counts_at, nominal
from steadyquest.signal.source import Health

RATE_HZ = 100
DEFAULT_WEIGHT_KG = 70.0
DEFAULT_FULL_SCALE_MM = 60.0
BEYOND = 1.2
"""How far past one reach a hand may lean, in reach units: levels may ask for 1.15."""
LONGEST_STALL_S = 1.0
"""After a longer stall (a sleeping computer) the samples in between are left out, as a board's would be lost."""

Place = tuple[float, float]


class Hand(Protocol):
    """What moves the lean of a source that has no board."""

    label: str

    def handle(self, event: pygame.event.Event) -> None:
        """Take an event while the player is leaning."""
        ...

    def release(self) -> None:
        """Let go of everything: a menu has opened, or the window lost the focus."""
        ...

    def move(self, at: Place, dt_s: float) -> Place:
        """Where the lean is `dt_s` later, in reach units."""
        ...


class HandSource:
    """A `Source` whose weight goes where a hand says."""

    def __init__(
        self,
        hand: Hand,
        *,
        weight_kg: float = DEFAULT_WEIGHT_KG,
        full_scale_mm: float = DEFAULT_FULL_SCALE_MM,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self.hand = hand
        self.board_id = hand.label
        self.calibration: Calibration = nominal(hand.label)
        self.health = Health(rate_hz=float(RATE_HZ))
        self.ended = False
        self.weight_kg = weight_kg
        self.full_scale_mm = full_scale_mm
        self.reach: ReachMap | None = None
        """The player's own reach, once it is known; `full_scale_mm` in every direction until then."""
        self._at: Place = (0.0, 0.0)
        self._clock = clock
        self._started_s = clock()
        self._made = 0
        self._seq = 0

    def handle(self, event: pygame.event.Event) -> None:
        """Pass an event on to the hand."""
        self.hand.handle(event)

    def release(self) -> None:
        """Let go: the player is not leaning now."""
        self.hand.release()

    def read(self) -> list[BoardSample]:
        """The samples due since the last call."""
        if self.ended:
            return []
        due = math.floor((self._clock() - self._started_s) * RATE_HZ + 1e-6)
        if due - self._made > LONGEST_STALL_S * RATE_HZ:
            lost = due - self._made - 1
            self.health.gaps += lost
            self._made, self._seq = due - 1, self._seq + lost
        return [self._next() for _ in range(due - self._made)]

    def age_s(self, t_us: int) -> float:
        """How long ago a sample with this time was made."""
        return self._clock() - self._started_s - t_us * 1e-6

    def close(self) -> None:
        """No more samples come."""
        self.ended = True

    def _next(self) -> BoardSample:
        self._at = self.hand.move(self._at, 1.0 / RATE_HZ)
        ml_mm, ap_mm = self._to_mm(*self._at)
        counts = counts_at(self.calibration, force_n=self.weight_kg * GRAVITY_M_S2, cop_ml_mm=ml_mm, cop_ap_mm=ap_mm)
        self._made += 1
        sample = BoardSample(
            t_us=self._made * TICK_US,
            epoch=0,
            seq=self._seq,
            counts=counts,
            age_us=(0, 0, 0, 0),
            status=0,
            fresh=0b1111,
            faulty=0,
        )
        self._seq += 1
        return sample

    def _to_mm(self, x: float, y: float) -> Place:
        if self.reach is not None:
            return self.reach.to_mm(x, y)
        return x * self.full_scale_mm, y * self.full_scale_mm


def bounded(at: Place, limit: float = BEYOND) -> Place:
    """The place, brought back to the circle when it lies outside."""
    out = math.hypot(*at)
    return at if out <= limit else (at[0] * limit / out, at[1] * limit / out)


def toward(at: Place, aim: Place, step: float) -> Place:
    """One step of at most this length from here to there."""
    dx, dy = aim[0] - at[0], aim[1] - at[1]
    far = math.hypot(dx, dy)
    return aim if far <= step else (at[0] + dx * step / far, at[1] + dy * step / far)
