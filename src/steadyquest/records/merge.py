"""Settings as they are changed: single ones by their path, all others as they stand."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

Place = tuple[str, ...]
"""Where a setting is kept, such as ("safety", "lurch_s")."""


def merged(settings: Mapping[str, Any], changes: Mapping[Place, Any]) -> dict[str, Any]:
    """The settings with these changed, each by its path; None takes one away. What was given stays as it was."""
    fresh = deepcopy(dict(settings))
    for (*folders, last), value in changes.items():
        inner = fresh
        for folder in folders:
            if not isinstance(inner.get(folder), dict):
                inner[folder] = {}
            inner = inner[folder]
        if value is None:
            inner.pop(last, None)
        else:
            inner[last] = value
    return fresh
