"""`play --headless`: the wiring of a session without a screen."""

from __future__ import annotations

import secrets
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import click

from steadyquest.cli.output import INTERRUPTED, Out
from steadyquest.cli.plans_told import tell_of_plan, tell_of_step
from steadyquest.cli.play_options import ASSIGNED, named_levels, open_records, options_of
from steadyquest.cli.sources import Sources
from steadyquest.session.labels import is_board
from steadyquest.session.options import Options
from steadyquest.session.person import FEET
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.game.scene import Scene
    from steadyquest.levels.read import Level
    from steadyquest.records.rows import Player
    from steadyquest.records.store import Store
    from steadyquest.session.result import SessionSummary
    from steadyquest.session.sitting import Session


def play_headless(
    out: Out,
    *,
    database: str | None,
    board: str,
    player: str | None,
    level_names: tuple[str, ...],
    fast: bool,
    video: str,  # noqa: ARG001 - for windows only
    home_file: str | None,
    **wanted: Any,
) -> int:
    """Play to the end, or until the process is told to stop; either way what was played is kept and told."""
    from steadyquest.cli.home import at_home
    from steadyquest.levels.plan_levels import library
    from steadyquest.session.feel_probe import probe_for
    from steadyquest.session.headless import HeadlessPlay
    from steadyquest.session.sitting import Session

    options = options_of(home=home_file is not None, **wanted)
    named, levels = named_levels(level_names, options.stance), library()
    _check(named or levels, board=board, options=options, named=bool(named))
    stopped = False
    with ExitStack() as stack:
        store, recorder = open_records(database, stack)
        _tell_of_cut_off(out, store)
        home = at_home(store, home_file, name=player, say=out.say) if home_file is not None else None
        seed = secrets.randbits(31) if options.seed is None else options.seed
        source = Sources(store=store, seed=seed, fast=fast).open(board)
        stack.callback(source.close)
        session = Session(
            source,
            player=home.player if home is not None else found_or_made(store, player),
            options=options,
            levels=home.levels if home is not None else levels,
            store=store,
            recorder=recorder,
            label=board,
        )
        _remember_feet(store, session)
        tell_of_plan(out, session, asked=wanted["plan_name"] == ASSIGNED)
        first = (probe_for(store, session, anew=options.probe == "anew"),) if options.probe else ()
        if session.reach.kind == "default":
            out.say(tr("Nobody measured this player's reach yet: a cautious one is used. --reach MM gives one."))
        elif again := _measure_again(store, session):
            out.say(again)
        try:
            with told_to_stop():
                HeadlessPlay(session, first=first, named=named, watch=seeing(session), say=out.say, fast=fast).play()
        except KeyboardInterrupt:
            stopped = True
        finally:
            summary = session.end()
        if home is not None and summary.session_id is not None:
            out.say(tr("For the clinic: {path}").format(path=home.leave()))
    _tell_results(out, summary, stopped=stopped)
    tell_of_step(out, session)
    return INTERRUPTED if stopped else 0


def _check(levels: tuple[Level, ...] | list[Level], *, board: str, options: Options, named: bool) -> None:
    """Refuse, before anything is opened, what cannot or must not be played."""
    from steadyquest.levels.word import needs_word
    from steadyquest.session.choose import suits

    if not any(suits(level, options.stance) for level in levels):
        raise click.UsageError(tr("no level is for --stance {stance}").format(stance=options.stance))
    risky = [level.key for level in levels if needs_word(level, options.stance)]
    if named and risky and is_board(board):
        said = tr("{levels}: somebody must stand by, and that is asked on the screen; play it without --headless")
        raise click.UsageError(said.format(levels=", ".join(risky)))
    if not named and len(risky) == len(levels):
        said = tr("--stance {stance} is never suggested; name a level with --level")
        raise click.UsageError(said.format(stance=options.stance))


@contextmanager
def told_to_stop() -> Iterator[None]:
    """Being asked to end (a closed terminal, a shutdown) is the same as Ctrl-C: what was played is kept."""

    def stop(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    names = ("SIGTERM", "SIGHUP", "SIGBREAK")
    before = {number: signal.signal(number, stop) for name in names if (number := getattr(signal, name, None))}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def seeing(session: Session) -> Any:
    """What a simulated person looks with; None for a source that does not look."""
    person: Any = getattr(session.source, "inner", session.source)
    if not hasattr(person, "observe"):
        return None

    def look(scene: Scene | None) -> None:
        person.reach = session.reach
        person.observe(scene)

    return look


def found_or_made(store: Store, name: str | None) -> Player | None:
    """The player of that name, added when there is none."""
    if name is None:
        return None
    return store.players.named(name) or store.players.add(name)


def _measure_again(store: Store, session: Session) -> str:
    """Why this player's reach should be measured again, if it should; a given one is nobody's measure."""
    from steadyquest.session.reach_advice import measure_again

    person = session.person
    if person.id is None or session.reach.kind == "given":
        return ""
    return measure_again(store, person.id, stance=person.stance, surface=person.surface)


def _remember_feet(store: Store, session: Session) -> None:
    """The screen offers them again next time."""
    person = session.person
    if person.id is not None and person.feet is not None:
        store.players.change_settings(person.id, {(FEET, person.stance): str(person.feet)})


def _tell_of_cut_off(out: Out, store: Store) -> None:
    cut_off = store.sessions.unfinished()
    if cut_off is not None:
        said = tr("Session {id} was cut off; what it holds is safe to the last second. A new session starts.")
        out.say(said.format(id=cut_off.id))
        store.sessions.close_unfinished(cut_off.id)


def _tell_results(out: Out, summary: SessionSummary, *, stopped: bool) -> None:
    for result in summary.results:
        share = "" if result.success is None else tr(", {percent:.0f} % of reps").format(percent=100 * result.success)
        out.say(f"{result.title}: {'★' * result.stars or '–'}{share}. {result.fact}")
    if stopped:
        out.say(tr("Stopped; what was played is kept."))
    if summary.session_id is not None:
        out.say(tr("Session {id}; its report: steadyquest report {id}").format(id=summary.session_id))
    out.result(summary.as_dict())
