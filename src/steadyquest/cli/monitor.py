"""A live view of one board in a terminal, drawn over again while it lasts; plain lines where nobody looks."""

from __future__ import annotations

import contextlib
import shutil
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

import click

from steadyquest.cli.monitor_view import Seen, kg_of_cells, noise_kg, one_line, picture
from steadyquest.conventions import CHANNELS, BoardSample, is_nameless
from steadyquest.session import zero_words
from steadyquest.session.preparation import Preparation
from steadyquest.session.zero import KnownZero, words_of
from steadyquest.signal.calibration import Calibration
from steadyquest.signal.one_euro import STEADINESS
from steadyquest.signal.reach import cautious
from steadyquest.signal.source import Source
from steadyquest.signal.tare import MOVED_KG
from steadyquest.words import tr

LIVE_EVERY_S = 0.1
PLAIN_EVERY_S = 1.0
ASK_EVERY_S = 5.0
"""How often the board is asked for its own rates; its first answer is of two seconds."""
TRAIL = 80
"""Samples of the way that is drawn: a second."""
_BEGIN, _END = "\x1b[?1049h\x1b[?25l", "\x1b[?25h\x1b[?1049l"
"""The terminal's other page, without a cursor, and back: a new size or a short window spoils nothing there."""
_HOME, _LINE_END, _REST = "\x1b[H", "\x1b[K", "\x1b[J"


class Monitor:
    """Watches a source and shows what it sees."""

    def __init__(
        self,
        source: Source,
        *,
        port: str,
        live: bool,
        say: Callable[[str], None],
        last: KnownZero | None = None,
        anew: bool = False,
    ) -> None:
        """`last`: the board's zero as it is known, which is used unless it is to be taken `anew`."""
        self._source, self._port, self._live, self._say = source, port, live, say
        self._samples = 0
        self._last: BoardSample | None = None
        self._trail: deque[tuple[float, float]] = deque(maxlen=TRAIL)
        zero = None if anew else last
        self._zero, self._known = zero, last
        calibration = source.calibration if zero is None else source.calibration.tared(zero.tare)
        self._preparation = Preparation(calibration, filter_spec=STEADINESS["normal"], reach=cautious())
        self._ask_at = time.monotonic() + ASK_EVERY_S / 2

    def watch(self, *, until: float | None) -> None:
        """Go on until this moment of the monotonic clock, or for ever."""
        if not self._live:
            self._say(self._head())
        with self._page():
            while until is None or time.monotonic() < until:
                left_s = LIVE_EVERY_S if until is None else until - time.monotonic()
                time.sleep(max(0.0, min(LIVE_EVERY_S if self._live else PLAIN_EVERY_S, left_s)))
                self._take()
                self._show()

    def summary(self) -> dict[str, Any]:
        """What was seen in all, for programs."""
        health, last, seen = self._source.health, self._last, self._seen()
        kg, lean, calibration = kg_of_cells(seen), seen.lean, seen.calibration
        where = [round(lean.cop_ml_mm, 2), round(lean.cop_ap_mm, 2)] if lean is not None and lean.valid else None
        return {
            "board_id": self._source.board_id,
            "port": self._port,
            "firmware": getattr(self._source, "firmware", ""),
            "calibration": {"kind": calibration.kind, "made_at": calibration.made_at},
            "samples": self._samples,
            "rate_hz": health.rate_hz,
            "rates_hz": _named(health.rates_hz, digits=2),
            "board_rates_hz": getattr(self._source, "board_rates_hz", None),
            "noise_counts": _named(health.noise_counts, digits=1),
            "noise_kg": _named(noise_kg(seen), digits=4),
            "gaps": health.gaps,
            "corrupt": health.corrupt,
            "timeouts": health.timeouts,
            "saturated": health.saturated,
            "dropped": health.dropped,
            "drift_ppm": None if health.drift_ppm is None else round(health.drift_ppm, 1),
            "connected": health.connected,
            "problem": health.problem,
            "counts": _named(last.counts) if last else None,
            "faulty": [name for i, name in enumerate(CHANNELS) if last and last.faulty >> i & 1],
            "kg": _named(kg, digits=3) if kg else None,
            "load_kg": None if lean is None else round(lean.load_kg, 3),
            "cop_mm": where,
            "notes": self._notes(),
        }

    def _take(self) -> None:
        for sample in self._source.read():
            self._samples += 1
            self._last = sample
            lean = self._preparation.feed(sample)
            if lean is not None and lean.valid:
                self._trail.append((lean.cop_ml_mm, lean.cop_ap_mm))
            elif self._trail:
                self._trail.clear()
        if time.monotonic() >= self._ask_at and hasattr(self._source, "ask_rates"):
            self._source.ask_rates()
            self._ask_at = time.monotonic() + ASK_EVERY_S

    def _show(self) -> None:
        if not self._live:
            self._say(one_line(self._seen()))
            return
        columns, rows = shutil.get_terminal_size()
        lines = picture(self._seen(hint=tr("Ctrl-C ends it")), width=columns, height=rows)
        click.echo(_HOME + "\n".join(line + _LINE_END for line in lines) + _REST, nl=False)
        sys.stdout.flush()

    @contextlib.contextmanager
    def _page(self) -> Iterator[None]:
        """The other page of the terminal; what was seen last stays on the first one."""
        if not self._live:
            yield
            return
        click.echo(_BEGIN, nl=False)
        try:
            yield
        finally:
            click.echo(_END, nl=False)
            columns, _ = shutil.get_terminal_size()
            click.echo("\n".join(picture(self._seen(), width=columns, height=100)))

    def _seen(self, *, hint: str = "") -> Seen:
        rates = getattr(self._source, "board_rates_hz", None)
        said = tr("the board itself measures {rates} Hz").format(rates=" ".join(map(str, rates))) if rates else ""
        return Seen(
            head=self._head(),
            health=self._source.health,
            calibration=self._preparation.calibration,
            sample=self._last,
            lean=self._preparation.lean,
            trail=tuple(self._trail),
            board_rates=said,
            notes=tuple(self._notes()),
            hint=hint,
        )

    def _notes(self) -> list[str]:
        """What there is to say of the zero, and of a board without a name."""
        calibration, lean = self._preparation.calibration, self._preparation.lean
        notes = [zero_words.nameless()] if is_nameless(self._source.board_id) else []
        if self._zero is None and calibration.tare is not None and self._source.calibration.tare is None:
            notes.append(words_of(calibration, calibration.tare, last=self._known))
        if lean is not None and lean.load_kg < -MOVED_KG:
            notes.append(tr("Less than empty: take the zero anew with --zero."))
        return [words for words in notes if words]

    def _head(self) -> str:
        parts = [tr("Board {id} at {port}").format(id=self._source.board_id, port=self._port)]
        if firmware := getattr(self._source, "firmware", ""):
            parts.append(tr("firmware {version}").format(version=firmware))
        parts.append(_calibration_words(self._source.calibration))
        if self._zero is not None:
            parts.append(tr("zero of {when}").format(when=self._zero.at[:16].replace("T", " ")))
        return "  ".join(parts)


def _calibration_words(calibration: Calibration) -> str:
    if calibration.kind == "nominal":
        return tr("not calibrated")
    return tr("calibration: {kind}, {when}").format(kind=calibration.kind, when=calibration.made_at[:10])


def _named(values: tuple[float, ...], *, digits: int | None = None) -> dict[str, float]:
    return {
        name: value if digits is None else round(value, digits) for name, value in zip(CHANNELS, values, strict=True)
    }
