"""Recordings to measure: sampled circles, and real people standing still."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from statistics import fmean, pstdev
from typing import Any

import numpy as np
import pytest

from steadyquest.analysis.calibration_material import Material, Reading, Zero
from steadyquest.signal.mat import MARKS
from steadyquest.simulate.plate import Plate, home_built


def _checkout_root() -> Path | None:
    return next((folder for folder in Path(__file__).resolve().parents if (folder / "pyproject.toml").is_file()), None)


@pytest.fixture(scope="session")
def bds() -> Path:
    """The folder of real recordings beside the checkout."""
    root = _checkout_root()
    folder = root.parent / "shared" / "data" / "bds" if root else None
    if folder is None or not (folder / "published.json").is_file():
        pytest.skip("the public balance recordings are not beside this checkout (../shared/data/bds)")
    return folder


@pytest.fixture
def read_bds(bds: Path) -> Callable[[str], tuple[Any, Any]]:
    """Times in s, and positions in mm, ML then AP, of one real recording."""

    def read(name: str) -> tuple[Any, Any]:
        table = np.loadtxt(bds / f"{name}.csv", delimiter=",", skiprows=1)
        return table[:, 0], table[:, [3, 2]] * 10.0

    return read


@pytest.fixture
def circle() -> Callable[..., tuple[Any, Any]]:
    """A sampled circle: radius in mm, turns a second, samples a second, whole turns."""

    def sample(*, radius_mm: float = 10.0, hz: float = 0.5, rate_hz: float = 100.0, turns: int = 10) -> tuple[Any, Any]:
        t = np.arange(round(turns / hz * rate_hz)) / rate_hz
        return t, radius_mm * np.column_stack((np.cos(2 * np.pi * hz * t), np.sin(2 * np.pi * hz * t)))

    return sample


SAMPLES = 160
"""Two seconds at 80 Hz."""


class Workbench:
    """A plate, a weight and somebody who calibrates: gives the material, and may spoil it."""

    def __init__(self, seed: int, **plate: Any) -> None:
        self.rng = random.Random(seed)
        self.plate: Plate = home_built(self.rng, **plate)

    def mean(self, *, n: int = SAMPLES, **load: Any) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """Means and standard deviations of some samples under a load."""
        columns = list(zip(*(self.plate.counts(self.rng, **load) for _ in range(n)), strict=True))
        return tuple(fmean(column) for column in columns), tuple(pstdev(column) for column in columns)

    def zero(self, t_s: float, **more: Any) -> Zero:
        """The empty plate."""
        counts, sd = self.mean(n=more.pop("n", SAMPLES), **more)
        return Zero(t_s=t_s, counts=counts, sd=sd)

    def reading(self, number: int, *, mass_kg: float, n: int = SAMPLES, off: tuple[float, float] = (0, 0)) -> Reading:
        """The weight on a mark, or beside it."""
        ml, ap = MARKS[number - 1]
        counts, sd = self.mean(n=n, mass_kg=mass_kg, ml_mm=ml + off[0], ap_mm=ap + off[1])
        return Reading(number=number, t_s=30.0 * number, counts=counts, sd=sd, total_sd_n=0.05)

    def material(
        self,
        *,
        mass_kg: float = 10.0,
        place_sd_mm: float = 0.0,
        numbers: tuple[int, ...] = tuple(range(1, 10)),
        n: int = SAMPLES,
        said_kg: float | None = None,
    ) -> Material:
        """A whole procedure, placed as well as hands can."""
        spill = lambda: (self.rng.gauss(0, place_sd_mm), self.rng.gauss(0, place_sd_mm))  # noqa: E731
        return Material(
            board_id="E3000001",
            mass_kg=said_kg or mass_kg,
            zeros=(self.zero(0.0, n=n), self.zero(300.0, n=n)),
            readings=tuple(self.reading(k, mass_kg=mass_kg, n=n, off=spill()) for k in numbers),
            half_ml_mm=self.plate.half_ml_mm,
            half_ap_mm=self.plate.half_ap_mm,
            warm_s=600.0,
        )


@pytest.fixture
def workbench() -> Callable[..., Workbench]:
    """Somebody who calibrates a home-built plate."""
    return Workbench
