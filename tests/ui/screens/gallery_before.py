"""The screens that come before one plays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.ui.screens.gallery_kit import Bench, Shown, met

from steadyquest.session.today import BEFORE
from steadyquest.signal.mat import MARKS, parse_feet
from steadyquest.ui.config import FoundBoard, HomePlay
from steadyquest.ui.inputs import HandSource
from steadyquest.ui.keyboard import KeyboardHand
from steadyquest.ui.overlay import Message
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.access_settings import ChoosingSettings, PressSwitch, SeeingSettings
from steadyquest.ui.screens.at_home import AtHome
from steadyquest.ui.screens.calibrate import Calibrate
from steadyquest.ui.screens.faces import Faces
from steadyquest.ui.screens.name_here import NameHere
from steadyquest.ui.screens.reach import ChooseReach, MeasureReach, ReachByHand
from steadyquest.ui.screens.sound_settings import SoundSettings


def title(game: Any) -> Shown:
    """As it is, and with the offer to carry on; the question before leaving."""
    screen = flow.title(game.desk)
    yield "title", screen
    screen._cut_off = screen._cut_off_player = met(game, "Marielle", picture="bear")
    screen.refresh()
    yield "title_cut_off", screen
    yield "title_leave", screen.chosen("back")
    yield "message", Message(game.desk, screen, text="the board at COM12 does not answer", icon="icon_warning")


def players(game: Any) -> Shown:
    """In all three modes, and the question."""
    ana = met(game, "Ana", picture="bear")
    for name, picture in (("Fox", "fox"), ("Hare", "hare"), ("Otter", "otter")):
        met(game, name, picture=picture)
    screen = flow.players(game.desk)
    yield "players", screen
    yield "players_rename", screen.chosen("rename")
    yield "players_delete", screen.chosen("delete")
    yield "players_delete_one", screen.chosen(f"player {ana.id}")


def add_player(game: Any) -> Shown:
    """The form."""
    yield "add_player", flow.add_player(game.desk)


def settings(game: Any) -> Shown:
    """Of nobody, and of a player."""
    yield "settings", flow.settings(game.desk, flow.title(game.desk))
    game.desk.player = met(game, "Marielle", picture="bear")
    screen = flow.settings(game.desk, flow.title(game.desk))
    yield "settings_player", screen
    for kind in (SeeingSettings, ChoosingSettings, SoundSettings):
        yield f"settings_{kind.__name__.removesuffix('Settings').lower()}", kind(game.desk, screen)
    yield "settings_switch", PressSwitch(game.desk, ChoosingSettings(game.desk, screen), which="choose")


def at_home(game: Any) -> Shown:
    """The question for a grown-up, and for a name."""
    game.desk.config.home = HomePlay("Slowly, and with a song. Three levels, then a rest.", lambda: Path("home.sqhome"))
    yield "at_home", AtHome(game.desk, then=lambda: None)
    player = met(game, "Player", picture="hare")
    yield "name_here", NameHere(game.desk, player, then=lambda: None)
    game.desk.config.home = None


def board(game: Any) -> Shown:
    """Nothing found, ports, the question, and an open board before and after its zero."""
    screen = flow.board(game.desk)
    game.show(screen)
    yield "board_none", screen
    screen._finder.close()
    screen._finder.found = (FoundBoard("/dev/ttyUSB0", "USB-Serial CH340"), FoundBoard("COM12", "Arduino Uno"))
    screen.refresh()
    yield "board_ports", screen
    yield "board_ask", screen.chosen("COM12")
    game.desk.source, game.desk.label = HandSource(KeyboardHand()), "COM12"
    game.play(0.1)
    yield "board_open", screen
    yield "board_tare", screen.chosen("tare")
    game.play(3.0)
    yield "board_zeroed", screen


def board_test(game: Any) -> Shown:
    """The self-test asks for corners, and tells what it found."""
    bench = _on_the_bench(game)
    game.show(flow.board(game.desk)).play(1.0)
    game.screen._finder.close()
    game.choose("test").play(1.0)
    yield "board_test_quiet", game.screen
    screen = game.screen
    for n in range(60):
        bench.load = (0.0, 0.0, 0.0)
        game.play(0.5)
        if screen._report is not None:
            break
        asked = screen._test.asked
        if asked is not None:
            right, front = asked % 2 * 2 - 1, 1 - asked // 2 * 2
            bench.load = (12.0, right * 180.0, front * 120.0)
        game.play(1.0)
        if n in {6, 7}:
            yield f"board_test_press_{n}", screen
    yield "board_test_done", screen


def calibrate(game: Any) -> Shown:
    """From the page before to the report card; once well, once with a mark that is off."""
    bench = _on_the_bench(game)
    game.show(Calibrate(game.desk))
    yield "calibrate", game.screen
    game.choose("more")
    yield "calibrate_weight", game.screen
    game.choose("go").play(1.0)
    yield "calibrate_warm_up", game.screen
    game.choose("skip_warm_up")
    yield "calibrate_skip", game.screen
    game.choose("yes").play(3.0)
    yield "calibrate_first", game.screen
    for number in range(1, 10):
        bench.load = (0.0, 0.0, 0.0)
        game.play(0.4)
        ml, ap = MARKS[number - 1]
        bench.load = (10.0, ml + 30.0 * (number == 5), ap)
        game.play(1.4)
        if number == 4:
            yield "calibrate_fourth", game.screen
        game.play(1.8)
    bench.load = (0.0, 0.0, 0.0)
    game.play(3.0)
    yield "calibrate_card", game.screen


def _on_the_bench(game: Any) -> Bench:
    bench = Bench(game.clock)
    game.desk.source, game.desk.label = bench, "COM12"
    return bench


def ready(game: Any) -> Shown:
    """Step on in its stages, and the reach."""
    game.desk.choose("keyboard")
    screen = flow.step_on(game.desk)
    yield "step_on", screen
    for n, seconds in enumerate((0.1, 1.0, 1.5)):
        game.show(screen).play(seconds)
        yield f"step_on_{n}", screen
    yield "today", flow.today(game.desk, screen)
    yield "reach", ChooseReach(game.desk)
    measure = MeasureReach(game.desk, kind="full")
    yield "reach_measure", measure
    yield "reach_by_hand", ReachByHand(game.desk)
    yield "reach_by_hand_measured", ReachByHand(game.desk, measured=True)


def feet(game: Any) -> Shown:
    """Step on with a mat, feet as last time, and where they are placed."""
    game.desk.source, game.desk.label = HandSource(KeyboardHand(), weight_kg=0.0), "COM12"
    screen = flow.step_on(game.desk)
    game.show(screen).play(0.1)
    yield "step_on_mat", screen
    game.desk.place_feet(parse_feet("xA4 H4"))
    game.play(0.1)
    yield "step_on_feet", screen
    game.desk.place_feet(None)
    game.play(0.1)
    yield "step_on_as_last_time", screen
    placing = flow.feet(game.desk, screen)
    yield "feet", placing
    placing._typed.put("Z9 Z9")
    placing.chosen("ok")
    yield "feet_refused", placing


def faces(game: Any) -> Shown:
    """Three rows of faces."""
    game.stand()
    screen = Faces(game.desk, BEFORE, then=lambda: None)
    yield "faces", screen
    screen.chosen("pain 1")
    yield "faces_said", screen
