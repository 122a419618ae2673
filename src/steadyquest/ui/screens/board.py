"""Board: which port it is on, how well it sends, and what its four cells feel. For the therapist or the maker."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from steadyquest.conventions import CHANNELS, GRAVITY_M_S2
from steadyquest.signal.calibration import Calibration
from steadyquest.signal.tare import Tare
from steadyquest.ui.overlay import Confirm
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.base import BAR_H, BAR_Y, Choosing, heading
from steadyquest.ui.screens.finder import Finder
from steadyquest.ui.widgets import Button
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.ui.config import FoundBoard
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

LIST = (60.0, 130.0, 540.0, 440.0)
PLATE = (660.0, 130.0, 560.0, 440.0)
ROW_H = 86.0
MOST_PORTS = 4
LEAST_KG = 5.0
CORNERS = {"FL": (-1, 1), "FR": (1, 1), "RL": (-1, -1), "RR": (1, -1)}


class Board(Choosing):
    """Ports while nothing is open; health and cells once something is."""

    def __init__(self, desk: Desk) -> None:
        self._finder = Finder(desk.config.find_boards)
        self._tare: Tare | None = None
        self._zero: Calibration | None = None
        self._loads_kg = (0.0, 0.0, 0.0, 0.0)
        super().__init__(desk)

    def buttons(self) -> list[Button]:
        """Ports to choose from, or the tare; back, and play when there is something to play with."""
        ready = self._is_open()
        bar = [
            Button(key="back", box=(60, BAR_Y, 240, BAR_H), label=tr("Back"), icon="icon_back"),
            Button(
                key="play", box=(900, BAR_Y, 320, BAR_H), label=tr("Play"), icon="icon_play", kind="main", enabled=ready
            ),
        ]
        if ready:
            return [
                Button(key="tare", box=(330, BAR_Y, 270, BAR_H), label=tr("Try the zero")),
                Button(key="other", box=(630, BAR_Y, 240, BAR_H), label=tr("Other port")),
                *bar,
            ]
        x, y, w, _ = LIST
        ports = [
            Button(
                key=board.port,
                box=(x + 24, y + 80 + i * ROW_H, w - 48, ROW_H - 12),
                label=board.port,
                icon="icon_board",
                under=board.description,
            )
            for i, board in enumerate(self._finder.found[:MOST_PORTS])
        ]
        return [*ports, *bar]

    def chosen(self, key: str) -> Screen | None:
        """A port that is not known is opened only after a yes."""
        if key in {"back", "play"}:
            self._finder.close()
            return flow.title(self.desk) if key == "back" else flow.to_player(self.desk)
        if key == "tare":
            self._tare = Tare(self._calibration())
        elif key == "other":
            self.desk.let_go()
            self._zero = None
        elif board := next((board for board in self._finder.found if board.port == key), None):
            return self._ask(board)
        # A board that was pulled out while it was being clicked is simply not there any more.
        self.refresh()
        return self

    def update(self) -> Screen | None:
        """Take over what was opened, and follow the tare."""
        self.desk.settle()
        self.refresh()
        sample = self.desk.sample
        if sample is None or not self._is_open():
            return self
        if self._tare is not None and self._tare.feed(sample) and self._tare.zero is not None:
            self._zero, self._tare = self._calibration().tared(self._tare.zero), None
        self._loads_kg = self._loads(sample.counts)
        return self

    def paint(self, surface: pygame.Surface) -> None:
        """The list at the left, the plate from above at the right."""
        heading(surface, self.view, tr("The board"))
        self.view.card(surface, LIST)
        self.view.card(surface, PLATE)
        if self._is_open():
            self._paint_health(surface)
        else:
            self._paint_ports(surface)
        self._paint_plate(surface)

    # -- ports ------------------------------------------------------------------------------------------------

    def _is_open(self) -> bool:
        return self.desk.source is not None and self.desk.label not in {"keyboard", "mouse", "gamepad"}

    def _ask(self, board: FoundBoard) -> Screen:
        if board.known:
            return self._take(board)
        question = tr("Is this the balance board? Other things look the same from here: {what} on {port}.")
        return Confirm(
            self.desk,
            self,
            question=question.format(what=board.description, port=board.port),
            yes=tr("Yes, open it"),
            no=tr("No"),
            then=lambda: self._take(board),
            icon="icon_board",
        )

    def _take(self, board: FoundBoard) -> Screen:
        self.desk.by_hand = True
        self.desk.choose(board.port)
        self.refresh()
        return self

    def _paint_ports(self, surface: pygame.Surface) -> None:
        view = self.view
        x, y, w, h = LIST
        if self.desk.opening is not None:
            words = self.desk.problem or tr("Opening {port}… the board needs a few seconds.").format(
                port=self.desk.label
            )
            colour = view.colours.bad if self.desk.problem else view.colours.ink
            view.words(surface, words, (x + 24, y + h - 130, w - 48, 120), size="small", colour=colour, align="left")
        if self._finder.found:
            view.words(surface, tr("Which one is it?"), (x + 24, y + 14, w - 48, 60), bold=True, align="left")
            return
        words = self._finder.problem or tr("Plug the board into a USB port. It shows up here by itself.")
        view.words(surface, words, (x + 30, y + 40, w - 60, 200), size="large", align="left")

    # -- health -----------------------------------------------------------------------------------------------

    def _paint_health(self, surface: pygame.Surface) -> None:
        source, view = self.desk.source, self.view
        if source is None:
            return
        health = source.health
        total_kg = sum(self._loads_kg)
        rows = [
            (tr("Board"), source.board_id),
            (tr("State"), tr("connected") if health.connected else tr("gone")),
            (tr("Rate"), f"{health.rate_hz:.0f} Hz"),
            (tr("Lost, broken"), f"{health.gaps}, {health.corrupt}"),
            (tr("Load"), f"{total_kg:.1f} kg" if self._has_zero() else tr("no zero yet")),
            (tr("Calibration"), self._calibration_words(source.calibration)),
        ]
        x, y, w, _ = LIST
        for i, (name, value) in enumerate(rows):
            top = y + 16 + i * 56
            view.words(surface, name, (x + 24, top, 230, 52), colour=view.colours.ink_soft, align="left")
            view.words(surface, value, (x + 262, top, w - 286, 52), bold=True, align="left")
        view.words(
            surface, health.problem or self._advice(), (x + 24, y + 356, w - 48, 76), size="small", align="left",
            colour=view.colours.bad if health.problem else view.colours.ink_soft,
        )  # fmt: skip

    def _calibration_words(self, calibration: Calibration) -> str:
        names = {"nominal": tr("nominal"), "gains": tr("four gains"), "map": tr("full map")}
        made = f", {calibration.made_at[:10]}" if calibration.made_at else ""
        return names.get(calibration.kind, calibration.kind) + made

    def _advice(self) -> str:
        if self._tare is not None:
            return tr("Leave the plate empty and still…")
        return (
            tr("Every session takes its own zero.")
            if self._has_zero()
            else tr("Leave the plate empty, then try the zero.")
        )

    # -- the plate --------------------------------------------------------------------------------------------

    def _has_zero(self) -> bool:
        return self._calibration().tare is not None

    def _calibration(self) -> Calibration:
        assert self.desk.source is not None  # noqa: S101 - only asked while something is open
        return self._zero or self.desk.source.calibration

    def _loads(self, counts: tuple[int, int, int, int]) -> tuple[float, float, float, float]:
        calibration = self._calibration()
        zero = calibration.tare
        if zero is None:
            return 0.0, 0.0, 0.0, 0.0
        gains = calibration.matrix[0]
        fl, fr, rl, rr = ((c - z) * g / GRAVITY_M_S2 for c, z, g in zip(counts, zero, gains, strict=True))
        return fl, fr, rl, rr

    def _paint_plate(self, surface: pygame.Surface) -> None:
        view = self.view
        x, y, w, h = PLATE
        middle = (x + w / 2, y + h / 2)
        view.sprite(surface, "board", middle, 400)
        if not self._is_open():
            return
        for name, load_kg in zip(CHANNELS, self._loads_kg, strict=True):
            right, front = CORNERS[name]
            at = (middle[0] + right * 214, middle[1] - front * 168)
            box = (at[0] - 66, at[1] - 24, 132, 48)
            view.card(surface, box, radius=16, shadow=False)
            view.words(surface, f"{load_kg:.1f} kg", box, size="small", bold=True)
        total_kg = sum(self._loads_kg)
        if total_kg > LEAST_KG:
            fl, fr, rl, rr = self._loads_kg
            dx, dy = (fr + rr - fl - rl) / total_kg, (fl + fr - rl - rr) / total_kg
            dot = (middle[0] + dx * 150, middle[1] - dy * 110)
            view.disc(surface, dot, 16, colour=view.colours.light, edge=view.colours.ink)
