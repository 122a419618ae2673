"""Guards: when the weight leaves the plate or moves faster than is safe, and when it is steady again."""

from __future__ import annotations

import math
from collections import deque

from steadyquest.conventions import Lean, Safety

STEADY_WINDOW_US = 1_000_000
STEADY_LOAD_SHARE = 0.10
STEADY_SPEED_MM_S = 200.0
"""Unsteady adults in the public recordings reach 196 mm/s; stricter would keep exactly our players waiting."""

STEPPED_OFF, LURCHED = "stepped_off", "lurched"

_SHARED = Safety()
THRESHOLDS: dict[tuple[str, str], Safety] = {
    ("march", "standing"): Safety(lurch_mm_s=None),
    ("rise", "standing"): Safety(step_off_share=0.05, step_off_s=2.0, lurch_mm_s=None),
    # Feet that step, and a body that sits down, throw the pressure of the feet about whatever one sits on.
    ("march", "feet_on_plate"): Safety(step_off_share=None, step_off_kg=1.0, lurch_mm_s=None),
    ("rise", "feet_on_plate"): Safety(step_off_share=None, step_off_kg=1.0, step_off_s=2.0, lurch_mm_s=None),
}
"""By task and posture; a task that is not here has the table's column of its posture."""
_POSTURES = {
    "standing": _SHARED,
    "sit_on_plate": Safety(step_off_share=0.2),
    "feet_on_plate": Safety(step_off_share=None, step_off_kg=1.0),
}
NEVER = Safety(step_off_share=None, step_off_kg=None, lurch_mm_s=None)


def safety_for(*, task: str, stance: str) -> Safety:
    """The thresholds of a task in a stance, as the table in the level format has them."""
    if task == "rest":
        return NEVER
    posture = stance if stance in _POSTURES else "standing"
    return THRESHOLDS.get((task, posture), _POSTURES[posture])


class Guard:
    """Watches leans for a step off the plate and for a lurch. One per run."""

    __slots__ = ("_fast_us", "_last", "_least_kg", "_light_us", "_safety", "weight_kg")

    def __init__(self, weight_kg: float) -> None:
        self.weight_kg = weight_kg
        self._safety: Safety | None = None
        self._least_kg = 0.0
        self.reset()

    def reset(self) -> None:
        """Forget what was on the way: after a pause or a hole."""
        self._light_us = self._fast_us = 0
        self._last: Lean | None = None

    def feed(self, lean: Lean, safety: Safety) -> str:
        """The alarm that this sample completes: STEPPED_OFF, LURCHED or an empty string."""
        last, self._last = self._last, lean
        if last is None:
            return ""
        dt_us = lean.t_us - last.t_us
        if safety is not self._safety:
            self._safety, self._least_kg = safety, self.least_load_kg(safety)
        if lean.load_kg >= self._least_kg:
            self._light_us = 0
        else:
            self._light_us += dt_us
            if self._light_us >= safety.step_off_s * 1e6:
                return STEPPED_OFF
        fastest = safety.lurch_mm_s
        if fastest is None or not (last.valid and lean.valid):
            self._fast_us = 0
            return ""
        moved_mm = math.hypot(lean.cop_ml_mm - last.cop_ml_mm, lean.cop_ap_mm - last.cop_ap_mm)
        self._fast_us = self._fast_us + dt_us if moved_mm * 1e6 > fastest * dt_us else 0
        return LURCHED if self._fast_us and self._fast_us >= safety.lurch_s * 1e6 else ""

    def least_load_kg(self, safety: Safety) -> float:
        """The load below which the person counts as gone; minus infinity for never (an empty plate may drift)."""
        if safety.step_off_kg is not None:
            return safety.step_off_kg
        return -math.inf if safety.step_off_share is None else self.weight_kg * safety.step_off_share


class Steadiness:
    """Whether the last second was steady, and its mean: for resuming, centring and weighing."""

    __slots__ = ("_leans", "window_us")

    def __init__(self, window_us: int = STEADY_WINDOW_US) -> None:
        self.window_us = window_us
        self._leans: deque[Lean] = deque()

    def reset(self) -> None:
        """Start a new second."""
        self._leans.clear()

    def feed(self, lean: Lean) -> bool:
        """Take one sample; whether the window is full and steady now."""
        leans = self._leans
        if not lean.valid or (leans and lean.t_us - leans[-1].t_us > 250_000) or (leans and lean.t_us < leans[-1].t_us):
            leans.clear()
            if not lean.valid:
                return False
        leans.append(lean)
        while lean.t_us - leans[0].t_us > self.window_us:
            leans.popleft()
        return self.progress >= 1.0 and self._is_steady()

    @property
    def progress(self) -> float:
        """How much of the window is filled, 0 to 1."""
        if len(self._leans) < 2:
            return 0.0
        span = self._leans[-1].t_us - self._leans[0].t_us
        step = span / (len(self._leans) - 1)
        return min(1.0, (span + step) / self.window_us)

    def means(self) -> tuple[float, float, float]:
        """Mean load in kg and mean CoP in mm (ML, AP) over the window."""
        n = len(self._leans) or 1
        return (
            sum(lean.load_kg for lean in self._leans) / n,
            sum(lean.cop_ml_mm for lean in self._leans) / n,
            sum(lean.cop_ap_mm for lean in self._leans) / n,
        )

    def _is_steady(self) -> bool:
        mean_kg = self.means()[0]
        if any(abs(lean.load_kg - mean_kg) > STEADY_LOAD_SHARE * mean_kg for lean in self._leans):
            return False
        path_mm, last = 0.0, self._leans[0]
        for lean in self._leans:
            path_mm += math.hypot(lean.cop_ml_mm - last.cop_ml_mm, lean.cop_ap_mm - last.cop_ap_mm)
            last = lean
        return path_mm * 1e6 < STEADY_SPEED_MM_S * (last.t_us - self._leans[0].t_us)
