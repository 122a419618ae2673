"""What a session report tells of practice: what the session has moved, what it suggests, and its feel probe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from steadyquest.game.sight import MEMORY
from steadyquest.reports.progress_data import Practised, practised
from steadyquest.reports.progress_feel import trends
from steadyquest.session.feel_probe import Probe, probes_of
from steadyquest.session.rung_advice import RungAdvice, rung_advice

if TYPE_CHECKING:
    from steadyquest.records.rows import SessionRow
    from steadyquest.records.store import Store


@dataclass(frozen=True, slots=True)
class PracticeDocument:
    """What one session practised, and what it says of the next."""

    points: tuple[Practised, ...]
    advice: Mapping[str, RungAdvice]
    probe: Probe | None
    trend: tuple[Probe, ...]
    """The probe among those that it may be compared with, none later than it."""


def practice_document(store: Store, session: SessionRow, *, rung_max: int = MEMORY) -> PracticeDocument | None:
    """What a session practised; None without a player, and where nothing moved and nothing was probed."""
    if session.player_id is None:
        return None
    player_id = session.player_id
    skills = practised(store, player_id, sessions=[(session, ())])
    probes = [probe for probe in probes_of(store, player_id) if (probe.at, probe.session_id) <= session.when]
    mine = next((trend for trend in trends(probes) if trend[-1].session_id == session.id), [])
    if not skills and not mine:
        return None
    ranges = store.players.find(player_id).settings.get("ranges", {})
    return PracticeDocument(
        points=tuple(point for points in skills.values() for point in points),
        advice=rung_advice(store, player_id, ranges=ranges, rung_max=rung_max, until=session.id),
        probe=mine[-1] if mine else None,
        trend=tuple(mine),
    )
