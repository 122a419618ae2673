"""The second part of the self-test: each corner is pressed in turn; the cell that answers tells how it is wired."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Literal, NamedTuple

from steadyquest.conventions import BoardSample
from steadyquest.session import board_limits as limits
from steadyquest.session.board_listen import CELLS
from steadyquest.session.symptoms import Finding
from steadyquest.signal.calibration import Row
from steadyquest.signal.corners import corner_words
from steadyquest.words import tr

AROUND = (0, 1, 3, 2)
"""The corners clockwise, as a hand goes around the plate."""
TURNED = {0: 3, 1: 2, 2: 1, 3: 0}
"""What a plate that stands back to front answers."""
TOUCHED_KG = 1.0
SMOOTHED = 5
"""Samples whose middle is taken: a single spike is no press."""

Wanted = Literal["press", "hold", "release", "nearer"]
Loads = tuple[float, float, float, float]


class Press(NamedTuple):
    """What was felt while one corner was asked for, in kg by each cell; none of it when nobody pressed."""

    asked: int
    loads_kg: Loads | None


class Pressing:
    """Asks for corner after corner. What is not answered as it should be is asked once more."""

    def __init__(self, kg_per_count: Row, zero: Row) -> None:
        self._kg, self._zero = kg_per_count, zero
        self._queue = list(AROUND)
        self._again: list[int] = []
        self._window: deque[tuple[int, Loads]] = deque()
        self._recent: deque[Loads] = deque(maxlen=SMOOTHED)
        self._since_us: int | None = None
        self._released = True
        self._felt: Loads | None = None
        self._skipped: set[int] = set()
        self._presses: dict[int, Press] = {}
        self.wanted: Wanted = "press"

    @property
    def asked(self) -> int | None:
        """The corner to press now; none when all have been asked."""
        return self._queue[0] if self._queue else None

    @property
    def second_time(self) -> bool:
        """Whether the corner was asked before."""
        return self.asked in self._presses

    @property
    def progress(self) -> float:
        """How long the press has been held, 0 to 1."""
        if self.wanted != "hold" or len(self._window) < 2:
            return 0.0
        return min(1.0, (self._window[-1][0] - self._window[0][0]) / (limits.HOLD_S * 1e6))

    @property
    def answered(self) -> int:
        """How many corners need not be asked for any more."""
        return len(CELLS) - len({*self._queue, *self._again})

    @property
    def presses(self) -> list[Press]:
        """What was felt so far."""
        return list(self._presses.values())

    @property
    def done_corners(self) -> frozenset[int]:
        """The corners that have answered as they should."""
        return frozenset(asked for asked, press in self._presses.items() if _answers_well(press))

    def feed(self, sample: BoardSample) -> bool:
        """Take one sample; whether every corner has been asked."""
        asked = self.asked
        if asked is None:
            return True
        self._recent.append(self._loads(sample))
        loads = middle_of(self._recent)
        if self._since_us is None or sample.t_us < self._since_us:
            self._since_us = sample.t_us
            self._window.clear()
        if sample.t_us - self._since_us > limits.PATIENCE_S * 1e6:
            self._take(Press(asked, self._felt))
        elif not self._released:
            self._wait_for_release(loads)
        else:
            self._look(asked, sample.t_us, loads)
        return self.asked is None

    def skip(self) -> None:
        """The person does not want to press this corner."""
        if self.asked is not None:
            self._skipped.add(self.asked)
            self._next()

    def _loads(self, sample: BoardSample) -> Loads:
        fl, fr, rl, rr = (
            0.0 if sample.faulty >> cell & 1 else (sample.counts[cell] - self._zero[cell]) * self._kg[cell]
            for cell in CELLS
        )
        return fl, fr, rl, rr

    def _wait_for_release(self, loads: Loads) -> None:
        self.wanted = "release"
        if max(map(abs, loads)) < limits.RELEASE_KG:
            self._released = True
            self.wanted = "press"

    def _look(self, asked: int, t_us: int, loads: Loads) -> None:
        strongest = max(map(abs, loads))
        if strongest >= TOUCHED_KG and (self._felt is None or strongest > max(map(abs, self._felt))):
            self._felt = loads
        if strongest < limits.PRESS_KG:
            self.wanted = "press"
            self._window.clear()
        elif strongest < limits.PRESS_SHARE * sum(map(abs, loads)):
            self.wanted = "nearer"
            self._window.clear()
        else:
            self.wanted = "hold"
            if self._window and t_us < self._window[-1][0]:
                # The board's clock began again: how long the press was held is not known.
                self._window.clear()
            self._window.append((t_us, loads))
            if self.progress >= 1.0:
                self._take(Press(asked, middle_of([held for _, held in self._window])))

    def _take(self, press: Press) -> None:
        first_time = press.asked not in self._presses
        if first_time or press.loads_kg is not None:
            # A second time that nobody followed takes nothing back.
            self._presses[press.asked] = press
        if first_time and not _answers_well(press):
            self._again.append(press.asked)
        self._released = False
        self._next()

    def _next(self) -> None:
        self._queue.pop(0)
        if not self._queue:
            somebody = any(press.loads_kg is not None for press in self._presses.values())
            again = [corner for corner in self._again if corner not in self._skipped]
            self._queue, self._again = again if somebody else [], []
        self._window.clear()
        self._since_us, self._felt = None, None
        self.wanted = "press" if self._released else "release"


def findings_of(presses: Sequence[Press], *, lame: frozenset[int] = frozenset()) -> list[Finding]:
    """How the cells are wired, by all presses together. `lame` cells were found at fault before and cannot answer."""
    felt = {press.asked: press.loads_kg for press in presses if press.loads_kg is not None}
    answers = _mutual(felt)
    swapped = {asked: cell for asked, cell in answers.items() if asked != cell}
    found = [*_dead(presses, answers, lame=lame)]
    for asked, cell in answers.items():
        if felt[asked][cell] < 0:
            words = tr("pressed, it shows {kg:.1f} kg").format(kg=felt[asked][cell])
            found.append(Finding("cell_reversed", (asked,), words))
    if swapped:
        found.append(Finding("corners_swapped", tuple(sorted({*swapped, *swapped.values()})), _swap_words(swapped)))
    return found


def unpressed(presses: Sequence[Press]) -> list[int]:
    """The corners of which nothing is known: skipped, or nobody was there at all."""
    asked = {press.asked for press in presses}
    somebody = _mutual({press.asked: press.loads_kg for press in presses if press.loads_kg is not None})
    return [cell for cell in CELLS if cell not in asked or not somebody]


def _answers_well(press: Press) -> bool:
    loads = press.loads_kg
    return loads is not None and max(loads) == max(map(abs, loads)) == loads[press.asked] >= limits.PRESS_KG


def _mutual(felt: dict[int, Loads]) -> dict[int, int]:
    """Asked corner → the cell that answered it.

    Each has to be the other's best: a neighbour that feels a little of every press is nobody's answer.
    """
    answers = {}
    for asked, loads in felt.items():
        cell = max(CELLS, key=lambda c: abs(loads[c]))
        best = max(felt, key=lambda other: abs(felt[other][cell]))
        clear = abs(loads[cell]) >= max(limits.PRESS_KG, limits.PRESS_SHARE * sum(map(abs, loads)))
        if best == asked and clear:
            answers[asked] = cell
    return answers


def _dead(presses: Sequence[Press], answers: dict[int, int], *, lame: frozenset[int]) -> Iterator[Finding]:
    """Corners that did not answer, though somebody was there, and no lame cell explains it."""
    silent = [press.asked for press in presses if press.asked not in answers]
    # With one plug for another, the cell that should have answered is a lame one elsewhere.
    elsewhere = lame - set(answers.values()) - set(silent)
    unexplained = [asked for asked in silent if asked not in lame][len(elsewhere) :]
    if answers:
        for asked in unexplained:
            yield Finding("cell_dead", (asked,), tr("nothing felt there"))


def _swap_words(swapped: dict[int, int]) -> str:
    if len(swapped) == len(CELLS) and swapped == TURNED:
        return tr("each is across from its place: turn the plate around, or swap all plugs")
    words = tr("swap the plugs of {one} and {other}")
    pairs = [words.format(one=corner_words(one), other=corner_words(other)) for one, other in _exchanges(swapped)]
    return tr(", then ").join(pairs)


def _exchanges(swapped: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Exchanges of two plugs, one after the other, that put every cell in its place.

    >>> list(_exchanges({0: 1, 1: 0}))
    [(0, 1)]
    """
    cell_at = dict(swapped)
    for corner in sorted(swapped):
        cell = cell_at[corner]
        if cell == corner:
            continue
        yield corner, cell
        for other, its in list(cell_at.items()):
            if its == corner:
                cell_at[other] = cell
        cell_at[corner] = corner


def middle_of(held: Sequence[Loads] | deque[Loads]) -> Loads:
    """The middle value of each cell."""
    fl, fr, rl, rr = (median(loads[cell] for loads in held) for cell in CELLS)
    return fl, fr, rl, rr
