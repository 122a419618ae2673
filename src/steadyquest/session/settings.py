"""What may be set for a player: names, limits, and how it is kept with them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from steadyquest.errors import RecordError
from steadyquest.game.tasks.kinds import SKILLS
from steadyquest.session.access import DWELLS_S, KEPT_AS, PACES, SCANS_S, SWITCHES, TEXT_SIZES
from steadyquest.session.preparation import CENTRES
from steadyquest.session.today import MOST, STOP_PAIN
from steadyquest.signal.one_euro import STEADINESS
from steadyquest.words import LANGUAGES, tr


class Setting(NamedTuple):
    """One setting: where it is kept, how a word becomes its value, and what is allowed, in words."""

    place: tuple[str, ...]
    read: Callable[[str], Any]
    allowed: str


def _one_of(*words: str) -> tuple[Callable[[str], Any], str]:
    def read(text: str) -> str:
        if text not in words:
            raise ValueError(text)
        return text

    return read, ", ".join(words)


def _between(least: float, most: float) -> tuple[Callable[[str], Any], str]:
    def read(text: str) -> float:
        value = float(text)
        if not least <= value <= most or math.isnan(value):
            raise ValueError(text)
        return value

    return read, f"{least:g} – {most:g}"


def _whole(least: int, most: int) -> tuple[Callable[[str], Any], str]:
    def read(text: str) -> int:
        value = int(text)
        if not least <= value <= most:
            raise ValueError(text)
        return value

    return read, f"{least} – {most}"


def _yes_or_no() -> tuple[Callable[[str], Any], str]:
    words = {"yes": True, "no": False}
    return words.__getitem__, ", ".join(words)


def _among(*numbers: float) -> tuple[Callable[[str], Any], str]:
    def read(text: str) -> float:
        return numbers[numbers.index(float(text))]

    return read, ", ".join(f"{number:g}" for number in numbers)


def _range() -> tuple[Callable[[str], Any], str]:
    def read(text: str) -> list[float]:
        lo, hi = (float(part) for part in text.split("-"))
        if not 0 <= lo <= hi <= 1:
            raise ValueError(text)
        return [lo, hi]

    return read, "0.0-1.0"


SETTINGS: dict[str, Setting] = {
    "look": Setting(("look",), *_one_of("story", "plain", "contrast")),
    "steadiness": Setting(("steadiness",), *_one_of(*STEADINESS)),
    "centre": Setting(("centre",), *_one_of(*CENTRES)),
    "minutes": Setting(("minutes",), *_between(1, 240)),
    "sound_help": Setting(("sound_help",), *_yes_or_no()),
    "faces": Setting(("faces",), *_yes_or_no()),
    KEPT_AS["language"]: Setting((KEPT_AS["language"],), *_one_of(*LANGUAGES)),
    KEPT_AS["text"]: Setting((KEPT_AS["text"],), *_among(*TEXT_SIZES)),
    KEPT_AS["reduced"]: Setting((KEPT_AS["reduced"],), *_yes_or_no()),
    KEPT_AS["calm"]: Setting((KEPT_AS["calm"],), *_yes_or_no()),
    KEPT_AS["mirrored"]: Setting((KEPT_AS["mirrored"],), *_yes_or_no()),
    KEPT_AS["pace"]: Setting((KEPT_AS["pace"],), *_among(*PACES)),
    KEPT_AS["dwell_s"]: Setting((KEPT_AS["dwell_s"],), *_among(*DWELLS_S)),
    KEPT_AS["switches"]: Setting((KEPT_AS["switches"],), *_among(*SWITCHES)),
    KEPT_AS["scan_s"]: Setting((KEPT_AS["scan_s"],), *_among(*SCANS_S)),
    STOP_PAIN: Setting((STOP_PAIN,), *_whole(1, MOST)),
    "quiet_rms_mm": Setting(("quiet_rms_mm",), *_between(0.5, 40)),
    "step_off_share": Setting(("safety", "step_off_share"), *_between(0.02, 0.9)),
    "step_off_kg": Setting(("safety", "step_off_kg"), *_between(0.5, 20)),
    "step_off_s": Setting(("safety", "step_off_s"), *_between(0.1, 5)),
    "lurch_mm_s": Setting(("safety", "lurch_mm_s"), *_between(200, 3000)),
    "lurch_s": Setting(("safety", "lurch_s"), *_between(0.05, 1)),
    **{f"range_{skill}": Setting(("ranges", skill), *_range()) for skill in SKILLS if skill != "feel"},
}
"""The therapist's: what a player's sessions are played with. A range is the envelope of the difficulty."""


def change_of(name: str, text: str) -> tuple[tuple[str, ...], Any]:
    """Where a setting is kept and what is to stand there; None takes it away. Raises RecordError in one line."""
    known = SETTINGS.get(name)
    if known is None:
        said = tr("“{name}” cannot be set; these can: {names}")
        raise RecordError(said.format(name=name, names=", ".join(SETTINGS)))
    try:
        return known.place, known.read(text) if text else None
    except (ValueError, KeyError) as fault:
        said = tr("{name} cannot be “{text}”; allowed: {allowed}")
        raise RecordError(said.format(name=name, text=text, allowed=known.allowed)) from fault


def shown(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Every setting by its name; None where nothing was set."""
    found: dict[str, Any] = {}
    for name, setting in SETTINGS.items():
        inner: Any = settings
        for folder in setting.place:
            inner = inner.get(folder) if isinstance(inner, Mapping) else None
        found[name] = inner
    return found
