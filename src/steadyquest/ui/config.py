"""What the command line hands to the screens, and what the game remembers from one start to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from steadyquest.errors import RecordError
from steadyquest.signal.source import Source
from steadyquest.ui.theme import Look
from steadyquest.ui.video import WINDOW_SIZE

if TYPE_CHECKING:
    from steadyquest.levels.read import Level
    from steadyquest.records.store import Store
    from steadyquest.records.writer import Recorder
    from steadyquest.session.options import Options

KEPT_AS = "screen"
"""The name of the screen's own preferences in the records."""


@dataclass(frozen=True, slots=True)
class FoundBoard:
    """A port where a board may be. `known`: it was a board before and may be opened unasked."""

    port: str
    description: str
    known: bool = False


@dataclass(slots=True, kw_only=True)
class AppConfig:
    """What the command line hands to the screens."""

    options: Options
    open_source: Callable[[str], Source]
    """Opens a port, `sim[:PERSON]` or a CSV file. May take seconds; called beside the game."""
    levels: Callable[[], Sequence[Level]]
    """Every level that may be opened from the map."""
    store: Store | None = None
    recorder: Recorder | None = None
    find_boards: Callable[[], Sequence[FoundBoard]] = tuple
    write_report: Callable[[int], Path] | None = None
    board: str | None = None
    player: str | None = None
    given_levels: tuple[Level, ...] = ()
    """Played once each, then the game ends."""
    video: str = "auto"
    remembered: MutableMapping[str, Any] = field(default_factory=dict)
    """What the game keeps from one start to the next, whoever plays."""
    size: tuple[int, int] = WINDOW_SIZE
    look: Look = "story"


class Remembered(MutableMapping[str, Any]):
    """The screen's own preferences, kept in the records. What cannot be written lasts until the game is closed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._values: dict[str, Any] = dict(store.preferences.load(KEPT_AS) or {})

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __setitem__(self, name: str, value: Any) -> None:
        if name not in self._values or self._values[name] != value:
            self._values[name] = value
            self._save()

    def __delitem__(self, name: str) -> None:
        del self._values[name]
        self._save()

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def _save(self) -> None:
        try:
            self._store.preferences.save(KEPT_AS, self._values)
        except RecordError:
            return
