"""The level format as one table: every key with its kind, limits, choices and a line of help.

Reader, checker, writer and documentation are made from it. Defaults are those of `game.spec`, so they stand once.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from typing import Any, Literal

from steadyquest.conventions import DIRECTIONS, STANCES, SURFACES
from steadyquest.game.spec import (
    RUNGS,
    FollowSpec,
    HoldSpec,
    LevelSpec,
    ReachSpec,
    RecallSpec,
    RestSpec,
    SightSpec,
    StepSpec,
)

FORMAT = 1
WORLDS = ("meadow", "river", "wood", "fog", "cave", "peak", "coast")
SKILLS = ("steadiness", "reach", "tracking", "timing", "loading", "stepping", "rising", "feel")
SIDES = ("affected", "other")
LATER_TASKS = ("choose", "steer", "roll", "catch", "rhythm", "match", "march", "rise")
"""In the design of the format, not yet in the game."""
LATER_KEYS = ("scene_sway", "distractors", "also")
MAX_STEPS = 100

Kind = Literal[
    "text", "long_text", "file", "art", "choice", "choices", "number", "whole", "yes_no", "places", "points", "point"
]


def N_(message: str) -> str:  # noqa: N802 - the name that gettext's tools look for
    """Mark a sentence for translation; it is translated where it is shown."""
    return message


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One key of a level file. `low` and `high` bound a number, or the length of a text or list."""

    name: str
    kind: Kind
    help: str
    low: float = 0.0
    high: float = 0.0
    choices: tuple[str, ...] = ()
    pair: bool = False
    """Whether difficulty may pick between `[easy, hard]`."""
    unit: str = ""
    reach: float = 1.0
    """How far from the centre a point may lie, in reach units."""


@dataclass(frozen=True, slots=True)
class Group:
    """Keys that belong together, in the order they are written, and the dataclass they fill."""

    spec: type[Any]
    keys: tuple[Key, ...]

    def default(self, name: str) -> Any:
        """What holds when the key is left out; None where it is required or means "nothing"."""
        field = next(field for field in fields(self.spec) if field.name == name)
        return None if field.default is MISSING else field.default

    def required(self) -> tuple[str, ...]:
        """Keys of the group that have no default."""
        names = {key.name for key in self.keys}
        return tuple(f.name for f in fields(self.spec) if f.default is MISSING and f.name in names)


def _text(name: str, words: str, *, high: float = 300) -> Key:
    return Key(name=name, kind="text", help=words, low=1, high=high)


def _choice(name: str, choices: tuple[str, ...], words: str) -> Key:
    return Key(name=name, kind="choice", help=words, choices=choices)


def _number(name: str, words: str, limits: tuple[float, float], *, unit: str = "", pair: bool = False) -> Key:
    return Key(name=name, kind="number", help=words, low=limits[0], high=limits[1], unit=unit, pair=pair)


def _whole(name: str, words: str, limits: tuple[int, int]) -> Key:
    return Key(name=name, kind="whole", help=words, low=limits[0], high=limits[1])


def _flag(name: str, words: str) -> Key:
    return Key(name=name, kind="yes_no", help=words)


def _places(name: str, words: str, *, also: tuple[str, ...], reach: float = 1.0) -> Key:
    return Key(name=name, kind="places", help=words, low=1, high=32, choices=(*DIRECTIONS, *SIDES, *also), reach=reach)


def _radius(words: str) -> Key:
    return _number("radius", words, (0.05, 1.0), unit="reach", pair=True)


def _count(words: str) -> Key:
    return _whole("count", words, (1, 100))


FORMAT_KEY = _whole("format", N_("the version of this format"), (FORMAT, FORMAT))

LEVEL = Group(
    LevelSpec,
    (
        _text("title", N_("the name on the map"), high=60),
        _choice("world", WORLDS, N_("the place on the map")),
        Key(name="you", kind="art", help=N_("the picture that the player moves")),
        Key(name="thing", kind="art", help=N_("the picture of what is played for")),
        Key(name="avoid", kind="art", help=N_("the picture of what to let pass")),
        Key(name="picture", kind="file", help=N_("a picture of your own beside the level, used for `thing`")),
        _text("say", N_("what the player is told: one or two short sentences")),
        _text("say_plain", N_("the same without the story")),
        Key(name="voice", kind="file", help=N_("your own voice, a sound file beside the level")),
        Key(name="stance", kind="choices", help=N_("how the player stands or sits"), choices=STANCES),
        _choice("surface", SURFACES, N_("what is underfoot")),
        _choice("eyes", ("open", "closed"), N_("whether the eyes are open")),
        _whole("repeat", N_("how many times the steps are played through"), (1, 10)),
        _choice("order", ("as_written", "shuffled"), N_("the order of the steps")),
        _choice("skill", SKILLS, N_("the skill that all steps count for")),
        _number("max_s", N_("the longest the level may last"), (10, 900), unit="s"),
        _text("uneven", N_("why one side is used more than the other")),
        _text("still_ok", N_("why keeping still may win")),
        _text("author", N_("who wrote the level"), high=80),
        Key(name="notes", kind="long_text", help=N_("anything for other therapists"), low=1, high=4000),
    ),
)

