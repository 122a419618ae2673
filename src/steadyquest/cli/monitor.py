"""A live view of one board in a terminal: one line, written over again while it lasts."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import click

from steadyquest.conventions import CHANNELS, BoardSample
from steadyquest.device.serial_port import SerialSource
from steadyquest.session.preparation import Preparation
from steadyquest.signal.one_euro import STEADINESS
from steadyquest.signal.reach import cautious
from steadyquest.words import tr

EVERY_S = 0.2


class Monitor:
    """Watches a source and says what it sees, five times a second."""

    def __init__(self, source: SerialSource, *, live: bool, say: Callable[[str], None]) -> None:
        self._source, self._live, self._say = source, live, say
        self._samples = 0
        self._last: BoardSample | None = None
        self._preparation = Preparation(source.calibration, filter_spec=STEADINESS["normal"], reach=cautious())

    def watch(self, *, until: float | None) -> None:
        """Go on until this moment of the monotonic clock, or for ever."""
        self._say(tr("Board {id} at {port}").format(id=self._source.board_id, port=self._source.port))
        while until is None or time.monotonic() < until:
            time.sleep(EVERY_S)
            for sample in self._source.read():
                self._samples += 1
                self._last = sample
                self._preparation.feed(sample)
            self._show()
        if self._live:
            click.echo()

    def summary(self) -> dict[str, Any]:
        """What was seen in all."""
        health, last = self._source.health, self._last
        return {
            "board_id": self._source.board_id,
            "samples": self._samples,
            "rate_hz": health.rate_hz,
            "gaps": health.gaps,
            "corrupt": health.corrupt,
            "connected": health.connected,
            "counts": dict(zip(CHANNELS, last.counts, strict=True)) if last else None,
        }

    def _show(self) -> None:
        line = self._source.health.problem or self._line()
        if self._live:
            click.echo(f"\r\x1b[K{line}", nl=False)
        else:
            self._say(line)

    def _line(self) -> str:
        if self._last is None:
            return tr("waiting for samples …")
        cells = " ".join(f"{name} {count:>9}" for name, count in zip(CHANNELS, self._last.counts, strict=True))
        faulty = "".join(f" {name}!" for i, name in enumerate(CHANNELS) if self._last.faulty >> i & 1)
        health, lean = self._source.health, self._preparation.lean
        where = tr("taking the zero, leave the plate empty")
        if lean is not None:
            where = f"{lean.load_kg:6.1f} kg"
            where += f"  x {lean.cop_ml_mm:+7.1f}  y {lean.cop_ap_mm:+7.1f} mm" if lean.valid else ""
        tail = tr("{rate:.1f} Hz  gaps {gaps}  corrupt {corrupt}").format(
            rate=health.rate_hz, gaps=health.gaps, corrupt=health.corrupt
        )
        return f"{cells}{faulty}  {where}  {tail}"
