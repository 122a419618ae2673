"""What a run is called, in the language that is spoken when it is read: records keep the title as it was shown then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steadyquest.errors import LevelError, SignalError
from steadyquest.levels.read import OWN, parse_level
from steadyquest.session.assessments import wording
from steadyquest.session.assessments.levels import is_assessment, trial_of
from steadyquest.session.feel_probe import is_probe
from steadyquest.words import looked_up, tr

if TYPE_CHECKING:
    from steadyquest.records.rows import RunRow


def title_of(run: RunRow) -> str:
    """A trial and a level of the game by their names today; a level of somebody's own as they called it."""
    if is_probe(run.level_key):
        return tr("Eight places by feel")
    if not run.level_text or run.level_key.partition("/")[0] == OWN:
        return run.title
    try:
        spec = parse_level(run.level_text, file=run.level_key, name=run.level_key).spec
        if is_assessment(run.level_key):
            trial = trial_of(run.level_key, spec, number=1)
            return f"{wording.name(trial.kind)}: {wording.condition(trial)}"
    except (LevelError, SignalError, KeyError):
        return run.title
    return looked_up(spec.title)
