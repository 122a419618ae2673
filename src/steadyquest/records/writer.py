"""The recorder: a thread that brings to the disk what the game hands over, twice a second.

What the frame calls only appends to a queue. A disk that takes nothing for a while loses nothing: what waits is
tried again every second.
"""

from __future__ import annotations

import atexit
import contextlib
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import sqlalchemy.exc as sa_exc

from steadyquest import __version__
from steadyquest.conventions import BoardSample
from steadyquest.errors import RecordError
from steadyquest.records.faults import is_passing, plain_line
from steadyquest.records.pending import REP, RUN, SESSION, Pending
from steadyquest.records.runs import RUNS_PER_SESSION
from steadyquest.records.tables import NOW, sessions
from steadyquest.words import tr, trn

if TYPE_CHECKING:
    from steadyquest.records.store import Store

COMMIT_S = 0.4
"""Between commits while anything waits; with the sync itself this stays under half a second."""
RETRY_S = 1.0
_SESSION_FIELDS = {*SESSION, "started_at", "alive_at", "origin"}


class Recorder:
    """Writes sessions. One thread of the game calls it; what is handed over must not be changed afterwards."""

    def __init__(self, store: Store) -> None:
        self.problem = ""
        """One plain line while something cannot be written, else empty."""
        self.session_id: int | None = None
        self._store, self._database = store, store.database
        self._database.refuse_when_read_only()
        self._inbox: deque[Callable[[Pending], None]] = deque()
        self._flushes: deque[threading.Event] = deque()
        self._pending = Pending()
        self._refused: list[str] = []
        self._runs = 0
        self._file = self._identity()
        self._wake, self._stop = threading.Event(), False
        self._thread = threading.Thread(target=self._keep_writing, name="recorder", daemon=True)
        self._thread.start()
        # A crash elsewhere must still find its last half second saved.
        atexit.register(self._at_exit)

    # What the game says

    def start_session(self, **fields: Any) -> int:
        """Begin a session, at once on the disk. Fields of `SessionRow`. RecordError when it cannot be."""
        _refuse_unknown(fields, _SESSION_FIELDS, what="session")
        with self._database.write() as connection:
            row = {**SESSION, "software": __version__, **fields}
            made = connection.execute(sessions.insert().values(**row).returning(sessions.c.id))
            self.session_id = int(made.scalar_one())
        self._runs = 0
        return self.session_id

    def add_samples(self, samples: Sequence[BoardSample]) -> None:
        """Samples of the session, in the order in which they came."""
        self._inbox.append(partial(Pending.samples, session_id=self._open_session(), samples=tuple(samples)))

    def update_session(self, **fields: Any) -> None:
        """Something new of the session: its calibration, gaps, corrupt, latency_ms and so on."""
        _refuse_unknown(fields, _SESSION_FIELDS, what="session")
        self._inbox.append(partial(Pending.session, session_id=self._open_session(), fields=fields))

    def start_run(self, **fields: Any) -> int:
        """Begin a run; its id is known at once. Fields of `RunRow`."""
        _refuse_unknown(fields, RUN, what="run")
        session_id = self._open_session()
        if self._runs + 1 >= RUNS_PER_SESSION:
            raise RecordError(tr("this session has too many runs; end it and start a new one"))
        self._runs += 1
        run_id = session_id * RUNS_PER_SESSION + self._runs
        row = {**RUN, "number": self._runs, **fields, "id": run_id, "session_id": session_id}
        self._inbox.append(partial(Pending.run, fields=row))
        return run_id

    def add_events(self, run_id: int, events: Sequence[Mapping[str, Any]]) -> None:
        """What happened, as `Event.as_dict` says it."""
        if events:
            self._inbox.append(partial(Pending.events, run_id=run_id, happened=events))

    def add_commands(self, run_id: int, commands: Sequence[tuple[int, str, Any]]) -> None:
        """What people asked: tick, kind, value."""
        if commands:
            self._inbox.append(partial(Pending.commands, run_id=run_id, asked=commands))

    def add_rep(self, run_id: int, **fields: Any) -> None:
        """A rep that is over. Fields of `RepRow`."""
        _refuse_unknown(fields, REP, what="rep")
        self._inbox.append(partial(Pending.rep, run_id=run_id, fields=fields))

    def end_run(self, run_id: int, **fields: Any) -> None:
        """How the run ended. Fields of `RunRow`."""
        _refuse_unknown(fields, RUN, what="run")
        self._inbox.append(partial(Pending.run_end, run_id=run_id, fields={"ended": "finished", **fields}))

    def save(self, verb: Callable[..., object], *args: Any, **kwargs: Any) -> None:
        """Let one of the store's own verbs happen in the thread: `save(store.staircases.save, player_id, …)`."""
        self._inbox.append(partial(Pending.saved, verb=partial(verb, *args, **kwargs)))

    def save_notes(self, **notes: Any) -> None:
        """What people say of the session."""
        self.save(self._store.sessions.annotate, self._open_session(), **notes)

    def save_preference(self, name: str, value: Any) -> None:
        """Something that this installation is to remember for itself."""
        self.save(self._store.preferences.save, name, value)

    def save_weight(self, *, player_id: int, weight_kg: float) -> None:
        """The player was weighed."""
        self.save(self._store.players.update, player_id, weight_kg=weight_kg)

    def save_reach(self, *, player_id: int, **reach: Any) -> None:
        """A reach was measured in this session: stance, surface, kind, mm."""
        self.save(self._store.reaches.save, player_id, session_id=self.session_id, **reach)

    def save_staircase(self, *, player_id: int, **state: Any) -> None:
        """A staircase moved in this session: skill, rung, d, reversals, last_direction, best_d, lo, hi."""
        self.save(self._store.staircases.save, player_id, session_id=self.session_id, **state)

    def save_rung(
        self, *, player_id: int, skill: str, rung: int, reason: str = "", why: Mapping[str, Any] | None = None
    ) -> None:
        """A skill is played on another rung from now on."""
        self.save(self._store.staircases.save_rung, player_id, skill, rung, reason, why=why, session_id=self.session_id)

    def end_session(self, **fields: Any) -> None:
        """The session is over."""
        self.update_session(**{"ended_at": NOW, "alive_at": NOW, **fields})
        self.session_id = None

    def flush(self) -> None:
        """Wait until all of it is on the disk. RecordError when it cannot be."""
        done = threading.Event()
        self._flushes.append(done)
        self._wake.set()
        while not done.wait(0.5):
            if not self._thread.is_alive():
                break
        if self.problem:
            raise RecordError(self.problem)

    def close(self) -> None:
        """Write the rest and end the thread; may be called twice. RecordError telling what was not written."""
        if not self._stop:
            self._stop = True
            self._wake.set()
            self._thread.join()
            atexit.unregister(self._at_exit)
            self._tell_what_is_missing()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # What the thread does

    def _keep_writing(self) -> None:
        while True:
            self._wake.wait(RETRY_S if self._pending.work else COMMIT_S)
            self._wake.clear()
            stopping, flushes = self._stop, list(self._flushes)
            self._take_in()
            if self._pending.work:
                self._write()
            for done in flushes:
                self._flushes.remove(done)
                done.set()
            if stopping:
                return

    def _identity(self) -> tuple[int, int] | None:
        """Which file the records are in: the system would let us write on into one that was deleted."""
        path = self._database.path
        try:
            found = path.stat() if path else None
        except OSError:
            return (0, 0)
        return (found.st_dev, found.st_ino) if found else None

    def _take_in(self) -> None:
        """Everything from the queue, as rows."""
        for _ in range(len(self._inbox)):
            say = self._inbox.popleft()
            try:
                say(self._pending)
            except Exception as fault:  # noqa: BLE001 - one faulty row must not take all others with it
                self._refuse(fault)
        try:
            self._pending.pack()
        except Exception as fault:  # noqa: BLE001
            self._refuse(fault)

    def _write(self) -> None:
        if self._identity() != self._file:
            self.problem = tr(
                "{where} is gone or was replaced while it was played on; nothing more can be kept"
            ).format(where=self._database.place)
            return
        work = list(self._pending.work)
        try:
            try:
                with self._database.write_bare() as connection:
                    for piece in work:
                        piece.write(connection)
            except Exception as fault:
                if is_passing(fault):
                    raise
                self._write_one_by_one()
        except sa_exc.SQLAlchemyError as fault:
            self.problem = self._waiting_line(fault)
            return
        self._pending.written(len(work))
        self.problem = self._refused_line()

    def _write_one_by_one(self) -> None:
        """Some row is at fault, not the disk: find it, so that it does not stand in the way of the others."""
        refused: list[BaseException] = []
        with self._database.write_bare() as connection:
            for piece in self._pending.work:
                try:
                    with connection.begin_nested():
                        piece.write(connection)
                except Exception as fault:
                    if is_passing(fault):
                        raise
                    refused.append(fault)
        for bad in refused:
            self._refuse(bad)

    def _refuse(self, fault: BaseException) -> None:
        known = isinstance(fault, RecordError)
        self._refused.append(str(fault) if known else f"{type(fault).__name__}: {' '.join(str(fault).split())}")
        self.problem = self._refused_line()

    # Words

    def _waiting_line(self, fault: BaseException) -> str:
        line = tr("{fault}; what is played meanwhile waits in memory and is written as soon as it can be").format(
            fault=plain_line(fault, where=str(self._database.place))
        )
        if self._pending.lost_samples:
            n = self._pending.lost_samples
            lost = trn("{n} sample was too much for it", "{n} samples were too many for it", n).format(n=n)
            line = f"{line}; {lost}"
        return line

    def _refused_line(self) -> str:
        n = len(self._refused)
        if not n:
            return ""
        return trn(
            "{n} thing could not be recorded, the rest is safe: {first}; please report this",
            "{n} things could not be recorded, the rest is safe; the first: {first}; please report this",
            n,
        ).format(n=n, first=self._refused[0])

    def _tell_what_is_missing(self) -> None:
        waiting = self._pending.tally()
        if waiting:
            samples = waiting.pop("samples", 0)
            raise RecordError(
                tr("{problem}. Not written when the game ended: {samples} samples and {others} other entries").format(
                    problem=self.problem, samples=samples + self._pending.lost_samples, others=waiting.total()
                )
            )
        if self._refused:
            raise RecordError(self._refused_line())
        if self._pending.lost_samples:
            raise RecordError(
                tr(
                    "while {where} took nothing, memory could not hold {n} samples, which are missing; look at the disk"
                ).format(where=self._database.place, n=self._pending.lost_samples)
            )

    def _open_session(self) -> int:
        if self.session_id is None:
            raise RuntimeError("no session was started")
        return self.session_id

    def _at_exit(self) -> None:
        with contextlib.suppress(RecordError):
            self.close()


def _refuse_unknown(fields: Mapping[str, Any], known: Mapping[str, Any] | set[str], *, what: str) -> None:
    if not fields.keys() <= set(known):
        raise TypeError(f"a {what} has no {', '.join(sorted(fields.keys() - set(known)))}")
