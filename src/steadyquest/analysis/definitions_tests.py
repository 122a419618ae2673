"""Rows of the table of definitions: all tests but quiet standing. Name, unit, definition, source, error."""

from __future__ import annotations

from steadyquest.words import tr

COLLINS, WEIR, SCHUTZ = "Collins & De Luca 1993", "Weir 2005", "Schutz & Roy 1973"
MCTSIB, SANTOS, WINTER = "Shumway-Cook & Horak 1986", "Santos & Duarte 2016", "Winter 1996"
TEASDALE = "Teasdale 1993"
Row = tuple[str, ...]


def rows_of_tests() -> dict[str, Row]:
    """Sensory test, limits of stability, rhythmic shift, loading, the plate's noise, diffusion."""
    return {**_sensory(), **_limits(), **_shift(), **_loading(), **_plate(), **_diffusion()}


def _own() -> str:
    return tr("no published band; from the fourth session on the player's own")


def _sensory() -> dict[str, Row]:
    romberg = tr(
        "two of an adult differ by chance by up to {young} (under 60 years) or {old} (from 60 on), of single trials; "
        "by up to {young_3} or {old_3}, of means of three (MDC95, reckoned from Santos & Duarte 2016)"
    )
    firm = romberg.format(young="0.47", old="0.76", young_3="0.27", old_3="0.44")
    foam = romberg.format(young="0.48", old="0.45", young_3="0.28", old_3="0.26")
    return {
        "sensory_composite_mm_s": (
            tr("Composite of the sensory test"),
            "mm/s",
            tr("mean of the mean velocities of all trials, eyes open and closed, firm and foam; equally many of each"),
            tr("after {mctsib}; velocity instead of sway angle").format(mctsib=MCTSIB),
            _own(),
        ),
        "romberg_firm": (
            tr("Romberg ratio, firm"),
            "",
            tr("mean velocity with eyes closed over that with eyes open, on firm ground"),
            SANTOS,
            firm,
        ),
        "romberg_foam": (
            tr("Romberg ratio, foam"),
            "",
            tr("mean velocity with eyes closed over that with eyes open, on foam"),
            "",
            foam,
        ),
    }


def _limits() -> dict[str, Row]:
    ours = tr("SteadyQuest; terms of the limits-of-stability test; not equal to any product's")
    share = tr("share of the theoretical limit: 0.55 · height · sin 8° (back 4.5°), diagonals between on an ellipse")
    lean = tr("one quick lean of a standing adult: {error} (nine of ten, simulated over real sway)")
    return {
        "reaction_s": (
            tr("Reaction time"),
            "s",
            tr("from the cue to the last moment, before the lean, at which its speed was not above 5 % of its peak"),
            f"{ours}; {TEASDALE}",
            lean.format(error=tr("0.2 s too short to 0.1 s too long")),
        ),
        "movement_velocity_mm_s": (
            tr("Movement velocity"),
            "mm/s",
            tr("mean velocity along the direction, from 5 to 95 % of the endpoint excursion"),
            ours,
            lean.format(error=tr("30 % too low to 20 % too high")),
        ),
        "endpoint_mm": (
            tr("Endpoint excursion"),
            "mm",
            tr("how far out along the direction the first movement ends: its speed falls to 5 % of its peak"),
            ours,
            lean.format(error=tr("6 mm too near to 10 mm too far")),
        ),
        "endpoint_percent": (tr("Endpoint excursion, of the limit"), "%", share, ours, tr("as in mm, by the limit")),
        "maximum_mm": (
            tr("Maximum excursion"),
            "mm",
            tr("the furthest point along the direction within the trial, about the player's centre"),
            ours,
            tr("board 1 to 2 mm; sway makes it some millimetres too far, hardly ever too near"),
        ),
        "maximum_percent": (tr("Maximum excursion, of the limit"), "%", share, ours, tr("as in mm, by the limit")),
        "directional_control_percent": (
            tr("Directional control"),
            "%",
            tr("(path along − path across) / path along, over the first movement; 100 is straight, below 0 possible"),
            ours,
            lean.format(error=tr("57 to 99 % though it was straight")),
        ),
    }


