"""Play: the scene, nothing else. Every key of the therapist works here."""

from __future__ import annotations

import statistics
from functools import partial
from typing import TYPE_CHECKING

import pygame

from steadyquest.errors import SteadyQuestError
from steadyquest.session.assessments.levels import is_measured
from steadyquest.ui import keys, placing
from steadyquest.ui.overlay import Message
from steadyquest.ui.scene_view import SceneView, Shown
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.notes import NoteBar
from steadyquest.ui.screens.pause import Pause
from steadyquest.ui.screens.rewriting import Rewriting
from steadyquest.ui.sound.heard import Heard, level_heard
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.levels.read import Level
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

DOT = (1248.0, 32.0)
STOP = (1190.0, 40.0)
STOP_SIZE = 52.0
HOW_TO_PLACE = (230.0, 610.0, 820.0, 88.0)
NEAR = 110.0
"""So near to the pause button the pointer shows, also where it is the player's lean."""


class Play:
    """One run of one level on the screen."""

    leaning = True
    takes = frozenset({"harder", "easier", "recentre", "again", "skip", "tap"})
    """What a therapist may ask of the run."""

    def __init__(self, desk: Desk, level: Level) -> None:
        assert desk.session is not None  # noqa: S101 - the flow only comes here with one
        self.desk, self.level, self.session = desk, level, desk.session
        self._problem = ""
        self._before = len(desk.session.results)
        self._scene_view = self._new_view()
        self._rewriting = Rewriting(desk, level)
        self._heard = level_heard(level)
        self._aim = placing.Aim()

    def prepare(self, hour: int) -> None:
        """Have everything drawn that the first frame of an hour needs."""
        self._scene_view.prepare(hour)

    def begin(self, *, rung: int | None = None) -> Play:
        """Start the run with the next sample, at the hour that the therapist has chosen."""
        # The sentence above the play goes with the look that is shown, also a guest's and one changed since.
        self.session.person.settings["look"] = self.desk.view.look
        try:
            self.session.start(self.level, rung=rung)
        except SteadyQuestError as error:
            self._problem = str(error)
        self.desk.share_reach()
        self.desk.stats.clear()
        return self

    def handle(self, event: pygame.event.Event) -> Screen | None:
        """Keys become commands, which are recorded with their tick."""
        action = keys.action_of(event, keys.PLAY)
        if action in {"pause", "end"} or self._is_stop(event):
            return self.hold()
        if placing.is_wanted(self.session.scene()) and (at := self._placed(event)):
            self.session.command("place", [self.desk.side * at[0], at[1]])
            return self
        if action == "note":
            return NoteBar(self.desk, self)
        if action in self.takes:
            self.session.command(action)
        return self

    def update(self) -> Screen | None:
        """On to the stars when it is over; calm down when the world stands still."""
        if self._problem:
            back = partial(flow.level_map, self.desk)
            return Message(self.desk, self, text=self._problem, icon="icon_warning", then=back)
        if self.session.world is None:
            return self._over()
        if anew := self._rewriting.anew():
            return anew
        scene = self.session.scene()
        if self.session.watchdog or (scene is not None and scene.paused):
            return Pause(self.desk, self)
        self._show_pointer(is_placing=placing.is_wanted(scene))
        self.desk.view.art.warm_step(1.0)
        return self

    def draw(self, surface: pygame.Surface) -> None:
        """The scene, and a dot for how the board is."""
        if self._scene_view.art is not self.desk.view.art:
            self._scene_view = self._new_view()
        scene = self.session.scene()
        view = self.desk.view
        if scene is None:
            view.fill(surface, self.level.spec.world)
            return
        is_placing = placing.is_wanted(scene)
        aim = self._aim.at if is_placing else None
        hint = (self.desk.side * aim[0], aim[1]) if aim is not None else None
        self._scene_view.draw(surface, scene, lean_hint=hint)
        if is_placing:
            self._paint_how_to_place(surface)
        health = self.session.health
        if not health.connected or health.problem or self.session.problem or self.session.watchdog:
            view.sprite(surface, "icon_warning", DOT, 44)
        else:
            view.disc(surface, DOT, 9, colour="#009e73", edge="#ffffff")
        self._paint_stop(surface)
        self._rewriting.paint(surface)

    def heard(self) -> Heard:
        """The scene, in the key of its place."""
        return self._heard.playing(self.session.scene())

    def hold(self) -> Screen:
        """Stand still, because a person said so."""
        scene = self.session.scene()
        if scene is not None and scene.paused != "person":
            self.session.command("pause", "person")
        return Pause(self.desk, self)

    def again(self) -> Screen:
        """The level from its start."""
        self.session.stop()
        return flow.intro(self.desk, self.level)

    def end(self) -> Screen | None:
        """Enough of this level."""
        self.session.stop()
        return self._over()

    def _over(self) -> Screen | None:
        stats, results = self.desk.stats, self.session.results
        if ages_ms := stats.newest(stats.age_ms):
            self.session.note_latency(statistics.median(ages_ms))
        return flow.finish(self.desk, self.level, results[-1] if len(results) > self._before else None)

    # -- placing ------------------------------------------------------------------------------------------------

    def _placed(self, event: pygame.event.Event) -> tuple[float, float] | None:
        """Where somebody places the next target with what is not the player's own hand."""
        label = self.desk.label
        return self._aim.place(event, self.desk.view.canvas, stick=label != "gamepad", pointer=label != "mouse")

    def _paint_how_to_place(self, surface: pygame.Surface) -> None:
        view, (x, y, w, h) = self.desk.view, HOW_TO_PLACE
        view.card(surface, HOW_TO_PLACE, radius=26)
        words = tr("Where does the next one come? Click there, or push a pad's stick that way and let go.")
        view.words(surface, words, (x + 24, y + 4, w - 48, h - 8), size="small")

    # -- the pointer --------------------------------------------------------------------------------------------

    def _paint_stop(self, surface: pygame.Surface) -> None:
        view, half = self.desk.view, STOP_SIZE / 2
        view.card(surface, (STOP[0] - half, STOP[1] - half, STOP_SIZE, STOP_SIZE), radius=16, shadow=False)
        view.sprite(surface, "icon_pause", STOP, 36, colour=view.colours.ink)

    def _is_stop(self, event: pygame.event.Event) -> bool:
        """Whether the pause button was clicked."""
        return event.type == pygame.MOUSEBUTTONUP and event.button == 1 and self._near_stop(event.pos) <= STOP_SIZE / 2

    def _near_stop(self, pos: tuple[int, int]) -> float:
        x, y = self.desk.view.canvas.units(*pos)
        return max(abs(x - STOP[0]), abs(y - STOP[1]))

    def _show_pointer(self, *, is_placing: bool) -> None:
        """Where the mouse is the lean, its pointer shows only where it is to press something."""
        wanted = is_placing or self.desk.label != "mouse" or self._near_stop(pygame.mouse.get_pos()) <= NEAR
        if pygame.mouse.get_visible() != wanted:
            pygame.mouse.set_visible(wanted)

    def _new_view(self) -> SceneView:
        view, spec = self.desk.view, self.level.spec
        path = self.level.path.parent / spec.picture if spec.picture and self.level.path is not None else None
        return SceneView(
            view.art,
            view.texts,
            view.canvas,
            world=spec.world,
            look=view.look,
            you=spec.you,
            thing=spec.thing,
            picture=path,
            shown=self._shown(),
        )

    def _shown(self) -> Shown:
        """As the player wants the picture. What is measured looks the same to everybody."""
        access, measured = self.desk.access, is_measured(self.level.key)
        return Shown(self.desk.view.text_scale, access.still, access.mirrored and not measured)
