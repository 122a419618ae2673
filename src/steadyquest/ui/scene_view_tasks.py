"""Things of single tasks as pictures: gates, walls, gems, footprints, numbers, what is looked at, what drifts by.

Each painter gets the pen, the item and how it moves; none remembers anything.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import pygame

from steadyquest.game.scene import Item
from steadyquest.ui.palettes import rgb
from steadyquest.ui.scene_view_light import way
from steadyquest.ui.scene_view_motion import Motion, eased
from steadyquest.ui.scene_view_pen import REACH, Pen, centred, radii
from steadyquest.ui.sprites import blank
from steadyquest.ui.theme import colours

POST = 92.0
POST_FOOT = 0.9
"""Where a post stands on the ground, as a share of its picture's height."""
HEDGE_DOTS, HEDGE_APART = 7, 24.0
"""Dots beside a gate, away from its opening: the way round is no way."""
GEM_LEAST, GEM_MOST = 34.0, 72.0
FOOT = 118.0
FOOT_LIFT = 34.0
"""How high a foot to be lifted goes while its beat comes nearer."""
COUNTED = 54.0
GONE_TICKS = 70
NUMBER = 92.0
NUMBER_LETTERS = 54.0
GAZE, GAZE_RING = 64.0, 84.0
"""The point to look at, and how far about it its ring goes: round, and the same in every reach."""
EYES_CLOSED, EYES_CLOSED_RING = 240.0, 156.0
"""To be seen from some metres off: whoever closes the eyes reads nothing."""
_FINE = 4

Painter = Callable[[Pen, Item, Motion], None]


