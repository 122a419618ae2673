"""The collection: what was met, from levels and what was finished."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyquest.levels.library import shipped
from steadyquest.session.collection import collection
from steadyquest.session.past import Past

LEVELS = tuple(shipped())
RIVER = [level for level in LEVELS if level.spec.world == "river"]


def past(key: str, *rungs: int) -> Past:
    """A level that was played, and finished at these hours."""
    return Past(key, max(1, len(rungs)), 0.8, 2, rungs)


def named(levels: Sequence[object], entries: Sequence[Past], place: str = "river") -> dict[str, tuple[int, ...]]:
    """The hours of each picture of a place."""
    return {kept.name: kept.hours for kept in collection(levels, entries)[place]}  # type: ignore[arg-type]


def test_at_first_everything_is_still_to_be_met() -> None:
    """Every place has its pages, and no picture has an hour."""
    pages = collection(LEVELS, ())
    assert set(pages) == {level.spec.world for level in LEVELS}
    assert not any(kept.met for page in pages.values() for kept in page)
    assert all(kept.titles for page in pages.values() for kept in page)


def test_a_finished_level_brings_its_pictures_with_their_hours() -> None:
    """Thing, player and what was let pass; an unfinished run brings nothing."""
    level = replace(RIVER[0], spec=replace(RIVER[0].spec, thing="duck", you="boat", avoid="frog"))
    other = replace(RIVER[1], spec=replace(RIVER[1].spec, thing="owl", you="boat", avoid=None))
    met = named((level, other), (past(level.key, 2, 0), past(other.key)))
    assert met == {"duck": (0, 2), "frog": (0, 2), "boat": (0, 2), "owl": ()}


def test_a_picture_of_several_levels_has_the_hours_of_all() -> None:
    """And says where it was met, not where else it is."""
    one, two, three = (replace(lv, spec=replace(lv.spec, thing="duck", title=lv.key)) for lv in RIVER[:3])
    pages = collection((one, two, three), (past(one.key, 0), past(two.key, 3)))
    duck = next(kept for kept in pages["river"] if kept.name == "duck")
    assert (duck.hours, duck.titles) == ((0, 3), (one.key, two.key))


def test_own_levels_have_pages_of_their_own() -> None:
    """Their world's pages stay as they are."""
    own = replace(RIVER[0], key="own/mine")
    pages = collection((*LEVELS, own), (past("own/mine", 1),))
    assert any(kept.met for kept in pages["own"])
    assert not any(kept.met for kept in pages["river"])


def test_the_therapists_own_picture_is_kept_as_itself() -> None:
    """It does not count as the thing it stands for."""
    own = replace(RIVER[0], key="own/mine", spec=replace(RIVER[0].spec, thing="duck", picture="pet.png"))
    first = collection((own,), ())["own"][0]
    assert (first.is_own, first.level) == (True, own)
    assert "duck" not in {kept.name for kept in collection((own,), ())["own"]}


def test_pictures_that_look_the_same_in_a_look_are_one() -> None:
    """Where a star stands in for the duck, there is one star."""
    one, two = (replace(lv, spec=replace(lv.spec, thing=t)) for lv, t in zip(RIVER[:2], ("duck", "star"), strict=True))
    pages = collection((one, two), (past(one.key, 0),), shown=lambda name: {"duck": "star"}.get(name, name))
    names = [kept.name for kept in pages["river"]]
    assert names.count("star") == 1
    assert "duck" not in names


@given(st.lists(st.tuples(st.sampled_from([level.key for level in LEVELS]), st.integers(0, 4)), max_size=12))
def test_playing_more_never_takes_anything_away(finished: list[tuple[str, int]]) -> None:
    """What is met stays met, with every hour of before."""

    def met(entries: list[tuple[str, int]]) -> set[tuple[str, str, int]]:
        kept = [past(key, hour) for key, hour in dict(entries).items()]
        pages = collection(LEVELS, kept)
        return {(place, k.name, hour) for place, page in pages.items() for k in page for hour in k.hours}

    firsts = list(dict(reversed(finished)).items())
    assert met(firsts[:-1]) <= met(firsts)


@pytest.mark.parametrize("key", ["probe/feel", "assess/quiet", "gone/level"])
def test_what_is_no_level_of_the_map_brings_nothing(key: str) -> None:
    """Probes, assessments, levels that are no longer there."""
    assert not any(kept.met for page in collection(LEVELS, (past(key, 0),)).values() for kept in page)
