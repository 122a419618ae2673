"""Opening a source beside the game."""

from __future__ import annotations

import threading
from types import SimpleNamespace
from typing import Any

from steadyquest.errors import DeviceError
from steadyquest.ui.opening import Opening


def source() -> Any:
    """Something that can be closed."""
    made = SimpleNamespace(closed=False)
    made.close = lambda: setattr(made, "closed", True)
    return made


def test_a_source_is_there_when_it_has_been_opened() -> None:
    """Until then nothing is done."""
    made, opening = source(), Opening("/dev/a")
    assert not opening.done
    opening._open(lambda _label: made)
    assert opening.done
    assert opening.source is made


def test_an_error_is_kept_as_its_line() -> None:
    """For the screen to show."""

    def fail(label: str) -> Any:
        raise DeviceError(f"{label} is in use")

    opening = Opening("/dev/a")
    opening._open(fail)
    assert (opening.done, opening.error) == (True, "/dev/a is in use")


def test_a_source_that_nobody_waits_for_any_more_is_closed_when_it_comes() -> None:
    """A port that stayed open could not be opened again."""
    made, opening, may_open = source(), Opening("/dev/a"), threading.Event()
    opening.start(lambda _label: made if may_open.wait(5) else None)
    opening.give_up()
    may_open.set()
    for thread in threading.enumerate():
        if thread.name == "open source":
            thread.join(5)
    assert made.closed
    assert opening.source is None
