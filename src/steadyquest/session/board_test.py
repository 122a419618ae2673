"""The board's self-test: what can be wrong before a session, found from its samples alone and told with the mend.

One machine for the command line, the screen and the tests. It is fed samples and knows only their own time:
listen to the empty plate → press each corner → (if wanted) weigh the same thing on each corner → report.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from steadyquest.conventions import CHANNELS, GRAVITY_M_S2, BoardSample
from steadyquest.session import board_limits as limits
from steadyquest.session import board_listen, board_press, board_weigh, zero_words
from steadyquest.session.board_listen import CELLS, Listening
from steadyquest.session.board_press import Pressing
from steadyquest.session.board_quiet import Line, Quiet
from steadyquest.session.board_weigh import Weighing
from steadyquest.session.symptoms import SYMPTOMS, Finding, Symptom, in_order
from steadyquest.session.zero import FIRST_MOST_KG
from steadyquest.signal.calibration import NOMINAL_COUNTS_PER_N, Calibration, Row
from steadyquest.signal.corners import corner_words
from steadyquest.words import tr

__all__ = ["SYMPTOMS", "BoardTest", "Finding", "Report", "Symptom"]

Part = Literal["listen", "press", "weigh"]
Stage = Literal["listen", "press", "weigh", "done"]
QUICK: tuple[Part, ...] = ("listen",)
USUAL: tuple[Part, ...] = ("listen", "press")
WHOLE: tuple[Part, ...] = ("listen", "press", "weigh")
ONLY_WEIGH: tuple[Part, ...] = ("listen", "weigh")
SPOILS_ZERO = board_listen.ALONE | {"plate_not_empty", "cell_noisy", "drifting", "board_gone", "board_restarts"}
"""With one of these the zero of this test is nothing to compare with next time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the test has found, the most urgent first, and what it could not look at."""

    findings: tuple[Finding, ...]
    cells: tuple[Quiet, ...]
    line: Line | None
    unpressed: tuple[int, ...]
    weighed: bool | None
    """None: not asked for; False: asked for, but nothing can be said."""
    presses_kg: dict[int, float]
    """What each pressed corner's own cell felt."""
    zero: Row | None
    """Of the empty plate, where it is worth remembering."""
    of_zero: str = ""
    """What there is to say of the zero that is no fault: nothing to compare it with, or a last one under load."""

    @property
    def well(self) -> bool:
        """Nothing was found."""
        return not self.findings

    def of_cell(self, cell: int) -> list[Finding]:
        """What was found about one cell."""
        return [finding for finding in self.findings if cell in finding.cells]

    def notes(self) -> list[str]:
        """What could not be looked at, and what there is to say of the zero, in words."""
        words = [self.of_zero] if self.of_zero else []
        if self.unpressed:
            corners = ", ".join(corner_words(cell) for cell in self.unpressed)
            words.append(tr("Not pressed: {corners}.").format(corners=corners))
        if self.weighed is False:
            words.append(tr("The corners' weights could not be compared."))
        return words

    def as_dict(self) -> dict[str, Any]:
        """For programs."""
        return {
            "well": self.well,
            "findings": [finding.as_dict() for finding in self.findings],
            "cells": {
                CHANNELS[i]: {
                    "zero": cell.zero,
                    "rate_hz": round(cell.rate_hz, 2),
                    "noise_kg": round(max(cell.noise_kg, cell.wander_kg), 5),
                    "drift_kg_min": round(cell.drift_kg_min, 4),
                    "press_kg": round(self.presses_kg[i], 2) if i in self.presses_kg else None,
                    "symptoms": [finding.code for finding in self.of_cell(i)],
                }
                for i, cell in enumerate(self.cells)
            },
            "line": self.line._asdict() if self.line else None,
            "not_pressed": [CHANNELS[cell] for cell in self.unpressed],
            "weighed": self.weighed,
            "notes": self.notes(),
        }


