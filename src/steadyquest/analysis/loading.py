"""Sideways position while standing, and how the weight is shared between the legs, as far as that can be told."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from steadyquest.analysis.prepare import as_recording, prepare
from steadyquest.errors import SignalError
from steadyquest.signal.mat import BOARD_MM, Feet, right_share, share_error
from steadyquest.words import tr


class Loading(NamedTuple):
    """One standing trial."""

    mean_ml_mm: float
    """From the middle of the plate, right +."""
    sd_ml_mm: float
    """About that mean (N)."""
    right_share: float | None
    """Estimated share of the weight on the right leg, 0 to 1."""
    error: float | None
    """What the share may be off by: one standard deviation."""
    why_not: str = ""
    """Why there is no share."""


def loading(t_s: ArrayLike, cop_mm: ArrayLike, *, feet: Feet | None = None, board_mm: float = BOARD_MM) -> Loading:
    """Mean and standard deviation of the sideways position, and the estimated share of the right leg.

    The share is 0.5 + (mean x − middle of the feet) / separation (`signal.mat.right_share`, Winter 1996): only where
    the feet's places are known, and at least 100 mm apart.

    Parameters
    ----------
    t_s : (n,) seconds
    cop_mm : (n, 2) millimetres from the middle of the plate, ML then AP
    feet : where they stand on the mat; None when that is not known
    board_mm : the board's own error of the centre of pressure

    Raises
    ------
    SignalError
        Whatever `prepare` refuses.

    Examples
    --------
    >>> from steadyquest.signal.mat import parse_feet
    >>> t = np.arange(1000) / 100
    >>> stood = loading(t, np.column_stack((20 + np.sin(2 * np.pi * t), t)), feet=parse_feet("D4 D4"))
    >>> round(stood.mean_ml_mm), round(stood.sd_ml_mm, 2), round(stood.right_share, 3), round(stood.error, 3)
    (20, 0.71, 0.625, 0.045)
    """
    times, cop = as_recording(t_s, cop_mm)
    ready = prepare(times, cop)
    mean, spread = ready.mean_mm[0], float(np.sqrt(np.mean(ready.cop_mm[:, 0] ** 2)))
    if feet is None:
        return Loading(mean, spread, None, None, tr("where the feet stood is not known"))
    try:
        return Loading(mean, spread, right_share(feet, mean), share_error(feet, board_mm=board_mm))
    except SignalError as fault:
        return Loading(mean, spread, None, None, str(fault))
