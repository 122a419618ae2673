"""Symptoms: everything that the board's self-test can name, each with the mend in plain words.

The build guide has an entry of the same code and title for each.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from steadyquest.conventions import CHANNELS
from steadyquest.signal.corners import corner_words
from steadyquest.words import tr


def N_(message: str) -> str:  # noqa: N802 - the name that gettext's tools look for
    """Marks a sentence for translation; `Symptom.shown` looks it up."""
    return message


class Symptom(NamedTuple):
    """What is wrong, in a few words, and how to mend it."""

    title: str
    mend: str

    def shown(self) -> Symptom:
        """The same in the chosen language."""
        return Symptom(tr(self.title), tr(self.mend))


SYMPTOMS = {
    # No conversation with a board: these come before any test.
    "no_board": Symptom(
        N_("No board answers"),
        N_("Check that the USB cable carries data and sits tight at both ends, and flash the firmware once more."),
    ),
    "wrong_baud": Symptom(
        N_("The board sends at another speed"),
        N_("Flash the firmware anew, at its own speed of 115200 baud, and plug the board in again."),
    ),
    "readable_mode": Symptom(
        N_("The board sends lines for people"),
        N_("Unplug the board and plug it in again; if it goes on so, flash the firmware once more."),
    ),
    "other_device": Symptom(
        N_("Something else is on this port"),
        N_("Choose another port; if this is the board, flash the SteadyQuest firmware onto it."),
    ),
    "protocol_older": Symptom(
        N_("The board's firmware is too old"),
        N_("Flash the firmware that came with this version of SteadyQuest."),
    ),
    "protocol_newer": Symptom(
        N_("The board's firmware is newer than the game"),
        N_("Update SteadyQuest on this computer."),
    ),
    # The empty plate.
    "board_gone": Symptom(
        N_("The board stopped sending"),
        N_("Push the USB plug in at both ends; if it happens again, try another cable or another USB port."),
    ),
    "board_restarts": Symptom(
        N_("The board restarts by itself"),
        N_("Its power breaks off: try another USB cable or port without a hub, and look for a loose 5V or GND wire."),
    ),
    "cell_missing": Symptom(
        N_("A corner's amplifier does not answer"),
        N_("Plug the board in anew; if that is no help, check that amplifier's wires: VCC, GND, DT and SCK."),
    ),
    "cell_stuck": Symptom(
        N_("A corner always sends the same number"),
        N_("Check that amplifier's DT wire for a short to GND or VCC; if it is sound, replace the amplifier."),
    ),
    "cell_saturated": Symptom(
        N_("A corner is at the end of its range"),
        N_("One of the four wires from the cells (E+, E−, A+, A−) is loose or swapped: check them at that amplifier."),
    ),
    "cell_noisy": Symptom(
        N_("A corner is noisy"),
        N_("Solder that corner's wires anew and twist them; keep them away from mains cables and chargers."),
    ),
    "slow_rate": Symptom(
        N_("A corner is slow: 10 values a second"),
        N_("Set that amplifier to 80 a second: lift its RATE pin (15) and join it to VCC, or set the module's jumper."),
    ),
    "uneven_rates": Symptom(
        N_("The corners run at different speeds"),
        N_("Replace the amplifier that stands out, or check its 5V supply: good ones run at 70 to 100 a second."),
    ),
    "frames_lost": Symptom(
        N_("Some of what the board sends is lost"),
        N_("Plug the board into the computer itself, not a hub, close other programs, and use a shorter cable."),
    ),
    "frames_corrupt": Symptom(
        N_("Some of what the board sends arrives broken"),
        N_("Try another, shorter USB cable, and keep it away from mains cables and chargers."),
    ),
    "plate_not_empty": Symptom(
        N_("The plate is not empty"),
        N_("Take everything off the plate, let nothing touch it, and test again."),
    ),
    "zero_moved": Symptom(
        N_("The zero has moved since last time"),
        N_("Take everything off and look for what rubs or is jammed under the plate; then take the zero again."),
    ),
    "drifting": Symptom(
        N_("The zero is drifting"),
        N_("Let the board warm up for ten minutes, out of sun and draught; pair the half-bridges if you have not."),
    ),
    # The corners, pressed in turn.
    "cell_dead": Symptom(
        N_("A corner does not feel the press"),
        N_("See that the plate rests on that corner's cells and not beside them; then check A+ and A− at its plug."),
    ),
    "cell_reversed": Symptom(
        N_("A corner answers upside down"),
        N_("Swap the two signal wires A+ and A− of that corner at its amplifier."),
    ),
    "corners_swapped": Symptom(
        N_("Corners are swapped"),
        N_("Swap the plugs of the two corners at their amplifiers, or their DT and SCK wires at the Arduino."),
    ),
    # The same weight on all corners.
    "gain_mismatch": Symptom(
        N_("The corners weigh differently"),
        N_("Calibrate the board; if one corner still stands out, see that its cells bend freely."),
    ),
}
"""Code → (title, mend), in the order in which they are looked for and told."""


class Finding(NamedTuple):
    """One symptom that was seen: on which cells (channel numbers), and the figures in words."""

    code: str
    cells: tuple[int, ...] = ()
    detail: str = ""
    each: tuple[str, ...] = ()
    """The figures of each cell, where several cells have the same symptom."""

    @property
    def title(self) -> str:
        """What is wrong, in the chosen language."""
        return tr(SYMPTOMS[self.code].title)

    @property
    def mend(self) -> str:
        """What to do, in the chosen language."""
        return tr(SYMPTOMS[self.code].mend)

    @property
    def where(self) -> str:
        """The corners, or an empty string."""
        return ", ".join(corner_words(cell) for cell in self.cells)

    @property
    def figures(self) -> str:
        """What was measured, with the corners where they differ."""
        if not self.each:
            return self.detail
        return "; ".join(f"{corner_words(cell)} {words}" for cell, words in zip(self.cells, self.each, strict=True))

    def as_dict(self) -> dict[str, Any]:
        """For programs."""
        cells = [CHANNELS[cell] for cell in self.cells]
        return {"code": self.code, "title": self.title, "cells": cells, "detail": self.figures, "mend": self.mend}


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """As the table has them, for what comes first is to be mended first; cells with the same symptom together."""
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.code, []).append(finding)
    return [_together(by_code[code]) for code in SYMPTOMS if code in by_code]


def _together(alike: list[Finding]) -> Finding:
    if len(alike) == 1:
        return alike[0]
    seen = {cell: finding.detail for finding in alike for cell in finding.cells}
    cells, words = tuple(sorted(seen)), {finding.detail for finding in alike}
    if len(words) == 1 or not cells:
        return Finding(alike[0].code, cells, alike[0].detail)
    return Finding(alike[0].code, cells, each=tuple(seen[cell] for cell in cells))
