"""Level files to specs: read safely, build, and raise everything that is wrong at once."""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from steadyquest.errors import LevelError, Problem, steers
from steadyquest.game.spec import LevelSpec, StepSpec
from steadyquest.levels.advice import advise
from steadyquest.levels.check import check, sight_of
from steadyquest.levels.draft import MOST_PROBLEMS, Draft, Part, draft
from steadyquest.levels.schema import FORMAT_KEY, SIGHT, STEP
from steadyquest.levels.schema_tasks import TASKS
from steadyquest.words import tr

MAX_BYTES = 256_000
"""No level is a tenth of this; anything larger is another kind of file."""
OWN = "own"
"""The place of levels that did not come with the game."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level that can be played: its spec, and what a record must keep to play it again."""

    spec: LevelSpec
    key: str
    """Its name everywhere: "river/feed_the_ducks", or "own/…" for a file from elsewhere."""
    path: Path | None
    """None when it was read from a text alone."""
    text: str
    hash: str
    """SHA-256 of the text, its line ends made plain."""
    warnings: tuple[Problem, ...] = ()


def read_level(path: Path, *, name: str | None = None) -> Level:
    """Read and check one file. Raises LevelError with every problem, also when the file cannot be read.

    `name` is its key; without one it is `own/` and the file's name.
    """
    return _level(text_of(path), file=str(path), key=name or f"{OWN}/{path.stem}", path=path)


def parse_level(text: str, *, file: str, name: str | None = None) -> Level:
    """Read and check a text, such as the one kept with a recording.

    The files and pictures that it names are not looked for. Raises LevelError with every problem.
    """
    return _level(plain(text), file=file, key=name or f"{OWN}/{Path(file).stem}", path=None)


def plain(text: str) -> str:
    """The text without a byte-order mark and with plain line ends, as it is kept and hashed."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _level(text: str, *, file: str, key: str, path: Path | None) -> Level:
    made = draft(text, file=file)
    check(made, folder=path.parent if path else None)
    if not made.problems:
        whole_toml(made, text)
    if made.problems:
        raise LevelError(in_order(made))
    spec = _spec(made)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Level(spec=spec, key=key, path=path, text=text, hash=digest, warnings=advise(spec, made))


def _spec(made: Draft) -> LevelSpec:
    sight = sight_of(made.level)
    names = {key.name for key in SIGHT.keys} | {FORMAT_KEY.name}
    values = {name: value for name, value in made.level.values.items() if name not in names}
    return LevelSpec(**values, sight=sight, steps=tuple(_step(part, level=made.level) for part in made.steps))


def _step(part: Part, *, level: Part) -> StepSpec:
    group = TASKS[part.task]
    own: dict[str, Any] = {key.name: part.values[key.name] for key in group.keys if key.name in part.values}
    about = {name: part.values[name] for name in ("say", *(key.name for key in STEP.keys)) if name in part.values}
    return StepSpec(task=group.spec(**own), sight=sight_of(part, level=sight_of(level)), **about)


def in_order(made: Draft) -> list[Problem]:
    """The problems by their lines, and not more than anybody mends."""
    problems = sorted(made.problems, key=lambda problem: problem.line)
    if len(problems) <= MOST_PROBLEMS:
        return problems
    hint = tr("mend the first ones, then check again")
    more = _file_problem(made.file, tr("more problems than are listed"), hint=hint, line=problems[MOST_PROBLEMS].line)
    return [*problems[:MOST_PROBLEMS], more]


def whole_toml(made: Draft, text: str) -> None:
    """The entries were read one by one; what stands between them must be TOML as well."""
    try:
        tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        line = re.search(r"line (\d+)", str(error))
        hint = tr("write this line again by hand")
        made.problems.append(_file_problem(made.file, str(error), hint=hint, line=int(line[1]) if line else 1))


def check_name(path: Path) -> None:
    """Refuse a name that is none, could not be recorded, or would break the lines it stands in. Raises LevelError."""
    if path.name in {"", ".."}:
        raise _unreadable(path, tr("not a file"), hint=tr("name a file that ends in .toml"))
    if any(map(steers, path.name)):
        raise _unreadable(path, tr("a name with signs that nobody can see"), hint=tr("give it a plain name"))


def text_of(path: Path) -> str:
    """The text of a level or plan file, plain. Raises LevelError in one line."""
    check_name(path)
    try:
        if not path.exists():
            raise _unreadable(path, tr("no such file"), hint=tr("look at its name and folder"))
        if not path.is_file():
            raise _unreadable(path, tr("not a file"), hint=tr("name a file that ends in .toml"))
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        found = getattr(error, "strerror", None) or str(error)
        raise _unreadable(path, found, hint=tr("look at its name and whether you may read it")) from None
    if len(data) > MAX_BYTES:
        found = tr("larger than {n} kB").format(n=MAX_BYTES // 1000)
        raise _unreadable(path, found, hint=tr("this is another kind of file"))
    return _decoded(path, data)


def _decoded(path: Path, data: bytes) -> str:
    try:
        return plain(data.decode())
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        hint = tr("save the file as UTF-8 text")
        raise LevelError([_file_problem(str(path), tr("not UTF-8 text"), hint=hint, line=line)]) from None


def _unreadable(path: Path, found: str, *, hint: str) -> LevelError:
    return LevelError([_file_problem(str(path), found, hint=hint)])


def _file_problem(file: str, found: str, *, hint: str, line: int = 1) -> Problem:
    return Problem(file=file, line=line, key="file", severity="error", found=found, allowed="", hint=hint)
