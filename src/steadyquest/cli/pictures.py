"""Pictures as files: a drawing is kept as SVG, or made into a PNG as wide as asked."""

from __future__ import annotations

from pathlib import Path

import click

from steadyquest.errors import ReportError
from steadyquest.files import write_whole
from steadyquest.words import tr

ENDINGS = (".svg", ".png")


def write_picture(svg: str, file: Path, *, width_px: int) -> Path:
    """Write the drawing to a file that ends in .svg or .png. Raises UsageError for another ending, or ReportError."""
    ending = Path(file).suffix.lower()
    if ending not in ENDINGS:
        raise click.UsageError(tr("{file} must end in .svg or .png").format(file=file))
    return write_whole(file, svg if ending == ".svg" else _png(svg, width_px=width_px))


def _png(svg: str, *, width_px: int) -> bytes:
    from steadyquest.resources import font_path

    fonts = [str(path) for face in ("body", "bold") if (path := font_path(face)) is not None]
    try:
        import resvg_py

        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=svg,
                width=width_px,
                font_files=fonts,
                sans_serif_family="Source Sans Pro",
                font_family="Source Sans Pro",
                skip_system_fonts=bool(fonts),
            )
        )
    except (ImportError, ValueError) as why:
        said = tr("the drawing could not be made into a PNG ({reason}); write it as .svg")
        raise ReportError(said.format(reason=why)) from why
