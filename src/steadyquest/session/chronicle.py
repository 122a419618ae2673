"""The chronicle: what of a session goes to the records, and when. Without a recorder it writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from steadyquest import __version__
from steadyquest.conventions import BoardSample, is_nameless
from steadyquest.game.events import Event
from steadyquest.session.reasons import Reason
from steadyquest.session.result import ResultLog, RunResult
from steadyquest.session.run import Run
from steadyquest.session.zero import KnownZero, ZeroTaken, zero_name
from steadyquest.signal.calibration import Calibration
from steadyquest.signal.source import Health

if TYPE_CHECKING:
    from steadyquest.levels.read import Level
    from steadyquest.records.writer import Recorder


class Stood(NamedTuple):
    """A steady moment in which weight and centre were taken: where its samples are, and how the player stood."""

    sample: int
    """Its last one, counted from the session's first."""
    seconds: float
    """So long before it the moment began."""
    stance: str
    feet: str
    tare: tuple[float, float, float, float] | None
    """The zero at that time: a later one must not change what was."""


class Chronicle:
    """Writes one session through the recorder's thread."""

    def __init__(
        self,
        recorder: Recorder | None,
        *,
        player_id: int | None,
        source: str,
        moment: Callable[[], datetime | None] = lambda: None,
    ) -> None:
        self.session_id: int | None = None
        self._recorder, self._player_id, self._source = recorder, player_id, source
        self._moment = moment
        """What time it is by a rehearsal's clock; None: by the records' own."""
        self._run_id: int | None = None
        self._commands = 0
        self._stood: list[Stood] = []
        self._settings: dict[str, Any] = {}
        self.notes: dict[str, Any] = {}
        """What people say of the session."""

    @property
    def problem(self) -> str:
        """One line while the disk does not take what is written."""
        return self._recorder.problem if self._recorder is not None else ""

    def samples(self, samples: Sequence[BoardSample]) -> None:
        """Keep every sample."""
        if self._recorder is not None:
            self._recorder.add_samples(samples)

    def began(self, *, board_id: str, calibration: Calibration, settings: dict[str, Any]) -> None:
        """The first sample has come."""
        if self._recorder is not None and self.session_id is None:
            self._settings = dict(settings)
            self.session_id = self._recorder.start_session(
                player_id=self._player_id,
                source=self._source,
                board_id=board_id,
                calibration=calibration.as_dict(),
                settings=self._settings,
                software=__version__,
                **self._stamps("started_at", "alive_at"),
            )
            if self.notes:
                self._recorder.save_notes(**self.notes)

    def noted(self, **notes: Any) -> None:
        """People say something of the session; before its first sample it waits."""
        self.notes = {**self.notes, **notes}
        if self._recorder is not None and self.session_id is not None:
            self._recorder.save_notes(**notes)

    def zeroed(self, calibration: Calibration, taken: Sequence[ZeroTaken], *, known: KnownZero | None) -> None:
        """The plate has a new zero: all of this session are kept. `known` is what to remember of the board's."""
        self._update(calibration=calibration.as_dict())
        if taken:
            self.set(zeros=[zero.as_dict() for zero in taken])
        if known is not None and self._recorder is not None and not is_nameless(calibration.board_id):
            self._recorder.save_preference(zero_name(calibration.board_id), known.as_dict())

    def set(self, **settings: Any) -> None:
        """Something of what the session is played with is new; the rest of its settings stays."""
        self._settings = {**self._settings, **settings}
        self._update(settings=self._settings)

    def keep(self, verb: Callable[..., object], *args: Any, **kwargs: Any) -> None:
        """Let one of the store's own verbs happen in the recorder's thread."""
        if self._recorder is not None:
            self._recorder.save(verb, *args, **kwargs)

    def weighed(self, weight_kg: float) -> None:
        """The player stood steady."""
        if self._recorder is not None and self._player_id is not None:
            self._recorder.save_weight(player_id=self._player_id, weight_kg=round(weight_kg, 1))

    def stood(self, moment: Stood) -> None:
        """Weight and centre were taken."""
        self._stood.append(moment)
        self._feet_known(moment.feet)

    def feet_placed(self, feet: str, *, of_last: bool) -> None:
        """Somebody said where the feet stand; they stood so already when the centre was taken, if nothing was since."""
        if self._stood and of_last:
            self._stood[-1] = self._stood[-1]._replace(feet=feet)
        self._feet_known(feet)

    def _feet_known(self, feet: str) -> None:
        if self.session_id is not None:
            self.set(feet=feet, stood=[moment._asdict() for moment in self._stood])

    def reach_kept(self, *, stance: str, surface: str, kind: str, mm: Sequence[float]) -> None:
        """A reach was measured or corrected."""
        if self._recorder is not None and self._player_id is not None:
            self._recorder.save_reach(
                player_id=self._player_id, stance=stance, surface=surface, kind=kind, mm=tuple(mm)
            )

    def staircase_kept(self, *, skill: str, rung: int, row: dict[str, float | int]) -> None:
        """A staircase has moved."""
        if self._recorder is not None and self._player_id is not None:
            stamped = {**row, **self._stamps("updated_at")}
            self._recorder.save_staircase(player_id=self._player_id, skill=skill, rung=rung, **stamped)

    def rung_kept(self, *, skill: str, rung: int, reason: Reason) -> None:
        """A player plays a skill on another rung from now on."""
        if self._recorder is not None and self._player_id is not None:
            self._recorder.save_rung(player_id=self._player_id, skill=skill, rung=rung, why=reason.as_dict())

    def run_began(self, run: Run, level: Level, *, start_sample: int, start_s: float) -> None:
        """The first sample of a run has come."""
        self._commands = 0
        if self._recorder is None:
            return
        self._run_id = self._recorder.start_run(
            level_key=level.key,
            title=level.spec.title,
            world=level.spec.world,
            level_text=level.text,
            level_hash=level.hash,
            seed=run.setup.seed,
            rung=run.world.rung,
            stance=run.setup.profile.stance,
            surface=level.spec.surface,
            start_sample=start_sample,
            start_s=start_s,
            setup=run.setup.as_dict(),
        )

    def happened(self, run: Run, log: ResultLog, events: Sequence[Event]) -> None:
        """Events, the reps that ended in them, and what people have asked since."""
        rows = log.follow(events)
        commands, self._commands = run.commands[self._commands :], len(run.commands)
        if self._recorder is None or self._run_id is None:
            return
        self._recorder.add_events(self._run_id, [event.as_dict() for event in events])
        if commands:
            self._recorder.add_commands(self._run_id, [(tick, c.kind, c.value) for tick, c in commands])
        for row in rows:
            self._recorder.add_rep(self._run_id, **row)

    def run_ended(self, result: RunResult) -> None:
        """A run has come to its end."""
        if self._recorder is not None and self._run_id is not None:
            self._recorder.end_run(self._run_id, **result.row())
        self._run_id = None

    def flush(self) -> None:
        """Wait until all that was handed over is on the disk. RecordError when it cannot be."""
        if self._recorder is not None:
            self._recorder.flush()

    def latency(self, latency_ms: float) -> None:
        """How old the newest sample was when it was shown."""
        self._update(latency_ms=latency_ms)

    def ended(self, health: Health) -> None:
        """The session is over; returns when all is on the disk."""
        self._update(gaps=health.gaps, corrupt=health.corrupt)
        if self._recorder is not None and self.session_id is not None:
            self._recorder.end_session(**self._stamps("ended_at", "alive_at"))
            self._recorder.flush()
        self._recorder = None

    def _stamps(self, *names: str) -> dict[str, Any]:
        moment = self._moment()
        return {} if moment is None else dict.fromkeys(names, moment)

    def _update(self, **fields: Any) -> None:
        if self._recorder is not None and self.session_id is not None:
            self._recorder.update_session(**fields)
