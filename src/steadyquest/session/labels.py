"""Labels: what is played with, as one word on the command line, on the screen, and in the records.

A port such as /dev/ttyACM0, or wii, sim, sim:PERSON, firmware, firmware:PERSON, keyboard, mouse, gamepad, FILE.csv
"""

from __future__ import annotations

HANDS = ("keyboard", "mouse", "gamepad")
WII = "wii"
PERSON, FIRMWARE = "sim", "firmware"


def is_hand(label: str) -> bool:
    """Whether hands lean, on a screen."""
    return label in HANDS


def is_person(label: str) -> bool:
    """A simulated person: `sim` or `sim:PERSON`."""
    return label.partition(":")[0] == PERSON


def is_firmware(label: str) -> bool:
    """A simulated person on an emulated board that runs the real firmware: `firmware` or `firmware:PERSON`."""
    return label.partition(":")[0] == FIRMWARE


def is_synthetic(label: str) -> bool:
    """Whether nobody real plays.

    >>> is_synthetic("firmware:older"), is_synthetic("keyboard")
    (True, False)
    """
    return is_person(label) or is_firmware(label)


def is_file(label: str) -> bool:
    """A recording."""
    return label.lower().endswith(".csv")


def is_board(label: str) -> bool:
    """Whether somebody real stands on something real: whatever is nothing else.

    >>> [is_board(label) for label in ("/dev/ttyACM0", "COM3", "wii", "sim:child", "walk.csv", "mouse")]
    [True, True, True, False, False, False]
    """
    return not (is_hand(label) or is_synthetic(label) or is_file(label))
