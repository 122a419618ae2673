"""Errors that span keys: what each key allows by itself, but the level does not make sense with."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from steadyquest.game.spec import SightSpec
from steadyquest.levels.check_tasks import blame, check_step
from steadyquest.levels.draft import Draft, Part
from steadyquest.levels.schema import SIGHT
from steadyquest.levels.values import guess
from steadyquest.resources import resource
from steadyquest.words import tr

MAX_FILE_BYTES = 5_000_000
MAX_PICTURE_PX = 4096
_NOT_IN_PLAY = ("assess_", "icon_", "player_", "stance_", "face_", "world_")
"""Pictures of the screens around the play."""

_IN_LINE = ("tandem_left", "tandem_right", "tandem_affected")
_ON_ONE_LEG = ("single_left", "single_right", "single_affected")
CONTRADICTIONS: dict[str, tuple[str, ...]] = {
    "match": ("sit_on_plate", "narrow", *_IN_LINE, *_ON_ONE_LEG),
    "march": ("sit_on_plate", "narrow", *_IN_LINE, *_ON_ONE_LEG),
    "rise": ("sit_on_plate", *_IN_LINE, *_ON_ONE_LEG),
}
"""Stances in which a task cannot be done at all: legs are told apart by where the feet stand, side by side."""


def check(made: Draft, *, folder: Path | None) -> None:
    """Add every error that spans keys. `folder` is where the level's own files lie; None leaves them out."""
    _sight_agrees(made, made.level)
    _bounds_in_order(made, made.level, merged=sight_of(made.level))
    _stance_suits(made)
    for part in made.steps:
        _sight_agrees(made, part)
        _bounds_in_order(made, part, merged=sight_of(part, level=sight_of(made.level)))
        check_step(made, part)
    if folder is not None:
        _files_are_there(made, folder=folder)
        _art_is_known(made)


def sight_of(part: Part, *, level: SightSpec = SightSpec()) -> SightSpec:  # noqa: B008 - frozen
    """A table's sight, its own keys winning over the level's."""
    return replace(level, **{key.name: part.values[key.name] for key in SIGHT.keys if key.name in part.values})


def _sight_agrees(made: Draft, part: Part) -> None:
    if part.values.get("sight", "player") != "player":
        for key in ("sight_min", "sight_max"):
            if key in part.lines:
                hint = tr("`sight` already says which rung; leave `{key}` out").format(key=key)
                blame(made, part, key, allowed=tr('only with sight = "player"'), hint=hint)


def _bounds_in_order(made: Draft, part: Part, *, merged: SightSpec) -> None:
    """A table that sets a bound answers for both: one that only inherits them is not blamed."""
    own = [key for key in ("sight_min", "sight_max") if key in part.values]
    if own and merged.sight_min > merged.sight_max:
        found = tr("sight_min {low} above sight_max {high}").format(low=merged.sight_min, high=merged.sight_max)
        hint = tr("the lowest rung cannot be above the highest")
        made.blame(part.line_of(own[0]), own[0], found, allowed=tr("sight_min up to sight_max"), hint=hint)


def _stance_suits(made: Draft) -> None:
    for part in made.steps:
        for stance in made.level.values.get("stance", ()):
            if stance in CONTRADICTIONS.get(part.task, ()):
                line = made.level.line_of("stance")
                hint = tr("`{task}` cannot be done so; choose another stance").format(task=part.task)
                made.blame(line, "stance", stance, allowed=tr("a stance that the task allows"), hint=hint)


def _files_are_there(made: Draft, *, folder: Path) -> None:
    for key, fault_of in (("picture", _picture_fault), ("voice", _voice_fault)):
        name = made.level.values.get(key)
        if name is None:
            continue
        found, hint = _file_fault(folder / name, fault_of=fault_of)
        if found:
            made.blame(made.level.line_of(key), key, f"{name}: {found}", allowed=_FILES[key](), hint=hint)


_FILES: dict[str, Callable[[], str]] = {
    "picture": lambda: tr("a PNG file beside the level, up to 5 MB"),
    "voice": lambda: tr("a WAV, OGG, MP3 or FLAC file beside the level, up to 5 MB"),
}


def _file_fault(path: Path, *, fault_of: Callable[[bytes], tuple[str, str]]) -> tuple[str, str]:
    try:
        if not path.is_file():
            return tr("no such file"), tr("put it into the same folder as the level")
        if path.stat().st_size > MAX_FILE_BYTES:
            return tr("larger than 5 MB"), tr("make it smaller")
        with path.open("rb") as file:
            return fault_of(file.read(64))
    except OSError as error:
        return error.strerror or str(error), tr("make it readable")


def _picture_fault(head: bytes) -> tuple[str, str]:
    if not head.startswith(b"\x89PNG\r\n\x1a\n") or head[12:16] != b"IHDR" or len(head) < 24:
        return tr("not a PNG picture"), tr("save it as PNG; another ending is not enough")
    if max(struct.unpack(">II", head[16:24])) > MAX_PICTURE_PX:
        return tr("more than {n} pixels wide or high").format(n=MAX_PICTURE_PX), tr("make it smaller")
    return "", ""


def _voice_fault(head: bytes) -> tuple[str, str]:
    wave = head.startswith(b"RIFF") and head[8:12] == b"WAVE"
    mp3 = head.startswith(b"ID3") or (head[:1] == b"\xff" and len(head) > 1 and head[1] & 0xE0 == 0xE0)
    if wave or mp3 or head.startswith((b"OggS", b"fLaC")):
        return "", ""
    return tr("not a sound file"), tr("save it as WAV, OGG, MP3 or FLAC")


def _art_is_known(made: Draft) -> None:
    names = art_names()
    for part, key, word in _named_art(made) if names else ():
        if word not in names:
            hint = guess(word, names) or tr("choose one of the pictures there are")
            made.blame(part.line_of(key), key, f'"{word}"', allowed=", ".join(names), hint=hint)


def _named_art(made: Draft) -> Iterator[tuple[Part, str, str]]:
    for key in ("you", "thing", "avoid"):
        if key in made.level.values:
            yield made.level, key, made.level.values[key]
    for part in made.steps:
        yield from ((part, "pictures", word) for word in part.values.get("pictures", ()))


def art_names() -> list[str]:
    """The pictures that a level may name; none when this installation has no art."""
    try:
        folder = resource("assets/art")
    except FileNotFoundError:
        return []
    return sorted(path.stem for path in folder.glob("*.svg") if not path.stem.startswith(_NOT_IN_PLAY))
