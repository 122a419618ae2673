"""`export`: records as open files for research."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from steadyquest.cli.output import Out, database_option, json_option
from steadyquest.words import tr, trn

if TYPE_CHECKING:
    from steadyquest.records.rows import SessionRow
    from steadyquest.records.store import Store
    from steadyquest.reports.export import Chosen, Exported


@click.command()
@click.argument("session", required=False)
@click.option("--player", metavar="NAME", help="Everything of one player.")
@click.option("--all", "everybody", is_flag=True, help="Everything of everybody.")
@click.option(
    "-o", "--output", "--to", "to", type=click.Path(path_type=Path), metavar="DIR", required=True, help="A new folder."
)
@click.option("--overwrite", is_flag=True, help="Replace DIR, if it is an earlier export.")
@database_option
@json_option
def export(
    session: str | None,
    *,
    player: str | None,
    everybody: bool,
    to: Path,
    overwrite: bool,
    database: str | None,
    as_json: bool,
) -> None:
    """Write SESSION (its number, or last), or more, as CSV files with a data dictionary: codes instead of names."""
    from steadyquest.cli.headless import told_to_stop
    from steadyquest.records.store import open_store

    if sum((session is not None, player is not None, everybody)) != 1:
        raise click.UsageError(tr("Say what to export: a session, --player NAME or --all."))
    out = Out(as_json)
    with told_to_stop(), open_store(database, create=False) as store:
        written = _written(store, _chosen(store, session, player=player), to=to, overwrite=overwrite)
    said = trn("{n} session is in {folder}.", "{n} sessions are in {folder}.", written.sessions)
    out.say(said.format(n=written.sessions, folder=written.folder))
    for problem in written.problems:
        out.say(problem)
    out.say(tr("It names nobody; exact days, heights and years of birth are in it. Keep it as you keep the records."))
    counts: dict[str, Any] = {name: getattr(written, name) for name in ("folder", "players", "sessions", "problems")}
    out.result(counts)


def _chosen(store: Store, session: str | None, *, player: str | None) -> Chosen:
    from steadyquest.reports import export as made

    if session is not None:
        return made.one_session(store, session)
    return made.one_player(store, player) if player is not None else made.everything(store)


def _written(store: Store, chosen: Chosen, *, to: Path, overwrite: bool) -> Exported:
    from steadyquest.reports.export import export as write

    hidden = len(chosen.sessions) < 2 or not sys.stderr.isatty()
    with click.progressbar(length=len(chosen.sessions), label=tr("Writing"), file=sys.stderr, hidden=hidden) as bar:

        def done(_: SessionRow) -> None:
            bar.update(1)

        return write(store, chosen, to=to, overwrite=overwrite, done=done)
