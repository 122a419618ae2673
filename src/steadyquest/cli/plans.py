"""`plans`: write one, check it, give it to a player, see where it is, lead it on, end it."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from steadyquest.cli.home import plans_give
from steadyquest.cli.output import Finite, Out, database_option, json_option
from steadyquest.cli.plans_paper import plans_page, plans_rehearse
from steadyquest.cli.plans_told import tell_of_dose
from steadyquest.errors import LevelError, Problem, RecordError, ReportError
from steadyquest.files import write_whole
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.records.rows import Player
    from steadyquest.records.store import Store
    from steadyquest.session.plan_dose import Dose
    from steadyquest.session.plan_state import PlanState

REASON_MAX = 300


@click.group()
def plans() -> None:
    """Plans for one person: new, check, assign, show, advance, end, page, rehearse, give for home."""


@plans.command("new")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--for", "example", metavar="EXAMPLE", help="Begin with: simple, hemiplegia, diplegia, ataxia, older or seated."
)
@click.option("--goal", help="What it is for, in the person's own words.")
@click.option("--minutes", type=Finite(1, 240), help="How long a session lasts.")
@click.option("--days", "days_per_week", type=click.IntRange(1, 7), help="On how many days a week.")
@json_option
def plans_new(file: Path, example: str | None, *, as_json: bool, **own: Any) -> None:
    """Write a plan to begin with: an example, with a remark at every part. What is not given is asked for.

    An existing file is never overwritten.
    """
    from steadyquest.levels.plan_read import parse_plan
    from steadyquest.levels.plan_starter import USUAL, examples, plan_starter
    from steadyquest.levels.read import check_name

    check_name(file)
    if file.suffix.lower() != ".toml":
        file = file.with_name(f"{file.name}.toml")
    if file.exists() or file.is_symlink():
        raise ReportError(tr("{file} is there already; choose another name").format(file=file))
    asks = sys.stdin.isatty()
    if not asks and not own.get("goal"):
        # Nobody can be asked, and the example's goal is somebody else's.
        raise click.UsageError(tr('say what the plan is for, in the person\'s own words: --goal "…"'))
    if example is None and asks:
        example = click.prompt(tr("For whom"), default=USUAL, type=click.Choice(list(examples())), err=as_json)
    spec = parse_plan(plan_starter(example or USUAL), file=str(file)).spec
    if asks:
        own = {name: _asked(name, given, getattr(spec, name), err=as_json) for name, given in own.items()}
    text = plan_starter(example or USUAL, **{name: value for name, value in own.items() if value is not None})
    # Words that no plan may have are refused before anything is written.
    parse_plan(text, file=str(file))
    write_whole(file, text)
    out = Out(as_json)
    out.say(tr("{file} is written. Change it in any text editor, then:").format(file=file))
    for line in (f"steadyquest plans check {file}", f"steadyquest plans assign {file} --player NAME"):
        out.say(f"  {line}")
    out.result({"file": file, "example": example or USUAL})


def _asked(name: str, given: Any, usual: Any, *, err: bool) -> Any:
    questions: dict[str, tuple[str, Any]] = {
        "goal": (tr("What for, in the person's own words"), str),
        "minutes": (tr("Minutes of a session"), Finite(1, 240)),
        "days_per_week": (tr("Days a week"), click.IntRange(1, 7)),
    }
    words, kind = questions[name]
    return given if given is not None else click.prompt(words, default=usual, type=kind, err=err)


@plans.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@json_option
def plans_check(files: tuple[Path, ...], *, as_json: bool) -> int:
    """Check plan files; every fault is one line. Exit 1 with any error."""
    out = Out(as_json)
    problems = [problem for file in files for problem in _problems(file)]
    for problem in problems:
        out.say(str(problem))
    if not problems:
        out.say(tr("All is well."))
    out.result([problem.as_dict() for problem in problems])
    return 1 if any(problem.severity == "error" for problem in problems) else 0


def _problems(file: Path) -> tuple[Problem, ...]:
    from steadyquest.levels.plan_read import read_plan

    try:
        return read_plan(file).warnings
    except LevelError as fault:
        return fault.problems


@plans.command("assign")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--player", "name", required=True, metavar="NAME", help="Whose plan it is from now on.")
@database_option
@json_option
def plans_assign(file: Path, *, name: str, database: str | None, as_json: bool) -> None:
    """Give a plan to a player: from now on they play by it. One that they still had ends."""
    from steadyquest.levels.plan_read import read_plan

    out = Out(as_json)
    plan = read_plan(file)
    with _opened(database) as store:
        player = store.players.find(name)
        before = store.plans.current(player.id)
        assigned = store.plans.assign(player.id, title=plan.title, text=plan.text, digest=plan.hash)
    for problem in plan.warnings:
        out.say(str(problem))
    if before is not None:
        out.say(tr("The plan “{title}” ended.").format(title=before.title))
    out.say(tr("{name} plays by “{title}” from now on.").format(name=player.name, title=plan.title))
    if plan.spec.emphasis is not None and player.affected is None:
        said = tr("The plan has an emphasis, but {name} has no affected side: until then it does nothing.")
        out.say(said.format(name=player.name))
    out.result({"player": player.name, "plan": assigned.id, "title": plan.title, "hash": plan.hash})


@plans.command("show")
@click.argument("name")
@database_option
@json_option
def plans_show(name: str, *, database: str | None, as_json: bool) -> None:
    """Where NAME's plan is: phase and week, what was practised against the plan, and what leads on."""
    from steadyquest.reports.plan_words import next_in_words
    from steadyquest.session.plan_dose import dose_under
    from steadyquest.session.reasons import told

    out = Out(as_json)
    with _opened(database) as store:
        player = store.players.find(name)
        state = _present(store, player)
        assigned = state.assigned
        dose = dose_under(store, assigned, state.spec, now=state.now) if assigned else None
        steps = store.plans.phases(assigned.id) if assigned else []
    _tell(out, state, dose)
    for line in next_in_words(state, name=player.name):
        out.say(line)
    out.result(
        {
            "player": player.name,
            **state.as_settings(),
            "goal": state.spec.goal,
            "over": state.is_over,
            "due": state.due.reason if state.due else None,
            "dose": dose.as_dict() if dose else None,
            "steps": [
                {"phase": step.phase, "reason": told(step.reason, step.why), "at": step.made_at} for step in steps
            ],
        }
    )


