"""A level on one sheet, as SVG: its words, how long it lasts, and every step with its targets from above."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from markupsafe import escape

from steadyquest.game.spec import Range, StepSpec
from steadyquest.game.tasks.kinds import kind_of
from steadyquest.levels.demand import expected_s, step_s
from steadyquest.levels.schema import SIGHT, STEP
from steadyquest.levels.schema_keys import Group, Key
from steadyquest.levels.schema_tasks import TASKS
from steadyquest.levels.write import write_value
from steadyquest.reports import wording
from steadyquest.reports.level_panels import SIDE, panel
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.levels.read import Level

WIDTH = 1040.0
MARGIN, GAP = 40.0, 20.0
COLUMNS = 3
LINE = 19.0
_HEAD = 168.0
_LETTERS_WIDE, _LETTERS = 112, 46
_IN_PICTURE = {"at", "where", "points", "map", "answer", "path", "axis"}
"""What the picture shows better than words."""
_STYLE = """
text{font-family:"Source Sans Pro","Source Sans 3",sans-serif;fill:#1d3145;font-size:15px}
.title{font-size:30px;font-weight:700}.say{font-size:18px}.soft,.note{fill:#53626f}.name{font-size:18px;font-weight:700}
.card{fill:#fff;stroke:#d5dce2}.reach{fill:#f4f1ea;stroke:#9aa7b2;stroke-dasharray:5 5}
.cross,.path-easy,.path-hard,.way,.wind,.rest{fill:none;stroke:#53626f;stroke-width:2}
.easy{fill:none;stroke:#0072b2;stroke-width:2.5;stroke-dasharray:6 4}
.hard{fill:#e69f00;fill-opacity:.55;stroke:#8a5a00;stroke-width:2}
.path-easy{stroke:#0072b2;stroke-dasharray:6 4}.path-hard{stroke:#8a5a00}.wind{stroke:#009e73;stroke-width:4}
.rest{stroke:#8a5a00;stroke-width:6}.wall{fill:#8593a0}.you{fill:#0072b2}.leg{fill:#f4f1ea;stroke:#9aa7b2}
.mark{font-weight:700;font-size:14px}
"""


def level_sheet(level: Level) -> str:
    """The whole sheet."""
    steps = level.spec.steps
    facts = [_facts(step) for step in steps]
    rows = [range(i, min(i + COLUMNS, len(steps))) for i in range(0, len(steps), COLUMNS)]
    heights = [SIDE + 66 + LINE * max(len(facts[i]) for i in row) for row in rows]
    tops = list(accumulate((height + GAP for height in heights), initial=_HEAD))
    cards = [
        _card(steps[i], i, facts[i], top=top, height=height)
        for row, top, height in zip(rows, tops, heights, strict=False)
        for i in row
    ]
    height = tops[-1] + 34
    size = f'viewBox="0 0 {WIDTH:g} {height:g}" width="{WIDTH:g}" height="{height:g}"'
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">',
            f"<title>{escape(level.spec.title)}</title><style>{_STYLE}</style>",
            f'<rect width="{WIDTH:g}" height="{height:g}" fill="#fbfaf7"/>',
            *_head(level),
            *cards,
            *_legend(height - 18),
            "</svg>\n",
        ]
    )


def _head(level: Level) -> Iterator[str]:
    spec = level.spec
    about = [
        wording.world(spec.world),
        ", ".join(wording.stance(stance) for stance in spec.stance),
        tr("about {n} s").format(n=round(expected_s(spec))),
    ]
    if spec.repeat > 1:
        about.append(tr("played {n} times over").format(n=spec.repeat))
    if spec.order == "shuffled":
        about.append(tr("steps in any order"))
    yield _text(MARGIN, 58, spec.title, kind="title")
    lines = [*textwrap.wrap(spec.say, 96)[:2], *textwrap.wrap(" · ".join(about), _LETTERS_WIDE)[:2]]
    says = len(textwrap.wrap(spec.say, 96)[:2])
    for number, line in enumerate(lines):
        yield _text(MARGIN, 90 + 24 * number, line, kind="say" if number < says else "soft")


def _card(step: StepSpec, number: int, facts: Sequence[str], *, top: float, height: float) -> str:
    left = MARGIN + (number % COLUMNS) * (SIDE + GAP + 10)
    name = f"{number + 1}  {tr(kind_of(step).name)}"
    lines = "".join(_text(16, SIDE + 60 + LINE * i, fact, kind="soft") for i, fact in enumerate(facts))
    return (
        f'<g transform="translate({left:g} {top:g})">'
        f'<rect class="card" width="{SIDE + 10:g}" height="{height:g}" rx="12"/>'
        f"{_text(16, 30, name, kind='name')}"
        f"{_text(SIDE - 6, 30, tr('{n} s').format(n=round(step_s(step))), kind='soft', anchor='end')}"
        f'<g transform="translate(5 36)">{panel(step)}</g>{lines}</g>'
    )


def _facts(step: StepSpec) -> list[str]:
    """What the picture cannot show: times, counts, and what is changed about the step."""
    group = TASKS[kind_of(step).name]
    said = [
        *_said(group, step.task, always=True),
        *_said(SIGHT, step.sight, always=False),
        *_said(STEP, step, always=False),
    ]
    words = [step.say] if step.say else []
    return [line for sentence in [*words, *said] for line in textwrap.wrap(sentence, _LETTERS, subsequent_indent="  ")]


def _said(group: Group, spec: object, *, always: bool) -> Iterator[str]:
    for key in group.keys:
        value = getattr(spec, key.name)
        if key.name in _IN_PICTURE or value is None or (not always and value == group.default(key.name)):
            continue
        if key.kind == "yes_no" and value == group.default(key.name):
            continue
        yield f"{tr(key.help)}: {_value(key, value)}"


def _value(key: Key, value: Any) -> str:
    if isinstance(value, Range):
        said = f"{value.easy:g}" if value.easy == value.hard else f"{value.easy:g} → {value.hard:g}"
    elif isinstance(value, bool):
        said = tr("yes") if value else tr("no")
    elif isinstance(value, str):
        said = value.replace("_", " ")
    elif isinstance(value, float | int):
        said = f"{value:g}"
    else:
        said = write_value(key, value).strip("[]").replace('"', "")
    return f"{said} {key.unit}".strip()


def _legend(y: float) -> Iterator[str]:
    yield f'<circle class="easy" cx="{MARGIN + 10:g}" cy="{y - 5:g}" r="9"/>'
    yield _text(MARGIN + 28, y, tr("at difficulty 0"), kind="soft")
    yield f'<circle class="hard" cx="{MARGIN + 170:g}" cy="{y - 5:g}" r="9"/>'
    yield _text(MARGIN + 188, y, tr("at difficulty 1"), kind="soft")
    words = tr("dashed circle: as far as the player leaned; * the affected side, drawn left here")
    yield _text(MARGIN + 320, y, words, kind="soft")


def _text(x: float, y: float, words: str, *, kind: str, anchor: str = "start") -> str:
    return f'<text class="{kind}" x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(words)}</text>'
