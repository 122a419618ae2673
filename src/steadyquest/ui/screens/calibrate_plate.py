"""The plate from above, as calibrating shows it: four cells, the sheet's marks, where the weight is, and errors."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import pygame

from steadyquest.ui.view import Box, Point, View
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.analysis.report_card import ReportCard
    from steadyquest.session.calibration_plan import Plan

CARD = (60.0, 124.0, 590.0, 460.0)
SIDE = (674.0, 124.0, 546.0, 460.0)
"""What stands beside it."""
ROOM = (470.0, 316.0)
"""What lies between the cells, at most."""
MIDDLE = (CARD[0] + CARD[2] / 2, CARD[1] + CARD[3] / 2 + 18)
MARK_R, CELL_R = 27.0, 11.0
RIM = 36.0
"""Plate beyond the cells."""
ARROW_TIMES = 24.0
"""Errors are drawn at most so many times their length on the plate; all of one card by the same."""
ARROW_MOST = 92.0
"""Units; an arrow that would be longer even at its true length ends in two heads."""
HEAD = 11.0


class Off(NamedTuple):
    """How far one mark is off, as it is drawn and told."""

    number: int
    at_mm: Point
    way: Point
    """Sideways and forward, of length one; nothing when it is not off."""
    mm: float
    bad: bool


class Sheet(NamedTuple):
    """Where plate millimetres are on the screen."""

    half_mm: tuple[float, float]
    scale: float

    def at(self, ml_mm: float, ap_mm: float) -> Point:
        """A place of the plate; forward is up."""
        return MIDDLE[0] + ml_mm * self.scale, MIDDLE[1] - ap_mm * self.scale

    def box_of(self, ml_mm: float, ap_mm: float) -> Box:
        """The square around a mark."""
        x, y = self.at(ml_mm, ap_mm)
        return x - MARK_R, y - MARK_R, 2 * MARK_R, 2 * MARK_R


def sheet_of(plan: Plan) -> Sheet:
    """As large as there is room for."""
    half_ml, half_ap = plan.half_ml_mm, plan.half_ap_mm
    return Sheet((half_ml, half_ap), min(ROOM[0] / (2 * half_ml), ROOM[1] / (2 * half_ap)))


def paint_plate(surface: pygame.Surface, view: View, sheet: Sheet) -> None:
    """The card, the plate, its cells, and which side is the front."""
    view.card(surface, CARD)
    left, top = sheet.at(-sheet.half_mm[0], sheet.half_mm[1])
    right, bottom = sheet.at(sheet.half_mm[0], -sheet.half_mm[1])
    box = (left - RIM, top - RIM, right - left + 2 * RIM, bottom - top + 2 * RIM)
    view.card(surface, box, colour=view.colours.button, radius=26, shadow=False)
    for x in (left, right):
        for y in (top, bottom):
            view.disc(surface, (x, y), CELL_R, colour=view.colours.ink_soft)
    view.words(surface, "▲ " + tr("front"), _above(sheet), size="small", colour=view.colours.ink_soft)


def _above(sheet: Sheet) -> Box:
    """What is free above the plate."""
    top = sheet.at(0.0, sheet.half_mm[1])[1]
    return CARD[0] + 20, CARD[1] + 6, CARD[2] - 40, top - RIM - CARD[1] - 6


def paint_mark(
    surface: pygame.Surface, view: View, at: Point, *, number: int, state: str, progress: float = 0.0
) -> None:
    """A mark: still to do, next (its ring fills), done, skipped, or at fault."""
    c = view.colours
    if state == "next":
        view.ring(surface, at, MARK_R + 15, progress=progress, width=11)
    fill = {"next": c.light, "done": c.good, "fault": c.bad}.get(state, c.paper)
    view.disc(surface, at, MARK_R, colour=fill, edge=c.ink if state in {"next", "todo"} else c.paper_edge)
    box = (at[0] - MARK_R, at[1] - MARK_R, 2 * MARK_R, 2 * MARK_R)
    if state == "done":
        view.sprite(surface, "icon_check", at, 34, colour=c.paper)
        return
    ink = {"next": "#2b2145", "fault": c.paper, "skipped": c.ink_soft}.get(state, c.ink)
    view.words(surface, "–" if state == "skipped" else str(number), box, bold=True, colour=ink)


def paint_weight(surface: pygame.Surface, view: View, sheet: Sheet, place_mm: tuple[float, float]) -> None:
    """Where the weight seems to be, kept on the plate; wider than a mark, so that it is seen around one."""
    ml, ap = (max(-h, min(h, v)) for v, h in zip(place_mm, sheet.half_mm, strict=True))
    at = sheet.at(ml, ap)
    view.disc(surface, at, MARK_R + 9, colour=view.colours.focus)


def offs_of(card: ReportCard) -> list[Off]:
    """What the card says of each mark; of one that is refused for it, the millimetres of the refusal."""
    told = {refusal.marks[0]: refusal.off_mm for refusal in card.refusals if refusal.off_mm is not None}
    bad = set(card.marks_at_fault)
    return [
        Off(
            mark.number,
            (mark.ml_mm, mark.ap_mm),
            (mark.off_ml_mm / mark.off_mm, mark.off_ap_mm / mark.off_mm) if mark.off_mm > 0 else (0.0, 0.0),
            told.get(mark.number, mark.off_mm),
            mark.number in bad,
        )
        for mark in card.marks
    ]


def times_of(offs: Iterable[Off], *, scale: float) -> float:
    """One scale for all arrows of a card: the longest has room, and none is shorter than on the plate."""
    longest = max((off.mm for off in offs), default=0.0) * scale
    return max(1.0, min(ARROW_TIMES, math.floor(ARROW_MOST / longest))) if longest > 0 else ARROW_TIMES


def paint_errors(surface: pygame.Surface, view: View, sheet: Sheet, offs: Iterable[Off]) -> None:
    """An arrow from each printed mark to where the weight seemed to be, lengthened; how many times is said above."""
    offs = list(offs)
    times = times_of(offs, scale=sheet.scale)
    for off in offs:
        at = sheet.at(*off.at_mm)
        colour = view.colours.bad if off.bad else view.colours.good
        view.disc(surface, at, 9, colour=colour, edge=view.colours.paper)
        length = off.mm * times * sheet.scale
        drawn = min(length, ARROW_MOST)
        end = at[0] + off.way[0] * drawn, at[1] - off.way[1] * drawn
        if drawn > 4:
            _arrow(surface, view, at, end, colour=colour)
        if length > ARROW_MOST:
            back = end[0] - off.way[0] * HEAD, end[1] + off.way[1] * HEAD
            _arrow(surface, view, at, back, colour=colour)
        below = at[1] <= end[1] and drawn > HEAD
        box = (at[0] - 70, at[1] - 52 if below else at[1] + 12, 140, 40)
        ink = view.colours.bad if off.bad else view.colours.ink
        view.words(surface, f"{off.number}: {off.mm:.1f}", box, size="small", bold=off.bad, colour=ink)
    view.words(surface, f"→ × {times:g}", _above(sheet), size="small", colour=view.colours.ink_soft, align="right")


def _arrow(surface: pygame.Surface, view: View, begin: Point, end: Point, *, colour: str) -> None:
    angle = math.atan2(end[1] - begin[1], end[0] - begin[0])
    head = min(HEAD, 0.8 * math.dist(begin, end))
    neck = end[0] - head * math.cos(angle), end[1] - head * math.sin(angle)
    wings = [
        (neck[0] + side * head * 0.7 * math.sin(angle), neck[1] - side * head * 0.7 * math.cos(angle))
        for side in (1, -1)
    ]
    point = view.canvas.point
    pygame.draw.line(surface, colour, point(*begin), point(*neck), view.canvas.px(6))
    pygame.draw.polygon(surface, colour, [point(*end), *(point(*wing) for wing in wings)])
