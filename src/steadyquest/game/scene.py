"""The scene: all that may be seen and heard now, as plain data, and the only thing that anybody looks at.

Positions and radii are in reach units about the player's centre: x right, y forward (drawn up the screen).
"""

from __future__ import annotations

from typing import NamedTuple


class Item(NamedTuple):
    """One thing to be seen.

    kind: avatar (the player's lantern), zone (a place to stay in), target (a place to lean to, with a ring that
    fills), guide (a thing to stay with), path (dots that the guide will travel; radius is the dot's), home (the
    place to come back to), hint (a picture beside the play: name says which), drifter (a thing that comes by), gate
    (two posts with an opening of that half-width between them; name is the axis it is open along), wall and gem (of
    a garden; a wall's radius is half its side), beat (a place to be at when its ring is full), foot (a footprint;
    name is left or right), answer (a number to lean to; name says which), gaze (a point to look at while one stands
    still; name is the eyes, open or closed), way (a small sign for a new player: lean from the centre this way).
    name: the picture ("lumi", "duck", …) or a word for the kind.
    progress: 0 to 1, how full the ring is: of a beat or a foot with the time until the beat, of a gaze with the part
    of the measured time that has gone, else with what was done.
    state: "" plain; "inside" the player is in it; "reached" just succeeded; "missed" waves and moves on; "done"
    over, without saying how it went; "next" waiting to be placed, or for its turn; "avoid" to be let pass; "count" to
    be counted; "lift" a foot to be lifted.
    """

    kind: str
    name: str
    x: float
    y: float
    radius: float = 0.0
    progress: float = 0.0
    state: str = ""


class Tone(NamedTuple):
    """Something to be heard. kind: distance, on_target, beat, success, start, finish. pitch 0–1, pan −1 (left) to 1."""

    kind: str
    pitch: float = 0.5
    pan: float = 0.0


class Scene(NamedTuple):
    """What is there at one tick. `rung` is the run's (the hour to be drawn); `lit` whether the lantern is.

    A named tuple, not a dataclass: it is made for every look of a simulated person (decision 0001).
    """

    tick: int
    rung: int
    items: tuple[Item, ...]
    tones: tuple[Tone, ...] = ()
    words: str = ""
    lit: bool = True
    paused: str = ""
    """Why the world stands still: "" it does not; "person", "signal_lost", "stepped_off", "lurched"."""
    task: str = ""
    step: int = 0
    steps: int = 0
    rep: int = 0
    reps: int = 0
    meant: str = ""
    """The picture that the words ask for: what one knows who has understood them. Never drawn."""
    roll_deg: float = 0.0
    """How far the whole picture is tipped, clockwise."""
    eyes: str = "open"
    surface: str = "firm"
    """What the player was told to do with the eyes, and to stand on."""
