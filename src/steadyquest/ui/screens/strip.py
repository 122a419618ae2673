"""F2: numbers for the therapist, in a narrow strip at the lower edge. The screen beneath goes on."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

import pygame

from steadyquest.ui import keys
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

HEIGHT = 32.0
FRESH_S = 0.5
"""The words change twice a second: quick enough to follow, slow enough to read."""


class Strip:
    """Wraps a screen; every event and every change of screen goes through."""

    def __init__(self, desk: Desk, beneath: Screen) -> None:
        self.desk, self.beneath = desk, beneath
        self._words = ""
        self._next_s = 0.0

    @property
    def leaning(self) -> bool:
        """As the screen beneath."""
        return self.beneath.leaning

    def handle(self, event: pygame.event.Event) -> Screen | None:
        """F2 closes; everything else is for the screen beneath."""
        if keys.action_of(event, keys.EVERYWHERE) == "strip":
            return self.beneath
        return self._around(self.beneath.handle(event))

    def update(self) -> Screen | None:
        """The screen beneath goes on."""
        now_s = self.desk.clock()
        if now_s >= self._next_s:
            self._words, self._next_s = self._numbers(), now_s + FRESH_S
        return self._around(self.beneath.update())

    def draw(self, surface: pygame.Surface) -> None:
        """The screen beneath, and the strip over its lower edge."""
        self.beneath.draw(surface)
        view = self.desk.view
        left, top, width, height = view.canvas.seen
        y = top + height - HEIGHT
        rect = view.canvas.rect(left, y, width, HEIGHT)
        pygame.draw.rect(surface, "#101418", rect)
        view.words(surface, self._words, (24, y, 1232, HEIGHT), size="strip", colour="#ffffff", align="left")

    def _around(self, screen: Screen | None) -> Screen | None:
        if screen is None:
            return None
        self.beneath = screen
        return self

    def _numbers(self) -> str:
        # What a screen has to say to the therapist alone.
        said = str(getattr(self.beneath, "for_therapist", ""))
        parts = [*([said] if said else []), *self._plan(), *self._play_numbers(), *self._source_numbers()]
        stats = self.desk.stats
        work_ms = stats.newest(stats.work_ms, 60)
        if work_ms:
            parts.append(tr("frame {ms:.1f} ms").format(ms=statistics.median(work_ms)))
        age_ms = stats.newest(stats.age_ms, 60)
        if age_ms:
            parts.append(tr("sample {ms:.0f} ms old").format(ms=statistics.median(age_ms)))
        return "   ·   ".join(parts)

    def _plan(self) -> list[str]:
        """Where the player's plan is, between two levels."""
        session = self.desk.session
        plan = session.person.plan if session is not None and session.world is None else None
        if plan is None:
            return []
        n = len(plan.spec.phases)
        words = tr("plan: phase {phase} of {n}, week {week}").format(phase=plan.phase + 1, n=n, week=plan.week)
        return [tr("plan: all phases are over") if plan.is_over else words]

    def _play_numbers(self) -> list[str]:
        session = self.desk.session
        if session is None:
            return []
        parts = []
        scene, world = session.scene(), session.world
        if scene is not None and world is not None:
            staircase = world.staircases.get(world.skill) if world.skill else None
            if staircase is not None:
                parts.append(f"d {staircase.d:.2f}")
            parts.append(tr("rung {n}").format(n=scene.rung))
            parts.append(tr("try {n} of {all}").format(n=scene.rep, all=scene.reps))
        lean = session.lean
        if lean is not None:
            parts.append(f"{lean.load_kg:.1f} kg   {lean.cop_ml_mm:+.0f} / {lean.cop_ap_mm:+.0f} mm")
        parts.append(tr("{n:.0f} min left").format(n=max(0.0, session.minutes_left)))
        return parts

    def _source_numbers(self) -> list[str]:
        source = self.desk.source
        if source is None:
            return []
        health = source.health
        return [
            f"{health.rate_hz:.0f} Hz",
            tr("{gaps} missing, {corrupt} broken").format(gaps=health.gaps, corrupt=health.corrupt),
        ]
