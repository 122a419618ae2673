"""Assessments on the screen: whole ones are acted out, with everything that can come between."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pygame
import pytest
from tests.session.conftest import Puppet

from steadyquest.records.writer import Recorder
from steadyquest.session.assessments.protocol import (
    CLOCKWISE,
    LIMITS,
    LOADING,
    QUIET,
    RHYTHM,
    SENSORY,
    Assessment,
    Trial,
    assessment,
)
from steadyquest.session.assessments.trials import trials_of_session
from steadyquest.session.pace import Paced
from steadyquest.session.preparation import READY
from steadyquest.signal.mat import parse_feet
from steadyquest.simulate.person import SimulatedPerson
from steadyquest.ui.config import HomePlay
from steadyquest.ui.screens import assess_lead as lead
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.strip import Strip

FRAME_S = 1 / 60


@pytest.fixture
def records(game: Any) -> Any:
    """A player who is known, and everything is kept."""
    store = game.desk.config.store
    game.desk.config.recorder = recorder = Recorder(store)
    game.desk.sit_down(store.players.add("Ana", picture="bear", height_cm=170.0))
    yield game
    game.desk.let_go()
    recorder.close()


@pytest.fixture
def standing(records: Any) -> Any:
    """Somebody simulated stands ready on a plate."""
    game = records
    person = SimulatedPerson("steady", seed=3)
    game.desk.source, game.desk.label = Paced(person, clock=game.clock), "COM12"
    game.desk.begin_session()
    wait(game, 4.0)
    assert game.desk.session.stage == READY
    return game


@pytest.fixture
def puppet(records: Any) -> Any:
    """A body that stands where it is told, on a plate that wants a zero; nobody is on it yet."""
    game = records
    game.puppet = Puppet()
    game.desk.source, game.desk.label = game.puppet, "COM12"
    game.desk.begin_session()
    on_plate(game, 3.0)
    return game


def wait(game: Any, seconds: float) -> None:
    """Time goes by, and nothing is shown."""
    for _ in range(round(seconds / FRAME_S)):
        game.clock.now_s += FRAME_S
        game.desk.poll()


def on_plate(game: Any, seconds: float, **where: float) -> None:
    """The puppet stands there for so long, while the screen goes on."""
    for _ in range(round(seconds * 20)):
        game.puppet.stand(0.05, **where)
        game.clock.now_s += 0.05
        game.desk.poll()
        if game.screen is not None:
            game.screen = game.screen.update()


def short(kind: str = QUIET, *, n: int = 1, **more: Any) -> Assessment:
    """An assessment whose trials take five seconds."""
    made = (Trial(kind=kind, number=i + 1, seconds=5.0, settle_s=1.0, **more) for i in range(n))
    return Assessment(kind, tuple(made))


def begin(game: Any, wanted: Assessment) -> Any:
    """The script of an assessment's first trial."""
    return game.show(lead.begin(game.desk, wanted)).play(0.1)


def run(game: Any, *, most_s: float = 300.0) -> Any:
    """From the script through the count and the trial to its result, measured."""
    return finish(start(game), most_s=most_s)


def start(game: Any) -> Any:
    """The therapist starts the trial, and gives the word where it is asked for."""
    game.choose("start")
    return game.choose("yes") if game.at("Confirm") else game


def finish(game: Any, *, most_s: float = 300.0) -> Any:
    """Until the trial is over and its result is there."""
    for _ in range(round(most_s * 2)):
        game.play(0.5)
        if game.at("TrialResult"):
            break
    assert game.at("TrialResult"), game.screen
    game.screen.at_work.join(60)
    return game.play(0.1)


def state(game: Any) -> str:
    """How the result that is shown stands."""
    return str(game.screen._checked.state)


def kept(game: Any) -> list[tuple[int, bool]]:
    """The trials in the records that count: their number, and whether they came to their end."""
    game.desk.config.recorder.flush()
    records = trials_of_session(game.desk.config.store, game.desk.session.id)
    return [(record.trial.number, record.finished) for record in records]


