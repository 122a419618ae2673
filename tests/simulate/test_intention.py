"""The intention: from what is seen to where one wishes to lean."""

from __future__ import annotations

import math
import random
import statistics
from dataclasses import replace
from itertools import pairwise

import pytest

from steadyquest.game.scene import Item, Scene
from steadyquest.simulate.intention import FURTHEST, Intention
from steadyquest.simulate.people import PEOPLE, Habits

EXACT = Habits(reaction_s=0.3, scatter=0.0, scatter_per_unit=0.0, drift_per_root_s=0.0)


def scene(*items, tick=0, task="reach", rep=0, paused=""):
    return Scene(tick=tick, rung=0, items=items, task=task, rep=rep, paused=paused)


def target(x, y, state=""):
    return Item("target", "duck", x, y, 0.2, state=state)


def avatar(x, y):
    return Item("avatar", "boat", x, y, 0.1)


class Actor:
    """Plays scenes to an intention and keeps where it wished to be."""

    def __init__(self, habits=EXACT, *, seed=1) -> None:
        self.intention = Intention(habits, rng=random.Random(seed))
        self.tick, self.at = 0, (0.0, 0.0)

    def see(self, *items, seconds=3.0, lit=False, **about):
        """`lit`: the lantern is where one leans."""
        path = []
        for _ in range(round(seconds * 100)):
            self.tick += 1
            lantern = (avatar(*self.at),) if lit else ()
            self.intention.observe(scene(*items, *lantern, tick=self.tick, **about))
            self.at = self.intention.step()
            path.append(self.at)
        return path


def test_nothing_moves_before_the_reaction_time_and_then_no_faster_than_one_can():
    """A target appears: a pause, a lean at the largest speed, and there it stays."""
    path = Actor().see(target(0.6, 0.0))
    began = next(i for i, (x, _) in enumerate(path) if x > 0)
    assert 10 <= began <= 50
    assert max(b[0] - a[0] for a, b in pairwise(path)) == pytest.approx(EXACT.speed_per_s / 100)
    assert path[-1] == pytest.approx((0.6, 0.0))


@pytest.mark.parametrize("kind", ["target", "zone", "guide"])
def test_whatever_asks_is_gone_to(kind):
    """Targets, zones and guides are all leant to."""
    assert Actor().see(Item(kind, "star", -0.3, 0.4))[-1] == pytest.approx((-0.3, 0.4))


@pytest.mark.parametrize("state", ["reached", "missed", "done", "next"])
def test_while_a_result_is_shown_one_stays(state):
    """A thing that is over asks for nothing; one stays where one was."""
    actor = Actor()
    actor.see(target(0.5, 0.0))
    assert actor.see(target(0.5, 0.0, state=state))[-1] == pytest.approx((0.5, 0.0))


@pytest.mark.parametrize("items", [(), (Item("home", "home", 0.0, 0.0, 0.3),), (Item("path", "dot", 0.9, 0.0),)])
def test_asked_for_nothing_one_comes_back_to_the_centre(items):
    """Also when only home or scenery is there."""
    actor = Actor()
    actor.see(target(0.5, 0.5))
    assert actor.see(*items)[-1] == pytest.approx((0.0, 0.0), abs=1e-9)


def test_no_scene_at_all_is_nothing_asked():
    """Before and after a run one stands at the centre."""
    actor = Actor()
    actor.see(target(0.5, 0.0))
    for _ in range(300):
        actor.intention.observe(None)
        at = actor.intention.step()
    assert at == pytest.approx((0.0, 0.0))


def test_in_a_pause_one_keeps_still():
    """A paused world asks for nothing new."""
    actor = Actor()
    actor.see(target(0.5, 0.0))
    assert actor.see(target(-0.5, 0.0), paused="person")[-1] == pytest.approx((0.5, 0.0))


def test_a_guide_is_led_by_what_the_body_lags():
    """Someone who follows aims ahead, about as far as the body comes behind."""
    actor, speed = Actor(), 0.3
    for i in range(300):
        actor.see(Item("guide", "fish", speed * i / 100, 0.0), seconds=0.01, task="follow")
    assert actor.at[0] - speed * 2.99 == pytest.approx(0.3 * speed, abs=0.02)


