"""Calibrations in the records: kept with all that they were made from, listed, and taken up again."""

from __future__ import annotations

from typing import Any, NamedTuple

from steadyquest import __version__
from steadyquest.analysis.calibration_material import Material
from steadyquest.analysis.report_card import Outcome, calibrated
from steadyquest.errors import CalibrationError
from steadyquest.records.store import Store
from steadyquest.session.calibration_plan import Plan
from steadyquest.session.zero import keep_zero
from steadyquest.signal.calibration import NOMINAL_COUNTS_PER_N, Calibration
from steadyquest.words import tr

FORMAT = 1
FITTED = frozenset({"gains", "map"})


class Kept(NamedTuple):
    """One calibration in the records."""

    number: int
    made_at: str
    kind: str
    rms_mm: float | None
    left_out_rms_mm: float | None
    mass_kg: float | None
    in_use: bool


def keep(store: Store, *, outcome: Outcome, material: Material) -> None:
    """Save an accepted calibration; from now on the board uses it. Raises CalibrationError for a refused one."""
    calibration, card = outcome.calibration, outcome.card
    if calibration is None or card is None or not outcome.accepted:
        raise CalibrationError(outcome.refusals[0].line if outcome.refusals else tr("there is no calibration to keep"))
    data = {
        **calibration.as_dict(),
        "format": FORMAT,
        "software": __version__,
        "material": material.as_dict(),
        "report_card": card.as_dict(),
    }
    store.calibrations.save(material.board_id, data)
    if calibration.tare is not None:
        keep_zero(store, material.board_id, calibration.tare)


def plan_for(
    store: Store | None,
    factory: Calibration,
    *,
    half_ml_mm: float | None = None,
    half_ap_mm: float | None = None,
    counts_per_n: float | None = None,
) -> Plan:
    """What is known of a board's plate: as given now, else as it was last calibrated, else as the source has it."""
    board_id = factory.board_id
    last = (store.calibrations.latest(board_id) if store is not None else None) or {}
    known: dict[str, float | None] = {
        "half_ml_mm": factory.half_ml_mm,
        "half_ap_mm": factory.half_ap_mm,
        # A fitted one does not tell what nominal cells would count; its record does.
        "counts_per_n": 1 / factory.matrix[0][0] if factory.kind not in FITTED else NOMINAL_COUNTS_PER_N,
    }
    before = {**last, **last.get("material", {})}
    given = {"half_ml_mm": half_ml_mm, "half_ap_mm": half_ap_mm, "counts_per_n": counts_per_n}
    for source in (before, given):
        known |= {name: source[name] for name in known if source.get(name) is not None}
    return Plan(board_id=board_id, **{name: float(value) for name, value in known.items() if value is not None})


def kept(store: Store, board_id: str) -> list[Kept]:
    """All calibrations of a board, the newest first. One that was taken up again is not listed twice."""
    rows = store.calibrations.all(board_id)
    now = _original(*rows[0]) if rows else None
    return [_line(number, data, in_use=number == now) for number, data in rows if _original(number, data) == number]


def use(store: Store, board_id: str, number: int) -> Kept:
    """Go back to an earlier one. Raises CalibrationError when the board has none of that number."""
    data = _found(store, board_id, number)
    # Nothing is ever changed or taken away: a copy becomes the newest, and says of which.
    store.calibrations.save(board_id, {**data, "again_of": number})
    return _line(number, data, in_use=True)


def fitted_again(store: Store, board_id: str, number: int) -> Outcome:
    """Fit and card of an earlier one, computed anew from what was measured. Raises CalibrationError."""
    data = _found(store, board_id, number)
    if "material" not in data:
        message = tr("calibration {number} of board {board} was kept without its marks; there is no report card")
        raise CalibrationError(message.format(number=number, board=board_id))
    return calibrated(Material.from_dict(data["material"]), made_at=str(data.get("made_at", "")))


def _found(store: Store, board_id: str, number: int) -> dict[str, Any]:
    found = {one: data for one, data in store.calibrations.all(board_id) if _original(one, data) == one}
    if number not in found:
        numbers = ", ".join(str(one) for one in sorted(found)) or tr("none")
        message = tr("board {board} has no calibration {number}; it has: {numbers}")
        raise CalibrationError(message.format(board=board_id, number=number, numbers=numbers))
    return found[number]


def _original(number: int, data: dict[str, Any]) -> int:
    return int(data.get("again_of", number))


def _line(number: int, data: dict[str, Any], *, in_use: bool) -> Kept:
    card = data.get("report_card") or {}
    return Kept(
        number=number,
        made_at=str(data.get("made_at", "")),
        kind=str(data.get("kind", "")),
        rms_mm=card.get("rms_mm"),
        left_out_rms_mm=card.get("left_out_rms_mm"),
        mass_kg=card.get("mass_kg"),
        in_use=in_use,
    )
