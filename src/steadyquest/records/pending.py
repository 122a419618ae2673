"""What waits to be written: from the game's words to rows, in order, until the disk has taken them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from steadyquest.conventions import BoardSample
from steadyquest.records.samples import Block, block_of
from steadyquest.records.tables import NOW, commands, events, reps, runs, sample_blocks, sessions

HELD_MAX_BYTES = 200_000_000
"""So much is held in memory while the disk takes nothing: many hours of samples."""
_ROW_BYTES = 600
"""About what one row of events takes in memory."""


@dataclass(slots=True)
class Work:
    """Some rows of one kind on their way."""

    kind: str
    n: int
    size: int
    write: Callable[[sa.Connection], object]


def blank(table: sa.Table) -> dict[str, Any]:
    """A row that says nothing yet: what may be empty is None, the rest "", 0 or {}."""
    plain: dict[type, Any] = {sa.Text: "", sa.JSON: {}}
    return {
        column.name: None if column.nullable else plain.get(type(column.type), 0)
        for column in table.columns
        if column.server_default is None
    }


RUN, REP = blank(runs), blank(reps)
SESSION = {name: value for name, value in blank(sessions).items() if name != "id"}


class Pending:
    """Rows in the order in which they came. Used by the writer's thread alone."""

    def __init__(self) -> None:
        self.work: list[Work] = []
        self.held_bytes = 0
        self.lost_samples = 0
        """Samples that memory could not hold either."""
        self._samples: dict[int, list[BoardSample]] = defaultdict(list)
        self._next_sample: Counter[int] = Counter()
        self._next_number: Counter[tuple[str, int]] = Counter()

    def samples(self, session_id: int, samples: Iterable[BoardSample]) -> None:
        """Samples wait raw until `pack`, so that each commit has one block."""
        self._samples[session_id].extend(samples)

    def pack(self) -> None:
        """Make blocks of the samples that have come since."""
        while self._samples:
            session_id, samples = self._samples.popitem()
            start = self._next_sample[session_id]
            self._next_sample[session_id] += len(samples)
            if self.held_bytes > HELD_MAX_BYTES:
                self.lost_samples += len(samples)
                continue
            block = block_of(samples, start=start)
            self._add("samples", block.n, len(block.data), _block_writer(session_id, block))

    def session(self, session_id: int, fields: Mapping[str, Any]) -> None:
        """Something new of a session."""
        self._execute("session", sessions.update().where(sessions.c.id == session_id).values(**fields))

    def run(self, fields: Mapping[str, Any]) -> None:
        """A run begins."""
        self._execute("run", runs.insert().values(**fields), size=len(fields.get("level_text", "")))

    def run_end(self, run_id: int, fields: Mapping[str, Any]) -> None:
        """A run has ended."""
        self._execute("run", runs.update().where(runs.c.id == run_id).values(**fields))

    def events(self, run_id: int, happened: Sequence[Mapping[str, Any]]) -> None:
        """What happened, as `Event.as_dict` says it."""
        rows = [
            {
                "tick": event["tick"],
                "name": event["event"],
                "data": {key: value for key, value in event.items() if key not in {"tick", "event"}},
            }
            for event in happened
        ]
        self._insert(events, run_id, rows)

    def commands(self, run_id: int, asked: Sequence[tuple[int, str, Any]]) -> None:
        """What people asked: tick, kind, value."""
        self._insert(commands, run_id, [{"tick": tick, "kind": kind, "value": value} for tick, kind, value in asked])

    def rep(self, run_id: int, fields: Mapping[str, Any]) -> None:
        """A rep is over."""
        self._insert(reps, run_id, [{**REP, **fields}])

    def saved(self, verb: Callable[[], object]) -> None:
        """One of the store's own verbs, which joins the transaction."""
        self._add("saved", 1, _ROW_BYTES, lambda _: verb())

    def written(self, n: int) -> None:
        """The first n pieces of work are on the disk."""
        self.held_bytes -= sum(work.size for work in self.work[:n])
        del self.work[:n]

    def tally(self) -> Counter[str]:
        """How many rows of each kind wait."""
        counts: Counter[str] = Counter()
        for work in self.work:
            counts[work.kind] += work.n
        return counts

    def _insert(self, table: sa.Table, run_id: int, rows: list[dict[str, Any]]) -> None:
        if not rows:
            return
        key = (table.name, run_id)
        for row in rows:
            row |= {"run_id": run_id, "number": self._next_number[key]}
            self._next_number[key] += 1
        statement = table.insert()
        self._add(table.name, len(rows), len(rows) * _ROW_BYTES, lambda c: c.execute(statement, rows))

    def _execute(self, kind: str, statement: sa.Executable, *, size: int = 0) -> None:
        self._add(kind, 1, size + _ROW_BYTES, lambda connection: connection.execute(statement))

    def _add(self, kind: str, n: int, size: int, write: Callable[[sa.Connection], object]) -> None:
        self.work.append(Work(kind, n, size, write))
        self.held_bytes += size


def _block_writer(session_id: int, block: Block) -> Callable[[sa.Connection], object]:
    def write(connection: sa.Connection) -> None:
        connection.execute(sample_blocks.insert(), {"session_id": session_id, **block._asdict()})
        there = {"samples": block.start + block.n, "alive_at": NOW}
        connection.execute(sessions.update().where(sessions.c.id == session_id).values(**there))

    return write