def test_a_guide_is_followed_while_it_shows_how_the_last_lap_went():
    """It does not wait, and neither does who follows."""
    actor = Actor()
    actor.see(Item("guide", "fish", 0.0, 0.0), seconds=1.0, task="follow")
    actor.see(Item("guide", "fish", 0.5, 0.0, state="missed"), seconds=2.0, task="follow")
    assert actor.at == pytest.approx((0.5, 0.0))


def test_an_error_seen_while_following_is_taken_back_too():
    """Who sees the lantern beside the guide comes over to it while both go on."""
    seen, unseen = (Actor(replace(EXACT, correction_per_s=0.6)) for _ in range(2))
    for i in range(300):
        guide = Item("guide", "fish", 0.2 * i / 100, 0.0)
        seen.see(guide, avatar(guide.x, 0.1), seconds=0.01, task="follow")
        unseen.see(guide, seconds=0.01, task="follow")
    assert unseen.at[1] == 0.0
    assert seen.at[1] < -0.1


def test_scatter_grows_with_distance_and_with_darkness():
    """Spread of the endpoint: near by light, far by light, far in the dark."""
    habits = replace(PEOPLE["steady"].habits, correction_per_s=0.0, drift_per_root_s=0.0)

    def spread(distance, *, lit):
        ends = [Actor(habits, seed=i).see(target(distance, 0.0), lit=lit, seconds=2.0)[-1] for i in range(120)]
        return statistics.pstdev(y for _, y in ends)

    near, far, dark = spread(0.2, lit=True), spread(0.8, lit=True), spread(0.8, lit=False)
    assert near == pytest.approx(0.03, rel=0.25)
    assert far == pytest.approx(0.06, rel=0.25)
    assert dark == pytest.approx(0.06 * habits.darkness, rel=0.25)


def test_a_seen_error_is_taken_back_and_an_unseen_one_is_not():
    """By light the wish moves against the avatar's error; without the avatar it stays."""
    actor = Actor(replace(EXACT, correction_per_s=0.6))
    actor.see(target(0.5, 0.0), avatar(0.5, 0.0), seconds=2.0)
    off_to_the_right = actor.see(target(0.5, 0.0), avatar(0.6, 0.0), seconds=1.0)[-1]
    assert off_to_the_right[0] == pytest.approx(0.44, abs=0.01)
    assert actor.see(target(0.5, 0.0), seconds=1.0)[-1] == off_to_the_right


def test_in_the_dark_the_felt_place_wanders():
    """A hold without sight drifts as a random walk does."""
    habits = replace(EXACT, drift_per_root_s=0.03)
    ends = [Actor(habits, seed=i).see(Item("zone", "star", 0.0, 0.0, 0.3), seconds=10.0)[-1] for i in range(60)]
    assert statistics.pstdev(x for x, _ in ends) == pytest.approx(0.03 * math.sqrt(10.0), rel=0.3)


def test_who_has_drifted_off_in_the_dark_stays_so_until_they_see_themselves():
    """From target to target it grows, for nothing puts it right; a second of light does."""
    habits = replace(EXACT, drift_per_root_s=0.04)

    def off_after(targets, *, seed, lit_s=0.0):
        actor = Actor(habits, seed=seed)
        for rep in range(targets):
            actor.see(target(0.5 if rep % 2 else -0.5, 0.0), seconds=3.0, rep=rep)
        if lit_s:
            actor.see(target(*actor.at, state="reached"), avatar(*actor.at), seconds=lit_s, rep=targets)
        return actor.see(target(0.0, 0.0), seconds=1.5, rep=targets + 1)[-1][1]

    once, often, shown = (
        statistics.pstdev(off_after(n, seed=seed, lit_s=lit_s) for seed in range(60))
        for n, lit_s in ((1, 0.0), (10, 0.0), (10, 1.0))
    )
    assert often == pytest.approx(0.04 * math.sqrt(31.5), rel=0.25)
    assert once < 0.5 * often
    assert shown < 0.4 * often


