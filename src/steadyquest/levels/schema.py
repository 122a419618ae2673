"""The level format as one table: every key with its kind, limits, choices and a line of help.

Reader, checker, writer and documentation are made from it. Defaults are those of `game.spec`, so they stand once.
"""

from __future__ import annotations

from steadyquest.conventions import STANCES, SURFACES
from steadyquest.game.spec import RUNGS, LevelSpec, SightSpec, StepSpec
from steadyquest.game.tasks.kinds import SKILLS
from steadyquest.levels.schema_keys import N_, Group, Key, choice, flag, number, text, whole
from steadyquest.levels.schema_tasks import TASKS

FORMAT = 1
WORLDS = ("meadow", "river", "wood", "fog", "cave", "peak", "coast")
MAX_STEPS = 100

FORMAT_KEY = whole("format", N_("the version of this format"), (FORMAT, FORMAT))

LEVEL = Group(
    LevelSpec,
    (
        text("title", N_("the name on the map"), high=60),
        choice("world", WORLDS, N_("the place on the map")),
        Key(name="you", kind="art", help=N_("the picture that the player moves")),
        Key(name="thing", kind="art", help=N_("the picture of what is played for")),
        Key(name="avoid", kind="art", help=N_("the picture of what to let pass")),
        Key(name="picture", kind="file", help=N_("a picture of your own beside the level, used for `thing`")),
        text("say", N_("what the player is told: one or two short sentences")),
        text("say_plain", N_("the same without the story")),
        Key(name="voice", kind="file", help=N_("your own voice, a sound file beside the level")),
        Key(name="stance", kind="choices", help=N_("how the player stands or sits"), choices=STANCES),
        choice("surface", SURFACES, N_("what is underfoot")),
        choice("eyes", ("open", "closed"), N_("whether the eyes are open")),
        whole("repeat", N_("how many times the steps are played through"), (1, 10)),
        choice("order", ("as_written", "shuffled"), N_("the order of the steps")),
        choice("skill", SKILLS, N_("the skill that all steps count for")),
        number("max_s", N_("the longest the level may last"), (10, 900), unit="s"),
        text("uneven", N_("why one side is used more than the other")),
        text("still_ok", N_("why keeping still may win")),
        text("author", N_("who wrote the level"), high=80),
        Key(name="notes", kind="long_text", help=N_("anything for other therapists"), low=1, high=4000),
    ),
)

SIGHT = Group(
    SightSpec,
    (
        choice("sight", ("player", *RUNGS), N_("when the lantern is lit")),
        whole("sight_min", N_("the lowest rung of the sight ladder"), (0, 4)),
        whole("sight_max", N_("the highest rung of the sight ladder"), (0, 4)),
        # Half a second is a calm glimpse; anything quicker begins to flash.
        number("on_s", N_("how long a glimpse is lit"), (0.5, 30), unit="s"),
        number("off_s", N_("how long it is dark between glimpses"), (0.5, 30), unit="s"),
        number("lit_share", N_("the share of reps that are lit"), (0, 1)),
    ),
)

STEP = Group(
    StepSpec,
    (
        whole("until_good", N_("go on until this many reps succeeded"), (1, 100)),
        Key(name="wind", kind="point", help=N_("a steady pull, right and forward"), low=-0.5, high=0.5, unit="reach"),
        number("gain", N_("how much further the picture moves than the player"), (0.2, 3.0)),
        flag("reversed", N_("everything is turned round: left goes right, forward goes back")),
        number("scene_sway", N_("how far the picture tips to and fro"), (0, 10), unit="degrees"),
        whole("distractors", N_("how many things drift by to be counted"), (1, 12)),
        text("also", N_("a second task in words, such as naming animals"), high=120),
    ),
)
STEP_SAY = text("say", N_("what the player is told before this step"))

TASK = choice("task", tuple(TASKS), N_("what the step is"))


def level_keys() -> dict[str, Key]:
    """Every key above the first step, in the order it is written."""
    return {key.name: key for key in (FORMAT_KEY, *LEVEL.keys, *SIGHT.keys)}


def step_keys(task: str | None) -> dict[str, Key]:
    """Every key of a step with this task, in the order it is written. None: only what all tasks share."""
    own = TASKS[task].keys if task in TASKS else ()
    return {key.name: key for key in (TASK, STEP_SAY, *own, *SIGHT.keys, *STEP.keys)}
