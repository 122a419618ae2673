"""The self-test on the screen: it lights the corner that it asks for, and shows each fault with its mend."""

from __future__ import annotations

import gettext
import random
from dataclasses import replace
from typing import Any

import pygame
import pytest

from steadyquest import words
from steadyquest.conventions import GRAVITY_M_S2, BoardSample
from steadyquest.session.board_test import SYMPTOMS, Finding
from steadyquest.session.zero import keep_zero, last_zero
from steadyquest.signal.calibration import corner_forces, counts_at, nominal
from steadyquest.signal.source import Health
from steadyquest.ui.config import FoundBoard
from steadyquest.ui.opening import Opening
from steadyquest.ui.screens import flow
from steadyquest.words import tr

FL, FR, RL, RR = range(4)
SIDES = {FL: (-1, 1), FR: (1, 1), RL: (-1, -1), RR: (1, -1)}


class Bench:
    """A board on a bench: 80 frames a second, noise and all; a test presses its corners."""

    def __init__(self) -> None:
        self.board_id, self.calibration = "E3A41C07", nominal("E3A41C07", tare=None)
        self.health, self.ended = Health(), False
        self.sign = [1.0] * 4
        self.plug = [FL, FR, RL, RR]
        self.pressed: int | None = None
        self.silent = False
        self.closed = False
        self._rng, self._owed, self._seq = random.Random(1), 0.0, 0

    def read(self) -> list[BoardSample]:
        """Two frames' worth or one: 80 a second, at 60 looks."""
        self._owed += 80 / 60
        count, self._owed = int(self._owed), self._owed % 1
        return [] if self.silent else [self._sample() for _ in range(count)]

    def close(self) -> None:
        self.closed = True

    def _sample(self) -> BoardSample:
        self._seq += 1
        loads = (0, 0, 0, 0)
        if self.pressed is not None:
            right, front = SIDES[self.pressed]
            loads = counts_at(nominal("x"), force_n=12 * GRAVITY_M_S2, cop_ml_mm=right * 180.0, cop_ap_mm=front * 120.0)
        noisy = (round(self.sign[cell] * loads[cell] + self._rng.gauss(5000.0, 39.0)) for cell in self.plug)
        fl, fr, rl, rr = noisy
        return BoardSample(self._seq * 12_500, 0, self._seq % 65536, (fl, fr, rl, rr), (0, 0, 0, 0), 0, 15, 0)


@pytest.fixture
def bench(game: Any) -> Bench:
    """An open board page with a board on the bench."""
    bench = Bench()
    game.desk.source, game.desk.label = bench, "COM12"
    game.show(flow.board(game.desk)).play(1.0)
    return bench


def run(game: Any, bench: Bench) -> Any:
    """Choose the test, and do what it asks for until it is over; its screen."""
    game.choose("test")
    return run_on(game, bench)


def run_on(game: Any, bench: Bench) -> Any:
    """Do what the running test asks for until it is over; its screen."""
    screen = game.screen
    for _ in range(60):
        bench.pressed = None
        game.play(0.5)
        if screen._report is not None:
            return screen
        bench.pressed = screen._test.asked
        game.play(1.0)
    raise AssertionError("the test never ends")


def test_a_healthy_board_is_said_to_be_well_and_its_zero_is_kept(game: Any, bench: Bench) -> None:
    """Back on the board page it carries four ticks, and the page says what comes next."""
    screen = run(game, bench)
    assert screen._verdict(screen._report) == "Nothing wrong was found"
    assert screen._report.notes() == ["There is no earlier zero to compare with: is the plate really empty?"]
    assert [screen._state(cell) for cell in range(4)] == ["good"] * 4
    known = last_zero(game.desk.config.store, "E3A41C07")
    assert known is not None
    assert known.tare == pytest.approx((5000.0,) * 4, abs=20)
    game.choose("again")
    screen = run_on(game, bench)
    assert screen._verdict(screen._report) == "All is well"
    game.choose("back").play(0.1)
    assert game.at("Board")
    assert [game.screen._state(cell) for cell in range(4)] == ["good"] * 4
    assert "Calibrate" in game.screen._advice()
    bench.pressed = FR
    game.play(0.5)
    assert sum(game.screen._loads_kg) == pytest.approx(12.0, abs=0.1)


