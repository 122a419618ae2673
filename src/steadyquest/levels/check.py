"""Errors that span keys: what each key allows by itself, but the level does not make sense with."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from steadyquest.game.spec import Range, SightSpec
from steadyquest.levels.draft import Draft, Part
from steadyquest.levels.schema import SIGHT, TASKS
from steadyquest.levels.values import guess
from steadyquest.resources import resource
from steadyquest.words import tr

MAX_FILE_BYTES = 5_000_000
MAX_PICTURE_PX = 4096
_NOT_IN_PLAY = ("icon_", "player_", "stance_")
"""Pictures of the screens around the play."""

CONTRADICTIONS: dict[str, tuple[str, ...]] = {
    "match": ("single_left", "single_right", "single_affected"),
    "march": ("single_left", "single_right", "single_affected", "sit_on_plate"),
    "rise": ("single_left", "single_right", "single_affected", "tandem_left", "tandem_right", "tandem_affected"),
}
"""Stances in which a task cannot be done at all."""


def check(made: Draft, *, folder: Path | None) -> None:
    """Add every error that spans keys. `folder` is where the level's own files lie; None leaves them out."""
    _sight_agrees(made, made.level)
    _bounds_in_order(made, made.level, merged=sight_of(made.level))
    _stance_suits(made)
    for part in made.steps:
        _sight_agrees(made, part)
        _bounds_in_order(made, part, merged=sight_of(part, level=sight_of(made.level)))
        for rule in _TASK_RULES.get(part.task, ()):
            rule(made, part)
        _until_good_has_limit(made, part)
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
                _blame(made, part, key, allowed=tr('only with sight = "player"'), hint=hint)


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


def _until_good_has_limit(made: Draft, part: Part) -> None:
    with_limit = part.task == "reach" and "limit_s" in part.lines
    if "until_good" not in part.lines or with_limit or part.task not in TASKS:
        return
    if part.task == "reach":
        hint = tr("write when a target moves on, such as limit_s = 8")
    else:
        hint = tr("only `reach` counts good reps within a limit; leave it out")
    _blame(made, part, "until_good", allowed=tr("only together with limit_s"), hint=hint)


def _dwell_within_limit(made: Draft, part: Part) -> None:
    dwell, limit = _range(part, "dwell_s"), _range(part, "limit_s")
    if dwell is None or limit is None:
        return
    if dwell.easy >= limit.easy or dwell.hard >= limit.hard:
        key = "dwell_s" if "dwell_s" in part.lines else "limit_s"
        _blame(made, part, key, allowed=tr("dwell_s shorter than limit_s"), hint=tr("nobody could finish in time"))


def _beyond_is_meant(made: Draft, part: Part) -> None:
    if part.values.get("beyond"):
        return
    farthest = max((x * x + y * y for x, y in _points(part, "where")), default=0.0)
    distance = max(_range(part, "distance") or (0.0,))
    for key, over in (("distance", distance > 1.0), ("where", farthest > 1.0 + 1e-9)):
        if over:
            hint = tr("1 is as far as the player ever leaned; nearer, or write beyond = true")
            _blame(made, part, key, allowed=tr("up to 1 reach without beyond"), hint=hint)


def _points_belong_to_path(made: Draft, part: Part) -> None:
    if "path" in part.lines and "path" not in part.values:
        return
    wanted = part.values.get("path") == "points"
    if wanted and "points" not in part.lines:
        hint = tr("write the places, such as points = [[-0.5, 0], [0.5, 0]]")
        made.blame(part.line_of("path"), "points", tr("missing"), allowed=tr('needed with path = "points"'), hint=hint)
    if not wanted and "points" in part.lines:
        _blame(made, part, "points", allowed=tr('only with path = "points"'), hint=tr('write path = "points"'))


_Rule = Callable[[Draft, Part], None]
_TASK_RULES: dict[str, tuple[_Rule, ...]] = {
    "reach": (_dwell_within_limit, _beyond_is_meant),
    "follow": (_points_belong_to_path,),
}


def _range(part: Part, key: str) -> Range | None:
    """What holds for a key of this step; None where it was written but does not fit, which is a fault of its own."""
    value = part.values.get(key) if key in part.lines else TASKS[part.task].default(key)
    return value if isinstance(value, Range) else None


def _points(part: Part, key: str) -> list[tuple[float, float]]:
    return [place for place in part.values.get(key, ()) if not isinstance(place, str)]


def _blame(made: Draft, part: Part, key: str, *, allowed: str, hint: str) -> None:
    made.blame(part.line_of(key), key, part.sources.get(key, ""), allowed=allowed, hint=hint)


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
    for key in ("you", "thing", "avoid") if names else ():
        word = made.level.values.get(key)
        if word is not None and word not in names:
            hint = guess(word, names) or tr("choose one of the pictures there are")
            made.blame(made.level.line_of(key), key, f'"{word}"', allowed=", ".join(names), hint=hint)


def art_names() -> list[str]:
    """The pictures that a level may name; none when this installation has no art."""
    try:
        folder = resource("assets/art")
    except FileNotFoundError:
        return []
    return sorted(path.stem for path in folder.glob("*.svg") if not path.stem.startswith(_NOT_IN_PLAY))
