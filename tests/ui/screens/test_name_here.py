"""The question for a name at home, at sizes and in looks."""

from __future__ import annotations

from typing import Any

import pytest

from steadyquest.session.home import LENT_NAME
from steadyquest.ui.screens import flow
from steadyquest.ui.theme import LOOKS


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", ["Player", "W" * 40])
def test_any_name_and_look_is_drawn(game: Any, store: Any, look: Any, name: str) -> None:
    """The longest lent name, with other settings beside it, too."""
    game.desk.sit_down(store.players.add(name, picture="hare", settings={LENT_NAME: name}))
    game.desk.change_look(look)
    game.show(flow.named_at_home(game.desk)).draw()
    assert game.at("NameHere")
    game.type("x").draw().choose("save")
    assert game.desk.player.name == "x"