SIGHT = Group(
    SightSpec,
    (
        _choice("sight", ("player", *RUNGS), N_("when the lantern is lit")),
        _whole("sight_min", N_("the lowest rung of the sight ladder"), (0, 4)),
        _whole("sight_max", N_("the highest rung of the sight ladder"), (0, 4)),
        # Half a second is a calm glimpse; anything quicker begins to flash.
        _number("on_s", N_("how long a glimpse is lit"), (0.5, 30), unit="s"),
        _number("off_s", N_("how long it is dark between glimpses"), (0.5, 30), unit="s"),
        _number("lit_share", N_("the share of reps that are lit"), (0, 1)),
    ),
)

STEP = Group(
    StepSpec,
    (
        _whole("until_good", N_("go on until this many reps succeeded"), (1, 100)),
        Key(name="wind", kind="point", help=N_("a steady pull, right and forward"), low=-0.5, high=0.5, unit="reach"),
        _number("gain", N_("how much further the picture moves than the player"), (0.2, 3.0)),
        _flag("reversed", N_("left and right change places")),
    ),
)
STEP_SAY = _text("say", N_("what the player is told before this step"))

TASKS: dict[str, Group] = {
    "hold": Group(
        HoldSpec,
        (
            _places("at", N_("where to keep still"), also=("centre",)),
            _radius(N_("how large the zone is")),
            _number("seconds", N_("how long"), (1, 300), unit="s", pair=True),
        ),
    ),
    "reach": Group(
        ReachSpec,
        (
            _places("where", N_("where the targets are"), also=("all",), reach=1.15),
            _number("emphasis", N_("the share of reps to the affected side"), (0, 1)),
            _number("distance", N_("how far the targets are"), (0.05, 1.15), unit="reach", pair=True),
            _flag("beyond", N_("targets may lie a little further than the player ever leaned")),
            _radius(N_("how large a target is")),
            _number("dwell_s", N_("how long to stay"), (0.1, 10), unit="s", pair=True),
            _number("limit_s", N_("when a target moves on"), (1, 60), unit="s", pair=True),
            _count(N_("how many targets")),
            _choice("order", ("fixed", "shuffled", "random", "live"), N_("which target is next")),
            _flag("back", N_("come back to the centre between targets")),
        ),
    ),
    "follow": Group(
        FollowSpec,
        (
            _choice("path", ("line_ml", "line_ap", "circle", "eight", "points"), N_("the way that the guide takes")),
            Key(name="points", kind="points", help=N_("the places that the guide visits"), low=2, high=64),
            _number("size", N_("how far the path goes out"), (0.05, 1.0), unit="reach", pair=True),
            _number("period_s", N_("how long one lap takes"), (2, 60), unit="s", pair=True),
            _radius(N_("how near counts as on the guide")),
            _number("seconds", N_("how long"), (1, 300), unit="s"),
        ),
    ),
    "recall": Group(
        RecallSpec,
        (
            _places("where", N_("where the places are"), also=("all",)),
            _number("distance", N_("how far the places are"), (0.05, 1.0), unit="reach", pair=True),
            _number("study_s", N_("how long to learn the place"), (0.5, 10), unit="s", pair=True),
            _number("still_s", N_("how long to be still to answer"), (0.3, 5), unit="s"),
            _number("limit_s", N_("when a place moves on"), (1, 60), unit="s"),
            _count(N_("how many places")),
        ),
    ),
    "rest": Group(RestSpec, (_number("seconds", N_("how long"), (1, 120), unit="s"),)),
}

TASK = _choice("task", tuple(TASKS), N_("what the step is"))


def level_keys() -> dict[str, Key]:
    """Every key above the first step, in the order it is written."""
    return {key.name: key for key in (FORMAT_KEY, *LEVEL.keys, *SIGHT.keys)}


def step_keys(task: str | None) -> dict[str, Key]:
    """Every key of a step with this task, in the order it is written. None: only what all tasks share."""
    own = TASKS[task].keys if task in TASKS else ()
    return {key.name: key for key in (TASK, STEP_SAY, *own, *SIGHT.keys, *STEP.keys)}
