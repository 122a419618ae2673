"""The second process: makes pictures of drawings while the game goes on.

resvg holds Python's lock while it works, so a thread would stop the screen. One JSON object a line comes in (a job
and the shelf's folder), one line goes out when the picture is on the shelf. It ends with its input.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from steadyquest.errors import DisplayError
from steadyquest.ui.art_render import Job, Shelf


def main() -> None:
    """Serve until the input ends."""
    if hasattr(os, "nice"):
        os.nice(5)  # the screen comes first
    tidied = False
    for line in sys.stdin:
        order = json.loads(line)
        shelf = Shelf(Path(order.pop("folder")))
        try:
            shelf.make(Job(**order))
            answer = "made"
        except DisplayError:
            answer = "broken"
        sys.stdout.write(answer + "\n")
        sys.stdout.flush()
        if not tidied:
            shelf.tidy()
            tidied = True


if __name__ == "__main__":
    main()
