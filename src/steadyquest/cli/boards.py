"""`board`: which ports there are, what a board says, and being one."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import click

from steadyquest.cli.board_calibrate import board_calibrate, board_calibrations
from steadyquest.cli.board_emulate import board_emulate
from steadyquest.cli.board_test import board_test
from steadyquest.cli.output import Finite, Out, database_option, json_option
from steadyquest.errors import RecordError
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.records.store import Store


@click.group()
def board() -> None:
    """The board: list ports, watch one live, or be one."""


@board.command("list")
@database_option
@json_option
def board_list(*, database: str | None, as_json: bool) -> None:
    """List the ports where a board may be, and a Wii Balance Board that is connected. None is opened."""
    from steadyquest.device.find import Candidate, candidates, find_known
    from steadyquest.device.wii_device import wii_boards
    from steadyquest.records.store import open_store
    from steadyquest.session.labels import WII

    with open_store(database, create=database is None) as store:
        remembered = [known for known in store.boards.all() if known.approved]
    here = [(found, find_known(remembered, [found]) is not None) for found in candidates()]
    for wii in wii_boards()[:1]:  # its label names the first
        known = wii.board_id in {each.board_id for each in remembered}
        here.append((Candidate(WII, "", "", "Wii Balance Board"), known))
    rows = [
        {**found._asdict(), "known": known, "state": tr("known board") if known else tr("not asked yet")}
        for found, known in here
    ]
    columns = {"port": tr("port"), "description": tr("what it is"), "vid_pid": "VID:PID", "state": tr("state")}
    Out(as_json).table(rows, columns, empty=tr("No port looks like a board. Is it plugged in?"))


@board.command("monitor")
@click.argument("port", metavar="PORT|wii")
@click.option("--seconds", type=Finite(min=0.0), help="Stop after this long; else by Ctrl-C.")
@click.option("--zero", "zero_anew", is_flag=True, help="Take the zero anew from the empty plate, not the last one.")
@database_option
@json_option
def board_monitor(port: str, *, seconds: float | None, zero_anew: bool, database: str | None, as_json: bool) -> None:
    """Show live what the board at PORT sends: four cells, load, CoP, rates, noise, gaps and faults."""
    from steadyquest.cli.monitor import Monitor
    from steadyquest.cli.sources import Sources
    from steadyquest.session.labels import is_hand
    from steadyquest.session.zero import last_zero

    if is_hand(port):
        message = tr("{port} is no board; name the port that `steadyquest board list` shows")
        raise click.UsageError(message.format(port=port))
    out = Out(as_json)
    live = sys.stdout.isatty() and not as_json
    with records_if_any(database, say=out.say) as store:
        source = Sources(store=store, seed=0, fast=False).open(port)
        last = last_zero(store, source.board_id)
        monitor = Monitor(source, port=port, live=live, say=out.say, last=last, anew=zero_anew)
        try:
            monitor.watch(until=None if seconds is None else time.monotonic() + seconds)
        except KeyboardInterrupt:
            pass
        finally:
            source.close()
    out.result(monitor.summary())


@contextlib.contextmanager
def records_if_any(database: str | None, *, say: Callable[[str], None]) -> Iterator[Store | None]:
    """The records where they can be had: to look at a board nobody needs them."""
    from steadyquest.records.store import open_store

    try:
        store = open_store(database, create=database is None)
    except RecordError as fault:
        if database is not None:
            raise
        say(str(fault))
        yield None
        return
    with store:
        yield store


board.add_command(board_emulate)


board.add_command(board_test)


board.add_command(board_calibrate)
board.add_command(board_calibrations)
