"""The wiring of the game on the screen: records, boards, levels and reports for the screens to use."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from steadyquest.cli.sources import Sources
from steadyquest.errors import ReportError
from steadyquest.session.labels import WII, is_board
from steadyquest.session.options import Options
from steadyquest.words import language, tr

if TYPE_CHECKING:
    from steadyquest.cli.home import AtHome
    from steadyquest.errors import Problem
    from steadyquest.levels.read import Level
    from steadyquest.records.store import Store
    from steadyquest.records.writer import Recorder
    from steadyquest.session.assessments.protocol import Assessment
    from steadyquest.ui.desk import FoundBoard


def play_on_screen(
    store: Store,
    recorder: Recorder,
    *,
    options: Options,
    board: str | None,
    player: str | None,
    named: tuple[Level, ...],
    video: str,
    kept: MutableMapping[str, Any],
    minutes_given: bool,
    home: AtHome | None = None,
    assess: Assessment | None = None,
    notes: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Open the window, play, close it; what the last session came to."""
    from steadyquest.ui.app import AppConfig, run
    from steadyquest.ui.config import HomePlay

    seed = secrets.randbits(31) if options.seed is None else options.seed
    config = AppConfig(
        options=options,
        open_source=Sources(store=store, seed=seed, fast=False).open,
        levels=(lambda: _shipped(language())) if home is None else lambda: home.levels,
        own_levels=_own_levels() if home is None else lambda: ((), ()),
        store=store,
        recorder=recorder,
        find_boards=lambda: found_boards(store, named=board),
        write_report=lambda session_id: _report(store, session_id),
        notes_of=lambda session_id: _notes(store, session_id),
        board=board,
        player=player,
        given_levels=named,
        video=video,
        remembered=kept,
        minutes_given=minutes_given,
        home=None if home is None else HomePlay(home.words, home.leave),
        assess=assess,
        notes=dict(notes or {}),
    )
    try:
        desk = run(config)
    finally:
        # Whoever closes the window in the middle has practised all the same.
        if home is not None and not home.is_left and store.sessions.all(home.player.id):
            home.leave()
    return desk.summary.as_dict() if desk.summary else {"session": None, "runs": []}


@cache
def _shipped(_language: str) -> Sequence[Level]:
    from steadyquest.levels.library import shipped

    return tuple(shipped())


def _own_levels() -> Callable[[], tuple[Sequence[Level], Sequence[Problem]]]:
    """The folder of own levels, made when it is not there; without one the game goes on."""
    from steadyquest.levels.own import OwnLevels, made_ready, own_folder

    with suppress(ReportError):
        made_ready(own_folder())
    return OwnLevels(own_folder()).read


def found_boards(store: Store, *, named: str | None = None) -> list[FoundBoard]:
    """What may be a board now. The one that the command line named comes first and is known, whatever its chip is."""
    from steadyquest.ui.desk import FoundBoard

    found = _plugged_in(store)
    if named is None or not is_board(named):
        return found
    described = {board.port: board.description for board in found}
    if named not in described and not _may_be_there(named):
        return found
    what = described.get(named, tr("named at the start"))
    return [FoundBoard(named, what, known=True), *(board for board in found if board.port != named)]


def _may_be_there(named: str) -> bool:
    """Whether a port that nothing lists could be opened. Where ports are no files only trying tells."""
    return named != WII and (not named.startswith("/") or Path(named).exists())


def _plugged_in(store: Store) -> list[FoundBoard]:
    from steadyquest.device.find import candidates, find_known
    from steadyquest.device.wii_device import wii_boards
    from steadyquest.ui.desk import FoundBoard

    remembered = [known for known in store.boards.all() if known.approved]
    serial = [
        FoundBoard(found.port, found.description, known=find_known(remembered, [found]) is not None)
        for found in candidates()
    ]
    ids = {known.board_id for known in remembered}
    # One at a time: the label names the first.
    return serial + [FoundBoard(WII, "Wii Balance Board", known=wii.board_id in ids) for wii in wii_boards()[:1]]


def _notes(store: Store, session_id: int) -> Sequence[str]:
    from steadyquest.reports.document import gather
    from steadyquest.reports.notes import notes

    return notes(gather(store, session_id))


def _report(store: Store, session_id: int) -> Path:
    """The report, where a person looks for documents."""
    import platformdirs

    from steadyquest.reports.session_report import write_session_report

    folder = Path(platformdirs.user_documents_dir()) / "SteadyQuest"
    folder.mkdir(parents=True, exist_ok=True)
    return write_session_report(store, session_id, file=folder / f"session-{session_id}.html")
