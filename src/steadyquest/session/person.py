"""The person who plays, as a session knows them: stance, reach, settings, skills, and what was played before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from steadyquest.conventions import ON_BOTH_FEET, FeetMap
from steadyquest.errors import SignalError
from steadyquest.game.spec import Profile
from steadyquest.game.world import rung_of_run
from steadyquest.levels.plan_levels import stances_in
from steadyquest.session.access import KEPT_AS, access_of, pace_of
from steadyquest.session.assessments.levels import is_measured
from steadyquest.session.feel_probe import at_rest
from steadyquest.session.options import Options
from steadyquest.session.past import Past
from steadyquest.session.plan_dose import HOME
from steadyquest.session.plan_state import plan_of
from steadyquest.session.progress import Progress
from steadyquest.session.result import RunResult
from steadyquest.session.setup import RunSetup
from steadyquest.session.worlds import OPENED, open_worlds
from steadyquest.signal.calibration import Calibration
from steadyquest.signal.mat import LEAST_SEPARATION_MM, Feet, parse_feet, share_error
from steadyquest.signal.one_euro import STEADINESS, OneEuroSpec
from steadyquest.signal.reach import Reach, cautious, from_list, uniform

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steadyquest.levels.read import Level
    from steadyquest.records.rows import Player
    from steadyquest.records.store import Store
    from steadyquest.session.rung_advice import RungAdvice

DEFAULT_STANCE, DEFAULT_SURFACE = "comfortable", "firm"
DEFAULT_WEIGHT_KG = 70.0
NEW_PLAYS = 3
"""In the first levels of a player a sign shows which way to lean."""
GUESTS = frozenset({"look", "steadiness", "centre", "sound_help", *KEPT_AS.values()})
"""Settings of the game that count for somebody unknown who plays; a player has their own."""
FEET = "feet"
"""The player's setting of where the feet stood last, by stance."""


def last_feet(settings: Mapping[str, Any], stance: str) -> Feet | None:
    """Where the player's feet stood last time in this stance, as their settings remember it."""
    kept = settings.get(FEET)
    try:
        return parse_feet(str(kept[stance])) if isinstance(kept, dict) and stance in kept else None
    except SignalError:
        return None


def _feet_map(feet: Feet | None) -> FeetMap | None:
    """What the game is told of the feet; nothing when they are too close to tell the legs apart."""
    if feet is None or feet.separation_mm < LEAST_SEPARATION_MM:
        return None
    return FeetMap(feet.left.ml_mm, feet.right.ml_mm, share_error(feet))


