"""The beginning of a level of one's own: a file that can be played at once, with a remark at every line.

What each line means comes from the table of the format; the numbers are gentle ones to start from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from steadyquest.game.tasks.kinds import KINDS
from steadyquest.levels.schema import FORMAT, FORMAT_KEY, LEVEL, STEP, STEP_SAY, TASK, step_keys
from steadyquest.levels.schema_keys import Group, Key
from steadyquest.levels.schema_tasks import TASKS
from steadyquest.levels.values import allowed
from steadyquest.levels.write import write_value
from steadyquest.words import tr

STEPS: dict[str, dict[str, str]] = {
    "hold": {"at": '["centre"]', "radius": "[0.30, 0.18]", "seconds": "[8, 15]"},
    "reach": {
        "where": '["left", "forward", "right"]',
        "distance": "[0.40, 0.75]",
        "radius": "[0.30, 0.18]",
        "dwell_s": "[0.5, 1.2]",
        "count": "8",
    },
    "choose": {
        "pictures": '["fish", "butterfly", "snail"]',
        "ask": '"Who can fly?"',
        "answer": '"butterfly"',
        "dwell_s": "[0.8, 1.5]",
        "count": "6",
    },
    "follow": {
        "path": '"line_ml"',
        "size": "[0.40, 0.75]",
        "period_s": "[14, 8]",
        "radius": "[0.32, 0.18]",
        "seconds": "42",
    },
    "steer": {"axis": '"ml"', "gate": "[0.60, 0.30]", "every_s": "[5, 3.5]", "count": "10"},
    "roll": {
        "map": '"""\n#########\n#o..#..o#\n#...S...#\n#o..#..o#\n#########\n"""',
        "friction": "[3, 1.5]",
        "radius": "[0.20, 0.12]",
    },
    "catch": {
        "axis": '"ml"',
        "per_min": "[10, 12]",
        "speed": "[0.22, 0.28]",
        "radius": "[0.32, 0.20]",
        "count": "8",
    },
    "rhythm": {
        "axis": '"ml"',
        "beat_s": "[4, 2]",
        "distance": "[0.40, 0.60]",
        "radius": "[0.35, 0.22]",
        "count": "12",
    },
    "match": {
        "leg": '"affected"',
        "share": "[0.65, 0.75]",
        "tolerance": "[0.12, 0.06]",
        "seconds": "[2, 3]",
        "count": "6",
    },
    "march": {"beat_s": "[4, 2]", "lift_share": "[0.35, 0.20]", "count": "12"},
    "rise": {"tempo_s": "[8, 5]", "count": "5"},
    "recall": {
        "where": '["left", "right", "forward"]',
        "distance": "[0.40, 0.70]",
        "study_s": "[3, 1.5]",
        "count": "4",
    },
    "rest": {"seconds": "10"},
    "stand": {"seconds": "30", "settle_s": "5"},
    "limits": {"where": '["forward", "right", "left"]', "practice": "1", "seconds": "8"},
}
"""What each step starts from, as it stands in the file. Their easy ends are for somebody who leans slowly."""
STANCES = {"match": ("comfortable",), "march": ("comfortable",), "rise": ("comfortable",)}
"""Where seated play makes no sense to start from; every other task is for sitting players too."""
ANY_STANCE = ("comfortable", "sit_on_plate")
_BENDS = ("wind", "gain", "reversed")


def starter(*, title: str, world: str, tasks: Sequence[str], say: str = "") -> str:
    """The text of a level that can be played, with these tasks in this order. The words are checked by the reader."""
    stance = next((STANCES[task] for task in tasks if task in STANCES), ANY_STANCE)
    values: dict[str, object] = {
        "title": title,
        "world": world,
        "you": "lumi",
        "thing": "star",
        "say": say or tr("Bring the light where it is wanted."),
        "say_plain": tr("Bring the light to each mark."),
        "stance": stance,
    }
    if "match" in tasks:
        values["uneven"] = tr("write here why this leg has more to do")
    shown = [key for key in LEVEL.keys if key.name in values]
    blocks = [
        [f"# {line}" for line in _opening()],
        [f"{FORMAT_KEY.name} = {FORMAT}", *(_line(key, write_value(key, values[key.name])) for key in shown)],
        _also(LEVEL, [key for key in LEVEL.keys if key not in shown]),
        *(_step(task) for task in tasks),
    ]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _opening() -> tuple[str, ...]:
    return (
        tr("Write here what this level trains, and for whom."),
        tr("A number in brackets is a pair [easy, hard]; the player's difficulty picks between them."),
        tr("Places are in reach: 1.0 is as far as this player leaned in that direction."),
    )


def _step(task: str) -> list[str]:
    keys, start = step_keys(task), STEPS[task]
    rest = [key for key in (STEP_SAY, *TASKS[task].keys) if key.name not in start]
    extra = [key for key in STEP.keys if _has_sense(key, task)]
    return [
        "[[step]]",
        f'{TASK.name} = "{task}"',
        *(_line(keys[name], source) for name, source in start.items()),
        *_also(TASKS[task], rest),
        *_also(STEP, extra),
    ]


def _has_sense(key: Key, task: str) -> bool:
    """Whether a key that every step may have means anything in this one."""
    if key.name == "until_good":
        return task == "reach"
    kind = KINDS[TASKS[task].spec]
    return task != "rest" and (kind.bends or key.name not in _BENDS)


def _line(key: Key, source: str) -> str:
    """A key with its remark beside it, or above it where the value is a drawing."""
    remark = f"# {tr(key.help)}: {allowed(key)}"
    return (
        f"{remark}\n{key.name} = {source}" if "\n" in source or len(remark) > 60 else f"{key.name} = {source}  {remark}"
    )


def _also(group: Group, keys: Sequence[Key]) -> list[str]:
    """What else may be written, as remarks that become lines when their # is taken away."""
    return [line for key in keys for line in _possible(group, key)]


def _possible(group: Group, key: Key) -> Iterator[str]:
    default = _known_default(group, key)
    value = write_value(key, default) if default not in (None, ()) else "…"
    yield f"# {key.name} = {value}  # {tr(key.help)}: {allowed(key)}"


def _known_default(group: Group, key: Key) -> object:
    return group.default(key.name) if any(own.name == key.name for own in group.keys) else None
