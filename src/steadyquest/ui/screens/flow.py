"""Which screen comes after which.

Screens know only this module, and it loads a screen when it is needed: the title must stand within a second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from steadyquest.errors import SteadyQuestError
from steadyquest.session.assessments.levels import is_assessment
from steadyquest.session.feel_probe import is_probe
from steadyquest.ui.overlay import Confirm, Message
from steadyquest.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from steadyquest.levels.read import Level
    from steadyquest.session.result import RunResult
    from steadyquest.signal.calibration import Calibration
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen
    from steadyquest.ui.screens.play import Play


def first(desk: Desk) -> Screen:
    """The screen that the command line asked for; at home a grown-up is asked for before anything else."""
    config = desk.config
    if config.player and config.store is not None:
        desk.sit_down(
            next((p for p in config.store.players.all() if p.name.casefold() == config.player.casefold()), None)
        )
    if config.home is None:
        return connect(desk)
    from steadyquest.ui.screens.at_home import AtHome

    return AtHome(desk, then=lambda: named_at_home(desk))


def named_at_home(desk: Desk) -> Screen:
    """What they are called, where no name came along and nobody gave one; then on."""
    from steadyquest.session.home import is_unnamed

    if desk.player is None or desk.config.store is None or not is_unnamed(desk.player):
        return connect(desk)
    from steadyquest.ui.screens.name_here import NameHere

    return NameHere(desk, desk.player, then=lambda: connect(desk))


def connect(desk: Desk) -> Screen:
    """The board that the command line named, or the title, which finds one."""
    home, board = title(desk), desk.config.board
    if board is None:
        return home
    try:
        desk.choose(board)
    except SteadyQuestError as error:
        return Message(desk, home, text=str(error), icon="icon_warning")
    return to_player(desk)


def title(desk: Desk) -> Screen:
    """The title."""
    from steadyquest.ui.screens.title import Title

    return Title(desk)


def to_player(desk: Desk) -> Screen:
    """Who plays? Asked only when that is open."""
    if desk.player is not None or desk.config.store is None:
        return step_on(desk)
    if desk.config.player or not desk.config.store.players.all():
        return add_player(desk, name=desk.config.player or "")
    return players(desk)


def players(desk: Desk) -> Screen:
    """The pictures of the players."""
    from steadyquest.ui.screens.players import Players

    return Players(desk)


def add_player(desk: Desk, *, name: str = "") -> Screen:
    """A new player."""
    from steadyquest.ui.screens.add_player import AddPlayer

    return AddPlayer(desk, name=name)


def board(desk: Desk, *, zero: Calibration | None = None, news: str = "") -> Screen:
    """The board: ports, health, the four cells. `zero` was taken just now, `news` is what there is to tell."""
    from steadyquest.ui.screens.board import Board

    return Board(desk, zero=zero, news=news)


def settings(desk: Desk, behind: Screen) -> Screen:
    """Settings; `behind` comes back afterwards."""
    from steadyquest.ui.screens.settings import Settings

    return Settings(desk, behind)


def step_on(desk: Desk, *, behind: Callable[[], Screen | None] | None = None) -> Screen:
    """On to the plate; where there is something `behind`, it comes afterwards."""
    from steadyquest.ui.screens.step_on import StepOn

    return StepOn(desk, behind=behind)


def feet(desk: Desk, behind: Screen) -> Screen:
    """Where the feet stand on the mat; `behind` comes back afterwards."""
    from steadyquest.ui.screens.feet import PlaceFeet

    return PlaceFeet(desk, behind)


def today(desk: Desk, behind: Screen) -> Screen:
    """Support and shoes of today; `behind` comes back afterwards."""
    from steadyquest.ui.screens.today import Today

    return Today(desk, behind)


def after_step_on(desk: Desk) -> Screen:
    """How it feels, where the therapist wants that asked; then how far the player leans."""
    from steadyquest.ui.screens.faces import before

    return before(desk, lambda: measure_reach(desk))


def measure_reach(desk: Desk) -> Screen:
    """How far does this player lean? Not asked at home, nor when the command line said it, or what to play."""
    if desk.config.options.reach_mm is not None or desk.to_play or desk.config.home is not None:
        return after_reach(desk)
    from steadyquest.ui.screens import assess_lead

    if desk.assess_next is not None and not assess_lead.needs_reach(desk, desk.assess_next.kind):
        return after_reach(desk)
    from steadyquest.ui.screens.reach import ChooseReach

    return ChooseReach(desk)


def after_reach(desk: Desk) -> Screen:
    """The assessment that waits for it; else the feel probe where it is due, never at home; then what is to play."""
    desk.share_reach()
    if desk.assess_next is not None:
        wanted, desk.assess_next = desk.assess_next, None
        from steadyquest.ui.screens import assess_lead

        return assess_lead.begin(desk, wanted, reach_asked=True)
    if desk.config.home is not None:
        return after_probe(desk)
    from steadyquest.ui.screens.probe import offered

    return offered(desk) or after_probe(desk)


def after_probe(desk: Desk) -> Screen:
    """The given levels, or the map."""
    return intro(desk, desk.to_play.pop(0)) if desk.to_play else level_map(desk)


def level_map(desk: Desk) -> Screen:
    """The map; the end where the command line said what to play."""
    if desk.config.given_levels:
        return session_end(desk)
    if desk.config.assess is not None:
        from steadyquest.ui.screens import assess_lead

        return assess_lead.over(desk)
    from steadyquest.ui.screens.map import LevelMap

    levels = LevelMap(desk)
    if desk.level_problem:
        return Message(desk, levels, text=desk.level_problem, icon="icon_warning")
    return levels


def book(desk: Desk, behind: Screen, *, shown: str = "") -> Screen:
    """Whom and what was met on the way; `behind` comes back afterwards."""
    from steadyquest.ui.screens.book import Book

    return Book(desk, behind, shown=shown)


def assess(desk: Desk) -> Screen:
    """What can be measured."""
    from steadyquest.ui.screens import assess_lead

    return assess_lead.choose(desk)


def intro(desk: Desk, level: Level, *, at_once: bool = False) -> Screen:
    """What the level is about; risky ones ask the therapist first. `at_once`: it was read before, count now."""
    from steadyquest.ui.screens.intro import opened

    return opened(desk, level, at_once=at_once)


def play(desk: Desk, level: Level) -> Play:
    """The level itself, ready to begin."""
    from steadyquest.ui.screens.play import Play

    return Play(desk, level)


def finish(desk: Desk, level: Level, result: RunResult | None) -> Screen | None:
    """Stars, a light and a true fact; nothing of it when the level had not begun. Trials have results of their own."""
    if is_assessment(level.key):
        from steadyquest.ui.screens import assess_lead

        return assess_lead.result(desk, result)
    if result is None:
        return after_finish(desk)
    if is_probe(level.key):
        from steadyquest.ui.screens.probe import ProbeDone

        return ProbeDone(desk, result)
    from steadyquest.ui.screens.finish import Finish

    return Finish(desk, level, result)


def after_finish(desk: Desk) -> Screen | None:
    """The next given level, a rest, or the map. In calm mode a rest is offered after every level."""
    if desk.to_play:
        return intro(desk, desk.to_play.pop(0))
    if desk.last_level:
        return session_end(desk)
    if desk.session is not None and not desk.config.given_levels and (desk.session.should_rest or desk.access.calm):
        from steadyquest.ui.screens.rest import Rest

        return Rest(desk)
    return level_map(desk)


def after_refusal(desk: Desk) -> Screen | None:
    """A level was not begun: the next given one, or the map. Where nothing was played there is no end to cheer."""
    if not desk.config.given_levels:
        return level_map(desk)
    if desk.to_play or (desk.session is not None and desk.session.results):
        return after_finish(desk)
    desk.let_go()
    return title(desk)


def ask_to_end(desk: Desk, behind: Screen) -> Screen:
    """The question before the end."""
    return Confirm(
        desk,
        behind,
        question=tr("End the session here?"),
        yes=tr("End it"),
        no=tr("Play on"),
        then=lambda: session_end(desk),
    )


def session_end(desk: Desk) -> Screen:
    """How it was, where the therapist wants that asked; then what was done."""
    from steadyquest.ui.screens.faces import after

    return after(desk, lambda: the_end(desk))


def the_end(desk: Desk) -> Screen:
    """What was done."""
    desk.end_session()
    from steadyquest.ui.screens.session_end import SessionEnd

    return SessionEnd(desk)
