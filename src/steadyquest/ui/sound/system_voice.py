"""The system's own voice: which program speaks here, how it is called, and what it is given to say.

The words go in through the program's input, or as one argument behind `--`; never through a shell, never into a
command line that is read. Knows no threads and starts nothing.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

LONGEST = 400
"""Characters of a sentence. A level's are far shorter."""
SLOWLY_WPM = 140
_READ_AS_COMMANDS = str.maketrans(dict.fromkeys("[]<>{}|\\^~`", " "))
"""Signs that one speaker or another takes for its own commands (`[[volm 1]]`, mark-up, phonemes)."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """How one sentence is spoken: the program with its arguments, its input, and how it is stopped."""

    arguments: tuple[str, ...]
    given: bytes = b""
    added: Mapping[str, str] = field(default_factory=dict)
    """To the environment."""
    stop: tuple[str, ...] = ()
    """Where ending the program is not enough: what tells the speaker to be quiet."""


Speaker = Callable[[str, str, float], Spoken]
"""Words, language and volume (0 to 1) to what is to be started."""


def cleaned(words: str) -> str:
    r"""What may be spoken of a text that anybody has written: plain words, and not too many.

    >>> cleaned("Steer the boat [[volm 1]] <speak>to\x00 the\nisland")
    'Steer the boat volm 1 speak to the island'
    """
    plain = "".join(sign if sign.isprintable() else " " for sign in words).translate(_READ_AS_COMMANDS)
    return " ".join(plain.split())[:LONGEST]


def find_speaker() -> Speaker | None:
    """The first of this system's voices that is installed; None where there is none."""
    for program, speaker in _SPEAKERS.get(_system(), ()):
        path = shutil.which(program)
        if path:
            return speaker(path)
    return None


def _system() -> str:
    return "linux" if sys.platform.startswith(("linux", "freebsd")) else sys.platform


def _espeak(path: str) -> Speaker:
    def speaker(words: str, language: str, volume: float) -> Spoken:
        loud = str(round(100 * volume))
        return Spoken((path, "-v", language, "-s", str(SLOWLY_WPM), "-a", loud, "--stdin"), cleaned(words).encode())

    return speaker


def _spd_say(path: str) -> Speaker:
    def speaker(words: str, language: str, volume: float) -> Spoken:
        loud = str(round(100 * (volume - 1)))
        said = (path, "-w", "-r", "-20", "-i", loud, "-l", language, "--", cleaned(words))
        return Spoken(said, stop=(path, "-S"))

    return speaker


def _say(path: str) -> Speaker:
    def speaker(words: str, _language: str, volume: float) -> Spoken:
        given = f"[[volm {volume:.2f}]] {cleaned(words)}"
        return Spoken((path, "-r", str(SLOWLY_WPM), "-f", "-"), given.encode())

    return speaker


_SAPI = (
    "[Console]::InputEncoding = [Text.Encoding]::UTF8; $words = [Console]::In.ReadToEnd(); "
    "Add-Type -AssemblyName System.Speech; $voice = New-Object System.Speech.Synthesis.SpeechSynthesizer; "
    "$culture = [Globalization.CultureInfo]$env:STEADYQUEST_LANGUAGE; "
    "try { $voice.SelectVoiceByHints('NotSet', 'NotSet', 0, $culture) } catch { } "
    "$voice.Rate = -2; $voice.Volume = [int]$env:STEADYQUEST_VOLUME; $voice.Speak($words)"
)
"""Always the same text: the sentence comes through the input and is only ever a value."""


def _power_shell(path: str) -> Speaker:
    def speaker(words: str, language: str, volume: float) -> Spoken:
        added = {"STEADYQUEST_LANGUAGE": language, "STEADYQUEST_VOLUME": str(round(100 * volume))}
        return Spoken((path, "-NoProfile", "-NonInteractive", "-Command", _SAPI), cleaned(words).encode(), added)

    return speaker


_SPEAKERS: dict[str, tuple[tuple[str, Callable[[str], Speaker]], ...]] = {
    "linux": (("espeak-ng", _espeak), ("espeak", _espeak), ("spd-say", _spd_say)),
    "darwin": (("say", _say),),
    "win32": (("powershell", _power_shell),),
}
"""espeak-ng first: it ends at once with its program, where spd-say leaves its service talking until told."""