def test_a_plate_with_something_on_it_gets_no_tick_and_is_tested_again(game: Any, bench: Bench) -> None:
    """It is told before any corner is asked for, and the button for another go has the focus."""
    keep_zero(game.desk.config.store, "E3A41C07", (-70_000.0,) * 4)
    game.choose("test").play(6.0)
    screen = game.screen
    assert [finding.code for finding in screen._report.findings] == ["plate_not_empty"]
    assert [screen._state(cell) for cell in range(4)] == [""] * 4
    assert screen.menu.focus == "again"
    assert last_zero(game.desk.config.store, "E3A41C07").tare == (-70_000.0,) * 4


def test_the_asked_corner_is_lit_and_no_other(game: Any, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its ring fills while it is held."""
    drawn: list[Any] = []
    monkeypatch.setattr("steadyquest.ui.screens.board_test.draw_plate", lambda *a, **more: drawn.append(more["lit"]))
    game.choose("test").play(5.5)
    assert drawn[-1] == {FL: 0.0}
    bench.pressed = FL
    game.play(0.5)
    ((corner, share),) = drawn[-1].items()
    assert (corner, 0.3 < share < 1.0) == (FL, True)
    game.play(1.0)
    bench.pressed = None
    game.play(0.3)
    assert drawn[-1] == {FR: 0.0}


def test_each_fault_is_shown_by_itself_with_its_mend(game: Any, bench: Bench) -> None:
    """The most urgent first; the next one by a button; its corners light up."""
    bench.sign[RR], bench.plug = -1.0, [FR, FL, RL, RR]
    screen = run(game, bench)
    assert [finding.code for finding in screen._report.findings] == ["cell_reversed", "corners_swapped"]
    assert [screen._state(cell) for cell in range(4)] == ["bad", "bad", "good", "bad"]
    assert screen._verdict(screen._report) == "2 things to mend"
    game.draw().choose("next").draw()
    assert screen._at == 1
    game.choose("next")
    assert screen._at == 0
    game.choose("back").play(0.1)
    assert "upside down" in game.screen._advice()
    assert game.screen._state(RR) == "bad"


def test_a_corner_can_be_left_out_and_the_test_stopped(game: Any, bench: Bench) -> None:
    """Stopped, nothing is claimed."""
    game.choose("test").play(1.0)
    assert not game.screen.menu.button("skip").enabled
    game.play(4.5)
    assert game.screen._test.asked == FL
    game.choose("skip").play(0.1)
    assert game.screen._test.asked == FR
    game.choose("back").play(0.1)
    assert game.at("Board")
    assert game.screen._state(FL) == ""
    assert not bench.closed


def test_a_board_that_is_pulled_out_ends_the_test(game: Any, bench: Bench) -> None:
    """Whether the port says so or it is only silent."""
    game.choose("test").play(2.0)
    bench.silent = True
    game.play(3.5)
    assert [finding.code for finding in game.screen._report.findings] == ["board_gone"]
    game.choose("again").play(0.1)
    assert game.screen._report is None
    bench.health.connected, bench.health.problem = False, "the cable is out"
    game.play(0.1)
    assert game.screen._report.findings[0].detail == "the cable is out"
    game.draw()


def test_a_page_of_keys_in_between_costs_no_sample(game: Any, bench: Bench) -> None:
    """While F1 is read the samples wait: nothing counts as lost."""
    game.choose("test").play(1.0)
    screen, game.screen = game.screen, None
    for _ in range(120):
        game.desk.poll()
        game.clock.now_s += 1 / 60
    game.show(screen).play(3.0)
    assert screen._report is None
    assert screen._test.stage == "press"
    assert screen._test.report().line.lost == 0


def test_the_weights_can_be_compared_when_all_is_well(game: Any, bench: Bench) -> None:
    """One weight on all corners; the cell that weighs otherwise is shown."""
    bench.sign[FR] = 1.3
    run(game, bench)
    game.choose("weigh")
    screen = game.screen
    for _ in range(60):
        if screen._report is not None:
            break
        if screen._test.asked is not None:
            bench.pressed = screen._test.asked
        game.play(1.0)
    assert [(finding.code, finding.cells) for finding in screen._report.findings] == [("gain_mismatch", (FR,))]


class Longer(gettext.NullTranslations):
    """A language in which everything takes two fifths more."""

    def gettext(self, message: str) -> str:
        return message + " moras plen dules ostra venim calda"[: max(2, round(len(message) * 0.4))] * (len(message) > 3)


DETAIL = "each is across from its place: turn the plate around, or swap all plugs"


@pytest.mark.parametrize("longer", [False, True])
@pytest.mark.parametrize("look", ["story", "plain", "contrast"])
def test_every_state_draws_in_every_look_without_cutting_a_word(
    game: Any, bench: Bench, monkeypatch: pytest.MonkeyPatch, look: Any, longer: bool
) -> None:
    """Running, well, and each finding in turn; in a longer language too."""
    if longer:
        monkeypatch.setattr(words, "_catalogue", Longer())
    game.desk.change_look(look)
    screen = run(game, bench)
    game.draw()
    four = (FL, FR, RL, RR)
    findings = [Finding(code, four, each=("a", "b", "c", "d")) for code in SYMPTOMS]
    findings.append(Finding("corners_swapped", four, tr(DETAIL)))
    for finding in findings:
        screen._report, screen._at = replace(screen._report, findings=(finding, finding)), 0
        game.draw()
        game.choose("back").draw()
        game.show(screen)
    assert game.desk.view.cut == {}


@pytest.mark.parametrize(
    "code", ["no_board", "wrong_baud", "readable_mode", "other_device", "protocol_older", "protocol_newer"]
)
def test_a_port_without_our_board_is_named_with_the_mend(game: Any, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Beside the ports, so that another one can be chosen; nothing is cut off in a longer language."""
    monkeypatch.setattr(words, "_catalogue", Longer())
    drawn: list[str] = []
    game.show(flow.board(game.desk))
    game.screen._finder.close()
    game.screen._finder.found = tuple(FoundBoard(f"/dev/ttyUSB{i}", "USB-Serial CH340") for i in range(5))
    game.desk.opening, game.desk.label = Opening("/dev/ttyUSB0"), "/dev/ttyUSB0"
    game.desk.opening.error, game.desk.opening.code = "what was found at /dev/ttyUSB0 is told here, in one line", code
    kept = game.desk.view.words
    monkeypatch.setattr(
        game.desk.view, "words", lambda s, said, *a, **more: (drawn.append(said), kept(s, said, *a, **more))
    )
    game.play(0.1)
    assert any(tr(SYMPTOMS[code].mend) in said for said in drawn)
    assert game.desk.view.cut == {}


def test_corner_loads_add_up_to_the_person(game: Any, bench: Bench) -> None:
    """After a tried zero the page shows kilograms, and the trail ends where the weight is."""
    game.choose("tare").play(3.0)
    bench.pressed = RR
    game.play(0.5)
    loads = game.screen._loads_kg
    assert sum(loads) == pytest.approx(12.0, abs=0.1)
    assert loads[RR] == pytest.approx(corner_forces(12.0, 180.0, -120.0)[RR], abs=0.1)
    assert game.screen._trail.points[-1] == pytest.approx((180.0, -120.0), abs=5.0)


def test_one_click_or_enter_too_many_on_the_last_corner_leaves_the_verdict_to_be_read(game: Any, bench: Bench) -> None:
    """Whoever skips corner after corner does not start something else with it."""
    keep_zero(game.desk.config.store, bench.board_id, (5000.0,) * 4)
    game.choose("test").play(5.5)
    at = game.desk.view.canvas.point(*game.screen.menu.button("skip").middle)
    for _ in range(8):
        game._handle(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=at, button=1))
        game.play(0.2)
    assert game.screen._report is not None
    verdict = game.screen
    game.press(pygame.K_RETURN)
    assert game.screen is verdict
    assert "weigh" in {button.key for button in verdict.menu.buttons}
