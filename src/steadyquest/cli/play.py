"""`play`: the game on the screen, headless, or as a tour where there is no display."""

from __future__ import annotations

from collections.abc import MutableMapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from steadyquest.cli.output import Finite, Out, database_option, json_option
from steadyquest.cli.play_options import REMEMBERED, named_levels, on_mat, open_records, options_of
from steadyquest.conventions import ON_BOTH_FEET, STANCES
from steadyquest.errors import DisplayError
from steadyquest.session.labels import is_board, is_firmware, is_hand
from steadyquest.words import tr


@click.command()
@click.option(
    "--board",
    metavar="PORT|wii|sim[:PERSON]|firmware[:PERSON]|keyboard|mouse|gamepad|FILE.csv",
    help="What to play with.",
)
@click.option("--player", metavar="NAME", help="Who plays.")
@click.option("--level", "level_names", multiple=True, metavar="FILE|WORLD/NAME", help="Play this; may be repeated.")
@click.option("--minutes", type=Finite(0.1, 240), help="How long to play; else as set for the player, or 20.")
@click.option("--stance", type=click.Choice(STANCES), help="How the player stands or sits.")
@click.option(
    "--feet",
    callback=on_mat,
    metavar='"C4 D4"',
    help="Where the heels stand on the mat, the left one first; in quotes.",
)
@click.option("--reach", "reach_mm", type=Finite(), metavar="MM", help="Reach, the same in all directions.")
@click.option("--difficulty", type=Finite(0.0, 1.0), metavar="D", help="Fix the difficulty, 0 to 1.")
@click.option("--seed", type=click.IntRange(-(2**62), 2**62), help="Makes levels and simulated people repeatable.")
@click.option(
    "--probe",
    type=click.Choice(["now", "anew"]),
    is_flag=False,
    flag_value="now",
    help="Begin with the feel probe, due or not; anew: with other places, a new series.",
)
@click.option(
    "--plan",
    "plan_name",
    metavar="FILE|assigned",
    help="Try this plan, assigned to nobody; else the player's own is used, if there is one.",
)
@click.option(
    "--home",
    "home_file",
    is_flag=False,
    flag_value="",
    metavar="[FILE]",
    help="Play at home, only what the plan says for it; the first time with the FILE from the clinic.",
)
@click.option("--no-plan", is_flag=True, help="Play without the player's plan.")
@click.option("--headless", is_flag=True, help="Without a screen.")
@click.option("--fast", is_flag=True, help="As fast as samples come (people and files).")
@click.option("--video", type=click.Choice(["auto", "software", "gpu"]), default="auto", help="How to draw.")
@database_option
@json_option
def play(*, database: str | None, as_json: bool, headless: bool, **wanted: Any) -> int:
    """Play. With --level the named levels once each, else suitable ones until the minutes are over."""
    out = Out(as_json)
    _refuse_contradictions(headless=headless, **wanted)
    if headless:
        from steadyquest.cli.headless import play_headless

        return play_headless(out, database=database, **wanted)
    from steadyquest.ui.video import check_display

    try:
        check_display()
    except DisplayError as fault:
        if any(wanted[name] for name in ("board", "player", "level_names")) or wanted["home_file"] is not None:
            raise DisplayError(f"{fault} " + tr("Add --headless to play without one.")) from fault
        _tour(out, why=str(fault))
        return 0
    _play_on_screen(out, database=database, **wanted)
    return 0


def _refuse_contradictions(
    *,
    headless: bool,
    board: str | None,
    fast: bool,
    stance: str | None,
    feet: Any,
    plan_name: str | None,
    no_plan: bool,
    home_file: str | None,
    level_names: tuple[str, ...],
    probe: str | None,
    **_: Any,
) -> None:
    if home_file is not None and headless and board and is_board(board):
        raise click.UsageError(tr("at home a grown-up is asked for on the screen; play it without --headless"))
    if home_file is not None and (no_plan or plan_name or level_names or probe):
        raise click.UsageError(tr("--home plays what the plan says for home; leave --level, --plan and --probe out"))
    if plan_name is not None and no_plan:
        raise click.UsageError(tr("--plan and --no-plan contradict each other; leave one out"))
    if feet is not None and stance is not None and stance not in ON_BOTH_FEET:
        said = tr("--feet is for two feet side by side on the plate, not for --stance {stance}")
        raise click.UsageError(said.format(stance=stance))
    if headless and is_hand(board or "keyboard"):
        what = tr(
            "--headless needs --board PORT, wii, sim[:PERSON] or FILE.csv: keyboard, mouse and gamepad need a window"
        )
        raise click.UsageError(what)
    if fast and not headless:
        raise click.UsageError(tr("--fast is for --headless: a person at the screen plays in real time"))
    if fast and board and (is_board(board) or is_firmware(board)):
        raise click.UsageError(tr("--fast is for simulated people and files; a board sends in real time"))


def _tour(out: Out, *, why: str) -> None:
    from steadyquest.cli.tour import tour

    out.say(tr("{why} So a simulated person plays a short tour.").format(why=why))
    out.result(tour(Path("out"), say=out.say))


def _play_on_screen(
    out: Out,
    *,
    database: str | None,
    board: str | None,
    player: str | None,
    level_names: tuple[str, ...],
    video: str,
    fast: bool,  # noqa: ARG001 - refused above
    home_file: str | None,
    **wanted: Any,
) -> None:
    from steadyquest.cli.home import at_home
    from steadyquest.cli.screen import play_on_screen

    options = options_of(home=home_file is not None, **wanted)
    named = named_levels(level_names, options.stance)
    with ExitStack() as stack:
        store, recorder = open_records(database, stack)
        home = at_home(store, home_file, name=player, say=out.say) if home_file is not None else None
        remembered: MutableMapping[str, Any] = dict(store.preferences.load(REMEMBERED, {}))
        try:
            results = play_on_screen(
                store,
                recorder,
                options=options,
                board=board,
                player=home.player.name if home is not None else player,
                named=named,
                video=video,
                kept=remembered,
                minutes_given=wanted["minutes"] is not None,
                home=home,
            )
        finally:
            store.preferences.save(REMEMBERED, remembered)
    out.result(results)