def gate(pen: Pen, item: Item, motion: Motion) -> None:
    """Two posts, pale between them, dots to both sides; what is held there fills a line from post to post."""
    ux, uy = (1.0, 0.0) if item.name == "ml" else (0.0, 1.0)
    ends = [pen.at(item.x + side * item.radius * ux, item.y + side * item.radius * uy) for side in (-1, 1)]
    if item.name == "ml":
        ends.sort()  # from left to right, also where left and right are changed
    faint = item.state == "next"
    gone = item.state in ("reached", "missed", "done")
    if not faint and not gone:
        _opening(pen, item, ends)
    if not gone:
        _hedge(pen, ends, along=(ux, uy))
    if item.progress > 0:
        _line(pen, *ends, progress=item.progress)
    state = "faint" if faint else ""
    if item.state == "missed":
        state = f"fade{int(5 * eased(motion.age / GONE_TICKS))}"
    # The far post first: the near one may stand before it.
    for x, y in sorted(ends, key=lambda end: end[1]):
        post = pen.thing("post", POST, pen.hour, state=state)
        waved = x + round(motion.dx * pen.scale)
        pen.surface.blit(post, (waved - post.get_width() // 2, y - round(post.get_height() * POST_FOOT)))
    if item.state == "reached":
        _line(pen, *ends, progress=1.0)


def wall(pen: Pen, item: Item, motion: Motion) -> None:
    """A stone of a garden."""
    del motion
    # Neighbours meet to the pixel, so a stone's size comes from where its edges are.
    one, top = pen.at(item.x - item.radius, item.y + item.radius)
    other, bottom = pen.at(item.x + item.radius, item.y - item.radius)
    left, right = min(one, other), max(one, other)
    size = (max(2, right - left), max(2, bottom - top))
    pen.surface.blit(pen.kit.kept(("wall", *size), lambda: _stone(pen, size)), (left, top))


def gem(pen: Pen, item: Item, motion: Motion) -> None:
    """A small thing to be picked up, on its own pale ground."""
    at, (rx, ry) = pen.at(item.x, item.y), radii(item)
    if motion.fade < 1.0:
        if item.state != "done":
            centred(pen.surface, pen.kit.disc(rx * pen.scale, ry * pen.scale, won=item.state == "reached"), at)
        size = min(GEM_MOST, max(GEM_LEAST, round(ry * 0.4) * 4.0))
        state = f"fade{int(motion.fade * 6)}" if motion.fade > 0 else "faint" if item.state == "done" else ""
        picture = pen.thing(item.name, size, pen.hour, state=state)
        up = motion.lift * size * 0.6 - motion.dy
        centred(pen.surface, picture, (at[0] + round(motion.dx * pen.scale), at[1] - round(up * pen.scale)))


def foot(pen: Pen, item: Item, motion: Motion) -> None:
    """A footprint: the one to be lifted goes up with the time to its beat; afterwards it hops or waves."""
    at, (rx, _) = pen.at(item.x, item.y), radii(item)
    lifts, won = item.state == "lift", item.state == "reached"
    r = min(max(rx * 0.6, FOOT * 0.62), FOOT * 0.9)
    if lifts or won:
        pen.ground(at, r, r * 0.85, won=won)
    if lifts:
        pen.fill(at, r, r * 0.85, progress=item.progress)
    up = FOOT_LIFT * eased(item.progress * 1.5 - 0.5) if lifts else -motion.dy
    picture = pen.thing(f"foot_{item.name}", FOOT, pen.hour)
    centred(pen.surface, picture, (at[0] + round(motion.dx * pen.scale), at[1] - round(up * pen.scale)))


def answer(pen: Pen, item: Item, motion: Motion) -> None:
    """A number to lean to, with its ring."""
    at, (rx, ry) = pen.at(item.x, item.y), radii(item)
    won = item.state == "reached"
    pen.ground(at, rx, ry, won=won)
    if won or item.state in ("", "inside"):
        pen.fill(at, rx, ry, progress=1.0 if won else item.progress)
    faint = item.state == "done"
    panel = pen.kit.kept(("number", item.name, faint), lambda: _number(pen, item.name, faint=faint))
    centred(pen.surface, panel, (at[0], at[1] - round(motion.lift * NUMBER * 0.9 * pen.scale)))


def gaze(pen: Pen, item: Item, motion: Motion) -> None:
    """A point to look at, with the ring of the time; a face with its eyes closed where nothing is to be looked at."""
    del motion
    closed = item.name == "closed"
    at, r = pen.at(item.x, item.y), EYES_CLOSED_RING if closed else GAZE_RING
    pen.ground(at, r, r)
    pen.fill(at, r, r, progress=item.progress)
    dot = pen.thing("hint_eyes_closed", EYES_CLOSED, pen.hour) if closed else pen.kit.kept(("gaze",), lambda: _dot(pen))
    centred(pen.surface, dot, at)


def counted(pen: Pen, item: Item) -> None:
    """What drifts by to be counted: small, with no ring that would ask for anything."""
    centred(pen.surface, pen.thing(item.name, COUNTED, pen.hour), pen.anywhere(item.x, item.y))


def crossed(pen: Pen, at: tuple[int, int], *, rx: float, ry: float) -> None:
    """The mark of what is to be let pass: a cross of dots where others have a ring."""
    bar = [(t * rx * 0.72, t * ry * 0.72) for t in (-1.0, -0.72, 0.72, 1.0)]
    dots, half = pen.kit.dot, pen.kit.dot[0].get_width() // 2
    places = [*bar, *((x, -y) for x, y in bar)]
    pen.surface.fblits(
        [(dots[0], (at[0] - half + round(x * pen.scale), at[1] - half + round(y * pen.scale))) for x, y in places]
    )


TASK_PAINTERS: dict[str, Painter] = {
    "gate": gate,
    "wall": wall,
    "gem": gem,
    "foot": foot,
    "answer": answer,
    "gaze": gaze,
    "way": way,
}


def _opening(pen: Pen, item: Item, ends: list[tuple[int, int]]) -> None:
    (x0, y0), (x1, y1) = ends
    rx, ry = (item.radius * REACH[0], 22.0) if item.name == "ml" else (26.0, item.radius * REACH[1])
    centred(pen.surface, pen.kit.disc(rx * pen.scale, ry * pen.scale), ((x0 + x1) // 2, (y0 + y1) // 2))


def _hedge(pen: Pen, ends: list[tuple[int, int]], *, along: tuple[float, float]) -> None:
    step = HEDGE_APART * pen.scale
    for (x, y), side in zip(ends, (-1, 1), strict=True):
        for k in range(2, HEDGE_DOTS):
            centred(
                pen.surface,
                pen.kit.path_dot,
                (x + round(side * along[0] * k * step), y - round(side * along[1] * k * step)),
            )


def _line(pen: Pen, start: tuple[int, int], end: tuple[int, int], *, progress: float) -> None:
    """Beads from post to post, as far as it is full."""
    length = math.dist(start, end)
    count = max(2, round(length / pen.kit.beads_apart_px))
    lit = math.ceil(count * min(1.0, max(0.0, progress)))
    for beads, into in ((pen.kit.bead_edge, pen.above), (pen.kit.bead, pen.above)):
        half = beads[0].get_width() // 2
        for k in range(lit):
            x = start[0] + (end[0] - start[0]) * k / (count - 1)
            y = start[1] + (end[1] - start[1]) * k / (count - 1)
            into.append((beads[0], (round(x) - half, round(y) - half)))


def _stone(pen: Pen, size: tuple[int, int]) -> pygame.Surface:
    w, h = size
    big = blank(w * _FINE, h * _FINE)
    edge, body = pen.kit.mark, pen.kit.stone
    big.fill((*rgb(edge), 0))
    gap, line = max(2, round(w * 0.03 * _FINE)), max(_FINE, round(2.4 * pen.scale * _FINE))
    box = big.get_rect().inflate(-gap, -gap)
    radius = round(min(w, h) * _FINE * 0.26)
    pygame.draw.rect(big, edge, box, border_radius=radius)
    pygame.draw.rect(big, body, box.inflate(-2 * line, -2 * line), border_radius=max(0, radius - line))
    small = pygame.transform.smoothscale(big, (w, h))
    return small.convert_alpha() if pygame.display.get_surface() else small


def _dot(pen: Pen) -> pygame.Surface:
    """Dark on pale, dark about it: it stands out from any ground."""
    look, n = colours(pen.kit.look), pen.kit.canvas.px(GAZE)
    big = blank(n * _FINE, n * _FINE)
    big.fill((*rgb(look.ink), 0))
    for colour, share in ((look.ink, 0.5), (look.paper, 0.42), (look.ink, 0.21)):
        pygame.draw.circle(big, colour, (n * _FINE / 2, n * _FINE / 2), n * _FINE * share)
    small = pygame.transform.smoothscale(big, (n, n))
    return small.convert_alpha() if pygame.display.get_surface() else small


def _number(pen: Pen, name: str, *, faint: bool) -> pygame.Surface:
    look = colours(pen.kit.look)
    n = pen.kit.canvas.px(NUMBER)
    big = blank(n * _FINE, n * _FINE)
    middle = (n * _FINE / 2, n * _FINE / 2)
    pygame.draw.circle(big, look.paper_edge, middle, n * _FINE * 0.49)
    pygame.draw.circle(big, look.paper, middle, n * _FINE * 0.45)
    disc = pygame.transform.smoothscale(big, (n, n))
    text = pen.texts.text(name, NUMBER_LETTERS, look.ink, bold=True)
    disc.blit(text, text.get_rect(center=(n // 2, n // 2)))
    if faint:
        disc.set_alpha(110)
    return disc
