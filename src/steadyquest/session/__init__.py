"""A session: source to signal to game to records, with its pauses; headless play and replay."""

from steadyquest.session.options import Options
from steadyquest.session.result import RunResult, SessionSummary
from steadyquest.session.sitting import Session

__all__ = ["Options", "RunResult", "Session", "SessionSummary"]
