"""The calibration's fit, report card and reasons, from nine marks."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from typing import Any

from figure import figure, typical

from steadyquest.analysis.calibration_material import Material, Reading, Zero
from steadyquest.analysis.report_card import calibrated
from steadyquest.signal.mat import MARKS
from steadyquest.simulate.plate import home_built


def _material(*, off_mm: float) -> Material:
    """A home-built plate; one mark is off by so much, which makes the fit look for reasons."""
    rng = random.Random(1)
    plate = home_built(rng)

    def reading(number: int) -> Reading:
        ml, ap = MARKS[number - 1]
        ml += rng.gauss(0, 1) + (off_mm if number == 7 else 0.0)
        counts = plate.counts(rng, mass_kg=10.0, ml_mm=ml, ap_mm=ap + rng.gauss(0, 1))
        return Reading(number=number, t_s=10.0 * number, counts=counts, sd=(150.0,) * 4, total_sd_n=0.14)

    zeros = tuple(Zero(t_s=t_s, counts=plate.counts(rng), sd=(150.0,) * 4) for t_s in (0.0, 100.0))
    still = tuple((i * 12_500, *plate.counts(rng, mass_kg=10.0)) for i in range(160))
    return Material(
        board_id="bench",
        mass_kg=10.0,
        zeros=zeros,
        readings=tuple(reading(number) for number in range(1, 10)),
        still=still,
        still_mark=5,
        warm_s=600.0,
    )


def fit(**_: Any) -> Iterator[dict[str, Any]]:
    """One that is accepted, and one that is refused."""
    for what, off_mm in (("accepted", 0.0), ("refused for a mark", 20.0)):
        material = _material(off_mm=off_mm)

        def once(material: Material = material) -> float:
            began = time.perf_counter()
            calibrated(material)
            return (time.perf_counter() - began) * 1e3

        yield figure(
            f"calibration from nine marks with report card, {what}",
            typical(once, times=9),
            "ms",
            target=50,
            compared_with="at most 50 ms",
            more_is_better=False,
        )