# -- from the map ----------------------------------------------------------------------------------------------------


def test_a_key_and_a_button_of_the_map_lead_to_what_can_be_measured(standing: Any) -> None:
    """And Escape leads back."""
    for press in (lambda: standing.press(pygame.K_e), lambda: standing.choose("measure")):
        standing.show(flow.level_map(standing.desk)).draw()
        press()
        assert standing.at("ChooseAssessment")
        standing.draw().press(pygame.K_ESCAPE)
        assert standing.at("LevelMap")


def test_at_home_there_is_neither_the_button_nor_the_key(standing: Any) -> None:
    """A therapist has to stand by."""
    standing.desk.config.home = HomePlay("", lambda: pytest.fail("left"))
    standing.show(flow.level_map(standing.desk)).draw()
    assert "measure" not in [button.key for button in standing.screen.menu.buttons]
    standing.press(pygame.K_e)
    assert standing.at("LevelMap")
    assert "home" in lead.why_not(standing.desk)


@pytest.mark.parametrize("missing", ["store", "recorder", "player"])
def test_where_nothing_could_be_kept_it_is_said_and_the_map_comes_back(standing: Any, missing: str) -> None:
    """One kind sentence, and no way into a measurement that leaves nothing."""
    desk = standing.desk
    recorder = desk.config.recorder
    if missing == "player":
        desk.player = None
    else:
        setattr(desk.config, missing, None)
    standing.show(flow.assess(desk)).draw()
    assert standing.at("Message")
    standing.press(pygame.K_RETURN)
    assert standing.at("LevelMap")
    desk.config.recorder = recorder


def test_the_card_with_the_focus_is_told_and_quiet_standing_has_its_choices(standing: Any) -> None:
    """30 or 60 seconds, once or three times; the others have none."""
    standing.show(flow.assess(standing.desk)).draw()
    keys = [button.key for button in standing.screen.menu.buttons]
    assert {"seconds 30", "seconds 60", "trials 1", "trials 3"} <= set(keys)
    standing.choose("seconds 60").choose("trials 3").choose(QUIET)
    assert [trial.seconds for trial in standing.desk.assessing.wanted.trials] == [60.0] * 3
    standing.press(pygame.K_ESCAPE).press(pygame.K_RIGHT)
    assert standing.screen.menu.focus == SENSORY
    assert "trials 3" not in [button.key for button in standing.screen.menu.buttons]


def test_who_sits_is_told_what_is_for_standing(standing: Any) -> None:
    """The reason in one line, then the choice again."""
    standing.desk.choose_stance("sit_on_plate")
    wait(standing, 3.0)
    standing.show(flow.assess(standing.desk)).choose(SENSORY)
    assert standing.at("Message")
    standing.draw().press(pygame.K_RETURN).play(0.1)
    assert standing.at("ChooseAssessment")


def test_the_feel_probe_is_the_one_that_is_there_already(standing: Any) -> None:
    """Its own screens, and the map afterwards."""
    standing.desk.session.set_reach([80.0] * 8, "hand")
    standing.show(flow.assess(standing.desk)).choose("feel")
    assert standing.at("OfferProbe")
    standing.press(pygame.K_ESCAPE)
    assert standing.at("LevelMap")


# -- whole assessments -----------------------------------------------------------------------------------------------


def test_quiet_standing_from_the_map_and_back_to_it(standing: Any) -> None:
    """Nothing begins by itself; the result says that all is well, and the figures are the strip's alone."""
    standing.show(flow.level_map(standing.desk)).press(pygame.K_e, pygame.K_RETURN)
    assert standing.at("Script")
    standing.play(30.0)
    assert standing.at("Script")
    standing.press(pygame.K_RETURN).play(1.0)
    assert standing.screen.heard().counting == 2
    finish(standing)
    assert state(standing) == "ok"
    assert "mm/s" in standing.screen.for_therapist
    standing.press(pygame.K_RETURN)
    assert standing.at("AssessmentDone")
    standing.draw().press(pygame.K_ESCAPE)
    assert standing.at("LevelMap")
    assert kept(standing) == [(1, True)]
    standing.show(flow.assess(standing.desk)).draw()
    assert list(standing.screen._last) == [QUIET]


