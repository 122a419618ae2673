"""What may be held beside what: only trials of one condition, and only real ones beside real ones.

Owns that rule, for reports over the weeks and for the picture right after a test.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from steadyquest.session.assessments.combined import MeasuredAssessment, combined
from steadyquest.session.assessments.measured import measured_player
from steadyquest.session.assessments.protocol import LIMITS, SENSORY
from steadyquest.session.assessments.trials import Condition, TrialRecord, trials_of_player
from steadyquest.session.labels import is_file, is_hand, is_synthetic

if TYPE_CHECKING:
    from steadyquest.records.store import Store


def compared_as(record: TrialRecord) -> tuple[Condition, bool]:
    """What has to be equal in two assessments that are compared: the condition, and whether nobody real did it."""
    condition, source = record.condition, record.session.source
    if record.trial.kind == SENSORY:
        # It has four conditions of eyes and ground, and is one assessment all the same.
        condition = condition._replace(eyes="", surface="")
    return condition, is_synthetic(source) or is_hand(source) or is_file(source)


def earlier_limits(store: Store, now: TrialRecord) -> MeasuredAssessment | None:
    """The same player's last test of limits before this one that may be held beside it; None where there is none.

    Its samples are read and measured anew, which takes a moment.
    """
    if now.session.player_id is None:
        return None
    groups: dict[tuple[object, ...], list[TrialRecord]] = {}
    for record in trials_of_player(store, now.session.player_id, kinds=(LIMITS,)):
        if _place(record) < _place(now) and compared_as(record) == compared_as(now):
            groups.setdefault(_place(record), []).append(record)
    for place in sorted(groups, reverse=True):
        one = combined(measured_player(store, groups[place], whole=False))
        if one.usable:
            return one
    return None


def _place(record: TrialRecord) -> tuple[object, ...]:
    """When an assessment was done, among all of its player."""
    return *record.session.when, record.assessment
