"""The tour: a simulated person goes through the whole game without a window, and pictures are taken on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from steadyquest.errors import DeviceError
from steadyquest.session.preparation import READY
from steadyquest.session.skills import skills_of
from steadyquest.session.state import RUNNING
from steadyquest.ui.desk import Desk
from steadyquest.ui.picture import MOST_WAITS_S, no_display, picture_of
from steadyquest.ui.screen import Screen
from steadyquest.ui.screens import flow
from steadyquest.ui.view import View
from steadyquest.words import tr

if TYPE_CHECKING:
    import pygame

    from steadyquest.levels.read import Level
    from steadyquest.ui.config import AppConfig

SIZE = (1280, 720)
STOPS: tuple[tuple[str, int], ...] = (
    ("meadow/first_light", 0),
    ("river/the_water_gates", 1),
    ("wood/falling_leaves", 2),
    ("cave/star_cave", 3),
    ("coast/lantern_festival", 4),
)
"""Levels, and the hour at which each is shown: one place more for every hour, and a task that fits it."""
MAP_AFTER = "wood/falling_leaves"
"""Then there is something of everything on the map."""
STEPS = 2 + len(STOPS)
"""How often the tour says where it is."""
PICTURE_AT_S = (12.0,)
LONGEST_S = 240.0
"""No level of the tour lasts longer; what does is ended."""


class Tour:
    """Plays the stops one after the other, as fast as the simulated person comes."""

    def __init__(self, config: AppConfig, *, folder: Path, step: Callable[[str], None]) -> None:
        self._folder, self._step = folder, step
        self._levels = {level.key: level for level in config.levels()}
        self._now_s = 0.0
        self._config = config
        self.pictures: list[Path] = []

    def take(self) -> int | None:
        """Go through it; the session's number in the records."""
        with no_display(SIZE) as surface:
            desk = Desk(self._config, View(SIZE), clock=lambda: self._now_s)
            try:
                return self._through(desk, surface)
            finally:
                desk.let_go()
                desk.view.close()

    def _through(self, desk: Desk, surface: pygame.Surface) -> int | None:
        self._picture("title", flow.title(desk), surface, desk)
        self._stand(desk)
        self._picture("step_on", flow.step_on(desk), surface, desk)
        self._step(tr("Stepping on"))
        for key, rung in STOPS:
            for name, screen in self._play(desk, self._levels[key], rung=rung):
                self._picture(f"{key.partition('/')[2]}_{name}", screen, surface, desk)
            self._step(self._levels[key].spec.title)
            if key == MAP_AFTER:
                self._picture("map", flow.level_map(desk), surface, desk)
        self._picture("session_end", flow.session_end(desk), surface, desk)
        self._step(tr("The end"))
        return desk.summary.session_id if desk.summary else None

    def _stand(self, desk: Desk) -> None:
        desk.choose("sim")
        while desk.source is None:
            desk.settle()
            if desk.problem:
                raise DeviceError(desk.problem)
        session = desk.begin_session()
        while session.stage != READY:
            desk.poll()
        desk.share_reach()

    def _play(self, desk: Desk, level: Level, *, rung: int) -> Iterator[tuple[str, Screen]]:
        session = desk.begin_session()
        # The hour is chosen before the intro, so that one scenery serves both.
        session.person.progress.rungs.update(dict.fromkeys(skills_of(level.spec), rung))
        intro = flow.intro(desk, level)
        desk.view.scenery.wait(level.spec.world, rung, timeout_s=MOST_WAITS_S)
        desk.poll()
        yield "intro", intro
        play = flow.play(desk, level)
        play.prepare(rung)
        desk.view.scenery.preload(*self._after(level.key))
        play.begin(rung=rung)
        began_s, due = session.seconds, list(PICTURE_AT_S)
        while session.world is not None and session.seconds - began_s < LONGEST_S:
            desk.poll()
            if due and session.stage == RUNNING and session.seconds - began_s >= due[0]:
                yield f"play_{due.pop(0):.0f}_s", play
        session.stop()
        finish = flow.finish(desk, level, session.result)
        self._now_s += 10.0
        if finish is not None:
            yield "finish", finish

    def _after(self, key: str) -> tuple[str, int]:
        """The scenery that comes next: it is made while this level is played."""
        keys = [stop for stop, _ in STOPS]
        following = keys.index(key) + 1
        return (
            (self._levels[keys[following]].spec.world, STOPS[following][1]) if following < len(STOPS) else ("title", 0)
        )

    def _picture(self, name: str, screen: Screen, surface: pygame.Surface, desk: Desk) -> None:
        screen.draw(surface)
        desk.poll()  # what was drawn for the first time took a while: the board is heard of again
        file = self._folder / f"{len(self.pictures) + 1:02}_{name}.png"
        self.pictures.append(picture_of(screen, surface=surface, view=desk.view, file=file))