def _tell(out: Out, state: PlanState, dose: Dose | None) -> None:
    from steadyquest.reports.plan_words import phase_in_words, planned_in_words, week_in_words

    out.say(f"{state.plan.title} – “{state.spec.goal}”")
    out.say(", ".join(part for part in (phase_in_words(state.spec, state.phase), week_in_words(state)) if part) + ".")
    if state.due is not None:
        out.say(tr("It begins with the next session: {reason}.").format(reason=state.due.reason))
    out.say(tr("Played: {levels}").format(levels=", ".join(state.phase_spec.levels)))
    if state.phase_spec.home:
        out.say(tr("At home: {levels}").format(levels=", ".join(state.phase_spec.home)))
    out.say(tr("Planned: {dose}.").format(dose=planned_in_words(state.spec)))
    if dose is not None:
        tell_of_dose(out, dose)


@plans.command("advance")
@click.argument("name")
@click.option(
    "--to", "phase", type=click.IntRange(1, 21), metavar="PHASE", help="To this one, also back; else the next."
)
@click.option("--because", "reason", default="", help="Why, in your words; kept with the plan.")
@database_option
@json_option
def plans_advance(name: str, *, phase: int | None, reason: str, database: str | None, as_json: bool) -> None:
    """The therapist's word: NAME's plan goes on to its next phase, or to another one."""
    from steadyquest.records.plans import THERAPIST
    from steadyquest.reports.plan_words import phase_in_words
    from steadyquest.session.reasons import BY_WORD, Reason, told

    out = Out(as_json)
    with _opened(database) as store:
        player = store.players.find(name)
        state = _present(store, player)
        to, n = state.phase + 1 if phase is None else phase - 1, len(state.spec.phases)
        if to > n or (to == state.phase and state.due is None):
            said = tr("{name}'s plan is there already; it has {n} phases, so choose another one with --to")
            raise RecordError(said.format(name=player.name, n=n))
        own_words = " ".join(reason.split())[:REASON_MAX]
        why = None if own_words else Reason(BY_WORD).as_dict()
        if state.assigned is not None:
            store.plans.enter(state.assigned.id, phase=to, rule=THERAPIST, reason=own_words, why=why, at=state.now)
    out.say(f"{player.name}: {phase_in_words(state.spec, to)}.")
    out.result({"player": player.name, "phase": to, "reason": told(own_words, why)})


@plans.command("end")
@click.argument("name")
@database_option
@json_option
def plans_end(name: str, *, database: str | None, as_json: bool) -> None:
    """NAME has no plan from now on; what was played and what it asked stays in the records."""
    out = Out(as_json)
    with _opened(database) as store:
        player = store.players.find(name)
        current = store.plans.current(player.id)
        if current is None:
            raise _no_plan(player)
        store.plans.end(player.id)
    out.say(tr("{name}'s plan “{title}” ended.").format(name=player.name, title=current.title))
    out.result({"player": player.name, "ended": current.title})


def _present(store: Store, player: Player) -> PlanState:
    from steadyquest.session.plan_state import present

    state = present(store, player.id, now=datetime.now(UTC))
    if state is None:
        raise _no_plan(player)
    return state


def _no_plan(player: Player) -> RecordError:
    said = tr("{name} has no plan; give one: steadyquest plans assign FILE --player “{name}”")
    return RecordError(said.format(name=player.name))


def _opened(database: str | None) -> Store:
    from steadyquest.records.store import open_store

    return open_store(database, create=database is None)


plans.add_command(plans_page)
plans.add_command(plans_rehearse)
plans.add_command(plans_give)
