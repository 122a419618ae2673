"""Speaking beside the game: one sentence at a time, by the system's voice or from a recording, stopped at once.

Owns the thread that starts and watches the speaker. Where nothing can speak, nothing does: the words are on the screen.
"""

from __future__ import annotations

import contextlib
import logging
import os
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from steadyquest.ui.sound import recording
from steadyquest.ui.sound.system_voice import Speaker, find_speaker
from steadyquest.words import language

_log = logging.getLogger(__name__)

LONGEST_S = 30.0
"""Nothing speaks for longer."""
LOOKS_S = 0.05


class Sentence(NamedTuple):
    """What is to be said; a recording of it goes first, at this volume."""

    words: str
    volume: float
    path: Path | None = None


class Voice:
    """Says the newest sentence. `find` is looked for once, when there is something to say."""

    def __init__(self, *, find: Callable[[], Speaker | None] = find_speaker, longest_s: float = LONGEST_S) -> None:
        self._find, self._longest_s = find, longest_s
        self._changed = threading.Condition()
        self._next: Sentence | None = None
        self._turn = 0
        """Counts what was said and stopped: a speaker whose turn is over is to be quiet."""
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = self._speaks = False
        self._speaker: Speaker | None = None
        self._looked = False
        self._thread: threading.Thread | None = None

    @property
    def speaks(self) -> bool:
        """Whether something is being said."""
        return self._speaks

    def say(self, sentence: Sentence) -> None:
        """Say this instead of what is being said."""
        self._take(sentence)
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="voice", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Be quiet now."""
        if self._speaks or self._next is not None:
            self._take(None)

    def close(self) -> None:
        """End for good."""
        self._closed = True
        self._take(None)
        if self._thread is not None:
            self._thread.join(timeout=2.0)

    def _take(self, sentence: Sentence | None) -> None:
        with self._changed:
            self._turn += 1
            self._next = sentence
            if self._process is not None:
                self._process.kill()
            self._changed.notify_all()

    def _work(self) -> None:
        while not self._closed:
            with self._changed:
                self._changed.wait_for(lambda: self._closed or self._next is not None)
                sentence, self._next, turn = self._next, None, self._turn
                self._speaks = sentence is not None
            if sentence is not None and not self._from_file(sentence, turn):
                self._from_system(sentence, turn)
            with self._changed:
                self._speaks = self._next is not None

    def _from_file(self, sentence: Sentence, turn: int) -> bool:
        """Play the recording to its end, or until somebody stops it. False when there is none that can be played."""
        if sentence.path is None or not recording.begin(sentence.path, sentence.volume):
            return False
        with self._changed:
            left_s = min(self._longest_s, recording.LONGEST_S)
            while left_s > 0 and turn == self._turn and recording.goes_on():
                self._changed.wait(LOOKS_S)
                left_s -= LOOKS_S
        recording.end()
        return True

    def _from_system(self, sentence: Sentence, turn: int) -> None:
        if not self._looked:
            self._looked, self._speaker = True, self._find()
        if self._speaker is None or not sentence.words:
            return
        spoken = self._speaker(sentence.words, language(), sentence.volume)
        try:
            process = subprocess.Popen(  # noqa: S603 - one of the table's speakers; words are no options
                spoken.arguments,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, **spoken.added},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as why:
            _log.info("nothing speaks here: %s", why)
            self._speaker = None
            return
        with self._changed:
            self._process = process
            if turn != self._turn:  # thought better of while it was being started
                process.kill()
        _listen(process, spoken.given, seconds=self._longest_s)
        with self._changed:
            self._process = None
        if turn != self._turn and spoken.stop:
            _tell(spoken.stop)


def _listen(process: subprocess.Popen[bytes], given: bytes, *, seconds: float) -> None:
    """Until it has spoken; one that hangs is ended."""
    try:
        process.communicate(given, timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    except BrokenPipeError:
        process.wait()


def _tell(arguments: tuple[str, ...]) -> None:
    with contextlib.suppress(OSError, subprocess.TimeoutExpired):
        subprocess.run(  # noqa: S603 - the same speaker
            arguments, stdin=subprocess.DEVNULL, capture_output=True, timeout=2.0, check=False
        )
