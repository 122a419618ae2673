"""What the map asks the therapist before it opens a level: one for another stance, one that lies in the mist."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from steadyquest.reports import wording
from steadyquest.ui.overlay import Confirm
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.base import stance_words
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.levels.read import Level
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen


def ask_about_stance(desk: Desk, behind: Screen, level: Level) -> Screen:
    """Whether to open a level for another stance than the chosen one."""
    question = tr("For the therapist: this level is for another stance: {stance}. Open it all the same?")
    return Confirm(
        desk,
        behind,
        question=question.format(stance=stance_words(level.spec.stance[0])),
        yes=tr("Open it"),
        no=tr("Not now"),
        then=lambda: flow.intro(desk, level),
    )


def ask_for_place(desk: Desk, behind: Screen, place: str, *, then: Callable[[], Screen | None]) -> Screen:
    """Whether to lift the mist from a place by hand."""
    question = tr("For the therapist: {place} is still in the mist, and opens by itself later. Open it now?")
    return Confirm(
        desk,
        behind,
        question=question.format(place=wording.world(place)),
        yes=tr("Open it"),
        no=tr("Not now"),
        then=then,
        icon="icon_mist",
    )
