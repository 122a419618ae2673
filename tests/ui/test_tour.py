"""The tour shows what there is to be shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from steadyquest.cli.tour import tour
from steadyquest.game.tasks.kinds import kind_of, needs_feet
from steadyquest.levels.library import find
from steadyquest.levels.word import needs_word
from steadyquest.ui.landscape import Landscapes, gradient
from steadyquest.ui.tour import MAP_AFTER, STOPS


def test_five_stops_show_five_places_five_hours_and_different_tasks():
    """None asks for anybody's word or for the mat: nobody is there to answer."""
    levels = [find(key) for key, _ in STOPS]
    assert len({level.spec.world for level in levels}) == 5
    assert [rung for _, rung in STOPS] == [0, 1, 2, 3, 4]
    assert len({kind_of(level.spec.steps[0]).name for level in levels}) >= 4
    assert not any(needs_word(level) or needs_feet(level.spec) for level in levels)
    assert MAP_AFTER in dict(STOPS)


@pytest.mark.slow
def test_the_tour_leaves_pictures_of_every_stop_and_of_the_map(tmp_path, monkeypatch):
    """Without scenery, which is tested elsewhere and takes seconds."""

    def plain(self: Landscapes, place: str, hour: int = 0):
        return gradient(place, hour=hour, size_px=self._canvas.size_px, look=self._look)

    monkeypatch.setattr(Landscapes, "landscape", plain)
    monkeypatch.setattr(Landscapes, "preload", lambda *_: None)
    monkeypatch.setattr(Landscapes, "wait", lambda *_, **__: True)
    monkeypatch.setattr("steadyquest.ui.art.default_cache_dir", lambda: tmp_path / "art")
    said: list[str] = []
    result = tour(tmp_path / "tour", say=said.append)
    names = [path.stem.partition("_")[2] for path in result["pictures"]]
    assert all(f"{key.partition('/')[2]}_finish" in names for key, _ in STOPS)
    assert {"title", "step_on", "map", "session_end"} < set(names)
    assert all(path.stat().st_size > 1000 for path in result["pictures"])
    assert Path(result["report"]).exists()
    assert len(said) == 2
