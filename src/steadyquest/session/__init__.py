"""A session: source to signal to game to records, with its pauses; headless play and replay."""

from steadyquest.session.options import Options
from steadyquest.session.result import RunResult
from steadyquest.session.sitting import Session, SessionSummary

__all__ = ["Options", "RunResult", "Session", "SessionSummary"]
