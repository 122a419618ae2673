"""Flashes in a row of frames, counted as WCAG 2.2 defines them for criterion 2.3.1.

A general flash is a pair of opposing changes of relative luminance of 0.1 or more, the darker state below 0.8. A red
flash is a pair of opposing changes of more than 20 in (R − G − B) × 320, negative values taken for 0, to or from a
saturated red: R / (R + G + B) of 0.8 or more. (WCAG 2.2 names a distance of 0.2 in the CIE 1976 diagram instead; the
older rule, which is used here, is the one that finds more.) More than three within a second are too many where they
cover more than a quarter of any 10° field; 341 × 256 of the layout's 1280 × 720 units stand for that field.
https://www.w3.org/TR/WCAG22/#dfn-general-flash-and-red-flash-thresholds

Stricter than the definition in two ways: cells that flash within the same second count together though they take
turns, and half a flash more than three is too many already.
"""

from __future__ import annotations

from collections import deque

import numpy as np
import pygame

SIZE = (320, 180)
CELLS = (160, 90)
"""A cell is 0.23° wide where the layout's 341 units are 10°."""
FIELD = (round(341 * CELLS[0] / 1280), round(256 * CELLS[1] / 720))
QUARTER = 0.25 * FIELD[0] * FIELD[1]
SECOND_S = 1.0
LUMINANCE_CHANGE, BRIGHT = 0.1, 0.8
RED_CHANGE, SATURATED = 20.0, 0.8
MOST = 3.0
"""Flashes a second that are allowed."""

_PART = np.arange(256) / 255
_LINEAR = np.where(_PART <= 0.04045, _PART / 12.92, ((_PART + 0.055) / 1.055) ** 2.4).astype(np.float32)
_WEIGHTS = np.array([0.2126, 0.7152, 0.0722], dtype=np.float32)


class Flashes:
    """Takes frames one after the other. `general` and `red`: the most flashes in any second so far."""

    def __init__(self) -> None:
        self._luminance, self._red = _Turns(LUMINANCE_CHANGE), _Turns(RED_CHANGE)
        self._small = pygame.Surface(CELLS, depth=32)

    @property
    def general(self) -> float:
        """Two opposing changes are a flash."""
        return self._luminance.most / 2

    @property
    def red(self) -> float:
        """The same, to or from a saturated red."""
        return self._red.most / 2

    @property
    def too_many(self) -> bool:
        """Whether one second had more than three of a kind."""
        return max(self.general, self.red) > MOST

    def see(self, surface: pygame.Surface, at_s: float) -> None:
        """The next frame: a surface of SIZE, of 32 bits."""
        pygame.transform.smoothscale(surface, CELLS, self._small)
        self.see_cells(pygame.surfarray.array3d(self._small), at_s)

    def see_cells(self, colours: np.ndarray, at_s: float) -> None:
        """The next frame as CELLS of three bytes."""
        linear = _LINEAR[colours]
        luminance = linear @ _WEIGHTS
        self._luminance.see(luminance, luminance < BRIGHT, at_s, either=False)
        red, rest = linear[..., 0], linear[..., 1] + linear[..., 2]
        saturated = (red >= SATURATED * (red + rest)) & (red > 0)
        self._red.see(np.maximum(0, red - rest) * 320, saturated, at_s, either=True)


class _Turns:
    """Where and how often a quantity turned in the last second: rises and falls of at least `change` that alternate."""

    def __init__(self, change: float) -> None:
        self._change, self._started = np.float32(change * (1 - 1e-6)), False
        self._way = np.zeros(CELLS, dtype=np.int8)
        self._count = np.zeros(CELLS, dtype=np.int16)
        self._recent: deque[tuple[float, np.ndarray]] = deque()
        self.most = 0

    def see(self, value: np.ndarray, marked: np.ndarray, at_s: float, *, either: bool) -> None:
        """A turn counts when its lower state (or `either` of its two) is marked."""
        if not self._started:
            self._high, self._low, self._started = value.copy(), value.copy(), True
            self._high_marked, self._low_marked = marked.copy(), marked.copy()
        self._forget(at_s)
        self._follow(value, marked)
        rise, fall = value - self._low >= self._change, self._high - value >= self._change
        rise &= (self._way != 1) & (self._low_marked | marked if either else self._low_marked)
        fall &= (self._way != -1) & (self._high_marked | marked if either else marked)
        turned = rise | fall
        if turned.any():
            self._turn(value, marked, rise=rise, fall=fall)
            self._count += turned
            self._recent.append((at_s, turned))
            self._measure()

    def _follow(self, value: np.ndarray, marked: np.ndarray) -> None:
        higher, lower = value > self._high, value < self._low
        np.copyto(self._high, value, where=higher)
        np.copyto(self._high_marked, marked, where=higher)
        np.copyto(self._low, value, where=lower)
        np.copyto(self._low_marked, marked, where=lower)

    def _turn(self, value: np.ndarray, marked: np.ndarray, *, rise: np.ndarray, fall: np.ndarray) -> None:
        """From here on the opposite way is looked for, from the farthest that is reached."""
        self._way[rise], self._way[fall] = 1, -1
        np.copyto(self._high, value, where=rise)
        np.copyto(self._high_marked, marked, where=rise)
        np.copyto(self._low, value, where=fall)
        np.copyto(self._low_marked, marked, where=fall)

    def _forget(self, at_s: float) -> None:
        while self._recent and at_s - self._recent[0][0] >= SECOND_S - 1e-9:
            self._count -= self._recent.popleft()[1]

    def _measure(self) -> None:
        while _most_in_a_field(self._count > self.most) > QUARTER:
            self.most += 1


def _most_in_a_field(cells: np.ndarray) -> int:
    """The most marked cells that any field of 10° holds."""
    if np.count_nonzero(cells) <= QUARTER:
        return 0
    sums = np.zeros((CELLS[0] + 1, CELLS[1] + 1), dtype=np.int32)
    sums[1:, 1:] = cells.cumsum(axis=0).cumsum(axis=1)
    w, h = FIELD
    return int((sums[w:, h:] - sums[:-w, h:] - sums[w:, :-h] + sums[:-w, :-h]).max())
