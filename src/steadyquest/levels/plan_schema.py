"""The plan format as one table: every key with its kind, limits, choices and a line of help.

Reader, checker and documentation are made from it. Defaults are those of `plan_spec`, so they stand once.
"""

from __future__ import annotations

from dataclasses import replace

from steadyquest.conventions import STANCES
from steadyquest.game.tasks.kinds import SKILLS
from steadyquest.levels.plan_spec import THERAPIST, TWO_GOOD_SESSIONS, WEEKS, PhaseSpec, PlanSpec
from steadyquest.levels.schema import FORMAT_KEY
from steadyquest.levels.schema_keys import N_, Group, Key, choice, number, text, whole

MOST_PHASES = 20
MOST_NAMES = 100
CENTRES = ("own", "between", "middle")
ENVELOPE_SKILLS = tuple(skill for skill in SKILLS if skill != "feel")
"""`feel` takes its difficulty from steadiness."""

ENVELOPE = Key(name="envelope", kind="span", help=N_("the range of difficulty, for every skill"), low=0, high=1)
_SAY_HOME = replace(text("say_home", N_("your own words for home"), high=600), kind="long_text")


def _names(name: str, words: str) -> Key:
    return Key(name=name, kind="names", help=words, low=1, high=MOST_NAMES)


PLAN = Group(
    PlanSpec,
    (
        text("title", N_("what the plan is called"), high=60),
        text("goal", N_("what it is for, in the person's own words")),
        number("minutes", N_("how long a session lasts"), (1, 240), unit="min"),
        whole("days_per_week", N_("on how many days a week"), (1, 7)),
        Key(name="stance", kind="choices", help=N_("how the person stands or sits"), choices=STANCES),
        choice("centre", CENTRES, N_("where the middle is: as one stands, the middle of the feet, or half-way")),
        number("emphasis", N_("the share of reps to the affected side"), (0, 1)),
        whole("rung_max", N_("the highest rung of the sight ladder"), (0, 4)),
        number("home_minutes", N_("how long one plays at home"), (1, 60), unit="min"),
        whole("home_days_per_week", N_("on how many days a week at home"), (1, 7)),
        _SAY_HOME,
        text("author", N_("who wrote the plan"), high=80),
        Key(name="notes", kind="long_text", help=N_("anything for other therapists"), low=1, high=4000),
    ),
)

PHASE = Group(
    PhaseSpec,
    (
        text("title", N_("what the phase is called"), high=60),
        whole("weeks", N_("how many weeks it is planned to last"), (1, 52)),
        _names("levels", N_("what is played")),
        choice("advance", (WEEKS, TWO_GOOD_SESSIONS, THERAPIST), N_("what leads to the next phase")),
        _names("home", N_("what is played at home")),
        _SAY_HOME,
    ),
)


def plan_keys() -> dict[str, Key]:
    """Every key above the first phase, in the order it is written."""
    return {key.name: key for key in (FORMAT_KEY, *PLAN.keys, ENVELOPE)}


def phase_keys() -> dict[str, Key]:
    """Every key of a phase."""
    return {key.name: key for key in PHASE.keys}


def envelope_keys() -> dict[str, Key]:
    """Every key below [envelope]: one for each skill."""
    return {skill: replace(ENVELOPE, name=skill, help=N_("the range of its difficulty")) for skill in ENVELOPE_SKILLS}