def test_a_step_onto_a_foot_scatters_no_more_than_a_lean():
    """However far apart the feet are: three reaches away one lands as one does after one reach."""
    habits = replace(PEOPLE["steady"].habits, correction_per_s=0.0, drift_per_root_s=0.0)
    feet = (Item("foot", "left", -3.0, 0.0, 0.4, 0.0, "lift"), Item("foot", "right", 2.5, 0.0, 0.4))
    ends = [Actor(habits, seed=i).see(*feet, seconds=3.0, task="march")[-1][0] for i in range(120)]
    assert statistics.pstdev(ends) == pytest.approx(habits.darkness * (0.02 + 0.05), rel=0.25)


def test_who_is_shown_nothing_stands_at_ease():
    """Before a run there is nothing to be felt: the wish stays, and only the body sways."""
    actor = Actor(replace(EXACT, drift_per_root_s=0.03))
    for _ in range(3000):
        actor.intention.observe(None)
        assert actor.intention.step() == (0.0, 0.0)


def test_a_studied_place_is_found_again_in_the_dark():
    """Recall: lean there, come home, and with nothing but the question go back to the remembered place."""
    actor = Actor()
    actor.see(target(0.3, 0.4), lit=True, task="recall", rep=2)
    assert actor.see(Item("home", "home", 0.0, 0.0, 0.3), task="recall", rep=2)[-1] == pytest.approx((0.0, 0.0))
    hint = Item("hint", "find", 0.0, 0.0)
    found = actor.see(hint, task="recall", rep=2)
    assert found[-1] == pytest.approx((0.3, 0.4))
    assert actor.see(hint._replace(state="done"), task="recall", rep=2)[-1] == found[-1]


def test_a_place_of_an_earlier_rep_is_not_mistaken_for_this_one():
    """What was never studied in this rep cannot be found."""
    actor = Actor()
    actor.see(target(0.3, 0.4), task="recall", rep=0)
    assert actor.see(Item("hint", "find", 0.0, 0.0), task="recall", rep=1)[-1] == pytest.approx((0.0, 0.0))


def test_nobody_wishes_to_fall():
    """However far away a target is, the wish stays within what can be leant."""
    assert math.hypot(*Actor().see(target(30.0, -40.0))[-1]) == pytest.approx(FURTHEST)


def test_who_tires_reacts_later_leans_slower_and_misses_by_more():
    """A quarter more each minute: after four minutes everything takes twice as long, and lands twice as far off."""
    fresh = Habits(scatter=0.04, scatter_per_unit=0.0, correction_per_s=0.0, drift_per_root_s=0.0)

    def leant(habits, *, seed):
        actor = Actor(habits, seed=seed)
        actor.see(target(0.5, 0.0), lit=True, seconds=240.0)
        path = actor.see(target(-0.5, 0.0), lit=True, seconds=4.0)
        began = next(i for i, (x, _) in enumerate(path) if abs(x - path[0][0]) > 1e-9)
        return began, max(math.dist(a, b) for a, b in pairwise(path)), path[-1][1]

    early, late = (
        list(zip(*(leant(replace(fresh, tires_per_min=tires), seed=i) for i in range(3)), strict=True))
        for tires in (0.0, 0.25)
    )
    assert statistics.mean(late[0]) / statistics.mean(early[0]) == pytest.approx(2.0, rel=0.05)
    assert early[1][0] / late[1][0] == pytest.approx(2.0, rel=0.01)
    assert statistics.pstdev(late[2]) / statistics.pstdev(early[2]) == pytest.approx(2.0, rel=0.01)


def test_still_never_moves_and_random_goes_everywhere_whatever_is_shown():
    """The two people against whom levels are tried."""
    still, anywhere = (Actor(PEOPLE[name].habits) for name in ("still", "random"))
    assert set(still.see(target(0.9, 0.0), seconds=20)) == {(0.0, 0.0)}
    wandered = anywhere.see(target(0.9, 0.0), seconds=120)
    assert min(x for x, _ in wandered) < -0.4
    assert max(y for _, y in wandered) > 0.4
    assert max(math.hypot(*at) for at in wandered) <= FURTHEST
