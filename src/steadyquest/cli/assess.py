"""`assess`: an assessment on the screen, or trial by trial in the terminal; or a recording taken in as a trial."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from steadyquest.cli.output import INTERRUPTED, Finite, Out, database_option, json_option
from steadyquest.cli.play_options import on_mat
from steadyquest.conventions import SEATED_STANCES, STANCES
from steadyquest.errors import DisplayError, SignalError
from steadyquest.session.assessments.protocol import FEEL, KINDS, LOADING, MOST_TRIALS, QUIET, Assessment, assessment
from steadyquest.session.labels import is_board, is_hand
from steadyquest.session.options import Options
from steadyquest.session.today import SHOES, SUPPORT
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.records.store import Store
    from steadyquest.session.assessments.measured_trial import MeasuredTrial
    from steadyquest.session.assessments.protocol import Trial
    from steadyquest.session.sitting import Session

IN_TERMINAL = (QUIET, LOADING)
"""What can be done on a real board without a screen: nothing is to be seen, and the eyes are open."""


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.option("--board", metavar="PORT|wii|sim[:PERSON]|firmware[:PERSON]|FILE.csv", help="What somebody stands on.")
@click.option("--player", metavar="NAME", help="Who is assessed; headless, a new name is added.")
@click.option("--seconds", type=click.Choice(["30", "60"]), help="quiet: how long; else 30.")
@click.option(
    "--trials", type=click.IntRange(1, MOST_TRIALS), help="quiet: how many, else 1; sensory: in each, else 3."
)
@click.option("--stance", type=click.Choice(STANCES), help="How the player stands or sits.")
@click.option("--feet", callback=on_mat, metavar='"C4 D4"', help="Where the heels stand on the mat; in quotes.")
@click.option("--support", type=click.Choice(SUPPORT), help="Who or what holds the player.")
@click.option("--shoes", type=click.Choice(SHOES), help="What is on the feet.")
@click.option("--reach", "reach_mm", type=Finite(), metavar="MM", help="rhythm: the reach, the same in all directions.")
@click.option(
    "--from",
    "recording",
    type=click.Path(path_type=Path),
    metavar="FILE.csv",
    help="quiet: this recording is the trial.",
)
@click.option("--eyes", type=click.Choice(["open", "closed"]), default="open", help="With --from: how the eyes were.")
@click.option("--surface", type=click.Choice(["firm", "foam"]), default="firm", help="With --from: what was underfoot.")
@click.option("--seed", type=click.IntRange(-(2**62), 2**62), help="Makes simulated people repeatable.")
@click.option("--headless", is_flag=True, help="Without a screen.")
@click.option("--fast", is_flag=True, help="As fast as samples come (people and files).")
@database_option
@json_option
def assess(*, database: str | None, as_json: bool, headless: bool, recording: Path | None, **wanted: Any) -> int:
    """Assess: quiet standing, the sensory test, limits of stability, rhythmic shift, weight on the legs, or feel."""
    out = Out(as_json)
    _refuse_contradictions(headless=headless, recording=recording, **wanted)
    if recording is not None:
        return _take_in(out, recording, database=database, **wanted)
    if headless:
        return _in_terminal(out, database=database, **wanted)
    from steadyquest.ui.video import check_display

    try:
        check_display()
    except DisplayError as fault:
        raise DisplayError(f"{fault} " + tr("Add --headless to do it without one.")) from fault
    _on_screen(out, database=database, **wanted)
    return 0


def _refuse_contradictions(
    *,
    kind: str,
    headless: bool,
    recording: Path | None,
    board: str | None,
    fast: bool,
    eyes: str,
    surface: str,
    seconds: str | None,
    trials: int | None,
    **_: Any,
) -> None:
    if recording is not None:
        if kind != QUIET or board is not None or seconds or trials:
            raise click.UsageError(
                tr("--from takes one recording of quiet standing; leave --board, --seconds, --trials out")
            )
        return
    if (eyes, surface) != ("open", "firm"):
        raise click.UsageError(tr("--eyes and --surface say how a recording was made; they go with --from FILE.csv"))
    _protocol(kind, seconds=seconds, trials=trials)
    if not headless:
        if fast:
            raise click.UsageError(tr("--fast is for --headless: a person at the screen plays in real time"))
        return
    if is_hand(board or "keyboard"):
        raise click.UsageError(tr("--headless needs --board PORT, wii, sim[:PERSON] or FILE.csv"))
    if board and is_board(board) and kind not in IN_TERMINAL:
        said = tr("{kind} needs a screen, and somebody who stands by is asked for there; leave --headless out")
        raise click.UsageError(said.format(kind=kind))


def _protocol(kind: str, *, seconds: str | None, trials: int | None) -> Assessment:
    try:
        return assessment(kind, seconds=float(seconds) if seconds else None, trials=trials)
    except SignalError as fault:
        raise click.UsageError(str(fault)) from fault


def _options(*, stance: str | None, feet: Any, reach_mm: float | None, seed: int | None, **_: Any) -> Options:
    return Options(stance=stance, feet=feet, reach_mm=reach_mm, seed=seed, no_plan=True)


def _on_screen(
    out: Out, *, database: str | None, kind: str, board: str | None, player: str | None, **wanted: Any
) -> None:
    from dataclasses import replace

    from steadyquest.cli.play_options import REMEMBERED, open_records
    from steadyquest.cli.screen import play_on_screen

    options = _options(**wanted)
    if kind == FEEL:
        options = replace(options, probe="now")
    with ExitStack() as stack:
        store, recorder = open_records(database, stack)
        remembered = dict(store.preferences.load(REMEMBERED, {}))
        try:
            results = play_on_screen(
                store,
                recorder,
                options=options,
                board=board,
                player=player,
                named=(),
                video="auto",
                kept=remembered,
                minutes_given=False,
                assess=None if kind == FEEL else _protocol(kind, seconds=wanted["seconds"], trials=wanted["trials"]),
                notes=_noted(**wanted),
            )
        finally:
            store.preferences.save(REMEMBERED, remembered)
    out.result(results)


def _in_terminal(
    out: Out,
    *,
    database: str | None,
    kind: str,
    board: str,
    player: str | None,
    seconds: str | None,
    trials: int | None,
    fast: bool,
    **wanted: Any,
) -> int:
    from steadyquest.cli.headless import found_or_made, seeing
    from steadyquest.cli.play_options import open_records
    from steadyquest.cli.sources import Sources

    options = _options(**wanted)
    from steadyquest.session.sitting import Session

    with ExitStack() as stack:
        store, recorder = open_records(database, stack)
        seed = options.seed if options.seed is not None else _by_chance()
        source = Sources(store=store, seed=seed, fast=fast).open(board)
        stack.callback(source.close)
        who = found_or_made(store, player)
        session = Session(source, player=who, options=options, store=store, recorder=recorder, label=board)
        session.note(**_noted(**wanted))
        if kind == FEEL:
            return _feel(out, session=session, store=store, watch=seeing(session), fast=fast)
        protocol = _protocol(kind, seconds=seconds, trials=trials)
        return _conduct(out, protocol, session=session, store=store, watch=seeing(session), fast=fast, board=board)


def _feel(out: Out, *, session: Session, store: Store, watch: Any, fast: bool) -> int:
    """The feel probe, and nothing after it."""
    from steadyquest.cli.headless import told_to_stop
    from steadyquest.session.feel_probe import probe_for
    from steadyquest.session.headless import HeadlessPlay

    stopped = False
    try:
        with told_to_stop():
            HeadlessPlay(session, named=(probe_for(store, session),), watch=watch, say=out.say, fast=fast).play()
    except KeyboardInterrupt:
        stopped = True
    finally:
        summary = session.end()
    for result in summary.results:
        out.say(f"{result.title}: {result.fact}")
    if session.player is not None:
        out.say(tr("What it found: steadyquest progress {name}").format(name=session.player.name))
    out.result({"session": summary.session_id, "assessment": FEEL, "trials": []})
    return INTERRUPTED if stopped else 0


def _conduct(
    out: Out, wanted: Assessment, *, session: Session, store: Store, watch: Any, fast: bool, board: str
) -> int:
    from steadyquest.cli.assess_told import tell_trial
    from steadyquest.cli.headless import told_to_stop
    from steadyquest.session.assessments.alone import conduct
    from steadyquest.session.assessments.conduct import Assessing

    found: list[MeasuredTrial] = []
    stopped = False

    def told(outcome: MeasuredTrial | None) -> None:
        if outcome is not None:
            found.append(outcome)
            tell_trial(out, outcome)

    def ready(trial: Trial) -> None:
        _say_script(out, trial, waits=is_board(board), stance=session.person.stance)

    try:
        assessing = Assessing(wanted, session=session, store=store)
        with told_to_stop():
            conduct(assessing, session=session, ready=ready, told=told, watch=watch, fast=fast)
    except KeyboardInterrupt:
        stopped = True
    finally:
        summary = session.end()
    done = _tell(out, wanted.kind, found, session=session, session_id=summary.session_id)
    return INTERRUPTED if stopped else done


def _tell(out: Out, kind: str, found: Sequence[MeasuredTrial], *, session: Session, session_id: int | None) -> int:
    """What it came to. Exit 1 where nothing could be measured."""
    from steadyquest.cli.assess_told import tell_summary, trial_dict

    tell_summary(out, kind, found, player=session.player, session_id=session_id)
    out.result({"session": session_id, "assessment": kind, "trials": [trial_dict(one) for one in found]})
    return 0 if any(one.usable for one in found) else 1


def _say_script(out: Out, trial: Trial, *, waits: bool, stance: str) -> None:
    """What to prepare and what to say; on a real board the therapist presses Enter when all is ready."""
    from steadyquest.session.assessments import wording

    out.say(f"{wording.name(trial.kind)} {trial.number}: {wording.condition(trial)}")
    if waits:
        out.say("  " + wording.prepare(trial))
        out.say("  " + tr("Say: “{words}”").format(words=wording.say(trial, seated=stance in SEATED_STANCES)))
        if sys.stdin is not None and sys.stdin.isatty():
            click.prompt(tr("Press Enter when ready"), default="", show_default=False, err=True)


def _take_in(
    out: Out, recording: Path, *, database: str | None, player: str | None, eyes: str, surface: str, **wanted: Any
) -> int:
    """A recording becomes a session of the player's: counts, one trial, its measures."""
    from steadyquest.cli.assess_told import tell_trial
    from steadyquest.cli.headless import found_or_made
    from steadyquest.cli.play_options import open_records
    from steadyquest.device.cop_csv import CsvSource, read_cop_csv
    from steadyquest.session.assessments.alone import take_in, trial_of_recording
    from steadyquest.session.assessments.conduct import Assessing
    from steadyquest.session.sitting import Session

    read = read_cop_csv(recording)
    trial = trial_of_recording(read, eyes=eyes, surface=surface)
    with ExitStack() as stack:
        store, recorder = open_records(database, stack)
        source = CsvSource(read)
        who = found_or_made(store, player)
        options = _options(**wanted)
        session = Session(source, player=who, options=options, store=store, recorder=recorder, label=recording.name)
        session.note(**_noted(**wanted))
        try:
            found = take_in(Assessing(trial, session=session, store=store), session=session, recording=read)
        finally:
            summary = session.end()
        if found is not None:
            tell_trial(out, found)
        return _tell(out, QUIET, [found] if found is not None else [], session=session, session_id=summary.session_id)


def _noted(*, support: str | None, shoes: str | None, **_: Any) -> dict[str, Any]:
    return {name: value for name, value in (("support", support), ("shoes", shoes)) if value is not None}


def _by_chance() -> int:
    import secrets

    return secrets.randbits(31)
