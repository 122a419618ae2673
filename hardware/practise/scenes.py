"""Writes what the practise chapter of the build guide puts on the emulated plate: `python hardware/practise/scenes.py`.

Each file is a recording of a centre of pressure: nothing, then somebody at work on the plate, then nothing again.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from steadyquest.conventions import GRAVITY_M_S2
from steadyquest.signal.mat import MARKS

HERE = Path(__file__).resolve().parent
RATE_HZ = 5
"""The slowest that a recording may have; presses and weights need no more."""
WEIGHT_KG = 10.0
PRESS_N = 120.0
CORNERS_MM = ((-180.0, 120.0), (180.0, 120.0), (180.0, -120.0), (-180.0, -120.0))
"""Around the plate, as the self-test asks for them."""


class Hold(NamedTuple):
    """So long this force at this place."""

    seconds: float
    ml_mm: float = 0.0
    ap_mm: float = 0.0
    force_n: float = 0.0


def press_the_corners() -> list[Hold]:
    """For `board test`: an empty plate, then each corner pressed."""
    presses = (hold for ml, ap in CORNERS_MM for hold in (Hold(3, ml, ap, PRESS_N), Hold(3)))
    return [Hold(8), *presses]


def weigh_the_marks() -> list[Hold]:
    """For `board calibrate`: an empty plate, then a weight on each mark of the sheet."""
    force_n = WEIGHT_KG * GRAVITY_M_S2
    weights = (hold for mark in MARKS for hold in (Hold(4, mark.ml_mm, mark.ap_mm, force_n), Hold(2)))
    return [Hold(4), *weights, Hold(10)]


SCENES = {"press_the_corners": press_the_corners, "weigh_the_marks": weigh_the_marks}


def csv(holds: Iterable[Hold]) -> str:
    """The recording."""
    lines = ["time_s,cop_ml_mm,cop_ap_mm,fz_n"]
    for hold in holds:
        for _ in range(round(hold.seconds * RATE_HZ)):
            lines.append(f"{len(lines) / RATE_HZ:g},{hold.ml_mm:g},{hold.ap_mm:g},{hold.force_n:.6g}")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write them all."""
    for name, scene in SCENES.items():
        (HERE / f"{name}.csv").write_text(csv(scene()), encoding="utf-8")


if __name__ == "__main__":
    main()
