"""Pictures made and loaded beside the game: orders go in, surfaces come out, no frame waits.

Owns the thread that talks to the second process (art_worker). Where no process can be started, or the shelf cannot
be written, the thread makes the picture itself: slower to watch, never missing.
"""

from __future__ import annotations

import io
import json
import logging
import queue
import subprocess
import sys
import threading
from dataclasses import asdict

import pygame

from steadyquest.errors import DisplayError
from steadyquest.ui.art_render import Job, Shelf

_log = logging.getLogger(__name__)

IDLE_S = 15.0
"""After so long without an order the second process is let go; while one plays there is none."""


class Orders:
    """What was ordered, and what has come. Surfaces are as loaded: whoever takes one converts it."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._jobs: queue.Queue[Job | None] = queue.Queue()
        self._ordered: set[str] = set()
        self._done: dict[str, pygame.Surface | None] = {}
        self._thread: threading.Thread | None = None
        self._process: subprocess.Popen[str] | None = None
        self._changed = threading.Condition()
        self._closed = False

    def order(self, job: Job) -> None:
        """Have the picture made, unless it already is."""
        if job.key in self._ordered or self._closed:
            return
        self._ordered.add(job.key)
        self._jobs.put(job)
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="pictures", daemon=True)
            self._thread.start()

    def came(self, job: Job) -> bool:
        """Whether the picture is there to be taken (or is known to be broken)."""
        return job.key in self._done

    def is_coming(self, job: Job) -> bool:
        """Whether the picture was ordered and nobody has taken it."""
        return job.key in self._ordered

    def take(self, job: Job) -> pygame.Surface | None:
        """The picture, once; None when it has not come or cannot be made."""
        if job.key not in self._done:
            return None
        self._ordered.discard(job.key)
        return self._done.pop(job.key)

    def forget(self, job: Job) -> None:
        """The picture is not wanted any more: it is not made if it has not begun, and not kept in memory."""
        self._ordered.discard(job.key)
        self._done.pop(job.key, None)

    def wait(self, job: Job, *, timeout_s: float) -> bool:
        """Wait for a picture that was ordered. For pictures and tests, never in a frame."""
        with self._changed:
            return self._changed.wait_for(lambda: job.key in self._done, timeout_s)

    def close(self) -> None:
        """Stop the work; orders that have not begun are dropped."""
        self._closed = True
        self._jobs.put(None)
        process = self._process
        if process is not None:
            process.kill()
        if self._thread is not None:
            self._thread.join(timeout=5.0)

    def _work(self) -> None:
        while not self._closed:
            try:
                job = self._jobs.get(timeout=IDLE_S)
            except queue.Empty:
                self._end_process()
                continue
            if job is None or self._closed:
                break
            if job.key not in self._ordered:
                continue
            surface = self._load(job)
            with self._changed:
                # Somebody may have thought better of it in the meantime.
                if job.key in self._ordered:
                    self._done[job.key] = surface
                self._changed.notify_all()
        self._end_process()

    def _load(self, job: Job) -> pygame.Surface | None:
        path = self._shelf.path(job.key)
        if not path.exists():
            self._ask_process(job)
        try:
            if path.exists():
                return pygame.image.load(path)
            if self._closed:
                return None
            return pygame.image.load(io.BytesIO(self._shelf.make(job)), "picture.png")
        except (DisplayError, pygame.error, OSError) as why:
            path.unlink(missing_ok=True)
            _log.warning("%s", why)
            return None

    def _ask_process(self, job: Job) -> None:
        try:
            if self._process is None:
                self._process = _start_process()
            process = self._process
            if process.stdin is None or process.stdout is None:
                return
            process.stdin.write(json.dumps({**asdict(job), "folder": str(self._shelf.folder)}) + "\n")
            process.stdin.flush()
            process.stdout.readline()
        except OSError as why:
            _log.info("pictures are made inside the game: %s", why)

    def _end_process(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    _log.debug("the picture process was gone already")
        process.wait()


def _start_process() -> subprocess.Popen[str]:
    if getattr(sys, "frozen", False):
        raise OSError("a packed game has no second Python")
    # No console window on Windows; elsewhere the flag does not exist.
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    return subprocess.Popen(
        [sys.executable, "-m", "steadyquest.ui.art_worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        creationflags=flags,
    )