def test_no_figure_of_a_measure_is_on_the_players_screen(standing: Any, monkeypatch: Any) -> None:
    """What stands on the result has no digit in it; with the strip open the unit is there."""
    begin(standing, short())
    run(standing)
    said: list[str] = []
    monkeypatch.setattr(
        type(standing.desk.view), "words", lambda _self, _surface, words, *_a, **_k: said.append(words) or 30.0
    )
    standing.draw()
    assert said
    assert not any(letter.isdigit() for words in said for letter in words)
    standing.show(Strip(standing.desk, standing.screen)).play(1.0)
    assert any("mm/s" in words for words in said)


def test_an_assessment_of_three_goes_trial_by_trial(standing: Any) -> None:
    """The heading counts them, and the end shows a picture of each."""
    begin(standing, short(n=3))
    for n in (1, 2, 3):
        assert f"{n} of 3" in standing.screen._heading()
        run(standing).choose("go")
    assert standing.at("AssessmentDone")
    assert len(standing.screen._pictures) == 3
    assert kept(standing) == [(1, True), (2, True), (3, True)]


def test_limits_and_one_direction_once_more(standing: Any) -> None:
    """The repeated direction counts as it was last, the other seven stay."""
    begin(standing, Assessment(LIMITS, (replace(assessment(LIMITS).trials[0], seconds=3.0, practice=0),)))
    run(standing)
    first = {way.direction: way.values["maximum_mm"] for way in standing.screen.found.ways}
    assert list(first) == list(CLOCKWISE)
    standing.choose("again")
    assert standing.at("ChooseDirection")
    standing.draw().choose("way left")
    assert standing.at("Script")
    run(standing)
    second = {way.direction: way.values["maximum_mm"] for way in standing.screen.found.ways}
    assert {name for name in second if second[name] != first[name]} == {"left"}
    standing.choose("again").choose("all")
    assert standing.desk.assessing.trial.directions == CLOCKWISE
    assert standing.desk.assessing.progress == (1, 1)


def test_limits_are_shown_beside_the_test_before(standing: Any, monkeypatch: Any) -> None:
    """The first has nothing beside it; the second has the first, on the result and at the end."""
    wanted = Assessment(LIMITS, (replace(assessment(LIMITS).trials[0], seconds=3.0, practice=0),))
    said: list[str] = []
    monkeypatch.setattr(
        type(standing.desk.view), "words", lambda _self, _surface, words, *_a, **_k: said.append(words) or 30.0
    )
    begin(standing, wanted)
    run(standing).draw()
    assert not any("before" in words for words in said)
    standing.choose("go").choose("go")
    begin(standing, wanted)
    for shown in (run(standing), standing.choose("go")):
        said.clear()
        shown.draw()
        assert {"now", "before, today", "limit"} <= set(said)
    assert standing.at("AssessmentDone")


def test_limits_that_were_ended_early_tell_which_directions_are_missing(standing: Any) -> None:
    """What was done counts; what was not is named."""
    begin(standing, Assessment(LIMITS, (replace(assessment(LIMITS).trials[0], seconds=3.0, practice=0),)))
    start(standing).play(16.0).press(pygame.K_ESCAPE).play(0.1).press(pygame.K_ESCAPE)
    finish(standing)
    assert 0 < len(standing.screen.found.ways) < 8
    assert state(standing) == "flagged"
    assert any("forward left" in line for line in standing.screen._checked.lines)


