"""Opening a source beside the game: a board takes seconds to answer, and the screen must not stand still for it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from steadyquest.errors import SteadyQuestError
from steadyquest.signal.source import Source


@dataclass(slots=True)
class Opening:
    """A source that is being opened beside the game."""

    label: str
    source: Source | None = None
    error: str = ""
    code: str = ""
    """Which symptom of a board the error is, where it is one."""
    given_up: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self, open_source: Callable[[str], Source]) -> None:
        """Begin, in a thread of its own."""
        threading.Thread(target=self._open, args=(open_source,), daemon=True, name="open source").start()

    @property
    def done(self) -> bool:
        """Whether there is an answer."""
        return self.source is not None or bool(self.error)

    def _open(self, open_source: Callable[[str], Source]) -> None:
        try:
            source = open_source(self.label)
        except (SteadyQuestError, OSError) as error:
            self.error, self.code = str(error), getattr(error, "code", "")
            return
        with self.lock:
            if not self.given_up:
                self.source = source
                return
        source.close()

    def give_up(self) -> None:
        """Nobody waits for it any more: what comes is closed at once."""
        with self.lock:
            self.given_up = True
            if self.source is not None:
                self.source.close()
