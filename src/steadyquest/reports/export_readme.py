"""The words that go along with an export: what is where, how it was made, and what was left out."""

from __future__ import annotations

import textwrap

from steadyquest import __version__
from steadyquest.reports.export_folder import MARK
from steadyquest.words import tr

WIDTH = 110


def readme() -> str:
    """The text of `README.txt`."""
    opening, *rules = (textwrap.fill(words, WIDTH) for words in (_opening(), *_rules()))
    title = tr("Records of SteadyQuest {version}, exported as open files").format(version=__version__)
    return "\n\n".join([title, opening, _files(), *rules]) + "\n"


def _opening() -> str:
    return tr(
        "Every column of every file, with its type, unit and meaning, is in data_dictionary.csv; every measure, with "
        "its definition and source, in definitions.csv."
    )


def _files() -> str:
    of = {
        "players.csv": tr("who played, under codes"),
        "sessions.csv": tr("what was played when, and with what"),
        "clinical_results.csv": tr("results entered by hand"),
        "session-NNNN/samples.csv": tr("what the board sent: raw counts, nothing changed"),
        "session-NNNN/signal.csv": tr("newtons, centre of pressure, and the lean as the game had it"),
        "session-NNNN/cop-NNN.csv": tr("centre of pressure of one run, without the rows in which nobody stood"),
        "session-NNNN/runs.csv": tr("levels and trials, and what they were played with"),
        "session-NNNN/reps.csv": tr("single tries"),
        "session-NNNN/events.csv": tr("what happened, tick by tick"),
        "session-NNNN/commands.csv": tr("what people asked of the game"),
        "session-NNNN/measures.csv": tr("measures of quiet parts and trials"),
        "session-NNNN/session.json": tr("calibrations, settings and notes"),
        "session-NNNN/levels/": tr("the texts of the levels"),
        MARK: tr("marks this folder as an export, so that it may be replaced by another"),
    }
    return "\n".join(f"{name:26} {meaning}" for name, meaning in of.items())


def _rules() -> tuple[str, ...]:
    return (
        tr(
            "Numbers are in full, with a decimal point; an empty cell means that there is none. Text is UTF-8. Times "
            "are ISO 8601 in UTC. x and ML are to the right, y and AP forward, as the player stands."
        ),
        tr(
            "Force and centre of pressure: [F, F·x, F·y] = matrix · (counts − tare), with matrix and tare of "
            "session.json from first_sample on. Where ages differ, the four channels are first brought to one time "
            "by straight lines between their own conversions. A centre of pressure is valid from a force of least_n on."
        ),
        tr(
            "Left out, for it may tell who somebody is: names, notes and words, aids, names of files and ports, names "
            "and words of levels of one's own, codes of home practice. Exact days, heights and years of birth are "
            "here: with other knowledge they may still tell it. Keep this folder as you keep the records."
        ),
        tr("Simulated people are synthetic; sessions.csv says which sessions are theirs."),
    )