def test_rhythm_asks_for_the_reach_and_comes_back_from_measuring_it(standing: Any) -> None:
    """Measured first, then the script; or with a guess at once; Back leads to the choice, not out of the session."""
    standing.show(flow.assess(standing.desk)).choose(RHYTHM)
    assert standing.at("Confirm")
    standing.draw().choose("yes")
    assert standing.at("ChooseReach")
    standing.press(pygame.K_ESCAPE)
    assert standing.at("ChooseAssessment")
    assert standing.desk.assess_next is None
    standing.choose(RHYTHM).choose("yes").choose("keep")
    assert standing.at("Script")
    standing.press(pygame.K_ESCAPE).choose(RHYTHM).choose("back")
    assert standing.at("Script")


def test_a_rhythmic_shift_is_measured(standing: Any) -> None:
    """Of six trials the quickest sideways one: beats and a picture."""
    trial = next(one for one in assessment(RHYTHM).trials if one.beat_s == 1.0)
    standing.desk.session.set_reach([80.0] * 8, "hand")
    begin(standing, Assessment(RHYTHM, (replace(trial, number=1),)))
    run(standing)
    assert standing.screen.found.beats_s
    assert standing.screen._picture is not None
    standing.choose("go").draw()
    assert standing.at("AssessmentDone")


def test_the_weight_on_the_legs_asks_first_where_the_feet_are(standing: Any) -> None:
    """Back from the mat is back to the choice; with letters it goes on."""
    standing.show(flow.assess(standing.desk)).choose(LOADING)
    assert standing.at("PlaceFeet")
    standing.press(pygame.K_ESCAPE).play(0.1)
    assert standing.at("ChooseAssessment")
    standing.choose(LOADING)
    standing.screen._feet = parse_feet("D4 D4")
    standing.choose("ok").play(0.1)
    assert standing.at("Script")
    standing.desk.assessing._todo[0] = short(LOADING).trials[0]
    standing.show(lead.script(standing.desk)).play(0.1)
    run(standing)
    assert "left leg" in standing.screen.for_therapist
    standing.choose("go").draw()


# -- what comes between ----------------------------------------------------------------------------------------------


def test_the_therapists_word_is_asked_once_in_a_session(standing: Any) -> None:
    """No is no, and changes nothing; after a yes the next such trial begins at once."""
    begin(standing, short(SENSORY, n=2, eyes="closed"))
    standing.choose("start")
    assert standing.at("Confirm")
    standing.draw().press(pygame.K_RETURN).play(5.0)
    assert standing.at("Script")
    assert standing.desk.session.world is None
    standing.choose("start").choose("yes")
    finish(standing).choose("go")
    standing.choose("start")
    assert standing.at("Script")
    standing.play(3.5)
    assert standing.at("TrialPlay")


def test_any_key_stops_the_count_but_an_arrow(standing: Any) -> None:
    """Escape is never lost in it; arrows are the player's lean by then."""
    begin(standing, short())
    standing.choose("start").play(1.0).press(pygame.K_LEFT).play(0.5)
    assert standing.screen.leaning
    standing.press(pygame.K_ESCAPE).play(5.0)
    assert standing.at("Script")
    assert not standing.screen.leaning


def test_a_pause_in_the_middle_refuses_the_trial_and_enter_repeats_it(standing: Any) -> None:
    """The reason is said, again is the main button, and the repeat counts in its place."""
    begin(standing, short(n=2))
    standing.choose("start").play(5.5)
    assert standing.at("TrialPlay")
    standing.press(pygame.K_SPACE).play(0.5)
    assert standing.at("Pause")
    standing.press(pygame.K_SPACE)
    finish(standing)
    assert state(standing) == "refused"
    assert "pause" in standing.screen._checked.lines[0]
    standing.draw().press(pygame.K_RETURN)
    assert standing.at("Script")
    assert "1 of 2" in standing.screen._heading()
    run(standing)
    assert state(standing) == "ok"
    assert kept(standing) == [(1, True)]


def test_again_from_the_pause_leads_to_the_script_of_the_same_trial(standing: Any) -> None:
    """What was recorded of it is superseded by the repeat."""
    begin(standing, short(n=2))
    standing.choose("start").play(5.0).press(pygame.K_SPACE).play(0.5).choose("again")
    assert standing.at("Script")
    assert "1 of 2" in standing.screen._heading()
    standing.play(0.1)
    run(standing)
    assert kept(standing) == [(1, True)]


