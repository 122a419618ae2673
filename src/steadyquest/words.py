"""Words for people: every sentence on a screen, in a report or in a terminal passes through here.

One gettext catalogue, `steadyquest`, in `locale/`. `tr` is looked up when called, so that the language may be
chosen after import.
"""

from __future__ import annotations

import gettext
import locale
import os
from pathlib import Path

LOCALE_DIR = Path(__file__).with_name("locale")
LANGUAGES = {"en": "English", "de": "Deutsch", "es": "Español"}
"""Those that can be chosen, each by its own name."""
NOUNS_STAND_TALL = ("de",)  # languages that write nouns with a capital wherever they stand
_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def speak(language: str | None = None) -> None:
    """Choose the language: a code such as "es", or None for the system's own. Unknown ones stay English."""
    global _catalogue
    wanted = [language] if language else _system_languages()
    _catalogue = gettext.translation("steadyquest", localedir=LOCALE_DIR, languages=wanted, fallback=True)


def language() -> str:
    """The language spoken now, as two letters.

    >>> language()
    'en'
    """
    return str(_catalogue.info().get("language", "en"))[:2]


def tr(message: str) -> str:
    """The sentence in the chosen language. Only literals are passed, so that they are found for translation."""
    return _catalogue.gettext(message)


def looked_up(text: str) -> str:
    """A text of a level that came with the game, in the chosen language; what the catalogue has not stays as it is."""
    return _catalogue.gettext(text) if text else text


def trn(one: str, many: str, n: int) -> str:
    """One or many of something, in the chosen language."""
    return _catalogue.ngettext(one, many, n)


def within(name: str) -> str:
    """A name as it is written within a sentence: begun small, where the language does that.

    >>> within("Path length"), within("RMS distance")
    ('path length', 'RMS distance')
    """
    is_short_form = name[:2].isupper()
    return name if language() in NOUNS_STAND_TALL or is_short_form else name[:1].lower() + name[1:]


def _system_languages() -> list[str]:
    names = [os.environ.get(name, "") for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")]
    names.append(locale.getlocale()[0] or "")
    return [part for name in names for part in name.split(":") if part] or ["en"]
