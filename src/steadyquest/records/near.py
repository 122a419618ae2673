"""Names that were probably meant."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable


def name_key(name: str) -> str:
    """What two spellings of one name have in common.

    >>> name_key("  MIA ") == name_key("mia")
    True
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return " ".join(folded.split())


def near(name: str, known: Iterable[str]) -> list[str]:
    """Up to five of the known names, those that begin alike first.

    >>> near("mi", ["Mia", "Tom", "Mina"])
    ['Mia', 'Mina']
    """
    by_key = {name_key(other): other for other in known}
    wanted = name_key(name)
    alike = [key for key in sorted(by_key) if wanted and key.startswith(wanted)]
    alike += [key for key in difflib.get_close_matches(wanted, sorted(by_key), n=5, cutoff=0.6) if key not in alike]
    return [by_key[key] for key in alike[:5]]