def test_ended_early_it_is_kept_but_does_not_count(standing: Any) -> None:
    """Escape, Escape in the trial; Escape on the result asks, and the end keeps all that was done."""
    begin(standing, short(n=3))
    run(standing).choose("go")
    standing.choose("start").play(5.0).press(pygame.K_ESCAPE).play(0.1).press(pygame.K_ESCAPE)
    finish(standing)
    assert state(standing) == "refused"
    standing.press(pygame.K_ESCAPE)
    assert standing.at("Confirm")
    standing.draw().press(pygame.K_ESCAPE)
    assert standing.at("TrialResult")
    standing.press(pygame.K_ESCAPE).choose("yes")
    assert standing.at("AssessmentDone")
    assert "1 of 3" in standing.draw().screen._said()
    assert kept(standing) == [(1, True), (2, False)]
    assert standing.desk.assessing is None


def test_a_trial_can_be_left_out_and_all_of_them_lead_back(standing: Any) -> None:
    """Where nothing was done there is nothing to thank for."""
    begin(standing, short(n=2))
    standing.choose("leave")
    assert "2 of 2" in standing.screen._heading()
    standing.choose("leave")
    assert standing.at("ChooseAssessment")


def test_escape_before_anything_was_measured_goes_straight_back(standing: Any) -> None:
    """No question where there is nothing to lose."""
    begin(standing, short())
    standing.press(pygame.K_ESCAPE)
    assert standing.at("ChooseAssessment")


def test_keys_that_would_move_a_measure_do_nothing_in_a_trial(standing: Any) -> None:
    """Neither in the trial nor in its pause; a note is taken."""
    begin(standing, short())
    standing.choose("start").play(5.0)
    standing.press(pygame.K_c, pygame.K_s, pygame.K_PLUS, pygame.K_a, pygame.K_t)
    standing.press(pygame.K_n, pygame.K_1).play(0.1)
    assert [command.kind for _, command in standing.desk.session._run.commands] == ["note"]
    standing.press(pygame.K_SPACE).play(0.3).press(pygame.K_c).play(0.1)
    assert "recentre" not in [command.kind for _, command in standing.desk.session._run.commands]


def test_a_note_is_told_with_the_result(standing: Any) -> None:
    """Held on: it counts, and says so."""
    begin(standing, short())
    standing.choose("start").play(5.5).press(pygame.K_n, pygame.K_1)
    finish(standing)
    assert state(standing) == "flagged"
    assert "held on" in standing.screen._checked.lines[0]


# -- the plate -------------------------------------------------------------------------------------------------------


def test_it_waits_for_somebody_to_stand_and_takes_the_centre_anew(puppet: Any) -> None:
    """Start does nothing on an empty plate; who was off gets a new centre where they stand now."""
    begin(puppet, short())
    on_plate(puppet, 0.5)
    centre_mm = puppet.desk.session.centre_mm
    on_plate(puppet, 1.0, load_kg=0.0)
    assert puppet.screen._waits
    puppet.draw().choose("start")
    on_plate(puppet, 4.0, load_kg=0.0)
    assert puppet.at("Script")
    assert puppet.desk.session.world is None
    on_plate(puppet, 4.0, ml_mm=20.0)
    assert puppet.screen._waits == ""
    assert puppet.desk.session.centre_mm[0] == pytest.approx(centre_mm[0] + 20.0, abs=0.5)


def test_who_steps_off_in_the_count_stops_it(puppet: Any) -> None:
    """Nothing begins with nobody."""
    begin(puppet, short())
    on_plate(puppet, 0.5)
    puppet.choose("start")
    on_plate(puppet, 1.0)
    assert puppet.screen.leaning
    on_plate(puppet, 4.0, load_kg=0.0)
    assert puppet.at("Script")
    assert not puppet.screen.leaning


