"""A session: source to signal to game to records, with its pauses; headless play and replay."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from steadyquest.session.options import Options
    from steadyquest.session.result import RunResult, SessionSummary
    from steadyquest.session.sitting import Session

__all__ = ["Options", "RunResult", "Session", "SessionSummary"]
_HOMES = {"Options": "options", "RunResult": "result", "SessionSummary": "result", "Session": "sitting"}


def __getattr__(name: str) -> Any:
    """Loaded when asked for: who wants one module of this room does not wait for all of it."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
