"""Small pictures in a line: the session's time line, the reps of a run, the way of its difficulty, stars, hours."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from steadyquest.reports import wording
from steadyquest.reports.document import Pause, SessionDocument
from steadyquest.words import tr

WORLD_COLOURS = {
    "meadow": "#2f7a4a",
    "river": "#1f6f94",
    "wood": "#7a5230",
    "fog": "#5c6779",
    "cave": "#5b4a8a",
    "peak": "#8a4138",
    "coast": "#0f6f70",
}
"""Dark enough for white letters on them (4.5:1)."""
OTHER_COLOUR = "#4a5560"
TIMELINE_W, TIMELINE_X = 1000.0, 8.0
MOST_REPS_DRAWN = 24


def timeline(document: SessionDocument) -> Markup:
    """Runs as blocks with their numbers, pauses as paler parts, and below it when somebody was on the plate."""
    whole = max(document.seconds, 1.0)
    scale = (TIMELINE_W - 2 * TIMELINE_X) / whole
    parts = [_time_axis(whole, scale)]
    if document.on_plate is not None:
        parts += [_bar("on-plate", a, b, y=66, height=10, scale=scale) for a, b in document.on_plate]
    for i, run in enumerate(document.runs, start=1):
        parts.append(_block(i, run.run.world, run.run.start_s, run.stop_s, pauses=run.pauses, scale=scale))
    label = tr("time line of the session: {runs} in {clock}").format(
        runs=len(document.runs), clock=wording.clock(document.seconds)
    )
    return _svg(parts, width=TIMELINE_W, height=108, kind="timeline", label=label)


def reps(outcomes: Sequence[str]) -> Markup:
    """One sign for each rep, in order: filled succeeded, hollow did not, a line was skipped, a dot is not judged."""
    if len(outcomes) > MOST_REPS_DRAWN:
        return _share_bar(outcomes)
    signs = {
        "reached": '<rect class="reached" x="{x}" y="2" width="8" height="12" rx="2.5"/>',
        "missed": '<rect class="missed" x="{x}.75" y="2.75" width="6.5" height="10.5" rx="2"/>',
        "told": '<circle class="told" cx="{mid}" cy="8" r="3.5"/>',
        "skipped": '<path class="skipped" d="M{x} 8h8"/>',
    }
    parts = [signs[outcome].format(x=i * 10 + 1, mid=i * 10 + 5) for i, outcome in enumerate(outcomes)]
    return _svg(parts, width=max(10, 10 * len(outcomes)), height=16, kind="reps", label=reps_in_words(outcomes))


def reps_in_words(outcomes: Sequence[str]) -> str:
    """The same in words."""
    words = {
        "reached": tr("{n} succeeded"),
        "missed": tr("{n} did not"),
        "told": tr("{n} not judged"),
        "skipped": tr("{n} skipped"),
    }
    counted = [word.format(n=outcomes.count(kind)) for kind, word in words.items() if kind in outcomes]
    return ", ".join(counted) or tr("no reps")


def difficulty(start: float, end: float) -> Markup:
    """The way of d from its first to its last value, on a line from 0 to 1."""
    a, b = 4 + 72 * min(max(start, 0.0), 1.0), 4 + 72 * min(max(end, 0.0), 1.0)
    parts = [
        '<path class="track" d="M4 8h72"/>',
        f'<path class="moved" d="M{a:.1f} 8H{b:.1f}"/>',
        f'<circle class="from" cx="{a:.1f}" cy="8" r="3"/>',
        f'<circle class="to" cx="{b:.1f}" cy="8" r="4"/>',
    ]
    label = tr("difficulty from {start:.2f} to {end:.2f}").format(start=start, end=end)
    return _svg(parts, width=80, height=16, kind="difficulty", label=label)


def stars(count: int) -> Markup:
    """Three stars, as many filled as were won."""
    star = "M9 1l2.4 5.2 5.6.7-4.1 3.9 1.1 5.6L9 13.6l-5 2.8 1.1-5.6L1 6.9l5.6-.7Z"
    parts = [
        f'<path class="{"star" if i < count else "no-star"}" transform="translate({i * 19} 0)" d="{star}"/>'
        for i in range(3)
    ]
    return _svg(parts, width=56, height=18, kind="stars", label=tr("{n} of 3 stars").format(n=count))


def hour(rung: int) -> Markup:
    """The little landscape of a rung's hour. Its drawing stands once in the page."""
    inner = f'<use href="#hour-{min(max(rung, 0), 4)}"/>'
    return _svg([inner], width=48, height=48, kind="hour", label=wording.hour(rung))


def colour(world: str) -> str:
    """The colour of a place."""
    return WORLD_COLOURS.get(world, OTHER_COLOUR)


def _block(number: int, world: str, start: float, stop: float, *, pauses: Sequence[Pause], scale: float) -> str:
    x, width = TIMELINE_X + start * scale, max(2.0, (stop - start) * scale)
    paler = "".join(_bar("paused", pause.start_s, pause.stop_s, y=30, height=32, scale=scale) for pause in pauses)
    inside = width >= 22
    # White on the block, with a rim where it may lie on a pause; where there is no room, above it.
    kind = ("in-block over-pause" if pauses else "in-block") if inside else "above-block"
    number_at = f'x="{x + width / 2:.1f}" y="{51 if inside else 24}" class="{kind}"'
    return (
        f'<rect fill="{colour(world)}" x="{x:.1f}" y="30" width="{width:.1f}" height="32" rx="3"/>{paler}'
        f'<text {number_at} text-anchor="middle">{number}</text>'
    )


def _bar(kind: str, start: float, stop: float, *, y: float, height: float, scale: float) -> str:
    x, width = TIMELINE_X + start * scale, max(1.5, (stop - start) * scale)
    return f'<rect class="{kind}" x="{x:.1f}" y="{y:g}" width="{width:.1f}" height="{height:g}"/>'


def _time_axis(whole: float, scale: float) -> str:
    step = next((s for s in (5, 10, 30, 60, 120, 300, 600, 1800, 3600) if whole / s <= 12), 7200)
    parts = [f'<path class="grid" d="M{TIMELINE_X:g} 80H{TIMELINE_W - TIMELINE_X:g}"/>']
    for i in range(int(whole / step) + 1):
        x = TIMELINE_X + i * step * scale
        anchor = "start" if i == 0 else "end" if x > TIMELINE_W - 30 else "middle"
        at = TIMELINE_X - 6 if i == 0 else x
        parts.append(
            f'<path class="grid" d="M{x:.1f} 80v6"/><text class="tick" x="{at:.1f}" y="101" '
            f'text-anchor="{anchor}">{wording.clock(i * step)}</text>'
        )
    return "".join(parts)


def _share_bar(outcomes: Sequence[str]) -> Markup:
    width = 10.0 * MOST_REPS_DRAWN
    parts, x = [], 0.0
    for kind in ("reached", "missed", "told", "skipped"):
        part = width * outcomes.count(kind) / len(outcomes)
        if part:
            parts.append(
                f'<rect class="{kind}-part" x="{x + 0.75:.1f}" y="2.75" width="{max(part - 1.5, 1):.1f}" '
                'height="10.5" rx="2"/>'
            )
        x += part
    return _svg(parts, width=width, height=16, kind="reps", label=reps_in_words(outcomes))


def _svg(parts: Sequence[str], *, width: float, height: float, kind: str, label: str) -> Markup:
    return Markup(  # noqa: S704 - every word in it was escaped where it was put in
        f'<svg class="{kind}" viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{escape(label)}">'
        f"{''.join(parts)}</svg>"
    )
