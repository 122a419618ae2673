"""What a calibration says to the person at the plate: one sentence for each stage, one for each thing in the way."""

from __future__ import annotations

from steadyquest.session.calibration_plan import OtherWeight
from steadyquest.words import tr

LEAST_CLAIM_MM = 0.5
"""Placing the weight by hand alone is no better."""


def expected_words(error_mm: float) -> str:
    """An error to be expected. Less than half a millimetre is claimed of no board, whatever the figures say.

    >>> expected_words(0.04), expected_words(0.83)
    ('under 0.5 mm', '0.8 mm')
    """
    if error_mm < LEAST_CLAIM_MM:
        return tr("under {mm:g} mm").format(mm=LEAST_CLAIM_MM)
    return tr("{mm:.1f} mm").format(mm=error_mm)


def stage_words(stage: str, *, mark: int | None, restarted: bool) -> str:
    """What to do now."""
    if restarted:
        return tr("The board was restarted. Take everything off: its zero is taken again. Your marks are kept.")
    return {
        "warming": tr("The board is warming up. Leave the plate empty."),
        "taring": tr("Leave the plate empty and still: its zero is taken."),
        "weighing": tr("How heavy is your weight? Weigh it on a bathroom scale; 5 to 10 kg is good."),
        "placing": tr("Put the weight on mark {n}, its middle on the cross, and let go.").format(n=mark),
        "clearing": tr("Take the weight off. The empty plate is checked once more."),
        "done": tr("All marks are done."),
    }[stage]


def hint_words(
    hint: str, *, mark: int | None, near: int | None, load_kg: float, other: OtherWeight | None = None
) -> str:
    """What is in the way, or good to know."""
    if hint == "other_weight" and other is not None:
        words = tr("This feels {felt:.1f} kg, the others {kg:.1f} kg. Is it the same weight? Else repeat the mark.")
        if other.first:
            words = tr("This feels {felt:.1f} kg, but you said {kg:.1f} kg. Is it that weight? Else repeat the mark.")
        return words.format(felt=other.felt_kg, kg=other.wanted_kg)
    if hint == "elsewhere":
        words = tr("It seems to lie on mark {near}; mark {n} is next. If you are sure, just wait.")
        return words.format(near=near, n=mark)
    if hint == "lighter":
        words = tr("The plate is {kg:.1f} kg lighter than at the zero: it was not empty then. Begin again.")
        return words.format(kg=-load_kg)
    if hint == "steady":
        return tr("The zero has been steady for two minutes: you may go on now.")
    return {
        "disturbed": tr("Something was put on the plate or taken off. Leave it empty while it warms up."),
        "take_off": tr("Something lies on the plate. Take it off first."),
        "too_much": tr("That is far more than your weight. Is somebody on the plate, or is the number wrong?"),
        "moving": tr("The plate is not still. Take hands and feet off it."),
        "faulty": tr("A cell says nothing. Check its cable; the board test tells which."),
        "saturated": tr("A cell is at the end of its range. Is there too much on the plate?"),
        "settling": tr("The board has just started. One moment."),
    }.get(hint, "")
