"""What a run is called: by the language of whoever reads, but for levels of somebody's own."""

from types import SimpleNamespace

import pytest

from steadyquest.levels.library import shipped
from steadyquest.session.assessments.levels import level_of
from steadyquest.session.assessments.protocol import assessment
from steadyquest.session.titles import title_of
from steadyquest.words import speak


@pytest.fixture
def spoken():
    """Chooses a language; English again afterwards."""
    yield speak
    speak("en")


def run(level_key, text, title):
    return SimpleNamespace(level_key=level_key, level_text=text, title=title)


def test_levels_of_the_game_and_trials_are_called_as_they_are_today(spoken):
    """Led in German, read in Spanish."""
    spoken("de")
    lake = next(level for level in shipped() if level.key == "fog/still_lake")
    quiet = level_of(assessment("sensory").trials[3], stance="comfortable")
    played = [run(one.key, one.text, one.spec.title) for one in (lake, quiet)]
    assert played[1].title == "Sinnestest: Augen zu, feste Platte"
    assert [title_of(one) for one in played] == [one.title for one in played]
    spoken("en")
    assert [title_of(one) for one in played] == ["The still lake", "Sensory test: eyes closed, firm plate"]
    spoken("es")
    told = [title_of(one) for one in played]
    assert not {one.title for one in played} & {*told}
    assert title_of(run("probe/feel", "", "Acht Orte nach Gefühl")) != "Acht Orte nach Gefühl"


@pytest.mark.parametrize("text", ["", "format = 1\ntitle = 3", "no level at all", "format = 1"])
def test_what_is_ones_own_or_cannot_be_read_is_called_as_it_was(text, spoken):
    """Also where its title is that of a level of the game."""
    spoken("de")
    for key in ("own/pond", "fog/gone", "assess/quiet", "assess/of_tomorrow"):
        assert title_of(run(key, text, "The still lake")) == "The still lake"
