"""The therapist's word: which levels may be played only when somebody stands by, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steadyquest.game.tasks.kinds import kind_of
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.levels.read import Level

RISKY_STANCES = frozenset(
    {"narrow", "tandem_left", "tandem_right", "tandem_affected", "single_left", "single_right", "single_affected"}
)


def needs_word(level: Level, stance: str | None = None) -> tuple[str, ...]:
    """Why a level needs the therapist's word that somebody stands by, in this stance: codes, empty for none."""
    spec = level.spec
    chosen = stance or spec.stance[0]
    reasons = [chosen] if chosen in RISKY_STANCES else []
    reasons += ["foam"] if spec.surface == "foam" else []
    reasons += ["eyes_closed"] if spec.eyes == "closed" else []
    reasons += ["reversed"] if any(step.reversed for step in spec.steps) else []
    reasons += ["sway"] if any(step.scene_sway for step in spec.steps) else []
    tasks = {kind_of(step).name for step in spec.steps}
    reasons += [task for task in ("march", "rise", "limits") if task in tasks]
    return tuple(reasons)


def words_for_risk(risk: str) -> str:
    """What wants somebody standing by, in words."""
    words = {
        "narrow": tr("feet together"),
        "foam": tr("a soft surface"),
        "eyes_closed": tr("closed eyes"),
        "reversed": tr("a picture that goes the other way"),
        "sway": tr("a picture that sways"),
        "march": tr("stepping in place"),
        "rise": tr("standing up and sitting down"),
        "limits": tr("leaning as far as one can"),
    }
    stance = tr("standing on one leg") if risk.startswith("single") else tr("one foot before the other")
    return words.get(risk, stance)
