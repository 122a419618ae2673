"""Pictures of every screen in every look and at several sizes, with contact sheets and a page to leaf through.

python tools/pictures.py                                 all of them, into out/pictures
python tools/pictures.py --look story --size 1280x720    only these; --only map for one part of the gallery
"""

from __future__ import annotations

import argparse
import html
import os
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    import pygame

LOOKS = ("story", "plain", "contrast")
SIZES = ((1024, 600), (1280, 720), (1920, 1080), (3840, 2160))
THUMB = (480, 270)
ACROSS, DOWN = 4, 4
LABEL_PX = 30


@dataclass(frozen=True, slots=True)
class Set:
    """All pictures of one look at one size."""

    look: str
    size: tuple[int, int]
    folder: Path
    only: str = ""

    @property
    def name(self) -> str:
        """How its folder and its sheets are called."""
        return f"{self.look}_{self.size[0]}x{self.size[1]}"


def main() -> int:
    """Take the pictures, then put the sheets and the page together."""
    asked = _asked()
    folder = asked.to
    sets = [Set(look, size, folder, asked.only) for size in asked.size or SIZES for look in asked.look or LOOKS]
    # The largest take longest, and so they begin.
    sets.sort(key=lambda one: -one.size[0])
    done: dict[str, list[str]] = {}
    with ProcessPoolExecutor(asked.workers) as pool:
        works = {pool.submit(take, one): one for one in sets}
        for n, work in enumerate(as_completed(works), start=1):
            done[works[work].name] = work.result()
            print(f"{n} of {len(sets)}: {works[work].name}, {len(work.result())} pictures", flush=True)
    page = write_page(folder, {one.name: done[one.name] for one in sorted(sets, key=lambda one: (one.look, one.size))})
    print(page)
    return 0


def take(pictures: Set) -> list[str]:
    """Every picture of a set, and its contact sheets; the pictures' names in the gallery's order."""
    import pygame

    names = []
    thumbs = []
    for name, surface in shown(pictures):
        file = pictures.folder / pictures.name / f"{name}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        pygame.image.save(surface, file)
        names.append(name)
        thumbs.append((name, _thumb(surface)))
    for n in range(0, len(thumbs), ACROSS * DOWN):
        file = pictures.folder / f"sheet_{pictures.name}_{n // (ACROSS * DOWN) + 1:02}.png"
        pygame.image.save(sheet(thumbs[n : n + ACROSS * DOWN]), file)
    return names


def shown(pictures: Set) -> Iterator[tuple[str, pygame.Surface]]:
    """Each screen, drawn by a game of its own for each part of the gallery."""
    from tests.ui.screens.gallery import LANDS, PARTS

    for part in (*PARTS, *LANDS):
        if pictures.only in part.__name__:
            yield from _part(pictures, part)


def _part(pictures: Set, part: Any) -> Iterator[tuple[str, pygame.Surface]]:
    import pytest
    from tests.ui.screens.conftest import make_game

    from steadyquest.levels.library import shipped
    from steadyquest.records.store import open_store

    art = pictures.folder / "art"
    with (
        tempfile.TemporaryDirectory() as kept,
        open_store(Path(kept) / "shown.db") as store,
        pytest.MonkeyPatch.context() as patch,
    ):
        making = make_game(patch, store=store, levels=tuple(shipped()), art_cache=art, size=pictures.size, scenery=True)
        game = next(making)
        game.desk.change_look(pictures.look)
        for name, screen in part(game):
            screen.draw(game.surface)
            yield name, game.surface
        next(making, None)


def _thumb(surface: pygame.Surface) -> pygame.Surface:
    import pygame

    w, h = surface.get_size()
    scale = min(THUMB[0] / w, THUMB[1] / h)
    return pygame.transform.smoothscale(surface, (round(w * scale), round(h * scale)))


def sheet(thumbs: list[tuple[str, pygame.Surface]]) -> pygame.Surface:
    """Some pictures side by side, each with its name."""
    import pygame

    pygame.font.init()
    font = pygame.font.Font(None, LABEL_PX - 4)
    rows = -(-len(thumbs) // ACROSS)
    page = pygame.Surface((ACROSS * THUMB[0], rows * (THUMB[1] + LABEL_PX)))
    page.fill("#202020")
    for n, (name, thumb) in enumerate(thumbs):
        x, y = n % ACROSS * THUMB[0], n // ACROSS * (THUMB[1] + LABEL_PX)
        page.blit(font.render(name, True, "#ffffff"), (x + 6, y + 5))
        page.blit(thumb, (x + (THUMB[0] - thumb.get_width()) // 2, y + LABEL_PX))
    return page


def write_page(folder: Path, done: dict[str, list[str]]) -> Path:
    """One page with all of them; a click opens the picture itself."""
    parts = ["<!doctype html><meta charset='utf-8'><title>SteadyQuest, every screen</title>"]
    parts.append(
        "<style>body{background:#202020;color:#fff;font:16px sans-serif}figure{display:inline-block;margin:6px}"
    )
    parts.append("img{width:400px;display:block}</style>")
    for name, pictures in done.items():
        parts.append(f"<h2>{html.escape(name)}</h2>")
        parts += [
            f"<figure><a href='{name}/{one}.png'><img loading='lazy' src='{name}/{one}.png'></a>"
            f"<figcaption>{html.escape(one)}</figcaption></figure>"
            for one in pictures
        ]
    page = folder / "index.html"
    page.write_text("\n".join(parts), encoding="utf-8")
    return page


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--look", action="append", choices=LOOKS)
    parser.add_argument("--size", action="append", type=_size, metavar="WIDTHxHEIGHT")
    parser.add_argument("--only", default="", metavar="PART")
    parser.add_argument("--to", type=Path, default=ROOT / "out" / "pictures")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    return parser.parse_args()


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    return int(width), int(height)


if __name__ == "__main__":
    raise SystemExit(main())
