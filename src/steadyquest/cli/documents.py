"""Documents as files: the options that reports share, and the writing of pages and of their charts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from steadyquest.cli.output import Decorator, Out
from steadyquest.errors import ReportError
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.reports.blocks import Document, Drawing

PAPERS = ("a4", "letter")

charts_option: Decorator = click.option(
    "--charts",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Also write each chart there, as SVG and as PNG.",
)


def as_pdf(command: Callable[..., Any]) -> Callable[..., Any]:
    """How a document becomes a PDF: by its name, or because it was asked for."""
    command = click.option(
        "--paper", type=click.Choice(PAPERS), default="a4", show_default=True, help="The size of a PDF's pages."
    )(command)
    return click.option("--pdf", is_flag=True, help="Write a PDF where no file is named.")(command)


@dataclass(frozen=True, slots=True)
class Written:
    """What is on the disk now."""

    file: Path | None
    charts: tuple[Path, ...] = ()

    def tell(self, out: Out) -> None:
        """Where the charts are, for people."""
        if self.charts:
            said = tr("{n} charts are in {folder}.").format(n=len(self.charts) // 2, folder=self.charts[0].parent)
            out.say(said)

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        return {"file": self.file, **({"charts": self.charts} if self.charts else {})}


def written_document(
    document: Document, *, file: Path | None, default: str, pdf: bool, paper: str, charts: Path | None
) -> Written:
    """Write a document, and its charts where they are wanted. Raises ReportError in one line when it cannot be."""
    from steadyquest.files import expanded, write_whole
    from steadyquest.reports.blocks import drawings
    from steadyquest.reports.session_report import rendered

    file = expanded(file or Path(f"{default}.pdf" if pdf else f"{default}.html"))
    if pdf and file.suffix.lower() != ".pdf":
        raise ReportError(tr("{file} is asked for as PDF; let its name end in .pdf").format(file=file))
    write_whole(file, rendered(document, file=file, paper=paper))
    return Written(file, () if charts is None else _charts(expanded(charts), drawings(document)))


def _charts(folder: Path, drawn: list[Drawing]) -> tuple[Path, ...]:
    from steadyquest.files import write_whole
    from steadyquest.reports.charts import png, svg

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        said = tr("{folder} cannot be made a folder for charts ({reason}); choose another place")
        raise ReportError(said.format(folder=folder, reason=error.strerror or error)) from error
    kinds = ((".svg", svg), (".png", png))
    return tuple(write_whole(folder / f"{one.name}{end}", made(one)) for one in drawn for end, made in kinds)
