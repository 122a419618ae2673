"""`players` and `sessions`: who plays, and what was played."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from steadyquest.cli.home import sessions_import
from steadyquest.cli.noting import sessions_note
from steadyquest.cli.output import Finite, Out, database_option, json_option
from steadyquest.words import tr, trn

if TYPE_CHECKING:
    from steadyquest.records.rows import SessionRow
    from steadyquest.records.store import Store

PICTURES = ("fox", "hare", "bear", "otter", "heron", "badger", "robin", "turtle")


@click.group()
def players() -> None:
    """Who plays here: list, add, rename, delete."""


@players.command("list")
@database_option
@json_option
def players_list(*, database: str | None, as_json: bool) -> None:
    """List all players."""
    columns = {"id": tr("number"), "name": tr("name"), "affected": tr("affected side"), "made_at": tr("since")}
    with _opened(database) as store:
        rows = [asdict(player) for player in store.players.all()]
        Out(as_json).table(rows, columns, empty=tr("There are no players yet."))


@players.command("add")
@click.argument("name")
@click.option("--picture", type=click.Choice(PICTURES), help="fox, hare, bear, otter, heron, badger, robin or turtle.")
@click.option("--birth-year", type=click.IntRange(1900, 2100), help="Optional; stays on this machine.")
@click.option(
    "--height", "height_cm", type=Finite(30, 250), metavar="CM", help="Optional; sets a first, cautious reach."
)
@click.option("--affected", type=click.Choice(["left", "right"]), help="The affected side, if there is one.")
@click.option("--aids", default="", help="Aids, such as a frame or an orthosis.")
@database_option
@json_option
def players_add(name: str, *, database: str | None, as_json: bool, **details: Any) -> None:
    """Add a player."""
    out = Out(as_json)
    with _opened(database, create=True) as store:
        player = store.players.add(name, **{key: value for key, value in details.items() if value is not None})
        out.say(tr("Added {name}.").format(name=player.name))
        out.result(asdict(player))


@players.command("rename")
@click.argument("name")
@click.argument("new_name")
@database_option
@json_option
def players_rename(name: str, new_name: str, *, database: str | None, as_json: bool) -> None:
    """Give a player another name."""
    out = Out(as_json)
    with _opened(database) as store:
        player = store.players.rename(store.players.find(name).id, new_name)
        out.say(tr("{old} is now {new}.").format(old=name, new=player.name))
        out.result(asdict(player))


@players.command("set")
@click.argument("name")
@click.argument("changes", nargs=-1, metavar="[SETTING=VALUE]…")
@database_option
@json_option
def players_set(name: str, changes: tuple[str, ...], *, database: str | None, as_json: bool) -> None:
    """Show or change what NAME plays with: thresholds of pauses, ranges of difficulty, steadiness and so on.

    SETTING= with nothing behind it goes back to the default.
    """
    from steadyquest.session.settings import SETTINGS, change_of, shown

    out = Out(as_json)
    with _opened(database) as store:
        player = store.players.find(name)
        asked = dict(change_of(key.strip(), value.strip()) for key, _, value in (c.partition("=") for c in changes))
        settings = store.players.change_settings(player.id, asked) if asked else player.settings
    for key, value in shown(settings).items():
        now = tr("default") if value is None else value
        out.say(f"{key:18} {now!s:12} ({SETTINGS[key].allowed})")
    out.result(shown(settings))


@players.command("delete")
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
@database_option
@json_option
def players_delete(name: str, *, yes: bool, database: str | None, as_json: bool) -> None:
    """Delete a player with everything of theirs, after asking."""
    out = Out(as_json)
    with _opened(database) as store:
        player = store.players.find(name)
        n = len(store.sessions.all(player.id))
        if not yes:
            question = trn(
                "Delete {name} with {n} session and all that belongs to them, for ever?",
                "Delete {name} with {n} sessions and all that belongs to them, for ever?",
                n,
            )
            click.confirm(question.format(name=player.name, n=n), abort=True, err=True)
        copies = store.players.delete(player.id)
        out.say(tr("{name} and everything of theirs is gone.").format(name=player.name))
        for copy in copies:
            out.say(tr("An older copy of the records may still hold them: {file}").format(file=copy))
        out.result({"deleted": player.name, "sessions": n, "copies": copies})


@click.group()
def sessions() -> None:
    """What was played: list, replay, note something, move to another player, take in from home."""


sessions.add_command(sessions_note)
sessions.add_command(sessions_import)


@sessions.command("list")
@click.option("--player", metavar="NAME", help="Only of this player.")
@database_option
@json_option
def sessions_list(*, player: str | None, database: str | None, as_json: bool) -> None:
    """List all sessions, the newest first."""
    columns = {
        "id": tr("number"),
        "started_at": tr("began"),
        "player": tr("player"),
        "minutes": tr("minutes"),
        "runs": tr("levels"),
        "source": tr("source"),
        "state": tr("state"),
    }
    with _opened(database) as store:
        wanted = store.players.find(player).id if player else None
        names = {p.id: p.name for p in store.players.all()}
        rows = [_session_row(store, row, names) for row in store.sessions.all(wanted)]
        Out(as_json).table(rows, columns, empty=tr("There are no sessions yet."))


@sessions.command("replay")
@click.argument("session")
@database_option
@json_option
def sessions_replay(session: str, *, database: str | None, as_json: bool) -> int:
    """Compute all events of SESSION again from its raw samples. Exit 1 if they are not the same."""
    from steadyquest.session.replay import replay_session

    out = Out(as_json)
    with _opened(database) as store:
        verdict = replay_session(store, store.sessions.find(session).id)
    if verdict.same:
        out.say(
            tr("Session {id}: all {n} events came out the same again.").format(id=verdict.session, n=verdict.events)
        )
    else:
        out.say(tr("Session {id} differs: {what}").format(id=verdict.session, what=verdict.first_difference))
    out.result(verdict.as_dict())
    return 0 if verdict.same else 1


@sessions.command("move")
@click.argument("session")
@click.argument("player")
@database_option
@json_option
def sessions_move(session: str, player: str, *, database: str | None, as_json: bool) -> None:
    """Give SESSION to another PLAYER: the wrong one was picked."""
    out = Out(as_json)
    with _opened(database) as store:
        row, to = store.sessions.find(session), store.players.find(player)
        store.sessions.move(row.id, to.id)
        out.say(tr("Session {id} now belongs to {name}.").format(id=row.id, name=to.name))
        out.result({"session": row.id, "player": to.name})


def _opened(database: str | None, *, create: bool = False) -> Store:
    """Records of the user are made when there are none; a named file is not, for it may be a slip of the pen."""
    from steadyquest.records.store import open_store

    return open_store(database, create=create or database is None)


def _session_row(store: Store, row: SessionRow, names: dict[int, str]) -> dict[str, Any]:
    runs = store.sessions.runs(row.id)
    # Played faster than real time, a session is as long as what was played in it.
    seconds = max([row.seconds, *(run.start_s + (run.seconds or 0.0) for run in runs)])
    return {
        "id": row.id,
        "started_at": row.started_at,
        "player": names.get(row.player_id or 0),
        "minutes": round(seconds / 60, 1),
        "runs": len(runs),
        "source": row.source,
        "samples": row.samples,
        "gaps": row.gaps,
        "corrupt": row.corrupt,
        "state": tr("ended") if row.ended_at else tr("cut off, or being played"),
    }
