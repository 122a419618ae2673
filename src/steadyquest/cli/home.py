"""`plans give`, `sessions import` and `play --home`: practice that goes home and comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from steadyquest.cli.output import Out, database_option, json_option
from steadyquest.words import tr, trn

if TYPE_CHECKING:
    from steadyquest.levels.read import Level
    from steadyquest.records.rows import Player
    from steadyquest.records.store import Store

KNOWN = ""
"""What `--home` means without a file: whoever lives here."""


@click.command("give")
@click.argument("name", metavar="NAME")
@click.option("-o", "--output", "--to", type=click.Path(path_type=Path), metavar="FILE", help="Where to.")
@database_option
@json_option
def plans_give(name: str, *, output: Path | None, database: str | None, as_json: bool) -> None:
    """Write the file with which NAME plays at home: plan, reach and difficulty under a code, and no name."""
    from steadyquest.records.store import open_store
    from steadyquest.session import home

    out = Out(as_json)
    with open_store(database, create=database is None) as store:
        player = store.players.find(name)
        file = home.give(store, player, output)
        code = store.players.settings(player.id)[home.CODE]
        for name_in_plan in home.names_in(store, player):
            out.say(tr("“{word}” stands in the plan, and leaves with it.").format(word=name_in_plan))
    out.say(
        tr("{file} is for {name}, who is called {code} in it. At home:").format(file=file, name=player.name, code=code)
    )
    out.say(f"  steadyquest play --home {file.name}")
    out.result({"file": file, "code": code, "player": player.name})


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--player", "name", metavar="NAME", help="Whose they are, where the code is not known here.")
@database_option
@json_option
def sessions_import(file: Path, *, name: str | None, database: str | None, as_json: bool) -> None:
    """Take in the sessions of FILE, which was left at home. What is here already is not taken twice."""
    from steadyquest.records.store import open_store
    from steadyquest.session import home

    out = Out(as_json)
    with open_store(database, create=database is None) as store:
        arrived = home.take_in(store, file, player=store.players.find(name) if name else None)
        whose = store.players.find(arrived.player_id).name
        others = ", ".join(store.players.find(other).name for other in arrived.others)
    n = len(arrived.sessions)
    said = trn("{n} new session of {name} is here now.", "{n} new sessions of {name} are here now.", n)
    out.say(said.format(n=n, name=whose))
    if arrived.known:
        said = trn("{n} was here already.", "{n} were here already.", arrived.known)
        out.say(said.format(n=arrived.known))
    if others:
        said = tr("Some of those belong to {names}; “steadyquest sessions move” gives them to another player.")
        out.say(said.format(names=others))
    theirs = {"player": whose, "sessions": list(arrived.sessions), "known": arrived.known}
    out.result({**theirs, "known_of_others": others.split(", ") if others else []})


@dataclass(slots=True)
class AtHome:
    """Who plays at home, and how the file for the clinic is left."""

    player: Player
    words: str
    """The therapist's own words for home."""
    levels: tuple[Level, ...]
    """Those of the plan's phase for home, and no others."""
    write: Callable[[], Path]
    is_left: bool = False
    """Whether the file for the clinic was written since the session ended."""

    def leave(self) -> Path:
        """Write the file for the clinic."""
        file = self.write()
        self.is_left = True
        return file


def at_home(store: Store, file: str, *, name: str | None, say: Callable[[str], None]) -> AtHome:
    """Who plays with `--home FILE`, or `--home` alone. RecordError when that cannot be."""
    from steadyquest.levels.plan_levels import library
    from steadyquest.session import home
    from steadyquest.session.options import Options
    from steadyquest.session.plan_state import plan_of

    player = home.arrive(store, Path(file), name=name) if file != KNOWN else home.who_lives_here(store, name)
    state = plan_of(player.id, options=Options(home=True), store=store)
    levels = tuple(home.playable(state, library()))
    if home.is_unnamed(player):
        said = tr("They are called “{name}” here. Another name: steadyquest players rename “{name}” NEW_NAME")
        say(said.format(name=player.name))
    words = (state.spec.say_home_in(state.phase) if state is not None else None) or ""
    return AtHome(player, words, levels, lambda: home.leave(store, store.players.find(player.id), documents()))


def documents() -> Path:
    """Where a person looks for documents."""
    import platformdirs

    return Path(platformdirs.user_documents_dir()) / "SteadyQuest"
