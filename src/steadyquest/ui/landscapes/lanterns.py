"""Strings of paper lanterns between poles, left and right of where one plays; lit when it is dark."""

from __future__ import annotations

from steadyquest.ui.landscapes.paper import SHADOW, Frame, lamp, oval
from steadyquest.ui.palettes import mix

_LANTERNS = ("#e8604a", "#f6a03c", "#ffd65e", "#4fb3a3", "#f7a1b5")


def strings(frame: Frame) -> str:
    """Strings of paper lanterns from pole to pole, lit when it is dark; over the middle nothing hangs."""
    return "".join(
        _string(frame, a, b, sag=sag, count=n, first=k)
        for k, (a, b, sag, n) in enumerate(
            (
                ((-20.0, 404.0), (246.0, 440.0), 60.0, 4),
                ((1034.0, 440.0), (1300.0, 404.0), 60.0, 4),
                ((-420.0, 420.0), (-20.0, 404.0), 70.0, 5),
                ((1300.0, 404.0), (1700.0, 420.0), 70.0, 5),
            )
        )
    ) + "".join(_pole(frame, x, y) for x, y in ((-20, 404), (246, 440), (1034, 440), (1300, 404)))


def _pole(frame: Frame, x: float, y: float) -> str:
    c = frame.colours
    wood = mix("#9a6b4c", c.near, share=(0.08, 0.16, 0.5, 0.6, 0.66)[frame.hour])
    return (
        oval(x + 12, y + 112, rx=26, ry=6, fill=SHADOW, opacity=0.16)
        + f'<path d="M{x} {y - 8}V{y + 112}" stroke="{wood}" stroke-width="11" stroke-linecap="round"/>'
        f'<path d="M{x - 2.6} {y - 6}V{y + 108}" stroke="#ffffff" stroke-width="2.4" opacity=".25"/>'
        f'<circle cx="{x}" cy="{y - 12}" r="9" fill="{wood}"/>'
    )


def _string(
    frame: Frame, start: tuple[float, float], end: tuple[float, float], *, sag: float, count: int, first: int
) -> str:
    c = frame.colours
    (x0, y0), (x1, y1) = start, end
    rope = mix(c.near, SHADOW, share=0.5)
    way = f"M{x0} {y0}Q{(x0 + x1) / 2} {(y0 + y1) / 2 + 2 * sag} {x1} {y1}"
    parts = [f'<path d="{way}" fill="none" stroke="{rope}" stroke-width="3" opacity=".8"/>']
    for k in range(count):
        t = (k + 0.7) / (count + 0.4)
        x, y = x0 + (x1 - x0) * t, y0 + (y1 - y0) * t + 4 * sag * t * (1 - t)
        tone = _LANTERNS[(k + first * 2) % len(_LANTERNS)]
        parts.append(_lantern(frame, x, y, tone=tone))
    return "".join(parts)


def _lantern(frame: Frame, x: float, y: float, *, tone: str) -> str:
    c = frame.colours
    paper = mix(tone, "#ffe2a0", share=0.30) if frame.dark else mix(tone, c.near, share=0.06)
    if frame.dark:
        paper = mix(paper, c.near, share=0.14 + 0.06 * (frame.hour - 2))
    cap = mix("#6f4733", c.near, share=0.2)
    light = mix(paper, "#fff3c8", share=0.5 if frame.dark else 0.3)
    glow = lamp(x, y + 26, radius=48) if frame.dark else ""
    return (
        f'{glow}<path d="M{x:.1f} {y:.1f}v9" stroke="{cap}" stroke-width="2.4"/>'
        + oval(x, y + 26, rx=21, ry=17, fill=paper)
        + oval(x - 1, y + 26, rx=11, ry=14, fill=light, opacity=0.7)
        + f'<path d="M{x:.1f} {y + 9:.1f}Q{x - 14:.1f} {y + 26:.1f} {x:.1f} {y + 43:.1f}M{x:.1f} {y + 9:.1f}'
        f'Q{x + 14:.1f} {y + 26:.1f} {x:.1f} {y + 43:.1f}" fill="none" stroke="{mix(paper, cap, share=0.4)}" '
        f'stroke-width="1.6"/><rect x="{x - 8:.1f}" y="{y + 7:.1f}" width="16" height="5" rx="2" fill="{cap}"/>'
        f'<rect x="{x - 7:.1f}" y="{y + 40:.1f}" width="14" height="4.6" rx="2" fill="{cap}"/>'
    )
