"""`board`: which ports there are, what a board says, and being one."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

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


@board.command("emulate")
@click.option("--from", "csv", required=True, type=click.Path(path_type=Path), help="A CSV of centre of pressure.")
@click.option("--rate", "rate_hz", type=float, metavar="HZ", help="Default: the file's own rate.")
@click.option("--link", type=click.Path(path_type=Path), metavar="PATH", help="Also make this link to the port.")
@click.option("--noise-mm", type=float, default=0.0, metavar="S", help="Standard deviation of added CoP noise.")
@click.option("--drop", type=float, default=0.0, metavar="P", help="Share of frames that are lost.")
@click.option("--corrupt", type=float, default=0.0, metavar="P", help="Share of frames with one wrong byte.")
@click.option("--seed", type=int, default=0, help="Of noise, losses and errors.")
@click.option("--loop", is_flag=True, help="Play the file again and again.")
@json_option
def board_emulate(
    *,
    csv: Path,
    rate_hz: float | None,
    link: Path | None,
    noise_mm: float,
    drop: float,
    corrupt: float,
    seed: int,
    loop: bool,
    as_json: bool,
) -> None:
    """Be a board: a pseudo-terminal that speaks the protocol in real time. Its path is the first line."""
    from steadyquest.device.emulator import emulate, until_told_to_stop

    def announce(path: str) -> None:
        click.echo(path)
        sys.stdout.flush()

    with until_told_to_stop() as stop:
        emulate(
            csv,
            rate_hz=rate_hz,
            link=link,
            noise_mm=noise_mm,
            drop=drop,
            corrupt=corrupt,
            seed=seed,
            loop=loop,
            announce=announce,
            stop=stop,
        )
    out = Out(as_json)
    out.result({"emulated": str(csv)})
