"""`board`: which ports there are, what a board says, and being one."""

from __future__ import annotations

import sys
import time

import click

from steadyquest.cli.board_calibrate import board_calibrate, board_calibrations
from steadyquest.cli.board_emulate import board_emulate
from steadyquest.cli.board_test import board_test
from steadyquest.cli.output import Out, database_option, json_option
from steadyquest.words import tr


@click.group()
def board() -> None:
    """The board: list ports, watch one live, or be one."""


@board.command("list")
@database_option
@json_option
def board_list(*, database: str | None, as_json: bool) -> None:
    """List the ports where a board may be. None is opened."""
    from steadyquest.device.find import candidates, find_known
    from steadyquest.records.store import open_store

    with open_store(database, create=database is None) as store:
        remembered = [known for known in store.boards.all() if known.approved]
    rows = []
    for found in candidates():
        known = find_known(remembered, [found]) is not None
        rows.append({**found._asdict(), "known": known, "state": tr("known board") if known else tr("not asked yet")})
    columns = {"port": tr("port"), "description": tr("what it is"), "vid_pid": "VID:PID", "state": tr("state")}
    Out(as_json).table(rows, columns, empty=tr("No port looks like a board. Is it plugged in?"))


@board.command("monitor")
@click.argument("port")
@click.option("--seconds", type=float, help="Stop after this long; else by Ctrl-C.")
@json_option
def board_monitor(port: str, *, seconds: float | None, as_json: bool) -> None:
    """Show live what the board at PORT sends: four cells, load, CoP, rate, gaps."""
    from steadyquest.cli.monitor import Monitor
    from steadyquest.device.serial_port import SerialSource

    out = Out(as_json)
    source = SerialSource(port)
    monitor = Monitor(source, live=sys.stdout.isatty() and not as_json, say=out.say)
    try:
        monitor.watch(until=None if seconds is None else time.monotonic() + seconds)
    except KeyboardInterrupt:
        pass
    finally:
        source.close()
    out.result(monitor.summary())


board.add_command(board_emulate)


board.add_command(board_test)


board.add_command(board_calibrate)
board.add_command(board_calibrations)
