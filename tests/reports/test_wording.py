"""Words of the report: known keys have good ones, unknown ones stay readable."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from steadyquest.conventions import STANCES, SURFACES
from steadyquest.game.spec import HOURS, RUNGS
from steadyquest.reports import wording
from steadyquest.session.labels import is_board


def test_every_stance_surface_and_rung_has_words():
    """No key of the code stands on paper."""
    for stance in STANCES:
        assert "_" not in wording.stance(stance)
    for surface in SURFACES:
        assert wording.surface(surface)
    assert [wording.hour(rung).replace(" ", "_") for rung in range(len(RUNGS))] == list(HOURS)
    assert all(wording.lantern(rung) for rung in range(len(RUNGS)))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (wording.stance("on_one_hand"), "on one hand"),
        (wording.pause("alien_landing"), "alien landing"),
        (wording.world("my_valley"), "My valley"),
        (wording.ending("finished"), ""),
        (wording.ending(None), "cut off"),
        (wording.side(""), "middle"),
        (wording.hour(17), "17"),
        (wording.note("colour_of_socks"), "Colour of socks"),
        (wording.noted({"left": "none", "right": ["one_hand", 3]}), "left: none, right: one hand, 3"),
        (wording.source("sim"), "simulated person (steady adult)"),
        (wording.source("sim:child_left_hemiplegia"), "simulated person (child left hemiplegia)"),
        (wording.source("keyboard"), "keyboard"),
        (wording.source("wii"), "Wii Balance Board"),
        (wording.source("/home/somebody/walk.csv"), "recording walk.csv"),
        (wording.source(r"C:\\somebody\\walk.CSV"), "recording walk.CSV"),
        (wording.source("/dev/ttyACM0"), "/dev/ttyACM0"),
        (wording.clock(-3.0), "0:00"),
        (wording.signed(-0.04, 1), "0.0"),
        (wording.signed(-2.26, 1), "−2.3"),
    ],
)
def test_keys_become_words(said, words):
    """Also those that this version does not know."""
    assert said == words


def test_only_boards_count_as_boards():
    """A simulated person, a hand or a file has no board to be named."""
    assert [label for label in ("sim", "sim:still", "mouse", "x.CSV", "COM3", "/dev/ttyUSB0") if is_board(label)] == [
        "COM3",
        "/dev/ttyUSB0",
    ]


def test_a_moment_is_in_the_order_that_no_country_reads_wrongly():
    """Year, month, day, and the time of day here."""
    when = datetime(2024, 3, 5, 13, 5, tzinfo=UTC)
    assert wording.moment(when) == when.astimezone().strftime("%Y-%m-%d · %H:%M")


def test_the_error_of_the_board_is_what_is_known_of_it():
    """Calibrated boards are good to 1–2 mm, others are said to be off, and where there was no board none is claimed."""
    from steadyquest.reports.wording import error_of_board
    from steadyquest.signal.calibration import gains, nominal

    assert "1–2 mm" in error_of_board("COM3", gains("b", (1e-3, 1e-3, 1e-3, 1e-3)))
    assert "not calibrated" in error_of_board("COM3", nominal("b"))
    assert "No board" in error_of_board("sim:steady", nominal("b"))


def test_a_person_on_the_emulated_board_is_no_person():
    """The real firmware weighed them, and still they are simulated: named as such, and no board is named."""
    assert wording.source("firmware:older@nano") == "simulated person (older) on an emulated board"
    assert wording.source("firmware") == "simulated person (steady adult) on an emulated board"
    assert not is_board("firmware:older")
