import math

import pytest

from steadyquest.errors import RecordError

MM = [60.0, 61.0, 62.0, 63.0, 30.5, 65.0, 45.0, 67.25]


def test_the_newest_reach_of_a_stance_and_surface_counts(store, mia):
    """Earlier ones are kept; other stances are other bodies."""
    ways = {"stance": "comfortable", "surface": "firm"}
    store.reaches.save(mia.id, **ways, kind="quick", mm=[50.0] * 8)
    store.reaches.save(mia.id, **ways, kind="full", mm=MM)
    store.reaches.save(mia.id, stance="narrow", surface="firm", kind="hand", mm=[20] * 8)
    found = store.reaches.latest(mia.id, **ways)
    assert (found.kind, found.mm) == ("full", tuple(MM))
    assert store.reaches.latest(mia.id, stance="comfortable", surface="foam") is None
    assert [reach.kind for reach in store.reaches.all(mia.id)] == ["hand", "full", "quick"]


@pytest.mark.parametrize("mm", [MM[:7], [*MM, 1.0], [0.0] * 8, [math.nan] * 8, [math.inf] * 8, []])
def test_a_reach_that_no_body_has_is_refused(store, mia, mm):
    """It would scale every target."""
    with pytest.raises(RecordError, match="eight lengths"):
        store.reaches.save(mia.id, stance="comfortable", surface="firm", kind="full", mm=mm)
    assert store.reaches.all(mia.id) == []


def test_a_reach_of_nobody_is_refused(store):
    """There is no player to hold it."""
    with pytest.raises(RecordError):
        store.reaches.save(99, stance="comfortable", surface="firm", kind="full", mm=MM)
