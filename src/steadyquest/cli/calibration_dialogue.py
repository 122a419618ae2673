"""A calibration in a terminal: one line that lives, a few keys, and the report card."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from steadyquest.errors import CalibrationError
from steadyquest.session.calibration_words import believable
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.analysis.report_card import Outcome, ReportCard
    from steadyquest.session.calibrating import Calibrating
    from steadyquest.signal.source import Source

LOOK_S = 0.02
BAR = 16


class Keys:
    """Lines that are typed meanwhile. Read by a thread, because a terminal cannot be asked without waiting."""

    def __init__(self) -> None:
        self._closed = sys.stdin is None
        self._lines: deque[str] = deque()
        if not self._closed:
            threading.Thread(target=self._listen, daemon=True, name="keys").start()

    @property
    def over(self) -> bool:
        """Nothing more will come."""
        return self._closed and not self._lines

    def taken(self) -> str | None:
        """The next line, in small letters; None when there is none yet."""
        return self._lines.popleft() if self._lines else None

    def _listen(self) -> None:
        rest = b""
        # Not sys.stdin.readline: at the end Python waits for the lock of a buffered reader for ever.
        with contextlib.suppress(OSError, ValueError):
            while data := os.read(sys.stdin.fileno(), 256):
                *lines, rest = (rest + data).split(b"\n")
                self._lines.extend(line.decode(errors="replace").strip().lower() for line in lines)
        self._closed = True


class Dialogue:
    """Feeds the procedure what the board sends, and tells the person what to do next."""

    def __init__(
        self,
        source: Source,
        doing: Calibrating,
        *,
        say: Callable[[str], None],
        live: bool,
        keys: Keys,
        sure: bool,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._source, self._doing, self._say, self._live, self._keys = source, doing, say, live, keys
        self._sure, self._clock = sure, clock
        self._said = ("", "")
        self.outcome: Outcome | None = None
        self.keep = False
        self._asked = self._ended = False

    def run(self) -> None:
        """Until it is kept, discarded, or refused with nobody there to repeat a mark."""
        self._say(tr("s skips the warm-up or a mark, r 3 repeats mark 3, z takes the zero again, b begins again,"))
        self._say(tr("q ends without keeping anything; each with Enter."))
        if self._doing.stage != "warming":
            self._say(tr("Without ten minutes of warm-up the zero may still drift; the report card will tell."))
        while not self._ended:
            samples = self._source.read()
            for sample in samples:
                self._doing.feed(sample)
            typed = self._keys.taken()
            if typed is not None:
                self._obey(typed)
            if self._doing.stage == "done":
                self._finish(typed)
            if not self._ended:
                self._tell()
                time.sleep(LOOK_S)

    # -- keys -------------------------------------------------------------------------------------------------

    def _obey(self, typed: str) -> None:
        doing, (verb, _, rest) = self._doing, typed.partition(" ")
        if doing.stage == "weighing" and verb not in {"q", ""}:
            self._weigh(typed)
        elif verb == "q":
            self._ended = True
            self._line(tr("Nothing was kept."))
        elif verb == "s":
            self._skip()
        elif verb == "r" and rest.strip().isdigit():
            doing.repeat(int(rest))
            self._asked = False
        elif verb == "z":
            doing.zero_again()
        elif verb == "b":
            doing.begin_again()
            self._asked = False

    def _weigh(self, typed: str) -> None:
        try:
            self._doing.weigh(float(typed.replace(",", ".").removesuffix("kg")))
        except ValueError:
            self._line(tr("{typed} is no number of kilograms; type it as 7.5").format(typed=typed))
        except CalibrationError as fault:
            self._line(str(fault))

    def _skip(self) -> None:
        if self._doing.stage == "warming":
            self._doing.skip_warm_up()
            self._line(tr("Without ten minutes of warm-up the zero may still drift; the report card will tell."))
        elif not self._doing.skip_mark() and self._doing.stage == "placing":
            self._line(tr("At least four marks are needed; this one cannot be skipped."))

    # -- the end ----------------------------------------------------------------------------------------------

    def _finish(self, typed: str | None) -> None:
        """Show the card once, and ask what to do with it."""
        if not self._asked:
            self.outcome = self._doing.outcome(made_at=datetime.now(UTC).isoformat(timespec="seconds"))
            self._line("")
            for line in card_lines(self.outcome):
                self._say(line)
            self._asked, typed = True, None
            if self.outcome.accepted and self._sure:
                self.keep = self._ended = True
                return
            self._say(self._question(self.outcome))
        outcome = self.outcome
        if outcome is None or self._ended:
            return
        if typed is None:
            if self._keys.over:
                self._ended = True
                self._say(tr("Nothing was kept."))
            return
        self._answer(outcome, typed)

    def _question(self, outcome: Outcome) -> str:
        if outcome.accepted:
            return tr("Keep it? Enter keeps it, q does not.")
        again = _marks(outcome)
        if again:
            numbers = ", ".join(str(n) for n in again)
            return tr("Enter repeats mark {marks}; b begins again; q ends.").format(marks=numbers)
        return tr("b begins again; q ends.")

    def _answer(self, outcome: Outcome, typed: str) -> None:
        if outcome.accepted and typed in {"", "y", "yes"}:
            self.keep = self._ended = True
        elif typed == "" and (again := _marks(outcome)):
            self._doing.repeat(*again)
            self._asked = False
        elif self._doing.stage == "done":
            self._say(self._question(outcome))

    # -- what is shown ----------------------------------------------------------------------------------------

    def _tell(self) -> None:
        doing = self._doing
        if doing.stage == "done":
            return
        words, hint = doing.words, self._source.health.problem or doing.hint_words
        if not self._live:
            for line, before in zip((words, hint), self._said, strict=True):
                if line and line != before:
                    self._say(line)
            self._said = (words, hint)
            return
        if words != self._said[0]:
            self._line(self._sheet() + words)
        self._said = (words, hint)
        full = round(BAR * doing.progress)
        line = f"{'#' * full}{'.' * (BAR - full)}  {self._figures()}  {hint}"
        click.echo(f"\r\x1b[K{line[: shutil.get_terminal_size().columns - 1]}", nl=False)

    def _figures(self) -> str:
        doing = self._doing
        if doing.stage == "warming":
            passed, whole = int(doing.warm_up.elapsed_s), int(doing.warm_up.seconds)
            clock = f"{passed // 60}:{passed % 60:02} / {whole // 60}:{whole % 60:02}"
            return tr("{clock}, drift {kg:+z.3f} kg").format(clock=clock, kg=doing.warm_up.drift_kg)
        if doing.felt is None:
            return ""
        place = doing.place_mm
        where = f"  x {place[0]:+z6.0f}  y {place[1]:+z6.0f} mm" if place else ""
        return f"{doing.felt.load_kg:z6.2f} kg{where}"

    def _sheet(self) -> str:
        """The marks as they lie on the sheet, those that are done replaced by a dot."""
        doing = self._doing
        if doing.mark is None:
            return ""
        shown = {n: "·" if n in doing.taken else f"[{n}]" if n == doing.mark else str(n) for n in range(1, 10)}
        rows = ["".join(shown[n].center(4) for n in range(first, first + 3)) for first in (1, 4, 7)]
        return f"{tr('front').center(12)}\n" + "\n".join(rows) + "\n"

    def _line(self, words: str) -> None:
        """A line that stays."""
        if self._live:
            click.echo("\r\x1b[K", nl=False)
        self._say(words)


def _marks(outcome: Outcome) -> tuple[int, ...]:
    return outcome.card.marks_at_fault if outcome.card else ()


def card_lines(outcome: Outcome) -> list[str]:
    """The report card, or only the reasons where there is none."""
    lines = [*_table(outcome.card), "", *_figures(outcome.card), ""] if outcome.card else []
    if outcome.accepted:
        return [*lines, tr("Accepted.")]
    return [*lines, tr("Refused:"), *(f"  {refusal.line}" for refusal in outcome.refusals)]


def _table(card: ReportCard) -> list[str]:
    heads = [tr("mark"), tr("sideways"), tr("forward"), tr("off by"), tr("if unseen"), tr("felt")]
    rows = [
        [
            str(mark.number),
            f"{mark.off_ml_mm:+z.1f}",
            f"{mark.off_ap_mm:+z.1f}",
            f"{mark.off_mm:.1f} mm",
            f"{mark.left_out_mm:.1f} mm",
            f"{mark.load_kg:.2f} kg",
        ]
        for mark in card.marks
    ]
    widths = [max(len(row[i]) for row in [heads, *rows]) for i in range(len(heads))]
    return ["  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in [heads, *rows]]


def _figures(card: ReportCard) -> list[str]:
    kind = {"gains": tr("four gains"), "map": tr("full map")}[card.kind]
    gains = ", ".join(f"{name} {gain:.3f}" for name, gain in zip(("FL", "FR", "RL", "RR"), card.gains, strict=True))
    if card.map_left_out_mm is not None:
        kind = tr("{kind}, which does better on marks it has not seen").format(kind=kind)
    rows = [
        (tr("kind"), kind),
        (tr("worst mark"), f"{card.worst_mark}, {card.worst_mm:.1f} mm"),
        (tr("RMS of the fit"), tr("{mm:.2f} mm, on the marks it was made from").format(mm=card.rms_mm)),
        (tr("RMS left out"), tr("{mm:.2f} mm, each mark judged without it").format(mm=card.left_out_rms_mm)),
        (tr("uncalibrated"), f"{card.before_mm:.1f} mm"),
        (tr("cells"), tr("{gains} against nominal").format(gains=gains)),
        (
            tr("weight"),
            tr("{kg:g} kg; nominal cells would say {felt:.2f} kg").format(
                kg=card.mass_kg, felt=card.mass_kg * card.mass_ratio
            ),
        ),
    ]
    if card.noise_sd_mm is not None and card.noise_filtered_mm is not None:
        words = tr("{raw:.2f} mm with {kg:g} kg, {calm:.2f} mm after the game's filter")
        rows.append((tr("noise"), words.format(raw=card.noise_sd_mm, kg=card.mass_kg, calm=card.noise_filtered_mm)))
    if card.drift_kg is not None:
        rows.append((tr("drift"), tr("{kg:+z.3f} kg since the zero").format(kg=card.drift_kg)))
    expected = ", ".join(f"{kg} kg: {believable(mm)}" for kg, mm in card.error_mm.items())
    rows.append((tr("expect"), expected))
    width = max(len(name) for name, _ in rows)
    return [f"{name.ljust(width)}  {words}" for name, words in rows]
