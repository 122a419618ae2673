"""`progress`: what a player has practised, in lines, as a page, or as numbers for a program."""

from __future__ import annotations

from pathlib import Path

import click

from steadyquest.cli.documents import Written, as_pdf, charts_option, written_document
from steadyquest.cli.output import Out, database_option, file_option, json_option
from steadyquest.words import tr


@click.command()
@click.argument("name", metavar="NAME")
@file_option(default="A page with charts. Default: no page.", metavar="FILE.html|FILE.pdf")
@as_pdf
@charts_option
@database_option
@json_option
def progress(
    name: str, *, file: Path | None, pdf: bool, paper: str, charts: Path | None, database: str | None, as_json: bool
) -> None:
    """Tell what NAME has practised: difficulty and hour of every skill, the suggested hour, the feel probes."""
    from steadyquest.records.store import open_store
    from steadyquest.reports.progress import as_dict, lines
    from steadyquest.reports.progress_data import gather_progress
    from steadyquest.session.options import Options
    from steadyquest.session.person import Person

    out = Out(as_json)
    with open_store(database, create=False) as store:
        player = store.players.find(name)
        person = Person(player, options=Options(), store=store)
        data = gather_progress(store, player, advice=person.rung_advice())
    for line in lines(data):
        out.say(line)
    written = Written(None)
    if file is not None or pdf or charts is not None:
        from steadyquest.reports.progress import progress_document

        made = progress_document(data)
        default = f"progress-{player.id}"
        written = written_document(made, file=file, default=default, pdf=pdf, paper=paper, charts=charts)
        out.say(tr("The page is in {file}.").format(file=written.file))
        written.tell(out)
    out.result({**as_dict(data), **written.as_dict()})
