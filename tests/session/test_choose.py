"""What is offered next."""

from __future__ import annotations

from dataclasses import replace

import pytest

from steadyquest.levels.word import needs_word
from steadyquest.session.choose import offered, suits
from steadyquest.session.past import Past
from steadyquest.session.worlds import lights, lights_needed, open_worlds, place_of

REACH = 'task = "reach"\nwhere = ["left"]\ndistance = 0.5\nlimit_s = 8\n'


@pytest.fixture
def make(level):
    """A level of a name in a world; `own/…` keeps its key."""

    def make(name, *steps, **keys):
        key = name if name.startswith("own/") else f"{keys.get('world', 'river')}/{name}"
        return replace(level(*(steps or (REACH,)), **keys), key=key)

    return make


def past(level, plays=1, success=0.75, *, stars=2, rungs=(0,)):
    return Past(level.key, plays, success, stars, rungs)


def offers(levels, past, **terms):
    """The levels alone, without the reasons."""
    return [offer.level for offer in offered(levels, past, **terms)]


def whys(found):
    return [(offer.level.key, offer.why) for offer in found]


def test_who_never_played_is_offered_new_ones_in_different_places(make):
    """Nothing is a favourite yet."""
    levels = [make(name, world=world) for world in ("meadow", "river") for name in "abc"]
    assert whys(offered(levels, [])) == [("meadow/a", "new"), ("river/a", "new"), ("meadow/b", "new")]


def test_simple_and_short_levels_come_first(make):
    """Somebody's first level has one step."""
    rest = 'task = "rest"\nseconds = 10\n'
    both, long, short = make("a", REACH, rest), make("b", REACH + "count = 20"), make("c", REACH + "count = 4")
    assert offers([both, long, short], []) == [short, long, both]


def test_the_three_kinds_each_come_once(make):
    """The one nearest 75 %, one never played, and what was played most often; all different."""
    a, b, c, d = (make(name) for name in "abcd")
    known = [past(a, 5, 1.0), past(b, 1, 0.8), past(c, 1, 0.3)]
    assert whys(offered([a, b, c, d], known)) == [
        ("river/b", "right_sized"),
        ("river/d", "new"),
        ("river/a", "favourite"),
    ]


def test_a_favourite_is_what_was_picked_again(make):
    """Once played is not yet liked; of two equally often played the one with more stars."""
    a, b, c = (make(name) for name in "abc")
    assert "favourite" not in [why for _, why in whys(offered([a, b, c], [past(a), past(b)]))]
    known = [past(a, 3, stars=1), past(b, 3, stars=3)]
    assert ("river/b", "favourite") in whys(offered([a, b, c], known))


def test_expected_success_decides_more_than_the_last_one(make):
    """Where something better is known, the last share alone does not count."""
    a, b, c = (make(name) for name in "abc")
    known = [past(a, success=0.75), past(b, success=0.2), past(c, success=0.2)]
    better = {a.key: 0.95, b.key: 0.74, c.key: 0.5}.get
    assert offers([a, b, c], known, expected=lambda level: better(level.key))[0] is b


def test_what_is_known_is_sooner_the_right_size(make):
    """Something new takes that place only when it is much nearer to 75 %."""
    a, b = make("a"), make("b")
    near = {a.key: 0.95, b.key: 0.9}.get
    assert whys(offered([a, b], [past(a)], expected=lambda level: near(level.key)))[0] == ("river/a", "right_sized")
    far = {a.key: 0.2, b.key: 0.9}.get
    assert offers([a, b], [past(a)], expected=lambda level: far(level.key))[0] is b


def test_of_equally_right_ones_the_less_played_comes(make):
    """So that the right-sized one changes."""
    a, b = make("a"), make("b")
    assert offers([a, b], [past(a, 1, 0.76), past(b, 1, 0.75)])[0] is a
    assert (
        offers(
            [a, b],
            [
                past(a, 2, 0.76),
                past(b, 1, 0.74),
            ],
        )[0]
        is b
    )


