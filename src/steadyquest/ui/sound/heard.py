"""What a screen gives to be heard: plain data, as a scene is for the eye."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from steadyquest.game.scene import Scene
from steadyquest.session.assessments.levels import is_measured
from steadyquest.ui.sound.themes import HOME

if TYPE_CHECKING:
    from steadyquest.levels.read import Level


class Heard(NamedTuple):
    """All that may be heard now. A screen that has a `heard()` says it; every other one sounds like home."""

    place: str = HOME
    """Whose key and backing; empty: no backing, because something is measured."""
    hour: int = 0
    scene: Scene | None = None
    counting: int = 0
    """Of a count-down."""
    stars: int = 0
    """That are shown so far."""
    paused: bool = False
    say: str = ""
    """The sentence on the screen. Texts of levels and of the game only: never a name."""
    voice: Path | None = None
    """A recording of it."""

    def playing(self, scene: Scene | None) -> Heard:
        """The same while it is played. The recording is of the level's own sentence only."""
        if scene is None:
            return self
        voice = self.voice if scene.words == self.say else None
        return self._replace(hour=scene.rung, scene=scene, say=scene.words, voice=voice)


def heard_of(screen: Any) -> Heard:
    """What is to be heard of a screen, or of what lies under an overlay."""
    own = getattr(screen, "heard", None)
    if own is not None:
        return own()  # type: ignore[no-any-return]
    beneath = getattr(screen, "beneath", None)
    if beneath is None:
        return Heard()
    below = heard_of(beneath)
    # A strip or a bar lets the play go on; a card that takes the keys away holds it.
    goes_on = screen.leaning == beneath.leaning
    return below if goes_on else Heard(below.place, below.hour, paused=below.scene is not None)


def level_heard(level: Level) -> Heard:
    """What is to be heard of a level before it is played: in quiet, where it measures."""
    spec = level.spec
    voice = level.path.parent / spec.voice if spec.voice and level.path is not None else None
    return Heard("" if is_measured(level.key) else spec.world, say=spec.say, voice=voice)


def menu_of(screen: Any) -> Any:
    """The screen's menu, where there is something to choose."""
    menu = getattr(screen, "menu", None)
    beneath = getattr(screen, "beneath", None)
    return menu if menu is not None or beneath is None else menu_of(beneath)
