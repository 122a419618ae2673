"""Calibrate: what is needed, how heavy the weight is, and how far apart the cells are; then it begins."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pygame

from steadyquest.errors import SteadyQuestError
from steadyquest.signal.calibration import nominal
from steadyquest.ui.overlay import Message
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.base import BAR_H, BAR_Y, heading
from steadyquest.ui.screens.form import Form
from steadyquest.ui.text_field import TextField
from steadyquest.ui.widgets import Button
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.session.calibration_plan import Plan
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

STEPS = (60.0, 124.0, 610.0, 460.0)
FORM = (694.0, 124.0, 526.0, 460.0)
FIELDS = {
    "mass": (836.0, 202.0, 242.0, 64.0),
    "ml": (724.0, 436.0, 190.0, 60.0),
    "ap": (976.0, 436.0, 190.0, 60.0),
}
STEP_KG = 0.5
FIRST_KG = 10.0
REMEMBERED_AS = "calibration_kg"


class Calibrate(Form):
    """The page before the procedure. The board is open already."""

    boxes = FIELDS

    def __init__(self, desk: Desk) -> None:
        from steadyquest.session.calibrations import plan_for

        factory = desk.source.calibration if desk.source is not None else nominal("")
        self._plan: Plan = plan_for(desk.config.store, factory)
        mass = desk.remembered.get(REMEMBERED_AS)
        spacings = (2 * self._plan.half_ml_mm, 2 * self._plan.half_ap_mm)
        self._fields = {
            "mass": TextField(f"{mass:g}" if isinstance(mass, int | float) else "", most=5, allowed="0123456789.,"),
            **{
                name: TextField(f"{mm:g}", most=5, allowed="0123456789.,")
                for name, mm in zip(("ml", "ap"), spacings, strict=True)
            },
        }
        super().__init__(desk, focus="mass")
        pygame.key.start_text_input()

    def buttons(self) -> list[Button]:
        """Fields are buttons too, so that the focus finds them; plus and minus for who has no keys."""
        x, y, w, h = FIELDS["mass"]
        fields = [Button(key=key, box=box, kind="field") for key, box in FIELDS.items()]
        return [
            fields[0],
            Button(key="less", box=(724, y, 92, h), label="−"),
            Button(key="more", box=(x + w + 20, y, 92, h), label="+"),
            *fields[1:],
            Button(key="back", box=(60, BAR_Y, 240, BAR_H), label=tr("Back"), icon="icon_back"),
            Button(key="go", box=(900, BAR_Y, 320, BAR_H), label=tr("Begin"), icon="icon_play", kind="main"),
        ]

    def chosen(self, key: str) -> Screen | None:
        """Begin, go back, or a little more or less."""
        if key == "back":
            pygame.key.stop_text_input()
            return flow.board(self.desk)
        if key in {"less", "more"}:
            mass_kg = _number(self._fields["mass"].text)
            by_kg = STEP_KG if key == "more" else -STEP_KG
            self._fields["mass"].put(f"{max(STEP_KG, mass_kg + by_kg) if mass_kg else FIRST_KG:.4g}")
        elif key == "go" or (key == "mass" and self._fields["mass"].text):
            return self._begin()
        return self

    def paint(self, surface: pygame.Surface) -> None:
        """The steps at the left, the form at the right."""
        view = self.view
        heading(surface, view, tr("Calibrate the board"))
        view.card(surface, STEPS)
        x, y, w, _ = STEPS
        for i, words in enumerate(_steps()):
            top = y + 16 + i * 88
            view.disc(surface, (x + 48, top + 42), 24, colour=view.colours.light, edge=view.colours.ink)
            view.words(surface, str(i + 1), (x + 24, top + 18, 48, 48), bold=True, colour="#2b2145")
            view.words(surface, words, (x + 92, top, w - 112, 84), size="small", align="left")
        view.card(surface, FORM)
        x, y, w, _ = FORM
        soft = view.colours.ink_soft
        view.words(surface, tr("The test weight, in kg"), (x + 30, y + 8, w - 60, 68), bold=True, align="left")
        advice = tr("Weigh it on a bathroom scale; 5 to 10 kg is good.")
        view.words(surface, advice, (x + 30, y + 148, w - 60, 76), size="small", colour=soft, align="left")
        between = tr("Cell spacing, in mm: sideways × forward")
        view.words(surface, between, (x + 30, y + 232, w - 60, 76), size="small", bold=True, align="left")
        view.words(surface, "×", (914, 436, 62, 60), bold=True)
        why = tr("The guide's plate has 400 × 280.")
        view.words(surface, why, (x + 30, y + 374, w - 60, 80), size="small", colour=soft, align="left")

    def _empty(self, key: str) -> str:
        return f"{FIRST_KG:g}" if key == "mass" else ""

    def _begin(self) -> Screen | None:
        from dataclasses import replace

        from steadyquest.ui.screens.calibrate_marks import CalibrateMarks

        mass_kg, ml_mm, ap_mm = (_number(self._fields[key].text) for key in FIELDS)
        try:
            plan = replace(self._plan, half_ml_mm=ml_mm / 2, half_ap_mm=ap_mm / 2)
            plan.checked_mass(mass_kg)
        except SteadyQuestError as error:
            return Message(self.desk, self, text=str(error), icon="icon_warning")
        pygame.key.stop_text_input()
        self.desk.remembered[REMEMBERED_AS] = mass_kg
        return CalibrateMarks(self.desk, plan=plan, mass_kg=mass_kg)


def _steps() -> tuple[str, ...]:
    return (
        tr("Lay the printed sheet on the plate, FRONT to the front."),
        tr("Take one compact weight, such as a full canister."),
        tr("The board warms up for ten minutes, empty."),
        tr("Put the weight on each mark; press nothing."),
        tr("The report card shows the error in millimetres."),
    )


def _number(text: str) -> float:
    """What was typed; zero for what is no number, which is refused further on."""
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return 0.0
    return value if math.isfinite(value) else 0.0
