"""`sessions note`: what people say of a session, afterwards too."""

from __future__ import annotations

from typing import Any

import click

from steadyquest.cli.output import Out, database_option, json_option
from steadyquest.session.today import SAID, SHOES, SUPPORT, checked
from steadyquest.words import tr

NOTHING = "-"


@click.command("note")
@click.argument("session")
@click.argument("words", required=False)
@click.option("--support", type=click.Choice((*SUPPORT, NOTHING)), help="Who or what held the player; - takes it away.")
@click.option("--shoes", type=click.Choice((*SHOES, NOTHING)), help="What was on the feet; - takes it away.")
@database_option
@json_option
def sessions_note(
    session: str, *, words: str | None, support: str | None, shoes: str | None, database: str | None, as_json: bool
) -> None:
    """Note something of SESSION: support, shoes, or WORDS for the report; alone it shows what is noted."""
    from steadyquest.records.store import open_store
    from steadyquest.reports import wording

    out = Out(as_json)
    wanted: dict[str, Any] = {SAID: words, "support": support, "shoes": shoes}
    asked = {name: None if value == NOTHING else value for name, value in wanted.items() if value is not None}
    notes = checked(asked)
    with open_store(database, create=database is None) as store:
        row = store.sessions.find(session)
        if notes:
            store.sessions.annotate(row.id, **notes)
        kept = store.sessions.find(row.id).notes
    for name, value in kept.items():
        out.say(f"{wording.note(name)}: {wording.noted(value)}")
    if not kept:
        out.say(tr("Nothing is noted of session {id} yet.").format(id=row.id))
    out.result({"session": row.id, "notes": kept})
