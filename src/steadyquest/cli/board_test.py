"""`board test`: asks for an empty plate and pressed corners, and says what is wrong with the mend."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from steadyquest.cli.output import Out, database_option, json_option
from steadyquest.errors import DeviceError
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.session.board_test import BoardTest, Finding, Report
    from steadyquest.signal.source import Source

LOOK_S = 0.02
SILENT_S = 3.0
"""A board sends 80 frames a second; after this long without one it is gone."""
LISTEN_MOST_S = 60.0
"""Of our own time. A board whose clock stands still would be listened to for ever."""
BAR = 20


@click.command("test")
@click.argument("port", metavar="PORT|wii")
@click.option("--quick", is_flag=True, help="The empty plate only: ten seconds, nothing to press.")
@click.option("--weigh", is_flag=True, help="Also compare the corners, with one weight put on each of them.")
@database_option
@json_option
def board_test(port: str, *, quick: bool, weigh: bool, database: str | None, as_json: bool) -> int:
    """Test the board at PORT and say what is wrong and how to mend it. Exit 1 with any fault."""
    from steadyquest.cli.sources import Sources
    from steadyquest.records.store import open_store
    from steadyquest.session.board_test import QUICK, USUAL, WHOLE, BoardTest
    from steadyquest.session.labels import is_board
    from steadyquest.session.zero import last_zero, note_zero

    if quick and weigh:
        raise click.UsageError(tr("--quick presses and weighs nothing; leave out one of --quick and --weigh"))
    if not is_board(port):
        raise click.UsageError(
            tr("{port} is no board; name the port that `steadyquest board list` shows").format(port=port)
        )
    out = Out(as_json)
    with open_store(database, create=database is None) as store:
        out.say(tr("Opening {port} …").format(port=port))
        try:
            source = Sources(store=store, seed=0, fast=False).open(port)
        except DeviceError as fault:
            return _not_opened(fault, out)
        parts = QUICK if quick else WHOLE if weigh else USUAL
        before = last_zero(store, source.board_id)
        test = BoardTest(source.calibration, parts=parts, last_zero=before and before.tare)
        try:
            Dialogue(source, test, say=out.say, live=sys.stdout.isatty() and not as_json).run()
        finally:
            source.close()
        report = test.report()
        if report.zero is not None and not store.read_only:
            note_zero(store, source.board_id, calibration=source.calibration, tare=report.zero)
    _tell(report, out)
    out.result({"board_id": source.board_id, "port": port, **report.as_dict()})
    return 0 if report.well else 1


class Dialogue:
    """Feeds the test what the board sends, and tells the person what to do next."""

    def __init__(self, source: Source, test: BoardTest, *, say: Callable[[str], None], live: bool) -> None:
        self._source, self._test, self._say, self._live = source, test, say, live
        self._said = ""
        self._skips = Skips()

    def run(self) -> None:
        """Until the test is over, or the board is gone."""
        began_s = heard_s = time.monotonic()
        if self._skips.heard:
            self._say(tr("Enter leaves out what is asked for; Ctrl-C stops."))
        while self._test.stage != "done":
            self._tell()
            time.sleep(LOOK_S)
            samples = self._source.read()
            now_s = time.monotonic()
            heard_s = now_s if samples else heard_s
            self._test.note_corrupt(self._source.health.corrupt)
            for sample in samples:
                self._test.feed(sample)
            if self._skips.taken():
                self._test.skip()
            if not self._source.health.connected or now_s - heard_s > SILENT_S:
                self._test.gone(self._source.health.problem)
            elif self._test.stage == "listen" and now_s - began_s > LISTEN_MOST_S:
                self._test.gone(tr("its clock stands still"))
        if self._live:
            click.echo("\r\x1b[K", nl=False)

    def _tell(self) -> None:
        words = self._test.words
        if self._live:
            full = round(BAR * self._test.progress)
            click.echo(f"\r\x1b[K{'#' * full}{'.' * (BAR - full)}  {words}", nl=False)
        elif words != self._said:
            self._say(words)
        self._said = words


class Skips:
    """Enter, pressed while the test runs. Read by a thread, because a terminal cannot be asked without waiting."""

    def __init__(self) -> None:
        self.heard = sys.stdin is not None and sys.stdin.isatty()
        self._count = 0
        if self.heard:
            threading.Thread(target=self._listen, daemon=True, name="enter").start()

    def taken(self) -> bool:
        """Whether Enter was pressed since the last call."""
        pressed, self._count = self._count > 0, 0
        return pressed

    def _listen(self) -> None:
        # Not sys.stdin.readline: at the end Python waits for the lock of a buffered reader for ever.
        with contextlib.suppress(OSError, ValueError):
            while data := os.read(sys.stdin.fileno(), 256):
                self._count += data.count(b"\n")


def _not_opened(fault: DeviceError, out: Out) -> int:
    """No test was possible; what is known has a mend all the same."""
    from steadyquest.session.board_test import SYMPTOMS, Finding

    if fault.code not in SYMPTOMS:
        raise fault
    finding = Finding(fault.code, (), str(fault))
    _tell_finding(finding, out)
    out.result({"well": None, "findings": [finding.as_dict()]})
    return 2


def _tell(report: Report, out: Out) -> None:
    out.say()
    for line in _table(report):
        out.say(line)
    out.say()
    for finding in report.findings:
        _tell_finding(finding, out)
    notes = report.notes()
    for words in notes:
        out.say(words)
    found = len(report.findings)
    if not found:
        out.say(tr("Nothing wrong was found.") if notes else tr("All is well."))
    elif found > 1:
        out.say(tr("Begin with the first: it may be the cause of the others. Then test again."))


def _tell_finding(finding: Finding, out: Out) -> None:
    head = f"{finding.title}: {finding.where}" if finding.where else finding.title
    out.say(f"{_mark(well=False)} {head}" + (f" ({finding.figures})" if finding.figures else ""))
    out.say(f"    {finding.mend}")


def _table(report: Report) -> list[str]:
    """One line for each cell: its mark, where it is, and its figures."""
    from steadyquest.signal.corners import corner_words

    rows = [["", tr("corner"), tr("values a second"), tr("noise"), tr("drift in a minute"), tr("pressed")]]
    for number, cell in enumerate(report.cells):
        well = not report.of_cell(number)
        pressed = report.presses_kg.get(number)
        rows.append(
            [
                _mark(well=well),
                corner_words(number),
                f"{cell.rate_hz:.1f}",
                f"{1000 * max(cell.noise_kg, cell.wander_kg):.1f} g",
                f"{1000 * cell.drift_kg_min:+.0f} g",
                "–" if pressed is None else f"{pressed:.1f} kg",
            ]
        )
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = ["  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return lines if report.cells else [tr("No cell could be looked at.")]


def _mark(*, well: bool) -> str:
    mark = "✓" if well else "✗"
    try:
        mark.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return "ok" if well else "!!"
    return mark
