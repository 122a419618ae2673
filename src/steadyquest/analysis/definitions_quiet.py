"""Rows of the table of definitions: quiet standing. Name, unit, definition, source, error.

How much one trial of a person differs from the next is from the 24 public recordings: three trials of 60 s of two
adults in four conditions each, the standard deviation within a condition, pooled, of the logarithm
(`tests/analysis/test_definitions.py` reckons them again).
"""

from __future__ import annotations

from steadyquest.words import tr

PRIETO, SCHUBERT, QUIJOUX = "Prieto 1996", "Schubert & Kirchner 2014", "Prieto 1996; Quijoux 2021"
RICHMAN = "Richman & Moorman 2000"
SPREAD_PERCENT = {
    "sway_path_mm": 10,
    "mean_velocity_mm_s": 10,
    "mean_velocity_ml_mm_s": 10,
    "mean_velocity_ap_mm_s": 13,
    "ellipse_area_95_mm2": 21,
    "rms_ml_mm": 18,
    "rms_ap_mm": 16,
    "range_ml_mm": 17,
    "range_ap_mm": 17,
    "mean_distance_mm": 13,
    "sway_area_rate_mm2_s": 20,
    "rotational_frequency_hz": 14,
    "median_frequency_ml_hz": 11,
    "median_frequency_ap_hz": 16,
    "power_frequency_95_ml_hz": 11,
    "power_frequency_95_ap_hz": 14,
    "sample_entropy_ml": 16,
    "sample_entropy_ap": 18,
}
"""From one trial of 60 s to the next."""
Row = tuple[str, ...]


def rows_of_quiet() -> dict[str, Row]:
    """Every key that `measure` gives, in its order."""
    return {key: (*row, _error(key)) for key, row in {**_recording(), **_place(), **_time()}.items()}


def _error(key: str) -> str:
    if key == "mean_velocity_mm_s":
        return tr(
            "one trial of an adult, eyes open on firm ground: ± 35 % (under 60 years) or ± 59 % (from 60 on) is no "
            "change (MDC95, reckoned from Santos & Duarte 2016); from the fourth session on the player's own; noise of "
            "the plate is checked in every trial"
        )
    if key == "ellipse_area_95_mm2":
        return tr(
            "one trial of an adult, eyes open on firm ground: ± 198 % (under 60 years) or ± 118 % (from 60 on) is no "
            "change (MDC95, reckoned from Santos & Duarte 2016); from the fourth session on the player's own"
        )
    if key not in SPREAD_PERCENT:
        return ""
    said = tr("± {percent} % from one trial to the next (one standard deviation, 24 trials of two adults)")
    return said.format(percent=SPREAD_PERCENT[key])


def _recording() -> dict[str, Row]:
    return {
        "duration_s": (tr("Duration"), "s", tr("from the first to the last sample: (N − 1) / rate"), ""),
        "rate_hz": (tr("Rate"), "Hz", tr("samples a second"), ""),
        "filter_hz": (
            tr("Filter"),
            "Hz",
            tr("Butterworth low-pass of fourth order, forward and backward; 0 is off"),
            "",
        ),
        "n": (tr("Samples"), "", tr("how many went into the measures"), ""),
    }


def _place() -> dict[str, Row]:
    """Where the centre of pressure went."""
    return {
        "sway_path_mm": (
            tr("Sway path"),
            "mm",
            tr("the length of the way that the centre of pressure went: L = Σ‖p[i+1] − p[i]‖"),
            PRIETO,
        ),
        "mean_velocity_mm_s": (
            tr("Mean velocity"),
            "mm/s",
            tr("sway path over time: L / ((N − 1) / rate)"),
            PRIETO,
        ),
        "mean_velocity_ml_mm_s": (
            tr("Mean velocity, sideways"),
            "mm/s",
            tr("the same along ML alone: Σ|x[i+1] − x[i]| / ((N − 1) / rate)"),
            PRIETO,
        ),
        "mean_velocity_ap_mm_s": (
            tr("Mean velocity, forward and back"),
            "mm/s",
            tr("the same along AP alone: Σ|y[i+1] − y[i]| / ((N − 1) / rate)"),
            PRIETO,
        ),
        "ellipse_area_95_mm2": (
            tr("95 % ellipse area"),
            "mm²",
            tr("the ellipse that would hold a further point with 95 % probability: ")
            + "π·Π√(λ·F(0.95; 2, N−2)·2(N−1)(N+1)/(N(N−2)))",
            SCHUBERT,
        ),
        "rms_ml_mm": (tr("RMS, sideways"), "mm", tr("root mean square about the mean: √mean(x²)"), PRIETO),
        "rms_ap_mm": (
            tr("RMS, forward and back"),
            "mm",
            tr("root mean square about the mean: √mean(y²)"),
            PRIETO,
        ),
        "range_ml_mm": (tr("Range, sideways"), "mm", tr("largest less smallest x"), PRIETO),
        "range_ap_mm": (tr("Range, forward and back"), "mm", tr("largest less smallest y"), PRIETO),
        "mean_distance_mm": (tr("Mean distance"), "mm", tr("mean distance from the mean place: mean ‖p‖"), PRIETO),
        "sway_area_rate_mm2_s": (
            tr("Sway area rate"),
            "mm²/s",
            tr("area swept about the mean place in a second: ") + "Σ|x[i]·y[i+1] − x[i+1]·y[i]| / (2(N − 1) / rate)",
            PRIETO,
        ),
    }


def _time() -> dict[str, Row]:
    """How quickly it turned, and how much of it comes again."""
    median = tr("half of the power from 0.15 to 5 Hz lies below it; Welch, Hann, 10 s, half overlapping; from 20 s on")
    nearly = tr("95 % of the power from 0.15 to 5 Hz lies below it; the same spectrum; from 20 s on")
    entropy = tr("−ln of how often places that were alike stay alike: m = 2, r = 0.2 SD, at 25 Hz")
    return {
        "rotational_frequency_hz": (
            tr("Rotational frequency"),
            "Hz",
            tr("turns a second of a circle with this mean distance and velocity: v / (2π·mean ‖p‖)"),
            PRIETO,
        ),
        "median_frequency_ml_hz": (tr("Median frequency, sideways"), "Hz", median, QUIJOUX),
        "median_frequency_ap_hz": (tr("Median frequency, forward and back"), "Hz", median, QUIJOUX),
        "power_frequency_95_ml_hz": (tr("95 % power frequency, sideways"), "Hz", nearly, QUIJOUX),
        "power_frequency_95_ap_hz": (tr("95 % power frequency, forward and back"), "Hz", nearly, QUIJOUX),
        "sample_entropy_ml": (tr("Sample entropy, sideways"), "", entropy, RICHMAN),
        "sample_entropy_ap": (tr("Sample entropy, forward and back"), "", entropy, RICHMAN),
    }
