"""Headless play: a session without a screen, level after level, until the time or the source is over."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from steadyquest.errors import DeviceError, SignalError
from steadyquest.game.world import BY_PERSON
from steadyquest.session.preparation import CENTRING, CONNECTING, EMPTY, READY, TARING
from steadyquest.session.sitting import Session
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.game.scene import Scene
    from steadyquest.levels.read import Level

IDLE_S = 0.002
GIVE_UP_S = 60.0
"""A board that says nothing, or a player who stays away from a paused level, for this long is not waited for."""
STEP_ON_S = 300.0
"""Nobody stepped on at all."""

STAGE_WORDS: dict[str, Callable[[], str]] = {
    CONNECTING: lambda: tr("Waiting for the first samples …"),
    TARING: lambda: tr("Taking the zero: leave the plate empty …"),
    EMPTY: lambda: tr("Step on."),
    CENTRING: lambda: tr("Stand still for two seconds …"),
    READY: lambda: tr("Ready."),
}


class HeadlessPlay:
    """Plays one session to its end. `watch` sees each scene (a simulated person); `say` hears one line at a time.

    `start` begins a level in its own way; else the session just starts it.
    """

    def __init__(
        self,
        session: Session,
        *,
        first: Sequence[Level] = (),
        named: Iterable[Level] = (),
        start: Callable[[Level], None] | None = None,
        watch: Callable[[Scene | None], None] | None = None,
        say: Callable[[str], None] = lambda line: None,  # noqa: ARG005
        fast: bool = False,
    ) -> None:
        self._session, self._watch, self._say, self._fast = session, watch, say, fast
        self._start = start or session.start
        self._todo: Iterator[Level] = chain(first, named or self._suitable())
        self._stage = self._problem = ""
        self._heard_at = time.monotonic()
        self._here_s = 0.0 if fast else time.monotonic()
        """When somebody last played, or was on the way to: by real time, or by the samples' where they come fast."""

    def play(self, *, on_poll: Callable[[Session], Any] | None = None) -> None:
        """Play until nothing is left to play. Raises SignalError when nobody ever stood steady."""
        while self._turn():
            if on_poll is not None:
                on_poll(self._session)
        if not self._session.results:
            raise SignalError(self._why_nothing())

    def _turn(self) -> bool:
        """One look at the source; whether there is more to come."""
        session = self._session
        before = session.samples
        session.poll()
        if self._watch is not None:
            self._watch(session.scene())
        self._tell()
        if session.stage == READY and not self._begin_next():
            return False
        if session.samples == before:
            return self._wait()
        self._heard_at = time.monotonic()
        return self._somebody_is_here()

    def _somebody_is_here(self) -> bool:
        """Whether to go on: an empty plate is waited for, but not for ever."""
        session = self._session
        world = session.world
        away = session.stage in (EMPTY, TARING) if world is None else world.paused not in ("", BY_PERSON)
        now_s = session.seconds if self._fast else time.monotonic()
        if not away:
            self._here_s = now_s
            return True
        if now_s - self._here_s < (STEP_ON_S if world is None else GIVE_UP_S):
            return True
        session.stop(ended="lost")
        return False

    def _begin_next(self) -> bool:
        level = next(self._todo, None)
        if level is None:
            return False
        self._start(level)
        self._say(tr("Playing {title} ({key})").format(title=level.spec.title, key=level.key))
        return True

    def _wait(self) -> bool:
        if self._session.source.ended:
            self._session.stop(ended="lost")
            return False
        if time.monotonic() - self._heard_at > GIVE_UP_S:
            if self._session.results or self._session.world is not None:
                self._session.stop(ended="lost")
                return False
            raise DeviceError(
                tr("No sample came for {n} seconds: is the board switched on and its cable whole?").format(
                    n=round(GIVE_UP_S)
                )
            )
        if not self._fast:
            time.sleep(IDLE_S)
        return True

    def _suitable(self) -> Iterator[Level]:
        """Levels as they would be offered, until the time is over; each one once before any comes again."""
        played: set[str] = set()
        while self._session.minutes_left > 0:
            offered = self._session.offers()
            if not offered:
                return
            fresh = [level for level in offered if level.key not in played]
            level = (fresh or offered)[0]
            played = played | {level.key} if fresh else {level.key}
            yield level

    def _tell(self) -> None:
        problem = self._session.problem or self._session.health.problem or self._session.notice
        if problem and problem != self._problem:
            self._say(problem)
        self._problem = problem
        stage = self._session.stage
        if stage != self._stage:
            self._stage = stage
            if stage in STAGE_WORDS:
                self._say(STAGE_WORDS[stage]())

    def _why_nothing(self) -> str:
        if self._session.stage == READY:
            return tr("There was no level to play: name one with --level, or another --stance.")
        return tr(
            "Nobody stood steady on the plate for two seconds (5 kg or more); nothing was played. "
            "Step on, or use a longer recording."
        )
