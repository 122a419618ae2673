"""One sentence about each simulated person, for whoever chooses among them."""

from __future__ import annotations

from collections.abc import Callable

from steadyquest.simulate.people import find_person
from steadyquest.words import tr

SENTENCES: dict[str, Callable[[], str]] = {
    "steady": lambda: tr("A young adult who stands as recordings of young adults do, and leans quickly and well."),
    "older": lambda: tr("An older adult who stands as recordings of older adults do, reaches less far, takes longer."),
    "child": lambda: tr("A typical child of 8: smaller, with more sway and less aim than an adult."),
    "child_hemi_left": lambda: tr(
        "A child of 8 with hemiplegia on the left: half the reach that way, slower, more sway."
    ),
    "child_hemi_right": lambda: tr(
        "A child of 8 with hemiplegia on the right: half the reach that way, slower, more sway."
    ),
    "child_diplegia": lambda: tr("A child of 8 with diplegia: short reach all round, slowest, most sway to and fro."),
    "tremor": lambda: tr("An adult whose whole body trembles three times a second, and who reaches less far."),
    "tiring": lambda: tr("A young adult who sways more and takes longer with every minute."),
    "still": lambda: tr("Stands like the steady adult and never leans: whoever wins so has done nothing."),
    "random": lambda: tr("Stands like the steady adult and leans anywhere: whoever wins so has had luck."),
}


def about(name: str) -> str:
    """The sentence. Raises DeviceError, with the names there are, for somebody who is not in the table."""
    return SENTENCES[find_person(name).name]()
