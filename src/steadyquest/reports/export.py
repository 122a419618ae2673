"""Records as open files for research: CSV and JSON with a dictionary, under codes, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from steadyquest import __version__
from steadyquest.files import expanded
from steadyquest.records.clinical import CLINICAL
from steadyquest.reports import export_private as private
from steadyquest.reports.export_columns import columns, names_of
from steadyquest.reports.export_folder import MARK, Table, whole_folder, write_json, write_text
from steadyquest.reports.export_measures import definition_rows
from steadyquest.reports.export_readme import readme
from steadyquest.reports.export_session import folder_of, iso, write_session

if TYPE_CHECKING:
    from steadyquest.records.rows import ClinicalResult, Player, SessionRow
    from steadyquest.records.store import Store

FORMAT = 2
"""One more with every change that a reader of an export has to know of."""
Rows = Iterable[Sequence[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What is to be exported."""

    players: tuple[Player, ...]
    sessions: tuple[SessionRow, ...]
    """Oldest first."""
    results: tuple[ClinicalResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What was written."""

    folder: Path
    players: int
    sessions: int
    problems: tuple[str, ...]
    """Why parts are missing, one line for each session that has none."""


def one_session(store: Store, session: int | str) -> Chosen:
    """A session with its player, and the results entered for it. Raises RecordError."""
    row = store.sessions.find(session)
    if row.player_id is None:
        return Chosen(players=(), sessions=(row,), results=())
    results = tuple(result for result in store.results.all(row.player_id) if result.session_id == row.id)
    return Chosen(players=(store.players.find(row.player_id),), sessions=(row,), results=results)


def one_player(store: Store, name: str) -> Chosen:
    """A player with everything of theirs. Raises RecordError."""
    player = store.players.find(name)
    return Chosen(
        players=(player,),
        sessions=tuple(reversed(store.sessions.all(player.id))),
        results=tuple(store.results.all(player.id)),
    )


def everything(store: Store) -> Chosen:
    """All players, sessions and results."""
    players = sorted(store.players.all(), key=lambda player: player.id)
    return Chosen(
        players=tuple(players),
        sessions=tuple(reversed(store.sessions.all())),
        results=tuple(result for player in players for result in store.results.all(player.id)),
    )


def export(
    store: Store,
    chosen: Chosen,
    *,
    to: Path | str,
    overwrite: bool = False,
    done: Callable[[SessionRow], None] = lambda _: None,
) -> Exported:
    """Write a new folder. `overwrite` replaces an earlier export, and nothing else. Raises ReportError, RecordError.

    `done` is told of every session that was written.
    """
    written: list[Sequence[Any]] = []
    with whole_folder(to, overwrite=overwrite) as folder:
        write_json(folder / MARK, {"format": FORMAT, "software": __version__})
        for session in chosen.sessions:
            written.append(write_session(store, session, folder / folder_of(session)))
            done(session)
        _write(folder, "players.csv", map(_player, chosen.players))
        _write(folder, "sessions.csv", written)
        _write(folder, "clinical_results.csv", map(_result, chosen.results))
        _write(folder, "definitions.csv", definition_rows())
        _write(folder, "data_dictionary.csv", dictionary_rows())
        write_text(folder / "README.txt", readme())
    problems = tuple(f"{row[1]}: {row[-1]}" for row in written if row[-1])
    place = expanded(to).absolute()
    return Exported(folder=place, players=len(chosen.players), sessions=len(written), problems=problems)


def dictionary_rows() -> Rows:
    """The rows of `data_dictionary.csv`."""
    return [(file, *column) for file, found in columns().items() for column in found]


def _write(folder: Path, file: str, rows: Rows) -> None:
    with Table(folder / file, names_of(file)) as table:
        table.add(rows)


def _player(player: Player) -> tuple[Any, ...]:
    return private.player_code(player.id), player.birth_year, player.height_cm, player.affected


def _result(result: ClinicalResult) -> tuple[Any, ...]:
    code, unit = private.player_code(result.player_id), CLINICAL[result.kind].unit
    about = result.id, code, result.session_id, result.kind, result.value, unit
    return *about, iso(result.made_at), result.day.isoformat()
