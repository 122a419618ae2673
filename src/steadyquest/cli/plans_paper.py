"""`plans page` and `plans rehearse`: a plan on paper, and played through by a simulated person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from steadyquest.cli.output import Finite, Out, database_option, file_option, json_option
from steadyquest.cli.plans_told import tell_of_dose
from steadyquest.errors import RecordError
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.reports.plan_page import PlanPage
    from steadyquest.session.plan_rehearsal import RehearsedSession

NAME_MAX = 60
SHARE_MAX = 0.9


@click.command("page")
@click.argument("what", metavar="NAME|FILE.toml")
@file_option(default="Default: plan-NAME.html here.", metavar="FILE.html")
@database_option
@json_option
def plans_page(what: str, *, file: Path | None, database: str | None, as_json: bool) -> None:
    """Write a page to print, A4: the plan, how much of it was practised, and what to play at home."""
    from steadyquest.reports.plan_page import write_plan_page

    out = Out(as_json)
    page = _of_file(Path(what)) if what.lower().endswith(".toml") else _of_player(what, database=database)
    written = write_plan_page(page, file=file or _file_for(page))
    out.say(tr("The page is in {file}; print it from any browser.").format(file=written))
    out.result({"file": written, "title": page.title})


def _file_for(page: PlanPage) -> Path:
    """A file of its own for each person, here: one page never takes the place of another person's."""
    name = re.sub(r"[^\w-]+", "-", page.player or page.title).strip("-").lower()[:NAME_MAX]
    return Path(f"plan-{name}.html" if name else "plan.html")


def _of_file(file: Path) -> PlanPage:
    from steadyquest.levels.plan_levels import library
    from steadyquest.levels.plan_read import read_plan
    from steadyquest.reports.plan_page import PlanPage

    levels = library()
    plan = read_plan(file, levels=levels)
    return PlanPage(title=plan.title, spec=plan.spec, levels=tuple(levels))


def _of_player(name: str, *, database: str | None) -> PlanPage:
    from steadyquest.levels.plan_levels import library
    from steadyquest.records.store import open_store
    from steadyquest.reports.plan_page import PlanPage
    from steadyquest.session.plan_dose import dose_under
    from steadyquest.session.plan_state import present

    with open_store(database, create=database is None) as store:
        player = store.players.find(name)
        state = present(store, player.id, now=datetime.now(UTC))
        if state is None or state.assigned is None:
            said = tr("{name} has no plan; give one: steadyquest plans assign FILE --player “{name}”")
            raise RecordError(said.format(name=player.name))
        dose = dose_under(store, state.assigned, state.spec, now=state.now)
    return PlanPage(
        title=state.plan.title,
        spec=state.spec,
        levels=tuple(library()),
        player=player.name,
        phase=state.phase,
        dose=dose,
    )


@click.command("rehearse")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--database", metavar="FILE", help="New records to keep it in, nobody's own. Default: nothing is kept.")
@click.option("--person", default="child_hemi_left", show_default=True, metavar="PERSON", help="The simulated person.")
@click.option("--missed", type=Finite(0, SHARE_MAX), default=0.0, help="The share of days on which they stay away.")
@click.option(
    "--assess", "assessed", is_flag=True, help="Each week begins with quiet standing, limits and the feel probe."
)
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=1, show_default=True, help="Makes it repeatable.")
@json_option
def plans_rehearse(
    file: Path, *, database: str | None, person: str, missed: float, assessed: bool, seed: int, as_json: bool
) -> None:
    """Let a simulated person play a plan through, all weeks in a few minutes, by a clock of its own.

    It shows how the plan runs and, with --database, what its report looks like; nobody learns in it. An hour of play
    takes about twenty seconds.
    """
    from steadyquest.levels.plan_levels import library
    from steadyquest.levels.plan_read import read_plan
    from steadyquest.records.lock import play_lock
    from steadyquest.records.store import open_store
    from steadyquest.records.writer import Recorder
    from steadyquest.session.plan_dose import dose_under
    from steadyquest.session.plan_rehearsal import begin, rehearse
    from steadyquest.session.reasons import told
    from steadyquest.simulate.people import find_person

    out = Out(as_json)
    levels, who = library(), find_person(person)
    plan = read_plan(file, levels=levels)
    with _new_records(database) as records, open_store(records) as store, play_lock(store), Recorder(store) as recorder:
        now = datetime.now(UTC)
        player = begin(store, plan, who=who, name=who.name.replace("_", " ").capitalize(), levels=levels, now=now)
        played = []
        days = rehearse(store, recorder, player, who=who, levels=levels, seed=seed, missed=missed, assessed=assessed)
        for day in days:
            played.append(day)
            _tell(out, day)
        assigned = store.plans.current(player.id)
        dose = dose_under(store, assigned, plan.spec, now=now) if assigned else None
        steps = store.plans.phases(assigned.id) if assigned else []
    if dose is not None:
        tell_of_dose(out, dose)
    _sum_up(out, file=file, database=database, name=player.name)
    out.result(
        {
            "player": player.name,
            "sessions": len(played),
            "dose": dose.as_dict() if dose else None,
            "steps": [
                {"phase": step.phase, "rule": step.rule, "reason": told(step.reason, step.why)} for step in steps
            ],
        }
    )


@contextmanager
def _new_records(database: str | None) -> Iterator[str | Path]:
    """Where a rehearsal is played: new records that somebody named, else a folder that is gone afterwards."""
    from steadyquest.records.place import place_of

    if database is None:
        with TemporaryDirectory(prefix="steadyquest-", ignore_cleanup_errors=True) as folder:
            yield Path(folder) / "rehearsal.db"
        return
    path = place_of(database).path
    if path is None or path.exists():
        raise RecordError(tr("{where} is there already; a rehearsal wants a new file").format(where=database))
    yield database


def _tell(out: Out, day: RehearsedSession) -> None:
    words = tr("week {week}, {date}: phase {phase}, {levels} levels, {minutes:.0f} minutes, {reps} reps")
    phase = min(day.state.phase + 1, len(day.state.spec.phases))
    line = words.format(
        week=day.week,
        date=day.moment.date().isoformat(),
        phase=phase,
        levels=day.summary.runs,
        minutes=day.summary.minutes,
        reps=day.summary.reps,
    )
    out.say(f"{line}, {tr('at home')}" if day.home else line)
    for step in (day.state.due, day.step):
        if step is not None:
            out.say("  → " + step.reason)


def _sum_up(out: Out, *, file: Path, database: str | None, name: str) -> None:
    if database is None:
        said = tr("Nothing of it is kept. To look at its reports: steadyquest plans rehearse {file} --database NEW.db")
        out.say(said.format(file=file))
        return
    for words, command in (
        (tr("Where the plan is:"), f'steadyquest plans show "{name}" --database {database}'),
        (tr("The last report:"), f"steadyquest report last --database {database}"),
        (tr("All weeks:"), f'steadyquest progress "{name}" --to progress.html --database {database}'),
    ):
        out.say(f"{words} {command}")
