"""Home practice: what a clinic gives along, how it is played at home, and what comes back.

The clinic's file holds plan, reach and difficulty under a code; home plays only the plan's home levels and leaves
one file, whole, which the clinic takes in as often as it comes.
"""

from __future__ import annotations

import base64
import binascii
import re
import secrets
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from steadyquest.errors import RecordError
from steadyquest.levels.add import add
from steadyquest.levels.own import is_own, made_ready, own_folder
from steadyquest.levels.pack import parcel_of, zipped
from steadyquest.levels.plan_levels import keys_of, library
from steadyquest.levels.plan_public import without_private
from steadyquest.levels.plan_read import parse_plan
from steadyquest.levels.plan_spec import Plan
from steadyquest.records.arrive import Arrived, opened, take_plan, take_sessions
from steadyquest.records.carry import carry
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.levels.read import Level
    from steadyquest.records.rows import Player
    from steadyquest.records.store import Store
    from steadyquest.session.plan_state import PlanState

ENDING = ".sqhome"
CODE = "home_code"
"""The player's setting that both places know them by; no name travels."""
FROM, KIND, LEVELS = "home", "kind", "levels"
CLINIC, HOME = "clinic", "home"
LIVES_THERE = "home_player"
"""The player's setting that says this installation is their home."""
_CODE_BYTES = 5
SHORTEST_NAME = 3
"""Shorter parts of a name are words like any other."""
LENT_NAME = "lent_name"
"""The player's setting of the name that they were given because none travelled; theirs while it is still that one."""
_KEPT_HERE = (CODE, LIVES_THERE, LENT_NAME)


def file_name(code: str, *, kind: str) -> str:
    """What a file is called when nobody says otherwise."""
    return f"{'for-home' if kind == CLINIC else 'from-home'}-{code}{ENDING}"


# At the clinic


def give(store: Store, player: Player, file: Path | None = None) -> Path:
    """Write the file for home, here or under its usual name. RecordError when no plan has levels for home."""
    levels = _home_levels(store, player)
    code = _code_of(store, player)
    own = [level for level in levels if is_own(level)]
    about: dict[str, Any] = {KIND: CLINIC}
    if own:
        about[LEVELS] = base64.b64encode(zipped(parcel_of(own))).decode()
    file = file or Path(file_name(code, kind=CLINIC))
    return carry(store, player.id, file, code=code, about=about, played=False, plan_text=without_private)


def names_in(store: Store, player: Player) -> list[str]:
    """Parts of the player's name that stand in what the plan says for home: they would leave with it."""
    assigned = store.plans.current(player.id)
    text = without_private(assigned.text).casefold() + assigned.title.casefold() if assigned else ""
    words = set(re.findall(r"\w+", text))
    return [part for part in player.name.split() if len(part) >= SHORTEST_NAME and part.casefold() in words]


def take_in(store: Store, file: Path, *, player: Player | None = None) -> Arrived:
    """Take in the sessions that home has left; those that are here already are not taken twice. RecordError.

    `player`: whose they are, where the code is known to nobody here.
    """
    with opened(file) as (small, about):
        if about.get(KIND) != HOME:
            said = tr("{file} was made for home, not at home; the one to take in is called from-home-…")
            raise RecordError(said.format(file=file))
        known = _who(store, about["code"])
        if known is not None and player is not None and known.id != player.id:
            said = tr("{file} belongs to {name}; leave --player out")
            raise RecordError(said.format(file=file, name=known.name))
        whose = known or player
        if whose is None:
            said = tr("nobody here has the code {code} of {file}; say whose it is with --player NAME")
            raise RecordError(said.format(code=about["code"][:20], file=file))
        with store.database.write():
            if not whose.settings.get(CODE):
                # The next file of theirs needs no name any more.
                store.players.change_settings(whose.id, {(CODE,): about["code"]})
            return take_sessions(small, store, whose.id, code=about["code"], file=file)


def _home_levels(store: Store, player: Player) -> list[Level]:
    assigned = store.plans.current(player.id)
    plan = parse_plan(assigned.text, file=f"{assigned.title}.toml") if assigned else None
    levels = levels_of(plan, library()) if plan else []
    if not levels:
        said = tr("{name} has no plan with levels for home; write `home = [...]` into a phase and assign it")
        raise RecordError(said.format(name=player.name))
    return levels


def levels_of(plan: Plan, levels: Sequence[Level]) -> list[Level]:
    """All levels for home of all phases."""
    names = [name for phase in plan.spec.phases for name in phase.home]
    wanted = set(keys_of(names, levels, spec=plan.spec, home=True))
    return [level for level in levels if level.key in wanted]


def _code_of(store: Store, player: Player) -> str:
    """The player's code, made when it is first needed."""
    with store.database.write():
        code = store.players.settings(player.id).get(CODE) or secrets.token_hex(_CODE_BYTES).upper()
        store.players.change_settings(player.id, {(CODE,): code})
    return str(code)


def _who(store: Store, code: str) -> Player | None:
    return next((player for player in store.players.all() if player.settings.get(CODE) == code), None)


# At home


