"""From a drawing to a picture file: rasterising with resvg, and the shelf on disk where pictures are kept.

Knows nothing of pygame, so that a second process can do the slow work.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from steadyquest.errors import DisplayError

SHELF_BYTES = 400 * 2**20
"""Pictures on disk beyond this are thrown away, the longest unused first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A picture to be made: what is drawn, how it is painted, and how large."""

    svg: str
    sheet: str = ""
    width_px: int
    height_px: int

    @property
    def key(self) -> str:
        """A name that changes whenever the picture would."""
        text = "\0".join(("1", self.svg, self.sheet, str(self.width_px), str(self.height_px)))
        return hashlib.sha256(text.encode()).hexdigest()[:32]


def rasterise(job: Job) -> bytes:
    """The picture as PNG bytes; DisplayError when the drawing is broken or resvg is not there."""
    try:
        import resvg_py

        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=job.svg,
                style_sheet=job.sheet or None,
                width=job.width_px,
                height=job.height_px,
                skip_system_fonts=True,
            )
        )
    except (ImportError, ValueError) as why:
        raise DisplayError(f"a drawing could not be made into a picture: {why}") from why


class Shelf:
    """Pictures kept on disk between starts. A folder that cannot be written is simply not used."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, key: str) -> Path:
        """Where the picture of that key is, if it is."""
        return self.folder / f"{key}.png"

    def read(self, key: str) -> bytes | None:
        """The picture's bytes, or None."""
        try:
            return self.path(key).read_bytes()
        except OSError:
            return None

    def write(self, key: str, png: bytes) -> None:
        """Keep a picture: whole or not at all, whoever else writes at the same time."""
        part = self.folder / f"{key}.{os.getpid()}.part"
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            part.write_bytes(png)
            part.replace(self.path(key))

    def make(self, job: Job) -> bytes:
        """The picture from the shelf, or made now and kept."""
        png = self.read(job.key)
        if png is None:
            png = rasterise(job)
            self.write(job.key, png)
        return png

    def tidy(self, *, limit_bytes: int = SHELF_BYTES) -> None:
        """Throw away what was made longest ago until the rest is small enough."""
        with contextlib.suppress(OSError):
            files = sorted(((p.stat().st_mtime, p.stat().st_size, p) for p in self.folder.iterdir()), reverse=True)
            total = 0
            for _, size, path in files:
                total += size
                if total > limit_bytes or (path.suffix == ".part" and path is not files[0][2]):
                    path.unlink(missing_ok=True)
