"""Words for skills, and for why a difficulty or an hour is another one: records keep them as keys or in English."""

from __future__ import annotations

from collections.abc import Mapping

from steadyquest.game.staircase import REASONS
from steadyquest.reports import wording
from steadyquest.session.reasons import told
from steadyquest.session.rung_advice import DOWN, UP, RungAdvice
from steadyquest.words import tr

CHOSEN_THEN, AS_SUGGESTED_THEN = "chosen by the therapist", "chosen by the therapist, as suggested"
"""How records of before, which kept sentences, began them."""


def skill(key: str) -> str:
    """The name of a skill."""
    names = {
        "steadiness": tr("Steadiness"),
        "reach": tr("Reach"),
        "tracking": tr("Tracking"),
        "timing": tr("Timing"),
        "loading": tr("Loading a leg"),
        "stepping": tr("Stepping"),
        "rising": tr("Rising"),
        "feel": tr("Feel"),
    }
    return names.get(key) or key.replace("_", " ").capitalize()


def reason(kept: str) -> str:
    """A reason as it was kept, in the chosen language."""
    words = {
        REASONS["success"]: tr("a rep went well: a little harder"),
        REASONS["miss"]: tr("a rep was missed: easier"),
        REASONS["tagged"]: tr("the rep was tagged: it does not count"),
        REASONS["easier"]: tr("the therapist made it easier"),
        REASONS["harder"]: tr("the therapist made it harder"),
        REASONS["top"]: tr("at the upper end of the range the therapist set"),
        REASONS["bottom"]: tr("at the lower end of the range the therapist set"),
        REASONS["session"]: tr("a new session opens a little below the last"),
        REASONS["week"]: tr("a week away or more: the session opens further below the last"),
        REASONS["rung"]: tr("a new rung opens below the one before"),
        REASONS["range"]: tr("the range that the therapist set is another one"),
    }
    return words.get(kept) or kept


def rung_reason(kept: str, why: object) -> str:
    """Why another hour was chosen, in the chosen language; of older records as it was written then."""
    head, colon, rest = kept.partition(": ")
    if kept == CHOSEN_THEN:
        kept = tr("chosen by the therapist")
    elif colon and head == AS_SUGGESTED_THEN:
        kept = tr("chosen by the therapist, as suggested: {why}").format(why=rest)
    return told(kept, why)


def advice_line(advice: RungAdvice) -> str:
    """What is suggested, and why. The decision is somebody's, not the computer's."""
    hour = wording.hour(advice.suggested)
    if advice.way == UP:
        said = tr("Suggested: up to {hour}, because {reason}. The therapist decides.")
    elif advice.way == DOWN:
        said = tr("Suggested: down to {hour}, because {reason}. The therapist decides.")
    else:
        said = tr("Stays at {hour}: {reason}.")
    return said.format(hour=hour, reason=advice.reason)


def next_hours(advice: Mapping[str, RungAdvice]) -> str:
    """In one line which skills may be played at another hour next time; empty when none."""
    moving = [one for one in advice.values() if one.way in (UP, DOWN)]
    if not moving:
        return ""
    named = ", ".join(f"{skill(one.skill)} – {wording.hour(one.suggested)}" for one in moving)
    return tr("For the therapist, hours suggested for next time: {named}").format(named=named)
