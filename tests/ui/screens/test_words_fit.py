"""Every screen at several sizes, in every look, and in a language whose words are longer."""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pygame
import pytest

from steadyquest import words
from steadyquest.game.tasks.kinds import needs_feet
from steadyquest.levels.word import needs_word
from steadyquest.records.writer import Recorder
from steadyquest.reports.progress_words import next_hours
from steadyquest.session.rung_advice import RungAdvice
from steadyquest.signal.mat import parse_feet
from steadyquest.ui.config import FoundBoard
from steadyquest.ui.inputs import HandSource
from steadyquest.ui.keyboard import KeyboardHand
from steadyquest.ui.overlay import KeysPage
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.notes import NoteBar
from steadyquest.ui.screens.owner import Owner
from steadyquest.ui.screens.pause import Pause, words_for
from steadyquest.ui.screens.probe import OfferProbe, ProbeDone
from steadyquest.ui.screens.reach import ChooseReach, MeasureReach, ReachByHand
from steadyquest.ui.screens.rest import Rest
from steadyquest.ui.screens.strip import HEIGHT
from steadyquest.ui.widgets import FOCUS_GAP, FOCUS_WIDTH

FILLER = "moras plen dules ostra venim calda " * 8


class Longer(gettext.NullTranslations):
    """A language in which everything takes two fifths more."""

    def gettext(self, message: str) -> str:
        more = max(2, round(len(message) * 0.4))
        return f"{message} {FILLER[: more - 1].strip()}"

    def ngettext(self, one: str, many: str, n: int) -> str:
        return self.gettext(one if n == 1 else many)


@pytest.fixture
def longer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak the longer language."""
    monkeypatch.setattr(words, "_catalogue", Longer())


def level(game: Any) -> Any:
    """The level with the longest words of all that open at once: without the mat or the therapist's word."""
    levels = [lv for lv in game.desk.config.levels() if not needs_feet(lv.spec) and not needs_word(lv)]
    return max(levels, key=lambda level: len(level.spec.title) + len(level.spec.say))


def title(game: Any) -> Iterator[Any]:
    """With the offer to carry on."""
    screen = flow.title(game.desk)
    screen._cut_off = screen._cut_off_player = game.desk.config.store.players.add("Marielle", picture="bear")
    screen.refresh()
    yield screen


def players(game: Any) -> Iterator[Any]:
    """In all three modes, and the question."""
    ana = game.desk.config.store.players.add("Ana", picture="bear")
    screen = flow.players(game.desk)
    yield screen
    yield screen.chosen("rename")
    yield screen.chosen("delete")
    yield screen.chosen(f"player {ana.id}")


def add_player(game: Any) -> Iterator[Any]:
    """The form."""
    yield flow.add_player(game.desk)


def board(game: Any) -> Iterator[Any]:
    """Nothing found, ports, the question, and an open board before and after its zero."""
    screen = flow.board(game.desk)
    game.show(screen)
    yield screen
    screen._finder.close()
    screen._finder.found = (FoundBoard("/dev/ttyUSB0", "USB-Serial CH340"), FoundBoard("COM12", "Arduino Uno"))
    screen.refresh()
    yield screen
    yield screen.chosen("COM12")
    game.desk.source, game.desk.label = HandSource(KeyboardHand()), "COM12"
    game.play(0.1)
    yield screen
    yield screen.chosen("tare")
    game.play(3.0)
    yield screen


def ready(game: Any) -> Iterator[Any]:
    """Step on in its stages, and the reach."""
    game.desk.choose("keyboard")
    screen = flow.step_on(game.desk)
    yield screen
    for seconds in (0.1, 1.0, 1.5):
        game.show(screen).play(seconds)
        yield screen
    yield ChooseReach(game.desk)
    yield MeasureReach(game.desk, kind="full")
    yield ReachByHand(game.desk)
    yield ReachByHand(game.desk, measured=True)


def feet(game: Any) -> Iterator[Any]:
    """Step on with a mat, feet as last time, and where they are placed."""
    game.desk.source, game.desk.label = HandSource(KeyboardHand(), weight_kg=0.0), "COM12"
    screen = flow.step_on(game.desk)
    game.show(screen).play(0.1)
    yield screen
    game.desk.place_feet(parse_feet("xA4 H4"))
    game.play(0.1)
    yield screen
    game.desk.place_feet(None)
    game.play(0.1)
    yield screen
    placing = flow.feet(game.desk, screen)
    yield placing
    placing._typed.put("Z9 Z9")
    placing.chosen("ok")
    yield placing


def play(game: Any) -> Iterator[Any]:
    """Map, intro, the level, its overlays, and what comes after it."""
    game.stand()
    yield flow.level_map(game.desk)
    game.desk.last_level = True
    yield flow.level_map(game.desk)
    yield flow.level_map(game.desk).chosen("back")
    yield flow.level_map(game.desk)._ask(level(game))
    game.desk.choose_stance("feet_on_plate")
    yield flow.level_map(game.desk)
    game.desk.choose_stance("comfortable")
    game.show(None).play(3.0)
    game.desk.last_level = False
    intro = flow.intro(game.desk, level(game))
    yield intro
    intro.count()
    yield intro
    run = flow.play(game.desk, level(game)).begin()
    game.show(run).play(0.3)
    yield run
    yield NoteBar(game.desk, run)
    pause = Pause(game.desk, run)
    yield NoteBar(game.desk, pause)
    for reason in ("person", "signal_lost", "stepped_off", "lurched"):
        pause._reason = reason
        yield pause
    yield KeysPage(game.desk, run)
    yield run.end()
    yield Rest(game.desk)
    yield flow.settings(game.desk, run)
    game.desk.end_session()
    game.desk.summary = SimpleNamespace(session_id=3, minutes=20.0, runs=12, reps=240)
    game.desk.config.write_report = lambda _number: None
    end = flow.session_end(game.desk)
    yield end
    with Recorder(game.desk.config.store) as recorder:
        number = recorder.start_session(player_id=None)
        recorder.end_session()
    yield Owner(game.desk, behind=end, session_id=number)


