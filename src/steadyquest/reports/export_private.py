"""What of the records may leave the house: codes in place of names, kinds in place of places, lists in place of words.

Whatever is not named here stays out, so that a new setting or note is private until somebody decides otherwise.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from steadyquest.conventions import is_nameless
from steadyquest.errors import LevelError
from steadyquest.levels.read import OWN, parse_level
from steadyquest.levels.write import write_level
from steadyquest.session import labels

if TYPE_CHECKING:
    from steadyquest.records.rows import CommandRow, EventRow, RunRow, SessionRow

SETTINGS = ("filter", "reach", "stance", "centre", "feet", "home", "stood", "zeros", "pace", "still", "mirrored")
"""Of what a session was played with."""
PLAN = ("hash", "phase", "phases", "week")
NOTES = ("support", "shoes", "faces_before", "faces_after")
UNNAMED = "level"
_WORD = re.compile(r"[a-z_]+")
_TITLE, _WORDLESS = "A level of somebody's own", "."


def player_code(player_id: int | None) -> str | None:
    """The code of a player: their number in these records, which is never given to anybody else.

    >>> player_code(7), player_code(None)
    ('P007', None)
    """
    return None if player_id is None else f"P{player_id:03}"


def source_kind(label: str) -> str:
    """What was played with, without its place.

    >>> [source_kind(label) for label in ("/dev/ttyACM0", "wii", "sim:child", "firmware", "mouse", "my walk.csv")]
    ['board', 'wii', 'simulated', 'emulated_board', 'mouse', 'file']
    """
    kinds: tuple[tuple[Callable[[str], bool], str], ...] = (
        (labels.is_hand, label),
        (labels.is_person, "simulated"),
        (labels.is_firmware, "emulated_board"),
        (labels.is_file, "file"),
        (lambda what: what == labels.WII, label),
    )
    return next((kind for fits, kind in kinds if fits(label)), "board")


def simulated_person(label: str) -> str | None:
    """Which simulated person played.

    >>> [simulated_person(label) for label in ("sim:older", "sim", "firmware:child@there/own.elf", "COM3")]
    ['older', 'steady', 'child', None]
    """
    if not labels.is_synthetic(label):
        return None
    name = label.partition(":")[2].partition("@")[0] or "steady"
    return name if _WORD.fullmatch(name) else None


def board(board_id: str, *, source: str) -> str | None:
    """The name that a board has in itself; one that was named after its port has none."""
    return board_id if source_kind(source) in ("board", "emulated_board") and not is_nameless(board_id) else None


def settings_of(session: SessionRow) -> dict[str, Any]:
    """What a session was played with, as far as it names nobody."""
    kept = {name: session.settings[name] for name in SETTINGS if name in session.settings}
    plan = session.settings.get("plan")
    if isinstance(plan, Mapping):
        kept["plan"] = {name: plan.get(name) for name in PLAN}
    return kept


def notes_of(session: SessionRow) -> dict[str, Any]:
    """What was noted by choosing; words are left out."""
    return {name: session.notes[name] for name in NOTES if name in session.notes}


def is_own(run: RunRow) -> bool:
    """Whether the level did not come with the game: its name and words are somebody's own."""
    return run.level_key.partition("/")[0] == OWN


def level_key(run: RunRow) -> str:
    """The level's key; of an own one a code, the same for the same text."""
    return f"{OWN}/{UNNAMED}-{run.level_hash[:8]}" if is_own(run) else run.level_key


def level_title(run: RunRow) -> str | None:
    """The title of a level that came with the game."""
    return None if is_own(run) else run.title


def level_text(run: RunRow) -> str | None:
    """The level's text. Of an own one what decides about play alone: its words, remarks and files stay here."""
    if not is_own(run):
        return run.level_text
    try:
        spec = parse_level(run.level_text, file=run.level_key, name=run.level_key).spec
    except LevelError:
        return None
    reasons: dict[str, Any] = {name: _WORDLESS for name in ("uneven", "still_ok") if getattr(spec, name)}
    steps = tuple(replace(step, say=None, also=_WORDLESS if step.also else None) for step in spec.steps)
    gone: dict[str, Any] = dict.fromkeys(("say_plain", "voice", "picture", "author", "notes"))
    return write_level(replace(spec, title=_TITLE, say=_WORDLESS, steps=steps, **gone, **reasons))


def eyes(run: RunRow) -> str | None:
    """Whether the level asks for closed eyes."""
    try:
        return str(tomllib.loads(run.level_text).get("eyes", "open"))
    except ValueError:
        return None


def happened(event: EventRow) -> str:
    """An event's own facts, as JSON. Nothing in it was typed by anybody."""
    return compact(event.data)


def asked(command: CommandRow) -> str | None:
    """What came with a command, as JSON."""
    return None if command.value is None else compact(command.value)


def compact(data: Any) -> str:
    """Plain data as one line of JSON."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
