"""What a calibration says to the person at the plate: one sentence for each stage, one for each thing in the way."""

from __future__ import annotations

from steadyquest.session.calibration_plan import OtherWeight
from steadyquest.words import tr

LEAST_MM = 0.5
"""Nobody lays a weight down more exactly; a smaller figure would promise too much."""


def believable(mm: float) -> str:
    """Millimetres, but never fewer than a person can place a weight to.

    >>> believable(0.04), believable(0.81)
    ('under 0.5 mm', '0.8 mm')
    """
    return f"{mm:.1f} mm" if mm >= LEAST_MM else tr("under {mm:g} mm").format(mm=LEAST_MM)


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
