"""Where a terminal does not know all letters: other ones instead of a crash, and nothing that it cannot show.

Also what stands in for an output that was closed before the program began (`>&-`).
"""

from __future__ import annotations

import codecs
import os
import sys
import unicodedata
from pathlib import Path
from typing import TextIO

ERRORS, CODEC = "steadyquest_plain", "steadyquest-ascii"
LIKE = {
    **dict.fromkeys("–—−‐‑─", "-"),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‘’‚‹›", "'"),
    **dict(zip("·•×★▶‖│└█µøØłŁ⁄", ".*x*>||+#uoOlL/", strict=True)),
    **dict(zip("±→←≤≥≈°✓✗", ("+/-", "->", "<-", "<=", ">=", "~", " deg", "ok", "!!"), strict=True)),
    **dict(zip("ßæÆœΣπ√", ("ss", "ae", "AE", "oe", "sum ", "pi", "sqrt"), strict=True)),
}
"""What people take for the same. Letters with accents lose them; anything else becomes a question mark."""


def plain(text: str) -> str:
    """The text in ASCII letters.

    >>> plain("Opening … ✓ 5–10 kg, José")
    'Opening ... ok 5-10 kg, Jose'
    """
    return "".join(letter if letter.isascii() else _like(letter) for letter in text)


def speak_plainly() -> None:
    """Let stdout and stderr take every text, whatever they can show; a closed one becomes one that nobody reads."""
    codecs.register_error(ERRORS, _replaced)
    codecs.register(_codec)
    sys.stdout, sys.stderr = _open_stream(sys.stdout), _open_stream(sys.stderr)
    for stream in (sys.stdout, sys.stderr):
        encoding = codecs.lookup(getattr(stream, "encoding", None) or "utf-8").name
        if not hasattr(stream, "reconfigure"):
            continue
        if encoding.startswith("utf"):
            # The name of a file may have bytes that are no letter at all.
            stream.reconfigure(errors="backslashreplace" if stream.errors == "strict" else stream.errors)
            continue
        # Plain ASCII is taken by click for a mistake, and written as UTF-8 all the same; under our name it is not.
        stream.reconfigure(encoding=CODEC if encoding == "ascii" else encoding, errors=ERRORS)


def _open_stream(stream: TextIO | None) -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8") if stream is None else stream


def _like(letter: str) -> str:
    known = LIKE.get(letter)
    if known is None:
        parts = unicodedata.normalize("NFKD", letter)
        known = "".join(LIKE.get(part, part) for part in parts if not unicodedata.combining(part))
    return known if known and known.isascii() else "?"


def _replaced(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return plain(error.object[error.start : error.end]), error.end


def _encode(text: str, errors: str = "strict") -> tuple[bytes, int]:  # noqa: ARG001 - a codec's signature
    return plain(text).encode("ascii"), len(text)


class _Encoder(codecs.IncrementalEncoder):
    def encode(self, text: str, final: bool = False) -> bytes:  # noqa: ARG002 - a codec's signature
        return plain(text).encode("ascii")


def _codec(name: str) -> codecs.CodecInfo | None:
    if name.replace("_", "-") != CODEC:
        return None
    ascii_codec = codecs.lookup("ascii")
    return codecs.CodecInfo(
        name=CODEC,
        encode=_encode,
        decode=ascii_codec.decode,
        incrementalencoder=_Encoder,
        incrementaldecoder=ascii_codec.incrementaldecoder,
    )