class Person:
    """One player in one session; without a player, somebody unknown whose play is kept all the same."""

    def __init__(
        self,
        player: Player | None,
        *,
        options: Options,
        store: Store | None,
        of_game: Mapping[str, Any] | None = None,
    ) -> None:
        """`of_game`: how the game is set, for whoever plays without being a player."""
        self.player, self._options, self._store = player, options, store
        guests = {name: value for name, value in (of_game or {}).items() if name in GUESTS}
        self.settings: dict[str, Any] = dict(player.settings) if player else guests
        self.plan = plan_of(self.id, options=options, store=store)
        """The assigned plan's present state, or None."""
        self.progress = Progress(
            store=store,
            player_id=self.id,
            difficulty=options.difficulty,
            now=options.now,
            ranges={**self.settings.get("ranges", {}), **(self.plan.spec.envelope if self.plan else {})},
        )
        if self.plan is not None:
            # The ladder is held where the session opens; what the therapist chooses later is the therapist's.
            most = self.plan.spec.rung_max
            self.progress.rungs.update({skill: min(rung, most) for skill, rung in self.progress.rungs.items()})
        self.chosen_stance = options.stance or self._planned_stance() or options.last_stance
        """For the whole session, where a level allows it; None: as each level says."""
        self.stance = self.chosen_stance or DEFAULT_STANCE
        self.surface = options.surface or DEFAULT_SURFACE
        self._feet = (self.stance, options.feet)
        self.reach = self._known_reach()
        self.past: dict[str, Past] = self._history()

    @property
    def id(self) -> int | None:
        """The player's number in the records."""
        return self.player.id if self.player else None

    @property
    def filter(self) -> OneEuroSpec:
        """The cursor's steadiness that the player has chosen."""
        return STEADINESS.get(self.settings.get("steadiness", ""), STEADINESS["normal"])

    @property
    def centre(self) -> str:
        """Where the player's middle is to be: own, between or middle (of the feet)."""
        planned = self.plan.spec.centre if self.plan else None
        return planned or str(self.settings.get("centre", "own"))

    @property
    def feet(self) -> Feet | None:
        """Where the feet stand; None while nobody said, and in a stance of which nobody said it."""
        stance, feet = self._feet
        return feet if stance == self.stance and stance in ON_BOTH_FEET else None

    def place_feet(self, feet: Feet | None) -> None:
        """The feet stand there from now on, in this stance."""
        self._feet = (self.stance, feet)

    @property
    def legs_known(self) -> bool:
        """Whether the feet are known, and far enough apart to tell the legs from each other."""
        return _feet_map(self.feet) is not None

    @property
    def open_worlds(self) -> frozenset[str]:
        """The places of the valley that are open to this player."""
        return open_worlds(self.past.values(), by_hand=self.settings.get(OPENED, ()))

    def open_world(self, world: str) -> list[str]:
        """The therapist opens a place by hand; all that were opened so, to be kept with the player."""
        self.settings[OPENED] = sorted({*self.settings.get(OPENED, ()), world})
        return list(self.settings[OPENED])

    @property
    def safety(self) -> dict[str, float]:
        """The player's own thresholds for pauses."""
        return dict(self.settings.get("safety", {}))

    def chosen_settings(self) -> dict[str, Any]:
        """What a session is played with, for its record."""
        return {
            "filter": list(self.filter),
            "reach": self.reach.kind,
            "stance": self.stance,
            "centre": self.centre,
            "feet": str(self.feet or ""),
            **self._seen_otherwise(),
            **({"plan": self.plan.as_settings()} if self.plan else {}),
            **({HOME: True} if self._options.home else {}),
        }

    def _seen_otherwise(self) -> dict[str, Any]:
        """Of how the picture is shown and how fast levels go: what is not as it comes."""
        access = access_of(self.settings)
        other = {"mirrored": access.mirrored, "still": access.still}
        pace = {} if access.pace == 100 else {KEPT_AS["pace"]: access.pace}
        return {**{name: True for name, is_so in other.items() if is_so}, **pace}

    def _planned_stance(self) -> str | None:
        """The plan's: the one of last time where it is among them, else the first."""
        allowed = self.plan.spec.stance if self.plan else ()
        last = self._options.last_stance
        return last if last in allowed else next(iter(allowed), None)

    def stance_for(self, level: Level) -> str:
        """The stance chosen for the session where the level allows it, else the level's first."""
        wanted, allowed = self.chosen_stance, level.spec.stance
        if self._options.home and self.plan is not None:
            # None of these ever asks for the therapist's word.
            allowed = stances_in(self.plan.spec, level) or allowed
        return wanted if wanted and wanted in allowed else allowed[0]

    def go_at(self, percent: int) -> None:
        """Levels go at this pace from the next one on."""
        self.settings[KEPT_AS["pace"]] = percent

    def choose_stance(self, stance: str) -> None:
        """Stand or sit so for the whole session, where a level allows it."""
        if stance != self.stance:
            self.place_feet(None)
        self.chosen_stance = stance
        self.take_stance(stance, surface=self.surface)

    def take_stance(self, stance: str, *, surface: str) -> None:
        """Stand or sit so, on that surface, from now on; the reach is the one of both."""
        if (stance, surface) != (self.stance, self.surface):
            self.stance, self.surface = stance, surface
            self.reach = self._known_reach()

    def setup_for(
        self,
        level: Level,
        *,
        seed: int,
        calibration: Calibration,
        centre_mm: tuple[float, float],
        weight_kg: float | None,
    ) -> RunSetup:
        """All that decides a run of a level by this person, here and now."""
        rung = rung_of_run(level.spec, self.progress.rungs)
        staircases = self.progress.staircases_for(level.spec, rung=rung)
        return RunSetup(
            seed=seed,
            calibration=calibration,
            reach=self.reach,
            centre_mm=centre_mm,
            profile=self._profile(level, rung=rung, weight_kg=weight_kg),
            staircases=at_rest(staircases) if is_measured(level.key) else staircases,
            filter=self.filter,
            safety=self.safety,
            feet=str(self.feet or ""),
        )

    def _profile(self, level: Level, *, rung: int, weight_kg: float | None) -> Profile:
        """What the world of a level is told."""
        past = self.past.get(level.key)
        side = self.player.affected if self.player else None
        return Profile(
            affected="left" if side == "left" else "right" if side == "right" else None,
            weight_kg=weight_kg or DEFAULT_WEIGHT_KG,
            quiet_rms_mm=float(self.settings.get("quiet_rms_mm", Profile().quiet_rms_mm)),
            stance=self.stance,
            rungs=dict(self.progress.rungs),
            best_d=self.progress.best_d(level.spec, rung=rung),
            hours_kept=past.rungs if past else (),
            sound_help=bool(self.settings.get("sound_help", False)) and not is_measured(level.key),
            plain=self.settings.get("look", "story") != "story",
            feet=_feet_map(self.feet),
            emphasis=self.plan.spec.emphasis if self.plan else None,
            way_hints=self._is_new and not is_measured(level.key),
            # What is measured goes at one pace for everybody.
            pace=1.0 if is_measured(level.key) else pace_of(self.settings),
        )

    @property
    def _is_new(self) -> bool:
        """Whether it is one of the first levels of this player."""
        return sum(entry.plays for entry in self.past.values()) < NEW_PLAYS

    def rung_advice(self) -> dict[str, RungAdvice]:
        """Which rung each skill may be played on next, no further than the plan goes. The therapist decides."""
        return self.progress.rung_advice(rung_max=self.plan.spec.rung_max if self.plan else None)

    def remember(self, result: RunResult) -> None:
        """Take a run into what was played before; what is measured is nobody's favourite."""
        if is_measured(result.level_key):
            return
        old = self.past.get(result.level_key, Past(result.level_key, 0, None, 0))
        kept = {*old.rungs, result.rung} if result.ended == "finished" else set(old.rungs)
        success = old.last_success if result.success is None else result.success
        stars = max(old.stars, result.stars)
        self.past[result.level_key] = Past(result.level_key, old.plays + 1, success, stars, tuple(sorted(kept)))

    def look_back_again(self) -> None:
        """What was taken in beside the open window counts too; what was just played may not be recorded yet."""
        for key, kept in self._history().items():
            mine = self.past.get(key)
            if mine is None:
                self.past[key] = kept
                continue
            newer = kept if kept.plays > mine.plays else mine
            rungs = tuple(sorted({*mine.rungs, *kept.rungs}))
            self.past[key] = replace(newer, stars=max(mine.stars, kept.stars), rungs=rungs)

    def _history(self) -> dict[str, Past]:
        rows: Sequence[Any] = self._store.sessions.played(self.id) if self._store and self.id else ()
        return {
            row.level_key: Past(row.level_key, row.plays, row.last_success, row.stars, row.rungs)
            for row in rows
            if not is_measured(row.level_key)
        }

    def _known_reach(self) -> Reach:
        """The one from the command line, or the saved one, or a cautious default by height."""
        if self._options.reach_mm is not None:
            return uniform(self._options.reach_mm)
        if self._store and self.id:
            saved = self._store.reaches.latest(self.id, stance=self.stance, surface=self.surface)
            if saved is not None:
                return from_list(saved.mm, kind=saved.kind)
        return cautious(height_cm=self.player.height_cm if self.player else None, stance=self.stance)