def _shift() -> dict[str, Row]:
    ours = tr("SteadyQuest; terms of the rhythmic weight shift; not equal to any product's")
    return {
        "shift_velocity_mm_s": (
            tr("On-axis velocity"),
            "mm/s",
            tr("path along the axis over time, from the first measured beat to the last"),
            ours,
            _own(),
        ),
        "shift_directional_control_percent": (
            tr("Directional control of the shift"),
            "%",
            tr("(path along − path across) / path along, over all measured beats"),
            ours,
            _own(),
        ),
        "shift_amplitude_mm": (
            tr("Amplitude"),
            "mm",
            tr("half of the distance between the mean turns of the two sides"),
            ours,
            tr("board 1 to 2 mm; the turns differ as told beside it"),
        ),
        "shift_amplitude_sd_mm": (
            tr("Spread of the turns"),
            "mm",
            tr("standard deviation of the turns of one side, pooled over both"),
            ours,
            _own(),
        ),
        "shift_middle_mm": (
            tr("Middle of the shift"),
            "mm",
            tr("midway between the mean turns, about the player's centre; right or forward +"),
            ours,
            _own(),
        ),
        "shift_timing_s": (
            tr("Timing"),
            "s",
            tr("mean time of the turns less that of their beats: + too late"),
            ours,
            tr("a few hundredths of a second: a turn is flat, and screens and loudspeakers lag"),
        ),
        "shift_timing_sd_s": (
            tr("Spread of the timing"),
            "s",
            tr("standard deviation of the time from beat to turn"),
            ours,
            _own(),
        ),
    }


def _loading() -> dict[str, Row]:
    return {
        "mean_ml_mm": (
            tr("Sideways position"),
            "mm",
            tr("mean of x from the middle of the plate, right +"),
            "",
            tr("board 1 to 2 mm, uncalibrated about 6 mm; feet that stand 10 mm aside move it by 10 mm"),
        ),
        "sd_ml_mm": (tr("Spread sideways"), "mm", tr("standard deviation of x about that mean"), "", _own()),
        "right_share": (
            tr("Share of the right leg, estimated"),
            "",
            tr("0.5 + (mean x − middle of the heels) / their distance; only with the feet's places known"),
            WINTER,
            tr("told beside it: one standard deviation from reading the mat, pressure under the feet and board"),
        ),
        "right_share_error": (
            tr("Error of the share"),
            "",
            tr("√((20²/12 + 8²)/2 + board²) mm over the distance of the heels; one standard deviation"),
            "SteadyQuest",
            "",
        ),
    }


def _plate() -> dict[str, Row]:
    return {
        "noise_mm_s": (
            tr("Noise of the plate"),
            "mm/s",
            tr("mean velocity that the empty plate alone would give under this load, by the same way"),
            "SteadyQuest",
            tr("± 10 % with 5 s of empty plate; over a fifth of the velocity it is flagged, over a half refused"),
        ),
    }


def _diffusion() -> dict[str, Row]:
    lines = tr("two straight lines over 0 to 10 s of ⟨Δr²⟩, the break of least squares between 0.3 and 2.5 s")
    research = tr("for research only: depends on the fit and the filter")
    return {
        "diffusion_short_mm2_s": (
            tr("Short-term diffusion"),
            "mm²/s",
            tr("half the slope of the first line; {lines}").format(lines=lines),
            COLLINS,
            research,
        ),
        "diffusion_long_mm2_s": (
            tr("Long-term diffusion"),
            "mm²/s",
            tr("half the slope of the second line; {lines}").format(lines=lines),
            COLLINS,
            research,
        ),
        "diffusion_critical_s": (tr("Critical time"), "s", tr("where the two lines meet"), COLLINS, research),
        "diffusion_critical_mm2": (tr("Critical displacement"), "mm²", tr("⟨Δr²⟩ there"), COLLINS, research),
    }
