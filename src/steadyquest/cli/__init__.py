"""The command line: wiring, and only wiring.

What goes wrong is one line on stderr and exit 2; a thing that was checked and is at fault is exit 1.
"""

from __future__ import annotations

import gc
import sys

import click

from steadyquest.cli.output import INTERRUPTED
from steadyquest.cli.plain_text import speak_plainly
from steadyquest.errors import LevelError, SteadyQuestError
from steadyquest.words import speak, tr


def main() -> None:
    """Run the command that was typed, and exit."""
    from steadyquest.cli.commands import steadyquest

    speak_plainly()
    speak()
    code = _run(steadyquest)
    # What is left goes with the process. Python would look through all of it for rubbish, a fifth of a second's work.
    gc.freeze()
    sys.exit(code)


def _run(command: click.Command) -> int:
    try:
        result = command.main(prog_name="steadyquest", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except click.ClickException as fault:
        fault.show()
        return 2
    except LevelError as fault:
        click.echo(str(fault), err=True)
        return 2
    except SteadyQuestError as fault:
        click.echo(f"steadyquest: {fault}", err=True)
        return 2
    except (KeyboardInterrupt, click.Abort):
        click.echo(tr("Stopped."), err=True)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read us has gone; Python must not try to flush into the closed pipe once more.
        sys.stdout = None
        return 0
    except OSError as fault:
        sys.stdout = None
        click.echo(tr("steadyquest: cannot go on: {why}").format(why=fault), err=True)
        return 2
