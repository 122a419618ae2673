"""What a calibration has gathered so far: zeros, marks, and the stretches between restarts of the board."""

from __future__ import annotations

import math

from steadyquest.analysis.calibration_material import Material, Reading, Zero
from steadyquest.session.calibration_plan import Plan
from steadyquest.session.stillness import Still
from steadyquest.signal.calibration import Row
from steadyquest.signal.mat import MARKS


class Gathered:
    """Grows with every still moment. A restart of the board begins a new stretch, which wants its own zero."""

    def __init__(self) -> None:
        self.taken: dict[int, Reading] = {}
        self.stretch = 0
        self._zeros: list[Zero] = []
        self._stills: dict[int, Still] = {}

    @property
    def zero(self) -> Row | None:
        """The newest zero, of whatever stretch; None before the first."""
        return self._zeros[-1].counts if self._zeros else None

    @property
    def has_fresh_zero(self) -> bool:
        """Whether the present stretch has one."""
        return any(zero.stretch == self.stretch for zero in self._zeros)

    def add_zero(self, still: Still) -> None:
        """The empty plate."""
        self._zeros.append(Zero(t_s=still.t_us / 1e6, counts=still.counts, sd=still.sd, stretch=self.stretch))

    def add_mark(self, number: int, still: Still) -> None:
        """The weight on a mark; an earlier one of the same number is forgotten."""
        self._stills[number] = still
        self.taken[number] = Reading(
            number=number,
            t_s=still.t_us / 1e6,
            counts=still.counts,
            sd=still.sd,
            total_sd_n=still.total_sd_n,
            stretch=self.stretch,
        )

    def clear(self) -> None:
        """Forget zeros and marks."""
        self.taken.clear()
        self._zeros.clear()
        self._stills.clear()
        self.stretch = 0

    def material(self, plan: Plan, *, mass_kg: float, warm_s: float) -> Material:
        """All of it, with the samples of the mark nearest to the middle for the noise."""
        middle = min(self.taken, key=lambda number: math.hypot(*MARKS[number - 1]), default=None)
        return Material(
            board_id=plan.board_id,
            mass_kg=mass_kg,
            zeros=tuple(self._zeros),
            readings=tuple(self.taken[number] for number in sorted(self.taken)),
            half_ml_mm=plan.half_ml_mm,
            half_ap_mm=plan.half_ap_mm,
            counts_per_n=plan.counts_per_n,
            warm_s=warm_s,
            still=self._stills[middle].rows if middle is not None else (),
            still_mark=middle,
        )
