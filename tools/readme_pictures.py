"""The pictures of README: six of the game side by side, and a short animation of one who plays.

python tools/readme_pictures.py     writes docs/pictures/game.webp and docs/pictures/play.webp; takes a minute or two
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pygame
from PIL import Image

from steadyquest.cli.sources import Sources
from steadyquest.levels.library import shipped
from steadyquest.records.store import open_store
from steadyquest.records.writer import Recorder
from steadyquest.session.options import Options
from steadyquest.ui.config import AppConfig
from steadyquest.ui.desk import Desk
from steadyquest.ui.screen import Screen
from steadyquest.ui.tour import Tour

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
SHOWN = ("title", "map", "first_light_play", "the_water_gates_play", "star_cave_play", "lantern_festival_play")
TILE, GAP, ACROSS = (560, 315), 8, 3
SEED = 3
FILMED = "meadow/first_light"
"""Of this level of the tour the animation is."""
FRAME, FILM_S, PER_S = (640, 360), 9.0, 10


class Filmed(Tour):
    """The tour, with the newest samples taken a frame at a time while it is filmed."""

    film: list[Image.Image]

    def _play(self, desk: Desk, level: object, *, rung: int) -> Iterator[tuple[str, Screen]]:
        for name, screen in super()._play(desk, level, rung=rung):  # type: ignore[arg-type]
            if level.key == FILMED and name.startswith("play"):  # type: ignore[attr-defined]
                self._take_film(desk, screen)
            yield name, screen

    def _take_film(self, desk: Desk, screen: Screen) -> None:
        began_s = desk.session.seconds if desk.session else 0.0
        shot = 0
        while desk.session is not None and desk.session.world is not None and shot < FILM_S * PER_S:
            desk.poll()
            if desk.session.seconds - began_s >= shot / PER_S:
                self._now_s = desk.session.seconds
                surface = pygame.display.get_surface()
                screen.draw(surface)
                self.film.append(_image(pygame.transform.smoothscale(surface, FRAME)))
                shot += 1


def main() -> int:
    """Play the tour; put its pictures together."""
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)
        with open_store(folder / "tour.db") as store, Recorder(store) as recorder:
            config = AppConfig(
                options=Options(seed=SEED, minutes=30),
                open_source=Sources(store=store, seed=SEED, fast=True).open,
                levels=shipped,
                store=store,
                recorder=recorder,
            )
            tour = Filmed(config, folder=folder, step=lambda name: print(name, flush=True))
            tour.film = []
            tour.take()
        _side_by_side(tour.pictures).save(FOLDER / "game.webp", quality=82, method=6)
    first, *others = tour.film
    first.save(FOLDER / "play.webp", save_all=True, append_images=others, duration=1000 // PER_S, loop=0, quality=55)
    print(FOLDER)
    return 0


def _side_by_side(pictures: list[Path]) -> Image.Image:
    found = [next(path for path in pictures if path.stem[3:].startswith(name)) for name in SHOWN]
    rows = -(-len(found) // ACROSS)
    width, height = ACROSS * (TILE[0] + GAP), rows * (TILE[1] + GAP)
    page = Image.new("RGB", (width, height), "white")
    for n, path in enumerate(found):
        place = (GAP // 2 + n % ACROSS * (TILE[0] + GAP), GAP // 2 + n // ACROSS * (TILE[1] + GAP))
        page.paste(Image.open(path).convert("RGB").resize(TILE, Image.Resampling.LANCZOS), place)
    return page


def _image(surface: pygame.Surface) -> Image.Image:
    return Image.open(io.BytesIO(_png(surface))).convert("RGB")


def _png(surface: pygame.Surface) -> bytes:
    out = io.BytesIO()
    pygame.image.save(surface, out, "frame.png")
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
