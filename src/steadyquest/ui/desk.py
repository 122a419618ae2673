"""What all screens share: who plays, from which source, in which session, and how it looks.

Owns opening and closing of sources and sessions for the screens; draws nothing.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from steadyquest.conventions import STANCES, BoardSample, Lean
from steadyquest.errors import DeviceError, LevelError, Problem
from steadyquest.session.labels import is_hand
from steadyquest.signal.mat import Feet
from steadyquest.signal.source import Source
from steadyquest.ui.config import AppConfig, FoundBoard
from steadyquest.ui.earlier import Earlier
from steadyquest.ui.inputs import DEFAULT_WEIGHT_KG, HandSource
from steadyquest.ui.loop import FrameStats
from steadyquest.ui.opening import Opening
from steadyquest.ui.scene_view_pen import CENTRE
from steadyquest.ui.view import View
from steadyquest.ui.wishes import Wishes
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.levels.read import Level
    from steadyquest.records.rows import Player
    from steadyquest.session import Session, SessionSummary
    from steadyquest.session.assessments.conduct import Assessing
    from steadyquest.session.assessments.protocol import Assessment
    from steadyquest.session.doorstep import Doorstep
    from steadyquest.session.result import RunResult

__all__ = ["AppConfig", "Desk", "FoundBoard"]

FIRM = "firm"
"""The plate without foam."""


@dataclass(slots=True)
class Desk(Wishes):
    """The shared state of the screens."""

    config: AppConfig
    view: View
    stats: FrameStats = field(default_factory=FrameStats)
    player: Player | None = None
    label: str = ""
    """The label of the chosen source; empty before one was chosen."""
    by_hand: bool = False
    """A person picked the source; otherwise a known board that comes is taken instead."""
    source: Source | None = None
    opening: Opening | None = None
    session: Session | None = None
    sample: BoardSample | None = None
    """The newest sample, with or without a session."""
    earlier: Earlier = field(default_factory=Earlier)
    """What came before the session began; the session stores it."""
    doorstep: Doorstep | None = None
    """Who stands on the plate of a source that has no session yet."""
    level_problem: str = ""
    """Why there are no levels, in one line, or an empty string."""
    own_problems: Sequence[Problem] = ()
    """What is wrong with the therapist's own level files."""
    said_stance: str = ""
    """The stance that was chosen on the screen for whoever plays now."""
    said_minutes: bool = False
    """The minutes were chosen on the screen for whoever plays now; their plan's do not count then."""
    agreed: set[str] = field(default_factory=set)
    """Risky things that the therapist gave the word for in this session."""
    assessing: Assessing | None = None
    """The assessment that is being done."""
    assess_next: Assessment | None = None
    """One that is to be done as soon as it is known how far the player leans."""
    zero_of: str = FIRM
    """On what ground the plate's zero was last taken, or was left as it is."""
    to_play: list[Level] = field(default_factory=list)
    """Given levels that are still to be played."""
    probe_asked: bool = False
    """The feel probe was offered in this session."""
    last_level: bool = False
    """The minutes are over: what is picked now is the last."""
    summary: SessionSummary | None = None
    """What the ended session says of itself."""
    results: tuple[RunResult, ...] = ()
    """Of the ended session's runs."""
    remembered: MutableMapping[str, Any] = field(default_factory=dict)
    clock: Callable[[], float] = time.perf_counter

    def __post_init__(self) -> None:
        self.to_play = list(self.config.given_levels)
        self.assess_next = self.config.assess
        self._speak_as_set()

    # -- settings ---------------------------------------------------------------------------------------------

    def _look_again(self) -> None:
        """What was set for the player since they sat down, beside the open window, counts from this session on."""
        if self.player is not None and self.config.store is not None:
            here = {player.id: player for player in self.config.store.players.all()}
            self.player = here.get(self.player.id, self.player)

    @property
    def chosen_stance(self) -> str | None:
        """For the whole session: as said on the screen, on the command line, or last time; None: as levels say."""
        kept = self.setting("stance", None)
        return self.said_stance or self.config.options.stance or (kept if kept in STANCES else None)

    def choose_stance(self, stance: str) -> None:
        """The player stands or sits so from now on, and next time."""
        self.said_stance = stance
        self.save_setting("stance", stance)
        if self.session is not None:
            self.session.choose_stance(stance)

    @property
    def feet(self) -> Feet | None:
        """Where the feet stand on the mat; None while nobody said."""
        return self.session.person.feet if self.session is not None else None

    @property
    def last_feet(self) -> Feet | None:
        """Where they stood last time in this stance."""
        from steadyquest.session.person import last_feet

        return last_feet(self.player.settings if self.player else self.remembered, self.stance)

    def place_feet(self, feet: Feet | None) -> None:
        """The feet stand there, and the place is offered again next time; or nobody knows where they are."""
        from steadyquest.session.person import FEET

        if self.session is not None:
            self.session.place_feet(feet)
        if feet is not None:
            self.save_setting(self.stance, str(feet), within=FEET)

    def sit_down(self, player: Player | None) -> None:
        """Somebody plays now."""
        self.player, self.said_stance, self.said_minutes = player, "", False
        self._look_as_set()

    def levels(self) -> Sequence[Level]:
        """Every level that may be opened; none while one of them is broken, and then `level_problem` says which."""
        try:
            levels, self.level_problem = self.config.levels(), ""
        except LevelError as error:
            levels, self.level_problem = (), str(error).partition("\n")[0]
        own, self.own_problems = self.config.own_levels()
        return (*levels, *own)

    # -- the source -------------------------------------------------------------------------------------------

    def choose(self, label: str) -> None:
        """Take this source: hands at once, everything else beside the game. Raises DeviceError for a missing pad."""
        self.let_go()
        self.label = label
        if is_hand(label):
            self.source = self._hand(label)
            return
        self.opening = Opening(label)
        self.opening.start(self.config.open_source)

    def settle(self) -> None:
        """Take over a source that has been opened meanwhile."""
        if self.opening is not None and self.opening.source is not None:
            self.source, self.opening = self.opening.source, None

    @property
    def hand(self) -> HandSource | None:
        """The source, when it is keyboard, mouse or gamepad."""
        return self.source if isinstance(self.source, HandSource) else None

    @property
    def problem(self) -> str:
        """What is wrong with the source, in one line, or an empty string."""
        if self.opening is not None:
            return self.opening.error
        return self.source.health.problem if self.source is not None else ""

    def let_go(self) -> None:
        """Close session and source."""
        self.end_session()
        if self.source is not None:
            self.source.close()
        if self.opening is not None:
            self.opening.give_up()
        self.source, self.opening, self.sample, self.label = None, None, None, ""
        self.earlier.taken()

    def _hand(self, label: str) -> HandSource:
        weight_kg = (self.player and self.player.weight_kg) or DEFAULT_WEIGHT_KG
        if label == "keyboard":
            from steadyquest.ui.keyboard import keyboard

            return keyboard(weight_kg=weight_kg)
        if label == "mouse":
            from steadyquest.ui.mouse import mouse

            return mouse(self._units_at, weight_kg=weight_kg)
        if label == "gamepad":
            from steadyquest.ui.gamepad import gamepad

            return gamepad(weight_kg=weight_kg)
        raise DeviceError(tr("{label} is no source of samples").format(label=label))

    def _units_at(self, pos: tuple[int, int]) -> tuple[float, float]:
        """Where the pointer is, as the player leans: a pointer at the left of a mirrored picture leans right."""
        x, y = self.view.canvas.units(*pos)
        return CENTRE[0] + self.side * (x - CENTRE[0]), y

    # -- the session ------------------------------------------------------------------------------------------

    def begin_session(self) -> Session:
        """The session of this source and player, begun if it was not."""
        if self.session is None:
            if self.source is None:
                raise DeviceError(tr("nothing to play with is connected; choose a board or the keyboard first"))
            self._look_again()
            if isinstance(self.source, HandSource) and self.player is not None and self.player.weight_kg:
                self.source.weight_kg = self.player.weight_kg
            self.session = self._new_session(self.source)
            self.session.note(**self.config.notes)
            # They were said of who plays first.
            self.config.notes = {}
            self.agreed.clear()
            self.assessing, self.zero_of = None, FIRM
            self.probe_asked = False
            self.last_level, self.summary = False, None
        return self.session

    def end_session(self) -> None:
        """End the session, if there is one, and keep its summary. Its source is closed with it."""
        if self.session is None:
            return
        session, self.session = self.session, None
        self.summary, self.results = session.end(), tuple(session.results)
        self.source, self.sample = None, None

    @property
    def stance(self) -> str:
        """How the player stands or sits now."""
        return self.session.person.stance if self.session is not None else self.chosen_stance or "comfortable"

    def poll(self) -> None:
        """Take the newest samples: into the session, or just to look at."""
        self.settle()
        if self.session is not None:
            self.session.poll()
            self.sample = self.session.sample
            if self.session.world is not None:
                # A test of limits has a reach of its own, for as long as it runs.
                self.share_reach()
            observe = getattr(self._head, "observe", None)
            if observe is not None:  # a simulated person looks at the screen like anybody
                observe(self.session.scene())
        elif self.source is not None:
            samples = self.source.read()
            self.earlier.add(samples, now_s=self.clock())
            self.sample = samples[-1] if samples else self.sample
            self._see_who_stands(samples)

    def _see_who_stands(self, samples: Sequence[BoardSample]) -> None:
        """Before there is a session, who stands on the plate may choose with it all the same."""
        if self.doorstep is None or self.doorstep.source is not self.source:
            from steadyquest.session.doorstep import Doorstep

            self.doorstep = Doorstep(self.source, store=self.config.store) if self.source is not None else None
        if self.doorstep is not None:
            self.doorstep.feed(samples, now_s=self.clock())

    @property
    def stands(self) -> bool:
        """Whether somebody stands ready on what sends samples, so that a lean of theirs has a meaning."""
        session, door = self.session, self.doorstep
        if session is not None:
            return session.stage == "ready" and not session.watchdog
        return door is not None and door.source is self.source and door.ready(now_s=self.clock())

    @property
    def lean(self) -> Lean | None:
        """Their newest lean."""
        if self.session is not None:
            return self.session.lean
        return self.doorstep.lean if self.doorstep is not None else None

    def age_s(self) -> float:
        """How old the newest sample is now; NaN when that is not known."""
        age_of = getattr(self.source, "age_s", None)
        return age_of(self.sample.t_us) if age_of is not None and self.sample is not None else math.nan

    def share_reach(self) -> None:
        """Let hands and simulated people know how far this player reaches, so that they lean where they mean to."""
        head = self._head
        if self.session is not None and hasattr(head, "reach"):
            head.reach = self.session.reach

    @property
    def _head(self) -> Any:
        """The source itself, out of what paces it."""
        return getattr(self.source, "inner", self.source)

    def _new_session(self, source: Source) -> Session:
        from steadyquest.session.sitting import Session

        config = self.config
        options = replace(
            config.options,
            minutes=self.minutes,
            minutes_given=config.minutes_given or self.said_minutes,
            stance=self.said_stance or config.options.stance,
            last_stance=self.chosen_stance,
        )
        # Where the feet stand was said of who plays first; the next one stands anew.
        config.options = replace(config.options, feet=None)
        return Session(
            source,
            player=self.player,
            options=options,
            levels=self.levels(),
            store=config.store,
            recorder=config.recorder,
            label=self.label,
            earlier=self.earlier.taken(),
            of_game=self.remembered,
            empty=self.doorstep.empty if self.doorstep is not None and self.doorstep.source is source else None,
        )