def probe(game: Any) -> Iterator[Any]:
    """The feel probe offered, out of reach, with its question, begun and done; hours and a longer reach suggested."""
    game.desk.sit_down(game.desk.config.store.players.add("Marielle", picture="bear"))
    game.stand()
    probes = (SimpleNamespace(stance="comfortable", series=1, places_mm=((5.0, 0.0),), group=("", 1), finished=True),)
    offer = OfferProbe(game.desk, probes)
    yield offer
    yield offer.chosen("anew")
    yield offer.chosen("go")
    offer._level, offer._problem = None, "The places of the feel probe lie beyond today's reach; measure it again."
    yield offer
    yield ProbeDone(game.desk, SimpleNamespace(fact=words.tr("You looked for 8 places by feel.")))
    advice = RungAdvice("reach", 1, 2, "at d 0.5 or more 80 % and 90 % succeeded")
    game.desk.session.person.rung_advice = lambda: {"reach": advice}
    free = next(level for level in game.desk.config.levels() if level.key == "meadow/wake_the_flowers")
    yield flow.intro(game.desk, free)
    reach = ChooseReach(game.desk)
    reach._again = "81 %"
    yield reach
    end = flow.session_end(game.desk)
    skills = {skill: RungAdvice(skill, 1, 2, "") for skill in ("steadiness", "reach", "tracking", "timing")}
    end.tell(next_hours(skills))
    game.desk.summary = SimpleNamespace(session_id=3, minutes=20.0, runs=12, reps=240)
    yield end


PARTS = (title, players, add_player, board, ready, feet, play, probe)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
@pytest.mark.usefixtures("longer")
def test_words_two_fifths_longer_fit_everywhere(game: Any, part: Callable[[Any], Iterator[Any]]) -> None:
    """Nothing is cut off with an ellipsis, at 28 units and above."""
    for screen in part(game):
        screen.draw(game.surface)
    assert game.desk.view.cut == {}


@pytest.mark.parametrize(
    ("part", "size"),
    [
        *((part, (1024, 600)) for part in PARTS),
        (title, (1920, 1080)),
        *((part, (640, 1000)) for part in (players, ready)),
    ],
)
def test_every_screen_draws_in_every_size(game: Any, part: Callable[[Any], Iterator[Any]], size: Any) -> None:
    """Words fit as they do at 1280 × 720: the layout is the same."""
    surface = pygame.display.set_mode(size)
    game.desk.resize(size)
    for screen in part(game):
        screen.draw(surface)
        assert game.desk.view.cut == {}


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_button_ends_above_the_therapists_strip(game: Any, part: Callable[[Any], Iterator[Any]]) -> None:
    """Focus ring and all: F2 covers nothing that is to be pressed."""
    strip_y = 720 - HEIGHT
    for screen in part(game):
        menu = getattr(screen, "menu", None) or getattr(screen, "_menu", None)
        buttons = menu.buttons if menu is not None and not isinstance(screen, KeysPage) else []
        assert [b.key for b in buttons if b.box[1] + b.box[3] + FOCUS_GAP + FOCUS_WIDTH > strip_y] == []


@pytest.mark.parametrize("look", ["plain", "contrast"])
def test_every_screen_draws_in_every_look(game: Any, look: Any) -> None:
    """Plain and high contrast have all the pieces."""
    game.desk.change_look(look)
    for part in (players, ready, feet, play):
        for screen in part(game):
            screen.draw(game.surface)
        game.desk.let_go()
    assert game.desk.view.cut == {}


@pytest.mark.parametrize("reason", ["person", "signal_lost", "stepped_off", "lurched"])
def test_every_reason_for_a_pause_has_its_own_calm_words(reason: str) -> None:
    """No reason is left to a code or a number."""
    heading, help_words = words_for(reason)
    assert heading
    assert reason not in f"{heading} {help_words}"


def test_a_name_that_is_too_long_for_its_tile_is_shortened_not_spilled(game: Any) -> None:
    """Forty letters are allowed; the tile stays a tile."""
    game.desk.config.store.players.add("W" * 40, picture="fox")
    flow.players(game.desk).draw(game.surface)
    (short,) = game.desk.view.cut.values()
    assert short.endswith("…")
    assert short[:-1] == "W" * (len(short) - 1)


def test_a_frame_of_the_level_makes_no_surface(game: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is drawn in play was made before."""
    game.stand().show(flow.play(game.desk, level(game)).begin())
    game.screen.prepare(0)
    game.play(1.0)
    made: list[Any] = []
    kept = game.desk.view.paper._keep
    monkeypatch.setattr(game.desk.view.paper, "_keep", lambda key, make: kept(key, lambda: made.append(key) or make()))
    monkeypatch.setattr(game.desk.view.art, "_make", made.append)
    rendered = game.desk.view.texts._keep
    monkeypatch.setattr(game.desk.view.texts, "_keep", lambda key, text: made.append(key) or rendered(key, text))
    game.play(0.5)
    assert made == []
