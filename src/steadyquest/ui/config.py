"""What the command line hands to the screens."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from steadyquest.signal.source import Source
from steadyquest.ui.theme import Look
from steadyquest.ui.video import WINDOW_SIZE

if TYPE_CHECKING:
    from steadyquest.errors import Problem
    from steadyquest.levels.read import Level
    from steadyquest.records.store import Store
    from steadyquest.records.writer import Recorder
    from steadyquest.session.assessments.protocol import Assessment
    from steadyquest.session.options import Options


@dataclass(frozen=True, slots=True)
class FoundBoard:
    """A port where a board may be. `known`: it was a board before and may be opened unasked."""

    port: str
    description: str
    known: bool = False


@dataclass(frozen=True, slots=True)
class HomePlay:
    """Play at home: what the therapist says for it, and how the file for the clinic is left."""

    words: str
    leave: Callable[[], Path]


@dataclass(slots=True, kw_only=True)
class AppConfig:
    """What the command line hands to the screens."""

    options: Options
    open_source: Callable[[str], Source]
    """Opens a port, `sim[:PERSON]` or a CSV file. May take seconds; called beside the game."""
    levels: Callable[[], Sequence[Level]]
    """Every level that came with the game; all may be opened from the map."""
    own_levels: Callable[[], tuple[Sequence[Level], Sequence[Problem]]] = lambda: ((), ())
    """The therapist's own, read anew each time, and what is wrong with the rest of them."""
    store: Store | None = None
    recorder: Recorder | None = None
    find_boards: Callable[[], Sequence[FoundBoard]] = tuple
    write_report: Callable[[int], Path] | None = None
    notes_of: Callable[[int], Sequence[str]] | None = None
    """The five lines of a session that a therapist copies into their own record."""
    board: str | None = None
    player: str | None = None
    home: HomePlay | None = None
    """None: it is not played at home."""
    minutes_given: bool = False
    """The command line said for how long; the player's own minutes do not count then."""
    given_levels: tuple[Level, ...] = ()
    """Played once each, then the game ends."""
    assess: Assessment | None = None
    """An assessment that the command line asked for: then the game ends."""
    notes: Mapping[str, Any] = field(default_factory=dict)
    """What the command line said of the day: support and shoes."""
    video: str = "auto"
    remembered: MutableMapping[str, Any] = field(default_factory=dict)
    """What the game keeps from one start to the next, whoever plays."""
    sound: bool = True
    """Sounds are made and played; where there is no sound card the game is silent by itself."""
    size: tuple[int, int] = WINDOW_SIZE
    look: Look = "story"
