"""What people say of a day: who holds the player, what is on the feet, how it feels before and after.

Kept in the session's notes. Trends never join days with different support or shoes, so neither is guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from steadyquest.errors import RecordError
from steadyquest.words import tr

SUPPORT = ("none", "one_hand", "two_hands", "frame")
SHOES = ("barefoot", "socks", "shoes", "orthosis")
FACES = ("pain", "tired", "fun")
"""What is asked, each by one of five faces: 0 is none of it, 4 is the most."""
MOST = 4
BEFORE, AFTER = "faces_before", "faces_after"
STOP_PAIN = "stop_pain"
"""The player's setting: from this face on the therapist is asked before play goes on."""
SAID = "said"
"""The therapist's own words."""

_CHOICES = {"support": SUPPORT, "shoes": SHOES}
_LONGEST = 500


def checked(notes: Mapping[str, Any]) -> dict[str, Any]:
    """The notes as they are kept. Raises RecordError for what cannot be one."""
    return {name: _checked(name, value) for name, value in notes.items()}


def stops(settings: Mapping[str, Any], faces: Mapping[str, int]) -> bool:
    """Whether the therapist wanted to be asked at this much pain."""
    limit = settings.get(STOP_PAIN)
    return limit is not None and faces.get("pain", 0) >= int(limit)


def _checked(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _CHOICES and value in _CHOICES[name]:
        return value
    if name in (BEFORE, AFTER) and isinstance(value, Mapping):
        return {kind: face for kind, face in value.items() if kind in FACES and face in range(MOST + 1)}
    if name == SAID and isinstance(value, str) and len(value) <= _LONGEST:
        return " ".join(value.split()) or None
    raise RecordError(tr("“{value}” cannot be noted as {name}").format(value=str(value)[:60], name=name))
