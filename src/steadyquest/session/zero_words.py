"""What is said of a zero: each one plain line."""

from __future__ import annotations

from steadyquest.signal.calibration import Row
from steadyquest.signal.corners import corner_words
from steadyquest.words import tr


def heavy(kg: float) -> str:
    """Far above the last one."""
    said = tr(
        "The zero is {kg:.0f} kg above the last one: was somebody on the plate? Leave it, and take the zero again."
    )
    return said.format(kg=kg)


def first_heavy(kg: float) -> str:
    """The first zero of a board, and far from where bridges are by themselves."""
    said = tr("This first zero looks like {kg:.0f} kg: is anything on the plate? Take it off, and take the zero again.")
    return said.format(kg=kg)


def first_tested(kg: float) -> str:
    """The first zero of a board, in its own test. `kg`: what it looks like, where bridges alone do not explain it."""
    if not kg:
        return tr("There is no earlier zero to compare with: is the plate really empty?")
    said = tr("There is no earlier zero to compare with, and this one looks like {kg:.0f} kg: is the plate empty?")
    return said.format(kg=kg)


def lighter(kg: float) -> str:
    """Far below the last one."""
    said = tr("The last zero had about {kg:.0f} kg on it: somebody was on the plate. The new one takes its place.")
    return said.format(kg=kg)


def moved(total_kg: float, corners_kg: Row) -> str:
    """Not where it was: in all, or on the corner that has moved most."""
    worst = max(range(4), key=lambda i: abs(corners_kg[i]))
    if abs(total_kg) >= abs(corners_kg[worst]):
        said = tr("The zero has moved by {kg:+.1f} kg since last time. Does anything touch the plate?")
        return said.format(kg=total_kg)
    said = tr("The zero has moved by {kg:+.1f} kg {corner} since last time. Does anything touch the plate?")
    return said.format(kg=corners_kg[worst], corner=corner_words(worst))


def off(kg: float) -> str:
    """The plate has come away from its zero, or something small lies on it."""
    said = tr("The empty plate is {kg:.1f} kg off its zero. Take everything off it, and take the zero again.")
    return said.format(kg=kg)


def less(kg: float) -> str:
    """The plate weighs less than at its zero."""
    said = tr("The plate is {kg:.0f} kg below its zero: something was on it then. Take the zero again.")
    return said.format(kg=kg)


def nameless() -> str:
    """A board that does not say who it is."""
    return tr("This board does not tell its name, so its zero is not remembered. Flash its firmware again.")