class BoardTest:
    """Feed it samples until `stage` is "done", tell the person `words`, then ask for the `report`."""

    def __init__(
        self, calibration: Calibration, *, parts: tuple[Part, ...] = USUAL, last_zero: Row | None = None
    ) -> None:
        self.kg_per_count = kg_per_count(calibration)
        self._last_zero = last_zero
        self._parts, self._presses = list(parts), "press" in parts
        self._findings: list[Finding] = []
        self._cells: tuple[Quiet, ...] = ()
        self._line: Line | None = None
        seconds = limits.QUICK_S if parts == QUICK else limits.LISTEN_S
        self._listening = Listening(self.kg_per_count, seconds=seconds)
        self._pressing: Pressing | None = None
        self._weighing: Weighing | None = None
        self._weighed: bool | None = None
        self._epoch: int | None = None
        self.stage: Stage = "listen"

    @property
    def zero(self) -> Row | None:
        """The empty plate's counts, once they are known."""
        if not self._cells:
            return None
        fl, fr, rl, rr = (cell.zero for cell in self._cells)
        return fl, fr, rl, rr

    @property
    def asked(self) -> int | None:
        """The corner that is to be pressed or loaded now."""
        running = {"press": self._pressing, "weigh": self._weighing}.get(self.stage)
        return running.asked if running is not None else None

    @property
    def progress(self) -> float:
        """Of what is asked for now, 0 to 1."""
        running = {"listen": self._listening, "press": self._pressing, "weigh": self._weighing}.get(self.stage)
        return running.progress if running is not None else 1.0

    @property
    def answered(self) -> int:
        """How many corners are behind us in the running part."""
        running = {"press": self._pressing, "weigh": self._weighing}.get(self.stage)
        return running.answered if running is not None else 0

    @property
    def good_corners(self) -> frozenset[int]:
        """The corners that have answered their press as they should."""
        return self._pressing.done_corners if self._pressing is not None else frozenset()

    @property
    def bad_cells(self) -> frozenset[int]:
        """The corners of which something is known already."""
        return frozenset(cell for finding in self._findings for cell in finding.cells)

    @property
    def words(self) -> str:
        """What the person is to do now, in one sentence."""
        if self.stage == "listen":
            return tr("Leave the plate empty and still")
        if self.asked is None:
            return tr("The test is over")
        corner = corner_words(self.asked)
        if self.stage == "weigh" and self._weighing is not None:
            return {
                "put": tr("Put the weight on the {corner} corner"),
                "steady": tr("Leave it on the {corner} corner"),
                "move": tr("Now move it to the {corner} corner"),
            }[self._weighing.wanted].format(corner=corner)
        assert self._pressing is not None  # noqa: S101 - the only stage left
        again = self._pressing.second_time
        return {
            "press": tr("Once more: press the {corner} corner firmly")
            if again
            else tr("Press the {corner} corner and hold it"),
            "hold": tr("Hold the {corner} corner"),
            "release": tr("Let go of the plate"),
            "nearer": tr("Press nearer to the {corner} corner"),
        }[self._pressing.wanted].format(corner=corner)

    def feed(self, sample: BoardSample) -> Stage:
        """Take one sample; the stage after it."""
        if self.stage == "listen":
            if self._listening.feed(sample):
                self._judge_empty()
        elif self.stage == "press" and self._pressing is not None:
            self._mind_restart(sample)
            if self._pressing.feed(sample):
                self._next()
        elif self.stage == "weigh" and self._weighing is not None:
            self._mind_restart(sample)
            if self._weighing.feed(sample):
                self._next()
        self._epoch = sample.epoch
        return self.stage

    def note_corrupt(self, corrupt: int) -> None:
        """How many frames have come broken since the board was opened; told as often as one likes."""
        if self.stage == "listen":
            self._listening.note_corrupt(corrupt)

    def skip(self) -> None:
        """Leave out what is asked for now: a corner, or the weighing. The empty plate cannot be left out."""
        if self.stage == "press" and self._pressing is not None:
            self._pressing.skip()
            if self._pressing.asked is None:
                self._next()
        elif self.stage == "weigh" and self._weighing is not None:
            self._weighing.skip()
            self._next()

    def gone(self, why: str = "") -> None:
        """The board sends no more: the test ends with that, and with what was found before."""
        if self.stage == "listen":
            if self._listening.progress > 0:
                self._judge_empty()
            self._pressing = None
        self._findings.append(Finding("board_gone", (), why))
        self._parts.clear()
        self.stage = "done"

    def report(self) -> Report:
        """What was found so far."""
        presses = self._pressing.presses if self._pressing is not None else []
        lame = frozenset(c for f in self._findings for c in f.cells if f.code in board_listen.ALONE)
        findings = [*self._findings, *board_press.findings_of(presses, lame=lame)]
        if self._weighing is not None:
            findings += board_weigh.findings_of(self._weighing.weighed)[0]
        spoiled = any(finding.code in SPOILS_ZERO for finding in findings)
        return Report(
            findings=tuple(in_order(findings)),
            cells=self._cells,
            line=self._line,
            unpressed=self._unpressed(),
            weighed=self._weighed,
            zero=None if spoiled else self.zero,
            of_zero="" if spoiled else self._of_zero(),
            presses_kg={p.asked: p.loads_kg[p.asked] for p in presses if p.loads_kg is not None},
        )

    def _judge_empty(self) -> None:
        self._cells, self._line = tuple(self._listening.cells()), self._listening.line()
        self._findings += board_listen.findings_of(
            self._cells, self._line, self.kg_per_count, last_zero=self._last_zero
        )
        if any(finding.code == "plate_not_empty" for finding in self._findings):
            # Whatever would be pressed or weighed now would be told wrongly: first the plate, then all over again.
            del self._parts[1:]
        self._next()

    def _unpressed(self) -> tuple[int, ...]:
        if self._pressing is not None:
            return tuple(board_press.unpressed(self._pressing.presses))
        return tuple(CELLS) if self._presses and self._cells else ()

    def _of_zero(self) -> str:
        zero, gains = self.zero, self.kg_per_count
        if zero is None:
            return ""
        if self._last_zero is None:
            kg = sum(count * gain for count, gain in zip(zero, gains, strict=True))
            return zero_words.first_tested(kg if kg > FIRST_MOST_KG else 0.0)
        loaded_kg = board_listen.was_loaded_kg(self._cells, gains, self._last_zero)
        return zero_words.lighter(loaded_kg) if loaded_kg else ""

    def _mind_restart(self, sample: BoardSample) -> None:
        known = any(finding.code == "board_restarts" for finding in self._findings)
        if self._epoch is not None and sample.epoch != self._epoch and not known:
            self._findings.append(Finding("board_restarts", (), tr("while a corner was asked for")))

    def _next(self) -> None:
        """On to the next part; the zero of the empty plate is what presses are measured from."""
        if self.stage == "weigh" and self._weighing is not None:
            self._weighed = board_weigh.findings_of(self._weighing.weighed)[1]
        self._parts.pop(0)
        self.stage = self._parts[0] if self._parts else "done"
        zero = self.zero
        if self.stage == "press" and zero is not None:
            self._pressing = Pressing(self.kg_per_count, zero)
        elif self.stage == "weigh" and zero is not None:
            self._weighing = Weighing(self.kg_per_count, zero)


def kg_per_count(calibration: Calibration) -> Row:
    """What one count of each cell weighs; a nominal cell's where the calibration says nothing of use."""
    nominal = 1 / NOMINAL_COUNTS_PER_N
    fl, fr, rl, rr = (
        (gain if abs(gain) > nominal / 1000 else nominal) / GRAVITY_M_S2
        for gain in (calibration.matrix[0][cell] for cell in CELLS)
    )
    return fl, fr, rl, rr
