"""The exception tree: one class for each kind of fault, each with a line a person can act on."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

_STEERING = ("Cc", "Cs", "Zl", "Zp")
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Overrides and isolates of the direction of writing: open ones turn all that follows."""


class SteadyQuestError(Exception):
    """What went wrong, where, and what to do, in one plain line."""


class DeviceError(SteadyQuestError):
    """A port, a board or a file that samples should come from.

    `code` names what was found at a port, for the board's own test: no_board, wrong_baud, readable_mode,
    other_device, protocol_older or protocol_newer; empty for everything else.
    """

    def __init__(self, message: str, *, code: str = "") -> None:
        self.code = code
        super().__init__(message)


class CalibrationError(SteadyQuestError):
    """Counts that cannot be turned into newtons, or a calibration that cannot be trusted."""


class SignalError(SteadyQuestError):
    """Samples that cannot be measured: too few, too ragged, not numbers."""


class RecordError(SteadyQuestError):
    """The database: missing, locked, full, read-only, too new, or without what was asked for."""


class ReportError(SteadyQuestError):
    """A report, picture or export that could not be made or written."""


class DisplayError(SteadyQuestError):
    """A window, a picture or a font that could not be had."""


def steers(sign: str) -> bool:
    """Whether a sign moves a terminal, ends a line, or turns the writing around, instead of being read."""
    return unicodedata.category(sign) in _STEERING or sign in _TURNING or ord(sign) & 0xFFFE == 0xFFFE


def legible(text: str) -> str:
    """The text as one line that can be shown anywhere: what would steer stands as its code."""
    if text.isprintable():
        return text
    return "".join(sign.encode("unicode_escape").decode() if steers(sign) else sign for sign in text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One fault in one file: what was found, what is allowed, and a plain hint."""

    file: str
    line: int
    key: str
    severity: str
    """"error" or "warning"."""
    found: str
    allowed: str
    hint: str

    def __str__(self) -> str:
        parts = [f"{self.file}:{self.line}: {self.severity}: {self.key}: {self.found}"]
        if self.allowed:
            parts.append(f"allowed: {self.allowed}")
        if self.hint:
            parts.append(self.hint)
        # Names and words of a file from anybody are shown here, never obeyed.
        return legible("; ".join(parts))

    def as_dict(self) -> dict[str, Any]:
        """The problem as plain data, for `--json`."""
        return asdict(self)


class LevelError(SteadyQuestError):
    """All that is wrong with a level file at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
