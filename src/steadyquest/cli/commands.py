"""The table of commands. A module is loaded only when its command is called, and loads what it needs when it runs."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from steadyquest import __version__

HOMES = {
    "play": "play",
    "assess": "assess",
    "board": "boards",
    "levels": "levels",
    "plans": "plans",
    "players": "people",
    "sessions": "people",
    "results": "results",
    "progress": "progress",
    "report": "measuring",
    "measure": "measuring",
    "export": "export",
    "backup": "keeping",
    "restore": "keeping",
    "doctor": "keeping",
}
"""Every command and the module that it is in, in the order in which a person meets them."""


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
        return list(HOMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, from its module."""
        if cmd_name in HOMES and cmd_name not in self.commands:
            module = import_module(f"steadyquest.cli.{HOMES[cmd_name]}")
            self.add_command(getattr(module, cmd_name))
        return super().get_command(ctx, cmd_name)


@click.group(cls=PlayByDefault, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="SteadyQuest", message="%(prog)s %(version)s")
def steadyquest(**_: Any) -> None:
    """Play SteadyQuest, a balance exercise game; without a command, it opens the game."""
