"""The table of commands. Each one loads what it needs only when it runs."""

from __future__ import annotations

from typing import Any

import click

from steadyquest import __version__
from steadyquest.cli.assess import assess
from steadyquest.cli.boards import board
from steadyquest.cli.export import export
from steadyquest.cli.keeping import backup, doctor, restore
from steadyquest.cli.levels import levels
from steadyquest.cli.measuring import measure, report
from steadyquest.cli.people import players, sessions
from steadyquest.cli.plans import plans
from steadyquest.cli.play import play
from steadyquest.cli.progress import progress
from steadyquest.cli.results import results


class PlayByDefault(click.Group):
    """`steadyquest`, and `steadyquest --board …`, mean `steadyquest play …`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put in the word that was left out."""
        own = {"--help", "-h", "--version"}
        if not args or (args[0].startswith("-") and args[0] not in own):
            args = ["play", *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the shape is click's
        """In the order in which a person meets them, not of the alphabet."""
        return list(self.commands)


@click.group(cls=PlayByDefault, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="SteadyQuest", message="%(prog)s %(version)s")
def steadyquest(**_: Any) -> None:
    """Play SteadyQuest, a balance exercise game; without a command, it opens the game."""


for _command in (
    play,
    assess,
    board,
    levels,
    plans,
    players,
    sessions,
    results,
    progress,
    report,
    measure,
    export,
    backup,
    restore,
    doctor,
):
    steadyquest.add_command(_command)
