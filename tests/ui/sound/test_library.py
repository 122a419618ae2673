"""Shelf, worker and library: sounds are made once, beside the game, and whatever is broken is never an error."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pygame
import pytest

from steadyquest.ui.sound import library as library_module
from steadyquest.ui.sound import mixer
from steadyquest.ui.sound.library import NAMES, Library
from steadyquest.ui.sound.shelf import SoundShelf, recipe
from steadyquest.ui.sound.worker import make


def loaded(library: Library, place: str, *, most_s: float = 30.0) -> dict[str, pygame.mixer.Sound]:
    """Wait for a bank, as no frame would."""
    until = time.monotonic() + most_s
    library.ask(place)
    while time.monotonic() < until:
        bank = library.bank(place)
        if bank is not None:
            return bank
        time.sleep(0.01)
    raise AssertionError(f"{place} did not come within {most_s} s")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shelf with the sounds of one place."""
    root = tmp_path_factory.mktemp("sounds")
    make(root, "fog")
    return root


def test_sounds_are_made_by_the_second_process_and_found_at_the_next_start(tmp_path: Path, device: object) -> None:
    """The second time nothing is made: the files keep their times."""
    first = Library(folder=tmp_path, open_device=lambda: True)
    began = time.monotonic()
    bank = loaded(first, "meadow")
    cold_s = time.monotonic() - began
    first.close()
    assert set(bank) == set(NAMES)
    assert cold_s < 10.0, "with a whole Python started; bench/sound.py has the figure"
    times = {path: path.stat().st_mtime_ns for path in SoundShelf(tmp_path).folder.iterdir()}
    second = Library(folder=tmp_path, open_device=lambda: True)
    loaded(second, "meadow")
    second.close()
    assert {path: path.stat().st_mtime_ns for path in SoundShelf(tmp_path).folder.iterdir()} == times


def test_what_another_recipe_made_is_thrown_away(tmp_path: Path) -> None:
    """Only folders beside ours; a link is not followed."""
    (tmp_path / "0123").mkdir()
    (tmp_path / "0123" / "fog-tick.wav").write_bytes(b"old")
    (tmp_path / "note.txt").write_text("kept")
    shelf = SoundShelf(tmp_path)
    shelf.write("fog", "tick", b"new")
    shelf.tidy()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([recipe(), "note.txt"])


def test_the_worker_alone_fills_the_shelf(tmp_path: Path) -> None:
    """As a command, without pygame in it."""
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "steadyquest.ui.sound.worker", str(tmp_path), "cave"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert SoundShelf(tmp_path).has("cave", NAMES)
    assert "pygame" not in told.stderr


def test_a_broken_file_is_left_out_and_made_anew_at_the_next_start(
    made: Path, tmp_path: Path, device: object, caplog: pytest.LogCaptureFixture
) -> None:
    """One sound is missing once; the others play."""
    shelf = SoundShelf(tmp_path)
    for name in NAMES:
        shelf.write("fog", name, SoundShelf(made).path("fog", name).read_bytes())
    shelf.path("fog", "tick").write_bytes(b"RIFF" + b"\x00" * 400)
    first = Library(folder=tmp_path, open_device=lambda: True)
    bank = loaded(first, "fog")
    first.close()
    assert set(NAMES) - set(bank) == {"tick"}
    assert "tick" in caplog.text
    second = Library(folder=tmp_path, open_device=lambda: True)
    assert set(loaded(second, "fog")) == set(NAMES)
    second.close()


def test_a_folder_that_cannot_be_written_costs_only_the_next_start_s_time(tmp_path: Path, device: object) -> None:
    """A file stands where the folder should be; the sounds are kept elsewhere until the game ends."""
    (tmp_path / "sounds").write_text("no folder")
    library = Library(folder=tmp_path / "sounds", open_device=lambda: True)
    assert set(loaded(library, "fog")) == set(NAMES)
    spare = library._spare
    assert spare is not None
    library.close()
    assert not Path(spare.name).exists()


def test_where_no_process_can_be_started_the_thread_makes_them(
    tmp_path: Path, device: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a packed game."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    library = Library(folder=tmp_path, open_device=lambda: True)
    assert set(loaded(library, "title")) == set(NAMES)
    library.close()


def test_without_a_sound_device_nothing_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The game is silent, and no process runs for it."""
    monkeypatch.setenv("SDL_AUDIODRIVER", "no such driver")
    monkeypatch.setattr(library_module, "make", lambda *_: pytest.fail("made"))
    assert not mixer.open_device()
    library = Library(folder=tmp_path, open_device=mixer.open_device)
    library.ask("meadow")
    library._thread.join(timeout=5.0)
    assert not library._thread.is_alive()
    library.close()
    assert not list(tmp_path.iterdir())
