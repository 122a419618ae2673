"""How the weight was shared between the legs, estimated from the centre of pressure and the feet on the mat.

Owns which moments are told: those in which the player stood still before play, for weight and centre. Nothing was
shown then that asks to lean; later the game decides where the weight goes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from steadyquest.analysis.cop import recorded_cop
from steadyquest.conventions import least_kg_of
from steadyquest.errors import SteadyQuestError
from steadyquest.reports import glyphs, wording
from steadyquest.reports.blocks import Cell, Row
from steadyquest.session.labels import is_board
from steadyquest.signal.calibration import Calibration
from steadyquest.signal.mat import BOARD_MM, UNCALIBRATED_MM, Feet, parse_feet, right_share, share_error
from steadyquest.words import tr

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from steadyquest.analysis.prepare import FloatArray


@dataclass(frozen=True, slots=True, kw_only=True)
class LegLoad:
    """One steady moment before play. `right_share` and `error` are shares of the weight; None with the reason why."""

    start_s: float
    """From the session's first sample."""
    seconds: float
    stance: str
    feet: str
    separation_mm: float
    cop_ml_mm: float | None
    """The mean over the moment, from the middle of the plate."""
    right_share: float | None
    error: float | None
    why_not: str = ""

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        return asdict(self)


def leg_loads(
    settings: Mapping[str, Any],
    *,
    samples: NDArray[Any],
    t_s: FloatArray,
    calibration: Calibration | None,
    source: str,
) -> tuple[LegLoad, ...]:
    """The steady moments of a session of which the feet are known, as its settings list them. None in old records."""
    moments = settings.get("stood")
    found = []
    for moment in moments if isinstance(moments, list) else ():
        try:
            feet, last = parse_feet(str(moment["feet"])), int(moment["sample"])
            seconds, stance, tare = float(moment["seconds"]), str(moment["stance"]), moment.get("tare")
        except (KeyError, TypeError, ValueError, AttributeError, SteadyQuestError):
            continue  # the feet were not known, or a newer version wrote it
        if not 0 <= last < len(samples):
            continue
        first = int(np.searchsorted(t_s, t_s[last] - seconds))
        part = samples[first : last + 1]
        zeroed = calibration.tared(tuple(tare)) if calibration is not None and tare is not None else calibration
        cop_ml_mm = _mean_ml_mm(part, zeroed, stance=stance)
        board_mm = board_mm_of(source, calibration)
        found.append(
            _load(feet, cop_ml_mm, board_mm=board_mm, start_s=float(t_s[first]), seconds=seconds, stance=stance)
        )
    return tuple(found)


def shared(feet: str, cop_ml_mm: float, *, board_mm: float = BOARD_MM) -> str:
    """The estimate as a sentence, or an empty string where there is none."""
    try:
        load = _load(parse_feet(feet), cop_ml_mm, board_mm=board_mm, start_s=0.0, seconds=0.0, stance="")
    except SteadyQuestError:
        return ""
    if load.right_share is None or load.error is None:
        return ""
    said = tr("Estimated on the legs: left {left} %, right {right} %, ± {error}.")
    return said.format(**percents(load))


def percents(load: LegLoad) -> dict[str, str]:
    """Left, right and error in whole percent, for people."""
    if load.right_share is None or load.error is None:
        return {"left": "–", "right": "–", "error": "–"}
    right = round(100 * load.right_share)
    return {"left": str(100 - right), "right": str(right), "error": f"{100 * load.error:.0f}"}


def row(load: LegLoad) -> Row:
    """A line of the report's table."""
    seen = tr("feet {feet} on the sheet, and the middle of the weight sideways").format(feet=load.feet)
    shares = percents(load)
    about = (
        Cell(text=wording.clock(load.start_s)),
        Cell(glyph=glyphs.stance(parse_feet(load.feet), load.cop_ml_mm, label=seen)),
        Cell(text=wording.stance(load.stance)),
        Cell(text=load.feet),
        Cell(text=f"{load.separation_mm:.0f}"),
    )
    if load.why_not:
        return (*about, Cell(text=load.why_not, span=3))
    return (*about, *(Cell(text=shares[key]) for key in ("left", "right", "error")))


def board_mm_of(source: str, calibration: Calibration | None) -> float:
    """The board's share of the error."""
    uncalibrated = calibration is None or calibration.kind == "nominal"
    return UNCALIBRATED_MM if is_board(source) and uncalibrated else BOARD_MM


def _load(
    feet: Feet, cop_ml_mm: float | None, *, board_mm: float, start_s: float, seconds: float, stance: str
) -> LegLoad:
    share = error = None
    why_not = tr("nobody was on the plate, or its zero is missing") if cop_ml_mm is None else ""
    if cop_ml_mm is not None:
        try:
            share, error = right_share(feet, cop_ml_mm), share_error(feet, board_mm=board_mm)
        except SteadyQuestError as fault:
            why_not = str(fault)
    return LegLoad(
        start_s=start_s,
        seconds=seconds,
        stance=stance,
        feet=str(feet),
        separation_mm=feet.separation_mm,
        cop_ml_mm=cop_ml_mm,
        right_share=share,
        error=error,
        why_not=why_not,
    )


def _mean_ml_mm(part: NDArray[Any], calibration: Calibration | None, *, stance: str) -> float | None:
    if calibration is None or calibration.tare is None or not len(part):
        return None
    _, _, cop = recorded_cop(part, calibration.matrix, calibration.tare, least_kg=least_kg_of(stance))
    there = cop[~np.isnan(cop[:, 0]), 0]
    return float(there.mean()) if len(there) else None