def test_foam_wants_a_new_zero_first_and_the_plate_another_one_afterwards(puppet: Any) -> None:
    """Enter on the script takes it; stepping on comes back to the same script; the end asks for it once more."""
    begin(puppet, short(SENSORY, surface="foam"))
    on_plate(puppet, 0.5)
    assert puppet.screen.menu.focus == "tare"
    puppet.press(pygame.K_RETURN)
    assert puppet.at("StepOn")
    on_plate(puppet, 4.0, load_kg=0.0)
    assert puppet.at("StepOn")
    on_plate(puppet, 5.0)
    assert puppet.at("Script")
    assert puppet.screen.menu.focus == "start"
    puppet.choose("start").choose("yes")
    on_plate(puppet, 12.0)
    assert puppet.at("TrialResult")
    puppet.screen.at_work.join(60)
    on_plate(puppet, 0.1)
    puppet.choose("go")
    assert puppet.at("AssessmentDone")
    assert "foam" in puppet.draw().screen._said()
    puppet.choose("go")
    assert puppet.at("StepOn")
    on_plate(puppet, 4.0, load_kg=0.0)
    on_plate(puppet, 5.0)
    assert puppet.at("LevelMap")
    assert puppet.desk.session.person.surface == "firm"


def test_back_from_the_new_zero_is_back_at_the_script(puppet: Any) -> None:
    """The session is not given up for it."""
    begin(puppet, short())
    on_plate(puppet, 0.5)
    puppet.choose("tare")
    assert puppet.at("StepOn")
    on_plate(puppet, 0.3, load_kg=0.0)
    puppet.press(pygame.K_ESCAPE)
    assert puppet.at("Script")
    assert puppet.desk.session is not None


# -- from the command line -------------------------------------------------------------------------------------------


def asked(game: Any, wanted: Assessment) -> Any:
    """The command line asked for it: what comes after stepping on."""
    game.desk.config.assess = game.desk.assess_next = wanted
    return game.show(flow.after_step_on(game.desk))


def test_the_command_line_leads_to_the_script_and_then_to_the_end(standing: Any) -> None:
    """Quiet standing needs no reach; the end lists the trial without stars."""
    asked(standing, short()).play(0.1)
    assert standing.at("Script")
    run(standing).choose("go")
    standing.choose("go").draw()
    assert standing.at("SessionEnd")
    stars = [name for name in drawn(standing) if "star" in name]
    assert stars == []


