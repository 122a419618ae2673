"""The map, the play in every place, and what comes after it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from tests.ui.screens.gallery_kit import Shown, into, longest, measured, met, somebody, wait_ready

from steadyquest.game.spec import HOURS
from steadyquest.game.tasks.kinds import KINDS, kind_of, needs_feet
from steadyquest.levels.schema import WORLDS
from steadyquest.records.writer import Recorder
from steadyquest.reports.progress_words import next_hours
from steadyquest.session.reasons import ENOUGH, Reason
from steadyquest.session.rung_advice import RungAdvice
from steadyquest.signal.mat import parse_feet
from steadyquest.ui.overlay import KeysPage
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.notes import NoteBar
from steadyquest.ui.screens.owner import Owner
from steadyquest.ui.screens.pause import Pause
from steadyquest.ui.screens.probe import OfferProbe, ProbeDone
from steadyquest.ui.screens.reach import ChooseReach
from steadyquest.ui.screens.rest import Rest
from steadyquest.ui.screens.strip import Strip
from steadyquest.words import tr


def play(game: Any) -> Shown:
    """Map, intro, the level, its overlays, and what comes after it."""
    game.stand()
    yield "map", flow.level_map(game.desk)
    game.desk.last_level = True
    yield "map_last", flow.level_map(game.desk)
    yield "map_back", flow.level_map(game.desk).chosen("back")
    yield "map_ask", flow.level_map(game.desk)._ask(longest(game))
    game.desk.choose_stance("feet_on_plate")
    yield "map_seated", flow.level_map(game.desk)
    yield "book", flow.book(game.desk, flow.level_map(game.desk))
    game.desk.choose_stance("comfortable")
    wait_ready(game)
    game.desk.last_level = False
    intro = flow.intro(game.desk, longest(game))
    yield "intro", intro
    intro.count()
    yield "intro_count", intro
    run = flow.play(game.desk, longest(game)).begin()
    game.show(run).play(0.3)
    yield "play", run
    yield "play_note", NoteBar(game.desk, run)
    strip = Strip(game.desk, run)
    strip.update()
    yield "play_strip", strip
    pause = Pause(game.desk, run)
    yield "pause_note", NoteBar(game.desk, pause)
    for reason in ("person", "signal_lost", "stepped_off", "lurched"):
        pause._reason = reason
        yield f"pause_{reason}", pause
    yield "keys", KeysPage(game.desk, run)
    yield "after_nothing", run.end()
    yield "rest", Rest(game.desk)
    yield "settings_in_play", flow.settings(game.desk, run)
    game.desk.end_session()
    game.desk.summary = SimpleNamespace(session_id=3, minutes=20.0, runs=12, reps=240)
    game.desk.config.write_report = lambda _number: None
    end = flow.session_end(game.desk)
    yield "session_end", end
    for name, picture in (("Ana", "bear"), ("Fox", "fox")):
        met(game, name, picture=picture)
    with Recorder(game.desk.config.store) as recorder:
        number = recorder.start_session(player_id=None)
        recorder.end_session()
    yield "owner", Owner(game.desk, behind=end, session_id=number)


def finish(game: Any) -> Shown:
    """Whole levels played by somebody: their stars as they come, the map, the book and the end afterwards."""
    game.desk.config.write_report = game.desk.config.notes_of = lambda _number: None
    with measured(game):
        for n, key in enumerate(("meadow/first_light", "river/the_water_gates", "wood/falling_leaves")):
            level = next(level for level in game.desk.config.levels() if level.key == key)
            session = game.desk.session
            session.start(level, rung=n)
            while session.world is not None:
                game.desk.poll()
            screen = flow.finish(game.desk, level, session.result)
            if not n:
                yield "finish_begins", screen
            game.clock.now_s += 10.0
            yield f"finish_{n}", screen
        yield "map_lights", flow.level_map(game.desk)
        yield "book", flow.book(game.desk, flow.level_map(game.desk))
        yield "session_end_played", flow.session_end(game.desk)


def probe(game: Any) -> Shown:
    """The feel probe offered, out of reach, with its question, begun and done; hours and a longer reach suggested."""
    game.desk.sit_down(met(game, "Marielle", picture="bear"))
    game.stand()
    probes = (SimpleNamespace(stance="comfortable", series=1, places_mm=((5.0, 0.0),), group=("", 1), finished=True),)
    offer = OfferProbe(game.desk, probes)
    yield "probe", offer
    yield "probe_anew", offer.chosen("anew")
    yield "probe_intro", offer.chosen("go")
    offer._level, offer._problem = None, "The places of the feel probe lie beyond today's reach; measure it again."
    yield "probe_problem", offer
    yield "probe_done", ProbeDone(game.desk, SimpleNamespace(fact=tr("You looked for 8 places by feel.")))
    why = Reason(ENOUGH, {"d": 0.5, "shares": [0.8, 0.9]})
    advice = RungAdvice("reach", 1, 2, why)
    game.desk.session.person.rung_advice = lambda: {"reach": advice}
    free = next(level for level in game.desk.config.levels() if level.key == "meadow/wake_the_flowers")
    yield "intro_hours", flow.intro(game.desk, free)
    reach = ChooseReach(game.desk)
    reach._again = "81 %"
    yield "reach_again", reach
    end = flow.session_end(game.desk)
    skills = {skill: RungAdvice(skill, 1, 2, why) for skill in ("steadiness", "reach", "tracking", "timing")}
    end.tell(next_hours(skills))
    game.desk.summary = SimpleNamespace(session_id=3, minutes=20.0, runs=12, reps=240)
    yield "session_end_hours", end


def worlds(game: Any) -> Shown:
    """Every world at its five hours, a while into its first level that needs no mat."""
    somebody(game)
    for world in WORLDS:
        level = next(lv for lv in game.desk.config.levels() if lv.spec.world == world and not needs_feet(lv.spec))
        for hour in range(len(HOURS)):
            yield f"world_{world}_{hour}", into(game, level, hour=hour)
            game.desk.session.stop()


def tasks(game: Any) -> Shown:
    """Every kind of task of the shipped levels, a few seconds into it."""
    somebody(game)
    for n, kind in enumerate(KINDS.values()):
        level = next(
            (lv for lv in game.desk.config.levels() if any(kind_of(step) is kind for step in lv.spec.steps)), None
        )
        if level is not None:
            if needs_feet(level.spec):
                game.desk.place_feet(parse_feet("C4 C4"))
                wait_ready(game)
            yield f"task_{kind.name}", into(game, level, hour=n % len(HOURS), task=kind.name, played_s=4.0)
            game.desk.session.stop()
