"""Every screen as somebody meets it, as data: for the pictures of `make pictures` and for the tests that measure them.

A part is a function that takes a game (conftest.py) through some screens and yields each with a name. What is yielded
is to be drawn at once: the part goes on with the same screens.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.ui.screens.gallery_assess import assess, assessing
from tests.ui.screens.gallery_before import (
    add_player,
    at_home,
    board,
    board_test,
    calibrate,
    faces,
    feet,
    players,
    ready,
    settings,
    title,
)
from tests.ui.screens.gallery_kit import Shown, longest
from tests.ui.screens.gallery_play import finish, play, probe, tasks, worlds

from steadyquest.session.assessments.protocol import FEEL, KINDS

__all__ = ["LANDS", "PARTS", "Shown", "feet", "finish", "longest", "play", "players", "ready", "title"]

BEFORE_PLAY = (title, players, add_player, settings, at_home, board, board_test, calibrate, ready, feet, faces)
PARTS: tuple[Callable[[Any], Shown], ...] = (
    *BEFORE_PLAY,
    play,
    finish,
    probe,
    assess,
    *(assessing(kind) for kind in KINDS if kind != FEEL),
)
"""Every screen and overlay."""
LANDS: tuple[Callable[[Any], Shown], ...] = (worlds, tasks)
"""The play itself, in every place."""
