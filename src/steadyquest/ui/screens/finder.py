"""Looks for boards beside the title, so that plugging one in shows by itself."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from steadyquest.errors import SteadyQuestError
from steadyquest.ui.config import FoundBoard

EVERY_S = 2.0


class Finder:
    """Asks every two seconds which ports are there, in a thread of its own."""

    def __init__(self, find_boards: Callable[[], Sequence[FoundBoard]]) -> None:
        self.found: tuple[FoundBoard, ...] = ()
        self.problem = ""
        self._find = find_boards
        self._stop = threading.Event()
        threading.Thread(target=self._look, daemon=True, name="find boards").start()

    @property
    def known(self) -> FoundBoard | None:
        """A board that may be opened unasked."""
        return next((board for board in self.found if board.known), None)

    def close(self) -> None:
        """Look no more."""
        self._stop.set()

    def _look(self) -> None:
        while True:
            try:
                found, problem = tuple(self._find()), ""
            except (SteadyQuestError, OSError) as error:
                found, problem = (), str(error)
            if self._stop.is_set():
                return
            self.found, self.problem = found, problem
            if self._stop.wait(EVERY_S):
                return
