"""Sounds made and loaded beside the game: a place goes in, its sounds come out, no frame waits.

Owns the thread that opens the sound device, has missing sounds made by a second process and loads them. Where no
process can be started the thread makes them itself; where the folder cannot be written, in one that is thrown away.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import pygame

from steadyquest.ui.sound.effect_names import EFFECT_NAMES
from steadyquest.ui.sound.shelf import GROUND, LIGHT, SoundShelf, default_folder
from steadyquest.ui.sound.worker import make

_log = logging.getLogger(__name__)

NAMES = (*EFFECT_NAMES, GROUND, LIGHT)
LONGEST_MAKING_S = 60.0

Bank = dict[str, pygame.mixer.Sound]


class Library:
    """What was asked for, and what is there. One place is kept at a time."""

    def __init__(self, *, folder: Path | None, open_device: Callable[[], bool]) -> None:
        self._folder, self._open_device = folder, open_device
        self._wanted: queue.Queue[str | None] = queue.Queue()
        self._asked = ""
        self._banks: dict[str, Bank] = {}
        self._spare: tempfile.TemporaryDirectory[str] | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="sounds", daemon=True)
        self._thread.start()

    def ask(self, place: str) -> None:
        """Have the sounds of a place loaded; what was asked before and has not begun is forgotten."""
        if place != self._asked:
            self._asked = place
            self._wanted.put(place)

    def bank(self, place: str) -> Bank | None:
        """The sounds of a place by name, once they are there. Some may be missing."""
        return self._banks.get(place)

    def close(self) -> None:
        """End the background work."""
        self._closed = True
        self._wanted.put(None)
        process = self._process
        if process is not None:
            process.kill()
        self._thread.join(timeout=5.0)
        self._banks = {}
        if self._spare is not None:
            self._spare.cleanup()

    def _work(self) -> None:
        if not self._open_device():
            return
        while (place := self._wanted.get()) is not None and not self._closed:
            if place != self._asked or place in self._banks:
                continue
            bank = self._load(place)
            if not self._closed:
                # The old one is let go only by its last note: whoever plays it holds it.
                self._banks = {place: bank}

    def _load(self, place: str) -> Bank:
        shelf = SoundShelf(self._folder or default_folder())
        if not shelf.has(place, NAMES):
            shelf = self._made(shelf, place)
        bank = {}
        for name in NAMES:
            with contextlib.suppress(pygame.error, OSError):
                bank[name] = pygame.mixer.Sound(file=str(shelf.path(place, name)))
        broken = [name for name in NAMES if name not in bank]
        for name in broken:  # at the next start they are made anew
            with contextlib.suppress(OSError):
                shelf.path(place, name).unlink(missing_ok=True)
        if broken and not self._closed:
            _log.warning("sounds of %s are missing until the next start: %s", place, ", ".join(broken))
        return bank

    def _made(self, shelf: SoundShelf, place: str) -> SoundShelf:
        """The shelf that has the sounds now: this one, or a spare one."""
        if self._by_process(shelf.root, place) and shelf.has(place, NAMES):
            return shelf
        if self._closed:
            return shelf
        try:
            make(shelf.root, place)
        except OSError as why:
            _log.info("sounds cannot be kept: %s", why)
            if self._spare is None:
                self._spare = tempfile.TemporaryDirectory(prefix="steadyquest-", ignore_cleanup_errors=True)
            shelf = SoundShelf(Path(self._spare.name))
            with contextlib.suppress(OSError):
                make(shelf.root, place)
        return shelf

    def _by_process(self, root: Path, place: str) -> bool:
        if getattr(sys, "frozen", False):  # a packed game has no second Python
            return False
        try:
            self._process = subprocess.Popen(  # noqa: S603 - ourselves, with a folder and a known place
                [sys.executable, "-m", "steadyquest.ui.sound.worker", str(root), place],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                # No console window on Windows; elsewhere the flag does not exist.
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
            done = self._process.wait(LONGEST_MAKING_S)
        except (OSError, subprocess.TimeoutExpired) as why:
            _log.info("sounds are made inside the game: %s", why)
            if self._process is not None:
                self._process.kill()
            return False
        finally:
            self._process = None
        return done == 0
