"""`board calibrate` and `board calibrations`: the procedure in a terminal, and what came of earlier ones."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from steadyquest.cli.output import Finite, Out, database_option, json_option
from steadyquest.errors import CalibrationError
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.records.store import Store
    from steadyquest.session.calibrations import Kept


def _spacing(_: click.Context, __: click.Parameter, value: str | None) -> tuple[float, float] | None:
    """`400x280`: ML × AP, millimetres between the cells."""
    if value is None:
        return None
    try:
        ml, ap = (float(part) for part in value.lower().replace("×", "x").split("x"))
    except ValueError:
        raise click.BadParameter(
            tr("{value} is not a spacing; write two numbers of millimetres, such as 400x280").format(value=value)
        ) from None
    return ml, ap


@click.command("calibrate")
@click.argument("port", metavar="PORT|wii")
@click.option(
    "--mass", "mass_kg", type=Finite(), metavar="KG", help="The weight, from a bathroom scale; 5 to 10 is good."
)
@click.option(
    "--cells", callback=_spacing, metavar="MLxAP", help="Between the cells, in mm. Default: as last time, or 400x280."
)
@click.option("--cell-kg", type=Finite(1, 1000), metavar="KG", help="Rated load of a corner. Default: 100.")
@click.option("--mv-per-v", type=Finite(0.1, 10), metavar="MV", help="Rated output of a corner. Default: 1.")
@click.option("--no-warm-up", is_flag=True, help="The board has been on for ten minutes already.")
@click.option("--yes", is_flag=True, help="Keep an accepted calibration without asking.")
@database_option
@json_option
def board_calibrate(
    port: str,
    *,
    mass_kg: float | None,
    cells: tuple[float, float] | None,
    cell_kg: float | None,
    mv_per_v: float | None,
    no_warm_up: bool,
    yes: bool,
    database: str | None,
    as_json: bool,
) -> int:
    """Calibrate the board at PORT with a known weight on the printed sheet's marks. Exit 1 when it is refused."""
    from steadyquest.cli.calibration_dialogue import Dialogue, Keys
    from steadyquest.cli.sources import Sources
    from steadyquest.records.store import open_store
    from steadyquest.session.calibrating import Calibrating
    from steadyquest.session.calibration_plan import Plan
    from steadyquest.session.calibrations import keep, plan_for
    from steadyquest.session.labels import is_board
    from steadyquest.session.warm_up import WARM_S
    from steadyquest.signal.calibration import counts_per_n

    if not is_board(port):
        message = tr("{port} is no board; name the port that `steadyquest board list` shows")
        raise click.UsageError(message.format(port=port))
    wanted: dict[str, float] = {}
    if cells is not None:
        wanted |= {"half_ml_mm": cells[0] / 2, "half_ap_mm": cells[1] / 2}
    if cell_kg is not None or mv_per_v is not None:
        wanted["counts_per_n"] = counts_per_n(corner_kg=cell_kg or 100.0, mv_per_v=mv_per_v or 1.0)
    # What is wrong with plate or weight is said before the board is opened, and before ten minutes of warming up.
    Plan(board_id="", **wanted).checked_mass(5.0 if mass_kg is None else mass_kg)
    out = Out(as_json)
    with open_store(database) as store:
        if store.read_only:
            raise CalibrationError(tr("the records can only be read, so a calibration could not be kept"))
        out.say(tr("Opening {port} …").format(port=port))
        source = Sources(store=store, seed=0, fast=False).open(port)
        doing = Calibrating(
            plan_for(store, source.calibration, **wanted), mass_kg=mass_kg, warm_up_s=0.0 if no_warm_up else WARM_S
        )
        live = sys.stdout.isatty() and not as_json
        dialogue = Dialogue(source, doing, say=out.say, live=live, keys=Keys(), sure=yes)
        try:
            dialogue.run()
        finally:
            source.close()
        outcome = dialogue.outcome
        if dialogue.keep and outcome is not None:
            keep(store, outcome=outcome, material=doing.material())
            out.say(tr("Kept. From now on board {board} uses it.").format(board=source.board_id))
    out.result(
        {
            "board_id": source.board_id,
            "kept": dialogue.keep,
            "accepted": outcome is not None and outcome.accepted,
            "calibration": outcome.calibration.as_dict() if outcome and outcome.calibration else None,
            "report_card": outcome.card.as_dict() if outcome and outcome.card else None,
            "refusals": [refusal._asdict() for refusal in outcome.refusals] if outcome else [],
        }
    )
    return 0 if outcome is not None and outcome.accepted else 1


@click.command("calibrations")
@click.argument("board_id", required=False)
@click.option("--use", "number", type=int, metavar="N", help="Go back to this one.")
@click.option("--show", type=int, metavar="N", help="Show the report card of this one.")
@database_option
@json_option
def board_calibrations(
    board_id: str | None, *, number: int | None, show: int | None, database: str | None, as_json: bool
) -> None:
    """List the calibrations of a board, or of all; go back to an earlier one."""
    from steadyquest.records.store import open_store
    from steadyquest.session.calibrations import use

    out = Out(as_json)
    with open_store(database, create=database is None) as store:
        if board_id is None and (number is not None or show is not None):
            board_id = _only_board(store)
        if board_id is not None and show is not None:
            _show(store, board_id, show, out)
            return
        if board_id is not None and number is not None:
            line = use(store, board_id, number)
            out.say(tr("Board {board} uses calibration {n} again.").format(board=board_id, n=number))
            out.result({"board_id": board_id, **line._asdict()})
            return
        rows = _rows(store, board_id)
    columns = {
        "board_id": tr("board"),
        "number": tr("number"),
        "made_at": tr("made"),
        "kind": tr("kind"),
        "rms_mm": tr("fit, mm"),
        "left_out_rms_mm": tr("unseen marks, mm"),
        "use": tr("in use"),
    }
    out.table(rows, columns, empty=tr("There is no calibration yet. Make one with: steadyquest board calibrate PORT"))


def _only_board(store: Store) -> str:
    """The board that is meant when none is named."""
    boards = store.calibrations.boards()
    if not boards:
        raise CalibrationError(tr("there is no calibration yet; make one with: steadyquest board calibrate PORT"))
    if len(boards) > 1:
        raise click.UsageError(tr("say which board: {boards}").format(boards=", ".join(boards)))
    return boards[0]


def _rows(store: Store, board_id: str | None) -> list[dict[str, Any]]:
    from steadyquest.session.calibrations import kept

    boards = [board_id] if board_id is not None else store.calibrations.boards()
    return [{"board_id": board, **_row(line)} for board in boards for line in kept(store, board)]


def _row(line: Kept) -> dict[str, Any]:
    rounded = {
        name: None if (mm := getattr(line, name)) is None else round(mm, 2) for name in ("rms_mm", "left_out_rms_mm")
    }
    return {**line._asdict(), **rounded, "use": "*" if line.in_use else ""}


def _show(store: Store, board_id: str, number: int, out: Out) -> None:
    from steadyquest.cli.calibration_dialogue import card_lines
    from steadyquest.session.calibrations import fitted_again

    outcome = fitted_again(store, board_id, number)
    for line in card_lines(outcome):
        out.say(line)
    out.result(outcome.card.as_dict() if outcome.card else None)
