"""What every screen is: it takes an event, takes a frame, draws itself, and says which screen comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import pygame


class Screen(Protocol):
    """One screen. `handle` and `update` return the screen that comes next: mostly itself; None leaves the game."""

    @property
    def leaning(self) -> bool:
        """True while arrow keys, mouse and stick are the player's lean; False while they move the focus."""
        ...

    def handle(self, event: pygame.event.Event) -> Screen | None:
        """Take one event."""
        ...

    def update(self) -> Screen | None:
        """Take one frame: look at what has changed, start nothing that is slow."""
        ...

    def draw(self, surface: pygame.Surface) -> None:
        """Draw the whole window. Makes no surface that is not cached."""
        ...
