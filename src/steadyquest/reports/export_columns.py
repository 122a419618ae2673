"""Every file of an export and every column in it: type, unit, meaning. Headers and dictionary are made from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from steadyquest.conventions import CHANNELS, DIRECTIONS
from steadyquest.words import tr

WHOLE, NUMBER, TEXT, YES_NO = "whole", "number", "text", "0/1"
TIME, DATE, JSON = "time", "date", "json"
RUN_FILE = "cop-NNN.csv"
"""One for each run; NNN is its number."""


class Column(NamedTuple):
    """One column of one file."""

    name: str
    type: str
    unit: str
    meaning: str


def names_of(file: str) -> list[str]:
    """The header of a file."""
    return [column.name for column in columns()[file]]


def columns() -> dict[str, tuple[Column, ...]]:
    """Every CSV file of an export, in the chosen language."""
    return {file: tuple(Column(*row) for row in make()) for file, make in _FILES.items()}


_Rows = list[tuple[str, str, str, str]]


def _dictionary() -> _Rows:
    return [
        ("file", TEXT, "", tr("name of the file; NNN stands for the number of a run")),
        ("column", TEXT, "", tr("name of the column, in the order of the file")),
        ("type", TEXT, "", tr("whole, number, text, 0/1, time (ISO 8601, UTC), date (year-month-day) or json")),
        ("unit", TEXT, "", tr("unit of the column; empty where it has none")),
        ("meaning", TEXT, "", tr("what stands in the column")),
    ]


def _definitions() -> _Rows:
    return [
        ("key", TEXT, "", tr("key of the measure, as in measures.csv")),
        ("name", TEXT, "", tr("name of the measure")),
        ("unit", TEXT, "", tr("unit of the value")),
        ("definition", TEXT, "", tr("how it is computed")),
        ("source", TEXT, "", tr("where the definition is from")),
    ]


def _players() -> _Rows:
    return [
        ("player", TEXT, "", tr("code of the player, the same in every export of these records")),
        ("birth_year", WHOLE, "", tr("year of birth, where it is known")),
        ("height_cm", NUMBER, "cm", tr("standing height, where it is known")),
        ("affected", TEXT, "", tr("affected side: left or right; empty where there is none or it is not known")),
    ]


def _sessions() -> _Rows:
    faces = ((f"{face}_{when}", face, when) for when in ("before", "after") for face in ("pain", "tired", "fun"))
    said = tr("face chosen {when} play for “{what}”: 0 is none of it, 4 the most")
    whens = {"before": tr("before"), "after": tr("after")}
    return [
        ("session", WHOLE, "", tr("number of the session")),
        ("folder", TEXT, "", tr("its folder in this export")),
        ("player", TEXT, "", tr("code of the player; empty where nobody was chosen")),
        ("started_at", TIME, "", tr("when it began")),
        ("ended_at", TIME, "", tr("when it ended; empty while it lasts, or where it was cut off")),
        ("source", TEXT, "", tr("board, wii, simulated, emulated_board, file, keyboard, mouse or gamepad")),
        ("simulated_person", TEXT, "", tr("which simulated person played; all of them are synthetic")),
        ("board", TEXT, "", tr("name that the board has in itself")),
        ("calibration", TEXT, "", tr("nominal (not calibrated), gains or map")),
        ("at_home", YES_NO, "", tr("played at home")),
        ("support", TEXT, "", tr("what or who held the player: none, one_hand, two_hands or frame")),
        ("shoes", TEXT, "", tr("what was on the feet: barefoot, socks, shoes or orthosis")),
        *((name, WHOLE, "0–4", said.format(when=whens[when], what=face)) for name, face, when in faces),
        ("seconds", NUMBER, "s", tr("from the first sample to the last")),
        ("runs", WHOLE, "", tr("how many levels and trials were played")),
        ("samples", WHOLE, "", tr("how many samples there are")),
        ("gaps", WHOLE, "", tr("samples that were lost on the way")),
        ("corrupt", WHOLE, "", tr("frames that came damaged and were left out")),
        ("latency_ms", NUMBER, "ms", tr("how old the newest sample was when it was shown")),
        ("software", TEXT, "", tr("version of SteadyQuest that recorded it")),
        ("problem", TEXT, "", tr("why signals or measures are missing; empty where none are")),
    ]


def _results() -> _Rows:
    return [
        ("result", WHOLE, "", tr("number of the result")),
        ("player", TEXT, "", tr("code of the player")),
        ("session", WHOLE, "", tr("number of the session it was entered for; empty where for none")),
        (
            "kind",
            TEXT,
            "",
            tr("tug: Timed Up and Go; pbs: Paediatric Balance Scale; walk: 10-metre walk; goal: own goal"),
        ),
        ("value", NUMBER, "", tr("the value as it was entered, in the unit of the next column")),
        ("unit", TEXT, "", tr("unit of the value")),
        ("made_at", TIME, "", tr("when it was entered, or the beginning of its session")),
        ("measured_on", DATE, "", tr("the day on which it was measured, where the records are kept")),
    ]


def _samples() -> _Rows:
    counts = tr("raw count of the cell at {corner}, 24 bits with sign")
    ages = tr("how much older than t_us the conversion of {corner} was; 0 where the source has no converters")
    return [
        ("t_us", WHOLE, "µs", tr("the board's clock, unwrapped")),
        ("epoch", WHOLE, "", tr("one more with every restart of the board's clock")),
        ("seq", WHOLE, "", tr("sequence number of the frame, 0 to 65535")),
        *((f"{c.lower()}_count", WHOLE, "count", counts.format(corner=c)) for c in CHANNELS),
        *((f"{c.lower()}_age_us", WHOLE, "µs", ages.format(corner=c)) for c in CHANNELS),
        ("status", WHOLE, "", tr("status bits of the frame: 4 is a channel at the end of its range, 8 settling")),
        ("fresh", WHOLE, "", tr("bits of the channels that were converted anew: 1 FL, 2 FR, 4 RL, 8 RR")),
        ("faulty", WHOLE, "", tr("bits of the channels that are at fault, in the same order")),
    ]


def _signal() -> _Rows:
    corner = tr("force on the corner {corner}, above the zero of the empty plate")
    return [
        ("time_s", NUMBER, "s", tr("since the session's first sample; a restarted clock is a hole of 1 s")),
        *((f"{c.lower()}_n", NUMBER, "N", corner.format(corner=c)) for c in CHANNELS),
        ("fz_n", NUMBER, "N", tr("vertical force, the sum of the four corners")),
        ("cop_ml_mm", NUMBER, "mm", tr("centre of pressure, right is +; not filtered; empty where valid is 0")),
        ("cop_ap_mm", NUMBER, "mm", tr("centre of pressure, forward is +; not filtered; empty where valid is 0")),
        ("valid", YES_NO, "", tr("somebody was on the plate and no channel was at fault")),
        ("run", WHOLE, "", tr("number of the run; empty between runs")),
        ("tick", WHOLE, "10 ms", tr("ticks of the run that were played when this sample had come")),
        ("lean_x", NUMBER, "reach", tr("lean as the game had it (online filter, centre, reach), right is +")),
        ("lean_y", NUMBER, "reach", tr("lean as the game had it (online filter, centre, reach), forward is +")),
        (
            "lean_valid",
            YES_NO,
            "",
            tr("0: the game kept the last lean, for nobody stood there or a channel was at fault"),
        ),
    ]


def _run_cop() -> _Rows:
    return [
        ("time_s", NUMBER, "s", tr("since the session's first sample")),
        ("cop_ml_mm", NUMBER, "mm", tr("centre of pressure, right is +; not filtered")),
        ("cop_ap_mm", NUMBER, "mm", tr("centre of pressure, forward is +; not filtered")),
        ("fz_n", NUMBER, "N", tr("vertical force")),
    ]


def _events() -> _Rows:
    return [
        ("run", WHOLE, "", tr("number of the run")),
        ("number", WHOLE, "", tr("place of the row in its run, from 0")),
        ("tick", WHOLE, "10 ms", tr("tick of the run")),
        ("time_s", NUMBER, "s", tr("the same since the session's first sample")),
        ("event", TEXT, "", tr("what happened")),
        ("data", JSON, "", tr("its own facts")),
    ]


def _commands() -> _Rows:
    return [
        ("run", WHOLE, "", tr("number of the run")),
        ("number", WHOLE, "", tr("place of the row in its run, from 0")),
        ("tick", WHOLE, "10 ms", tr("tick of the run at which it took effect")),
        ("time_s", NUMBER, "s", tr("the same since the session's first sample")),
        ("kind", TEXT, "", tr("what was asked for")),
        ("value", JSON, "", tr("what came with it")),
    ]


def _runs() -> _Rows:
    reach = tr("length of one reach unit towards {direction}")
    return [
        ("run", WHOLE, "", tr("number of the run in its session, from 1")),
        (
            "level",
            TEXT,
            "",
            tr("key of the level; assess/ are trials, probe/ the feel probe, own/ levels of one's own"),
        ),
        ("title", TEXT, "", tr("title of the level; empty for one's own")),
        ("level_file", TEXT, "", tr("the level's text in this folder; without words for one's own")),
        ("level_hash", TEXT, "", tr("SHA-256 of the level's text as it was played")),
        ("assessment", WHOLE, "", tr("of a trial: which assessment of the session")),
        ("trial", WHOLE, "", tr("of a trial: which trial of its assessment; a later one of both numbers replaces it")),
        ("stance", TEXT, "", tr("how the player stood or sat")),
        ("surface", TEXT, "", tr("firm or foam")),
        ("eyes", TEXT, "", tr("open or closed, as the player was told")),
        ("feet", TEXT, "", tr("letters of the mat under the heels, left and right; empty where nobody said")),
        ("start_sample", WHOLE, "", tr("index of its first row in samples.csv, from 0")),
        ("start_s", NUMBER, "s", tr("since the session's first sample")),
        ("seconds", NUMBER, "s", tr("how long it lasted")),
        ("ended", TEXT, "", tr("finished, stopped or lost; empty while it runs")),
        ("rung", WHOLE, "", tr("rung of the sight ladder, 0 is full day")),
        ("d_start", NUMBER, "0–1", tr("difficulty at the beginning")),
        ("d_end", NUMBER, "0–1", tr("difficulty at the end")),
        ("reps", WHOLE, "", tr("how many reps there were")),
        ("tried", WHOLE, "", tr("how many of them were judged")),
        ("success", NUMBER, "0–1", tr("share of the judged ones that succeeded")),
        ("stars", WHOLE, "", tr("stars that the player got")),
        ("seed", WHOLE, "", tr("seed of all that was drawn by lot")),
        ("weight_kg", NUMBER, "kg", tr("weight that the game went by")),
        ("centre_ml_mm", NUMBER, "mm", tr("the player's centre on the plate, right is +")),
        ("centre_ap_mm", NUMBER, "mm", tr("the player's centre on the plate, forward is +")),
        (
            "reach_kind",
            TEXT,
            "",
            tr("how the reach is known: quick, full, hand, given, default; of trials limits or beyond"),
        ),
        *((f"reach_{name}_mm", NUMBER, "mm", reach.format(direction=name)) for name in DIRECTIONS),
        ("filter_min_cutoff_hz", NUMBER, "Hz", tr("One-Euro filter of the lean: lowest cutoff")),
        ("filter_beta", NUMBER, "", tr("One-Euro filter of the lean: how the cutoff grows with speed")),
        ("filter_d_cutoff_hz", NUMBER, "Hz", tr("One-Euro filter of the lean: cutoff of the speed")),
    ]


def _reps() -> _Rows:
    return [
        ("run", WHOLE, "", tr("number of the run")),
        ("number", WHOLE, "", tr("place of the row in its run, from 0")),
        ("step", WHOLE, "", tr("step of the level, from 0")),
        ("rep", WHOLE, "", tr("rep of the step, from 0")),
        ("task", TEXT, "", tr("what was to be done")),
        ("skill", TEXT, "", tr("skill that it counts for; empty where it is not judged")),
        ("d", NUMBER, "0–1", tr("difficulty of this rep")),
        ("rung", WHOLE, "", tr("rung of the sight ladder")),
        ("success", YES_NO, "", tr("whether it succeeded; empty where it is not judged")),
        ("share", NUMBER, "0–1", tr("share of it that went well")),
        ("seconds", NUMBER, "s", tr("how long it lasted")),
        ("tick_start", WHOLE, "10 ms", tr("tick of the run at which it began")),
        ("tick_end", WHOLE, "10 ms", tr("tick of the run at which it ended")),
        ("start_s", NUMBER, "s", tr("its beginning since the session's first sample")),
        ("stop_s", NUMBER, "s", tr("its end since the session's first sample")),
        ("x", NUMBER, "reach", tr("where its target was, right is +")),
        ("y", NUMBER, "reach", tr("where its target was, forward is +")),
        ("radius", NUMBER, "reach", tr("radius of its target")),
        ("lit", YES_NO, "", tr("whether the lantern was lit")),
        ("extra", JSON, "", tr("what only this task tells")),
    ]


def _measures() -> _Rows:
    return [
        ("run", WHOLE, "", tr("number of the run")),
        ("kind", TEXT, "", tr("what was measured: hold (a quiet part of a level), or the kind of the assessment")),
        ("rep", WHOLE, "", tr("which rep of the run; of a whole trial empty")),
        ("direction", TEXT, "", tr("of limits of stability: which direction")),
        ("superseded", YES_NO, "", tr("1: it was repeated, and the repeat counts; reports leave it out")),
        ("start_s", NUMBER, "s", tr("beginning of the measured part since the session's first sample")),
        ("duration_s", NUMBER, "s", tr("length of the measured part")),
        ("n", WHOLE, "", tr("samples that went into the measure")),
        ("rate_hz", NUMBER, "Hz", tr("rate of the uniform grid that it was computed on")),
        ("filter_hz", NUMBER, "Hz", tr("cutoff of the zero-phase low-pass; 0 is off")),
        ("key", TEXT, "", tr("key of the measure, see definitions.csv; empty where nothing could be measured")),
        ("value", NUMBER, "", tr("the value; empty where it could not be had")),
        ("unit", TEXT, "", tr("unit of the value")),
        ("flags", TEXT, "", tr("what speaks against the value")),
        ("why_not", TEXT, "", tr("why there is no value")),
        ("software", TEXT, "", tr("version of SteadyQuest that computed it")),
    ]


_FILES: dict[str, Callable[[], _Rows]] = {
    "players.csv": _players,
    "sessions.csv": _sessions,
    "clinical_results.csv": _results,
    "definitions.csv": _definitions,
    "data_dictionary.csv": _dictionary,
    "samples.csv": _samples,
    "signal.csv": _signal,
    RUN_FILE: _run_cop,
    "runs.csv": _runs,
    "reps.csv": _reps,
    "events.csv": _events,
    "commands.csv": _commands,
    "measures.csv": _measures,
}
