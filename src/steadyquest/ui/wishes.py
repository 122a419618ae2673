"""What whoever plays wants to see: their settings, and the view that is made of them."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import TYPE_CHECKING, Any

from steadyquest.records.merge import Place, merged
from steadyquest.session.access import KEPT_AS, Access, access_of
from steadyquest.session.assessments.levels import is_measured
from steadyquest.ui.theme import LOOKS, Look
from steadyquest.ui.video import REMEMBERED_AS, VIDEO_CHOICE
from steadyquest.ui.view import View
from steadyquest.words import speak

if TYPE_CHECKING:
    from steadyquest.records.rows import Player
    from steadyquest.session import Session
    from steadyquest.ui.config import AppConfig


class Wishes:
    """The part of the desk that knows how the player who sits at it has everything set."""

    config: AppConfig
    view: View
    player: Player | None
    session: Session | None
    remembered: MutableMapping[str, Any]
    said_minutes: bool
    _language = ""
    """What was asked for last; empty: the computer's own."""

    def resize(self, size_px: tuple[int, int]) -> None:
        """Lay out for another window size."""
        if size_px != self.view.canvas.size_px:
            self._renew(size_px, self.view.look)

    def change_look(self, look: Look | None = None) -> None:
        """Take this look, or the next one."""
        self._renew(self.view.canvas.size_px, look or LOOKS[(LOOKS.index(self.view.look) + 1) % len(LOOKS)])
        self.save_setting("look", self.view.look)

    def change_access(self, field: str, value: Any) -> None:
        """Set something that makes it easier to see or to choose; it shows at once."""
        self.save_setting(KEPT_AS[field], value)
        if field == "pace" and self.session is not None:
            self.session.person.go_at(value)
        self._look_as_set()

    def toggle_calm(self) -> None:
        """Calm mode on, or off again."""
        self.change_access("calm", not self.access.calm)

    @property
    def access(self) -> Access:
        """What whoever plays needs to see and to choose."""
        return access_of(self.player.settings if self.player else self.remembered)

    @property
    def mirrored(self) -> bool:
        """Whether left and right are changed in the picture now. Never in what is measured."""
        level = self.session.level if self.session is not None and self.session.world is not None else None
        return self.access.mirrored and not (level is not None and is_measured(level.key))

    @property
    def side(self) -> float:
        """What a place across is multiplied by to be where it is seen: -1 where left and right are changed."""
        return -1.0 if self.mirrored else 1.0

    def _speak_as_set(self) -> None:
        """In the player's language, else in the one that the game was set to."""
        wanted = self.access.language or access_of(self.remembered).language
        if wanted != self._language:
            self._language = wanted
            speak(wanted or None)

    def _look_as_set(self) -> None:
        """Draw as the player has it set, where that is not so already."""
        self._speak_as_set()
        look, access, view = self.setting("look", self.view.look), self.access, self.view
        look = look if look in LOOKS else view.look
        if (look, access.text_scale, access.calm) != (view.look, view.text_scale, view.calm):
            self._renew(view.canvas.size_px, look)

    def _renew(self, size_px: tuple[int, int], look: Look) -> None:
        old, access = self.view, self.access
        self.view = View(size_px, look=look, text_scale=access.text_scale, calm=access.calm)
        old.close()

    @property
    def minutes(self) -> float:
        """How long a session lasts: as the command line said, else as the player has it."""
        given = self.config.options.minutes
        return given if self.config.minutes_given else float(self.setting("minutes", given))

    def choose_minutes(self, minutes: float) -> None:
        """What is chosen on the screen is newer than what the command line said."""
        self.config.minutes_given, self.said_minutes = False, True
        self.save_setting("minutes", minutes)

    @property
    def video_choice(self) -> str:
        """How the window is to be opened at the next start."""
        return str(self.remembered.get(VIDEO_CHOICE, "auto"))

    def choose_video(self, mode: str) -> None:
        """Open the window this way from the next start on; automatic measures again."""
        self.remembered[VIDEO_CHOICE] = mode
        self.remembered.pop(REMEMBERED_AS, None)

    # -- settings ---------------------------------------------------------------------------------------------

    def setting(self, name: str, default: Any) -> Any:
        """A setting of the player who plays, or of the game while nobody does."""
        return (self.player.settings if self.player else self.remembered).get(name, default)

    def save_setting(self, name: str, value: Any, *, within: str = "") -> None:
        """Keep a setting with the player, or with the game while nobody plays; None takes it away.

        `within` is the group it belongs to. Others of the player may have been changed beside the open window; they
        come along.
        """
        place: Place = (within, name) if within else (name,)
        change = {place: value}
        kept = self.player.settings if self.player is not None else self.remembered
        if self.player is None or self.config.store is None:
            fresh = merged(kept, change)
        else:
            fresh = self.config.store.players.change_settings(self.player.id, change)
        kept.clear()
        kept.update(fresh)