def test_what_is_new_is_also_somewhere_else(make):
    """The place where least was played comes first."""
    levels = [make(name, world=world) for world in ("meadow", "river") for name in "abcd"]
    known = [past(levels[0]), past(levels[1])]
    new = [key for key, why in whys(offered(levels, known)) if why == "new"]
    assert new[0] == "river/a"


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        ({"eyes": "closed"}, "eyes_closed"),
        ({"surface": "foam"}, "foam"),
        ({"stance": "tandem_left"}, "tandem_left"),
    ],
)
def test_what_needs_the_therapists_word_never_glows(make, keys, reason):
    """Not even when there is nothing else, or the plan wants it, or at the end."""
    risky = make("risky", **keys)
    assert needs_word(risky) == (reason,)
    for terms in ({}, {"wanted": {risky.key}}, {"sure": True}):
        assert offers([risky], [past(risky, 5, 0.95)], **terms) == []


def test_legs_are_asked_for_only_where_the_feet_are_known(make):
    """`match` tells the legs apart by the letters of the mat."""
    legs = make("legs", 'task = "match"\nleg = "left"\n')
    assert offers([legs], [], feet_known=False) == []
    assert offers([legs], []) == [legs]


def test_only_what_suits_the_stance_is_offered(make):
    """Who sits is not led to stand."""
    seated = make("seated", stance="sit_on_plate")
    standing = make("standing", stance="comfortable")
    assert offers([seated, standing], [], stance="sit_on_plate") == [seated]
    assert suits(seated, None)


def test_a_plan_is_followed_while_it_can_be(make):
    """Only its levels, in closed places too; the usual ones when none of them suits."""
    a, b, closed = make("a"), make("b"), make("c", world="peak")
    levels, opened = [a, b, closed], {"river"}
    assert offers(levels, [], wanted={a.key, closed.key}, opened=opened) == [a, closed]
    assert offers(levels, [], wanted={"own/gone"}, opened=opened) == [a, b]
    assert offers(levels, [], wanted=set(), opened=opened) == [a, b]


def test_closed_places_are_not_offered_and_the_own_valley_always_is(make):
    """What the therapist wrote was written for somebody."""
    far, mine = make("far", world="coast"), make("own/mine", world="coast")
    assert offers([far, mine], [], opened=open_worlds([])) == [mine]


def test_a_session_ends_on_what_went_well(make):
    """The dearest first; the usual ones where nothing went well yet."""
    a, b, c = (make(name) for name in "abc")
    known = [past(a, 1, 0.9), past(b, 4, 1.0), past(c, 9, 0.6)]
    assert whys(offered([a, b, c], known, sure=True)) == [("river/b", "sure"), ("river/a", "sure")]
    assert c in offers([a, b, c], known[2:], sure=True)


def test_the_first_two_places_are_open_and_the_others_follow_the_lights(make):
    """Three lights each; an hour more of the same level is a light as well."""
    a, b = make("a"), make("b")
    assert open_worlds([]) == {"meadow", "river", "own"}
    assert open_worlds([past(a, rungs=(0, 1)), past(b)]) == {"meadow", "river", "own", "wood"}
    assert lights_needed("coast") == 15
    assert "coast" in open_worlds([past(a, rungs=(0, 1, 2, 3, 4))] * 3)


def test_what_is_not_finished_and_a_probe_light_nothing(make):
    """A light is a level played to its end."""
    a = make("a")
    assert lights([past(a, rungs=()), Past("probe/feel", 1, None, 1, (0,))]) == 0


def test_the_therapist_opens_any_place(make):
    """And nothing but places."""
    assert open_worlds([], by_hand=["peak", "moon"]) == {"meadow", "river", "own", "peak"}


def test_an_own_level_lies_in_the_own_valley(make):
    """Whatever scenery it plays in."""
    assert (place_of(make("own/mine", world="fog")), place_of(make("a", world="fog"))) == ("own", "fog")