def arrive(store: Store, file: Path, *, name: str | None = None) -> Player:
    """Take over what the clinic gave: a new player the first time, a newer plan and reach later. RecordError.

    `name`: what they are called here, since no name travels; it may be given later as well.
    """
    with opened(file) as (small, about):
        if about.get(KIND) != CLINIC:
            said = tr("{file} comes from home; home needs the one that the clinic gave, for-home-…")
            raise RecordError(said.format(file=file))
        with _own_levels(about, file=file) as pack:
            given = small.players.all()[0]
            known = _who(store, about["code"])
            if known is not None and not known.settings.get(LIVES_THERE):
                said = tr("{file} was given by these very records; take it to the machine at home, or name others")
                raise RecordError(said.format(file=file))
            if small.plans.current(given.id) is None:
                raise RecordError(tr("{file} has no plan in it; ask the clinic for it once more").format(file=file))
            renames = known is not None and name is not None and store.players.named(name) != known
            if known is not None and renames and not is_unnamed(known):
                said = tr(
                    "{file} is for {name}; leave --player out, or name them anew: "
                    "steadyquest players rename “{name}” NEW_NAME"
                )
                raise RecordError(said.format(file=file, name=known.name))
            with store.database.write():
                player = _player_for(store, given, code=about["code"], name=name)
                if renames and name is not None:
                    store.players.rename(player.id, name)
                if pack is not None:
                    add(pack, folder=made_ready(own_folder()), replacing=True)
                take_plan(small, store, player.id, file=file)
            return store.players.find(player.id)


def leave(store: Store, player: Player, folder: Path) -> Path:
    """Write the one file that the clinic takes in: all that was ever played here, in place of the last one."""
    code = str(player.settings.get(CODE) or "")
    folder.mkdir(parents=True, exist_ok=True)
    return carry(store, player.id, folder / file_name(code, kind=HOME), code=code, about={KIND: HOME}, played=True)


def who_lives_here(store: Store, name: str | None) -> Player:
    """The player of this home; where there are several, the one of that name. RecordError."""
    those = [player for player in store.players.all() if player.settings.get(LIVES_THERE)]
    if name is not None:
        those = [player for player in those if player.name.casefold() == name.casefold()]
    if len(those) == 1:
        return those[0]
    if not those:
        raise RecordError(tr("nobody plays at home here yet: steadyquest play --home FILE, the one from the clinic"))
    names = "; ".join(_told(store, player) for player in those)
    raise RecordError(tr("several play at home here; say who with --player: {names}").format(names=names))


def is_unnamed(player: Player) -> bool:
    """Whether nobody has given them a name of their own at home yet."""
    return player.settings.get(LENT_NAME) == player.name


def _told(store: Store, player: Player) -> str:
    """By what one of several is known where nobody has a name: picture, plan, and the code in the file's name."""
    assigned = store.plans.current(player.id)
    said = tr("{name} ({picture}, “{plan}”, {code})") if assigned else tr("{name} ({picture}, {code})")
    plan = assigned.title if assigned else ""
    return said.format(name=player.name, picture=player.picture, plan=plan, code=player.settings.get(CODE, ""))


def playable(state: PlanState | None, levels: Sequence[Level]) -> list[Level]:
    """The levels of the phase for home, never one that needs the therapist's word. RecordError when there are none."""
    wanted = set(state.wanted_at_home(levels)) if state is not None else set()
    found = [level for level in levels if level.key in wanted]
    if not found:
        raise RecordError(tr("the plan has nothing for home in this phase; ask the clinic"))
    return found


def _player_for(store: Store, given: Player, *, code: str, name: str | None) -> Player:
    """Who has the code here, with the clinic's settings but without what only this place knows."""
    known = _who(store, code)
    settings = {name: value for name, value in given.settings.items() if name not in _KEPT_HERE}
    mine = {**settings, CODE: code, LIVES_THERE: True}
    details = {"height_cm": given.height_cm, "weight_kg": given.weight_kg, "affected": given.affected}
    if known is None:
        if name is None:
            name = mine[LENT_NAME] = _free_name(store)
        return store.players.add(name, picture=given.picture, settings=mine, **details)
    store.players.update(known.id, **details)
    store.players.change_settings(known.id, {(name,): value for name, value in mine.items()})
    return known


def _free_name(store: Store) -> str:
    """A name for somebody whose name did not travel."""
    taken = {player.name.casefold() for player in store.players.all()}
    names = (tr("Player") if n == 1 else f"{tr('Player')} {n}" for n in range(1, len(taken) + 2))
    return next(name for name in names if name.casefold() not in taken)


@contextmanager
def _own_levels(about: dict[str, Any], *, file: Path) -> Iterator[Path | None]:
    """The therapist's own levels that came along, as a pack."""
    text = about.get(LEVELS)
    if text is None:
        yield None
        return
    try:
        data = base64.b64decode(text, validate=True)
    except (TypeError, ValueError, binascii.Error) as fault:
        raise RecordError(tr("{file} is damaged; ask the clinic for it once more").format(file=file)) from fault
    with tempfile.TemporaryDirectory(prefix="steadyquest-") as folder:
        pack = Path(folder) / "levels.zip"
        pack.write_bytes(data)
        yield pack
