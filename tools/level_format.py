"""Put the format's tables and the worked example into docs/level-format.md, from the same source as the reader.

With --check it only says whether they are up to date. With --all the example is drawn and graded anew: a minute.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from steadyquest.errors import LevelError
from steadyquest.levels.format_tables import tables
from steadyquest.levels.read import parse_level
from steadyquest.words import speak

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
GUIDE = DOCS / "level-format.md"
EXAMPLE = DOCS / "examples" / "the_shy_owls.toml"
PICTURE = DOCS / "pictures" / "the_shy_owls.png"
_PLACE = re.compile(r"(<!-- put: (\w+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)


def pieces() -> dict[str, str]:
    """What stands in the guide's marked places, by name."""
    # Whatever is spoken here.
    speak("en")
    text = EXAMPLE.read_text(encoding="utf-8")
    return {**tables(), "example": _indented(text), "fault": _indented("\n".join(_faults(text)))}


def _faults(text: str) -> Iterator[str]:
    """What the checker says of the mistake that the guide speaks of."""
    try:
        parse_level(text.replace("radius = [0.32", "radus = [0.32"), file=EXAMPLE.name)
    except LevelError as error:
        yield from map(str, error.problems)


def _graded() -> str:
    """What grading the example prints."""
    command = [sys.executable, "-m", "steadyquest", "levels", "grade", str(EXAMPLE)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    command = [*command[:4], "show", str(EXAMPLE), "-o", str(PICTURE)]
    subprocess.run(command, check=True, capture_output=True)
    return _indented(done.stdout)


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.rstrip().splitlines())


def filled(text: str, fresh: dict[str, str]) -> str:
    """The guide with fresh pieces between its marks; what has no piece stays."""

    def put(found: re.Match[str]) -> str:
        return f"{found[1]}\n{fresh[found[2]].rstrip()}\n\n{found[4]}" if found[2] in fresh else found[0]

    return _PLACE.sub(put, text)


def main() -> int:
    """Write the guide, or check it."""
    text = GUIDE.read_text(encoding="utf-8")
    fresh = pieces()
    if "--all" in sys.argv:
        fresh["grade"] = _graded()
    now = filled(text, fresh)
    if now == text:
        return 0
    if "--check" in sys.argv:
        print(f"{GUIDE.relative_to(ROOT)} is out of date: run `make words`")
        return 1
    GUIDE.write_text(now, encoding="utf-8")
    print(f"{GUIDE.relative_to(ROOT)}: written")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
