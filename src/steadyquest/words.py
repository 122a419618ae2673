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
_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def speak(language: str | None = None) -> None:
    """Choose the language: a code such as "es", or None for the system's own. Unknown ones stay English."""
    global _catalogue
    wanted = [language] if language else _system_languages()
    _catalogue = gettext.translation("steadyquest", localedir=LOCALE_DIR, languages=wanted, fallback=True)


def tr(message: str) -> str:
    """The sentence in the chosen language. Only literals are passed, so that they are found for translation."""
    return _catalogue.gettext(message)


def trn(one: str, many: str, n: int) -> str:
    """One or many of something, in the chosen language."""
    return _catalogue.ngettext(one, many, n)


def _system_languages() -> list[str]:
    names = [os.environ.get(name, "") for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")]
    names.append(locale.getlocale()[0] or "")
    return [part for name in names for part in name.split(":") if part] or ["en"]