def drawn(game: Any) -> list[str]:
    """The drawings on the screen."""
    names: list[str] = []
    view = type(game.desk.view)
    sprite = view.sprite

    def watched(self: Any, surface: Any, name: str, *args: Any, **more: Any) -> None:
        names.append(name)
        sprite(self, surface, name, *args, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(view, "sprite", watched)
        game.draw()
    return names


@pytest.mark.parametrize(("kind", "first"), [(RHYTHM, "ChooseReach"), (LIMITS, "Script"), (SENSORY, "Script")])
def test_only_what_is_built_on_the_reach_asks_for_it(standing: Any, kind: str, first: str) -> None:
    """Limits by height do not; without a height they do."""
    assert type(asked(standing, assessment(kind)).screen).__name__ == first
    if kind == LIMITS:
        standing.desk.player = replace(standing.desk.player, height_cm=None)
        assert type(asked(standing, assessment(kind)).screen).__name__ == "ChooseReach"


def test_given_up_before_anything_was_done_it_ends_where_it_began(standing: Any) -> None:
    """It asks first; then the title, for nothing was done that could be shown."""
    asked(standing, short()).play(0.1).press(pygame.K_ESCAPE)
    assert standing.at("Confirm")
    standing.choose("yes")
    assert standing.at("Title")


# -- by hand ---------------------------------------------------------------------------------------------------------


def clinical(game: Any) -> Any:
    """The form."""
    return game.show(flow.assess(game.desk)).choose("clinical")


def test_results_by_hand_are_typed_kept_and_shown(standing: Any) -> None:
    """Enter goes from line to line; a comma will do; the session is noted with them."""
    clinical(standing).draw().type("12,5").press(pygame.K_RETURN).type("48").press(pygame.K_RETURN, pygame.K_RETURN)
    standing.type("7").press(pygame.K_RETURN)
    assert standing.screen.menu.focus == "save"
    standing.press(pygame.K_RETURN).draw()
    found = standing.desk.config.store.results.all(standing.desk.player.id)
    assert [(one.kind, one.value, one.session_id) for one in found] == [
        ("tug", 12.5, standing.desk.session.id),
        ("pbs", 48.0, standing.desk.session.id),
        ("goal", 7.0, standing.desk.session.id),
    ]
    standing.press(pygame.K_ESCAPE)
    assert standing.at("ChooseAssessment")


def test_what_was_measured_another_day_is_kept_with_that_day_and_no_session(standing: Any) -> None:
    """A day earlier, again and again; what the player has of today still counts as the newer one."""
    store, today = standing.desk.config.store, datetime.now().astimezone().date()
    clinical(standing).draw().type("11").choose("save")
    assert standing.screen._empty("day") == "today"
    standing.choose("earlier").choose("earlier").choose("earlier").draw()
    standing.screen.menu.focus = "tug"
    standing.type("12,5").choose("save").draw()
    found = store.results.all(standing.desk.player.id)
    assert [(one.value, one.day, one.session_id) for one in found] == [
        (12.5, today - timedelta(days=3), None),
        (11.0, today, standing.desk.session.id),
    ]
    assert standing.screen._fields["day"].text == ""


@pytest.mark.parametrize("typed", ["2026-02-30", "9999-01-01", "1899-01-01", "1990-01-01", "27"])
def test_a_day_that_cannot_be_is_said_and_nothing_is_kept(standing: Any, typed: str) -> None:
    """No date, ahead, long ago, before the birth; the words stay, so that they can be mended."""
    standing.desk.player = replace(standing.desk.player, birth_year=2015)
    clinical(standing).type("12")
    standing.screen.menu.focus = "day"
    standing.type(typed).choose("save")
    assert standing.at("Message")
    standing.draw().press(pygame.K_RETURN)
    assert standing.screen._fields["day"].text == typed
    assert standing.desk.config.store.results.all(standing.desk.player.id) == []


def test_today_in_words_is_today(standing: Any) -> None:
    """It belongs to the session, as if nothing had been typed."""
    clinical(standing).type("12")
    standing.screen.menu.focus = "day"
    standing.type(datetime.now().astimezone().date().isoformat()).choose("save")
    (found,) = standing.desk.config.store.results.all(standing.desk.player.id)
    assert (found.measured_on, found.session_id) == (None, standing.desk.session.id)


@pytest.mark.parametrize("typed", ["900", "0", "1.2.3", ",", "12.5.", ""])
def test_what_cannot_be_is_said_and_nothing_is_kept(standing: Any, typed: str) -> None:
    """The words stay, so that they can be mended."""
    clinical(standing).type(typed).choose("save")
    assert standing.at("Message")
    standing.draw().press(pygame.K_RETURN)
    assert standing.at("ClinicalResults")
    assert standing.screen._fields["tug"].text == typed
    assert standing.desk.config.store.results.all(standing.desk.player.id) == []


def test_the_last_one_can_be_taken_away_after_a_question(standing: Any) -> None:
    """The one that was entered last, whichever line it is in."""
    clinical(standing)
    assert not standing.screen.menu.button("undo").enabled
    for line, typed in (("pbs", "40"), ("tug", "11")):
        standing.screen.menu.focus = line
        standing.type(typed).choose("save")
    standing.choose("undo")
    assert standing.at("Confirm")
    assert "Timed Up and Go" in standing.draw().screen._question
    standing.choose("yes")
    found = standing.desk.config.store.results.all(standing.desk.player.id)
    assert [one.kind for one in found] == ["pbs"]
