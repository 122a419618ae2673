"""Recordings to measure: sampled circles, and real people standing still."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest


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
