"""The setup of a run: everything besides samples and commands that decides what happens in it.

It is stored with the run, so that the run can be computed again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from steadyquest.conventions import Safety, least_kg_of
from steadyquest.game.spec import Profile
from steadyquest.game.staircase import Staircase
from steadyquest.signal.calibration import Calibration
from steadyquest.signal.guard import safety_for
from steadyquest.signal.one_euro import OneEuroSpec
from steadyquest.signal.reach import Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSetup:
    """What a run is played with."""

    seed: int
    calibration: Calibration
    reach: Reach
    centre_mm: tuple[float, float]
    profile: Profile
    staircases: Mapping[str, Staircase]
    filter: OneEuroSpec = OneEuroSpec()
    safety: Mapping[str, float] = field(default_factory=dict)
    """The player's own thresholds, by field of `conventions.Safety`; what is not named is the table's."""
    feet: str = ""
    """Where the feet stood, as `signal.mat` writes it; empty when nobody said. The centre has it already."""
    trial: Mapping[str, int] = field(default_factory=dict)
    """Of an assessment: which one of the session (`assessment`), and which of its trials (`number`)."""

    @property
    def least_kg(self) -> float:
        """The load from which a centre of pressure is believed."""
        return least_kg_of(self.profile.stance)

    def safety_of(self, task: str) -> Safety:
        """When to pause in a task."""
        table = safety_for(task=task, stance=self.profile.stance)
        own = {name: value for name, value in self.safety.items() if getattr(table, name, None) is not None}
        return table._replace(**own)

    def as_dict(self) -> dict[str, Any]:
        """Plain data for records."""
        return {
            "seed": self.seed,
            "calibration": self.calibration.as_dict(),
            "reach": asdict(self.reach),
            "centre_mm": list(self.centre_mm),
            "profile": _plain_profile(self.profile),
            "staircases": {skill: asdict(staircase) for skill, staircase in self.staircases.items()},
            "filter": list(self.filter),
            "safety": dict(self.safety),
            "feet": self.feet,
            "trial": dict(self.trial),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> RunSetup:
        """The setup that `as_dict` gave, also after a way through JSON."""
        profile = dict(data["profile"])
        profile["hours_kept"] = tuple(profile["hours_kept"])
        ml_mm, ap_mm = data["centre_mm"]
        return cls(
            seed=data["seed"],
            calibration=Calibration.from_dict(data["calibration"]),
            reach=Reach(tuple(data["reach"]["mm"]), data["reach"]["kind"]),
            centre_mm=(ml_mm, ap_mm),
            profile=Profile(**profile),
            staircases={skill: Staircase(**fields) for skill, fields in data["staircases"].items()},
            filter=OneEuroSpec(*data["filter"]),
            safety=data["safety"],
            feet=str(data.get("feet") or ""),
            trial=data.get("trial") or {},
        )


def _plain_profile(profile: Profile) -> dict[str, Any]:
    names = Profile.__dataclass_fields__
    plain = {name: getattr(profile, name) for name in names}
    return {
        **plain,
        "rungs": dict(profile.rungs),
        "best_d": dict(profile.best_d),
        "hours_kept": list(profile.hours_kept),
    }
