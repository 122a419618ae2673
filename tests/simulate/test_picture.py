"""How somebody finds out that the picture goes another way than they lean."""

from __future__ import annotations

import math
import random

import pytest

from steadyquest.game.scene import Item, Scene
from steadyquest.simulate.picture import Picture


def watched(shown, *, seconds=6.0, task="reach", step=0, picture=None, lean=0.6, sway=0.0, lit_every=1):
    """Somebody leans to and fro and looks every 40 ms; `shown` makes the avatar's place of a lean."""
    picture, rng, body = picture or Picture(), random.Random(1), [0.0, 0.0]
    for n in range(round(seconds / 0.04)):
        wish = (lean, 0.0) if n // 50 % 2 == 0 else (-lean, lean / 2)
        body = [b + (w - b) * 0.04 / 0.3 for b, w in zip(body, wish, strict=True)]
        x, y = shown(*body)
        avatar = Item("avatar", "boat", x + rng.gauss(0.0, sway), y + rng.gauss(0.0, sway), 0.1)
        picture.feel(wish, since_s=0.04)
        if n % lit_every == 0:
            picture.see(avatar, Scene(n, 0, (avatar,), task=task, step=step), since_s=0.04)
    return picture


@pytest.mark.parametrize("gain", [1.0, -1.0, 2.5, 0.4, -2.0])
def test_what_the_picture_does_with_a_lean_is_found_out(gain):
    """Straight, turned round, further, less far: after a few leans it is known well enough."""
    assert watched(lambda x, y: (gain * x, gain * y)).gain == pytest.approx(gain, rel=0.25)


def test_sway_and_a_steady_pull_are_no_new_picture():
    """Neither is a reason to lean differently: both are only errors."""
    assert watched(lambda x, y: (x, y), sway=0.3).gain == 1.0
    assert watched(lambda x, y: (x + 0.2, y - 0.1)).gain == 1.0


def test_who_stays_in_the_middle_finds_out_nothing():
    """Turned round or not, there is nothing to be seen of it."""
    assert watched(lambda x, y: (-x, -y), lean=0.2).gain == 1.0


def test_who_sees_themselves_only_now_and_then_is_not_misled():
    """By a moment of light on one side and the next on the other, nothing has gone the other way."""
    assert watched(lambda x, y: (x, y), lit_every=47, seconds=200).gain == 1.0


@pytest.mark.parametrize("task", ["roll", "rise", "march"])
def test_an_avatar_that_is_not_the_lean_tells_nothing_of_it(task):
    """A marble goes its own way."""
    assert watched(lambda x, y: (-x, math.sin(y)), task=task).gain == 1.0


def test_the_next_step_begins_as_every_step_does():
    """What was turned round is not expected to stay so."""
    picture = watched(lambda x, y: (-x, -y))
    assert picture.gain < 0
    assert watched(lambda x, y: (x, y), picture=picture, step=1, seconds=0.1).gain == 1.0
