"""What a player needs to see and to choose: text size, calm, a slower pace, choosing by the board or by a switch.

Owns the names of these settings, their values and what counts where nothing is set. Draws nothing, hears nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from steadyquest.words import LANGUAGES

TEXT_SIZES = (100, 125, 150)
"""Of the letters, in percent."""
PACES = (100, 75, 50)
"""Of a level, in percent."""
DWELLS_S = (0.0, 1.0, 1.5, 2.0, 3.0)
"""How long a lean is held to choose; 0: the board does not choose."""
SWITCHES = (0, 1, 2)
"""One switch chooses what the focus comes to by itself; with two, one goes on and the other chooses."""
SCANS_S = (1.0, 1.5, 2.0, 3.0)
"""How long the focus stays before it goes on by itself."""
BOARD_DWELL_S = 2.0
"""Who stands on a board may choose with it; hands have better ways, and get this only when it is set."""


class Access(NamedTuple):
    """What is set for a player, with everything that was never set as it comes."""

    text: int = 100
    reduced: bool = False
    calm: bool = False
    mirrored: bool = False
    pace: int = 100
    dwell_s: float | None = None
    """None: nobody has set it."""
    switches: int = 0
    scan_s: float = 1.5
    switch_next: str = ""
    switch_choose: str = ""
    """What was pressed to be the switch, as `ui/access/switches.py` writes it; empty: Tab and the space bar."""
    language: str = ""
    """Empty: the computer's own."""

    @property
    def still(self) -> bool:
        """Whether nothing moves that need not."""
        return self.reduced or self.calm

    @property
    def text_scale(self) -> float:
        """The factor on letters."""
        return self.text / 100

    def dwell_on(self, *, by_hand: bool) -> float:
        """How long a lean is held to choose, where the weight is moved by a board or by hand; 0: never."""
        if self.dwell_s is None:
            return 0.0 if by_hand else BOARD_DWELL_S
        return self.dwell_s


KEPT_AS = {
    "language": "language",
    "text": "text_size",
    "reduced": "reduced_motion",
    "calm": "calm",
    "mirrored": "mirrored",
    "pace": "pace",
    "dwell_s": "lean_s",
    "switches": "switches",
    "scan_s": "scan_s",
    "switch_next": "switch_next",
    "switch_choose": "switch_choose",
}
"""The name of each among a player's settings."""
_ALLOWED: dict[str, tuple[Any, ...]] = {
    "language": tuple(LANGUAGES),
    "text": TEXT_SIZES,
    "pace": PACES,
    "dwell_s": DWELLS_S,
    "switches": SWITCHES,
    "scan_s": SCANS_S,
}


def access_of(settings: Mapping[str, Any]) -> Access:
    """What a player's settings say; whatever is not understood is as it comes.

    >>> access_of({"text_size": 125, "lean_s": 0, "pace": "fast", "calm": "very"})._replace(switches=0)
    Access(text=125, reduced=False, calm=False, mirrored=False, pace=100, dwell_s=0, switches=0, \
scan_s=1.5, switch_next='', switch_choose='', language='')
    """
    known = {field: settings[name] for field, name in KEPT_AS.items() if name in settings}
    return Access(**{field: value for field, value in known.items() if _is_understood(field, value)})


def pace_of(settings: Mapping[str, Any]) -> float:
    """How fast levels go for this player, 1 as they are written."""
    return access_of(settings).pace / 100


def _is_understood(field: str, value: Any) -> bool:
    if field in _ALLOWED:
        return not isinstance(value, bool) and value in _ALLOWED[field]
    return isinstance(value, str if field.startswith("switch_") else bool)
