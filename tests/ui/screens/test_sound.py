"""Sound as the screens go by: what is played and said when, what is muted, and what is remembered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pygame
import pytest

from steadyquest.session.feel_probe import KEY as PROBE
from steadyquest.ui import keys
from steadyquest.ui.app import App
from steadyquest.ui.overlay import Confirm, KeysPage
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.strip import Strip
from steadyquest.ui.sound.heard import Heard, heard_of, level_heard
from steadyquest.ui.sound.loudness import SETTING, Volumes, volumes_of
from steadyquest.ui.sound.sound import Sound
from steadyquest.ui.sound.voice import Sentence


class Ear:
    """Stands for mixer, voice and library, and keeps what they were asked."""

    def __init__(self) -> None:
        self.volumes, self.speaks = Volumes(), False
        self.played: list[str] = []
        self.pans: list[float] = []
        self.said: list[Any] = []
        self.backings: list[tuple[bool, int, bool]] = []
        self.places: list[str] = []

    def set_volumes(self, volumes: Volumes) -> None:
        self.volumes = volumes

    def play(self, name: str, *, pan: float = 0.0, **_: Any) -> bool:
        self.played.append(name)
        self.pans.append(pan)
        return True

    def hush(self, *kinds: str) -> None:
        self.played.append(f"hush {' '.join(kinds)}")

    def frame(self, *, backing: bool, hour: int, ducked: bool) -> None:
        self.backings.append((backing, hour, ducked))

    def load(self, bank: Any) -> None:
        pass

    def say(self, sentence: Sentence) -> None:
        self.said.append(sentence)

    def stop(self) -> None:
        self.said.append("stop")

    def ask(self, place: str) -> None:
        self.places.append(place)

    def bank(self, place: str) -> None:
        return None

    def close(self) -> None:
        pass


@pytest.fixture
def ear(game: Any) -> Iterator[Ear]:
    """Listens to a game: every frame of `listen`, and every key of `press`."""
    made = Ear()
    sound = Sound(game.desk, voice=made)
    sound.mixer, sound._library = made, made
    made.sound = sound
    yield made
    sound._library = None


def listen(game: Any, ear: Ear, seconds: float) -> Ear:
    """Frames go by, heard."""
    for _ in range(round(seconds * 60)):
        game.play(1 / 60)
        ear.sound.frame(game.screen)
    return ear


def press(game: Any, ear: Ear, key: int, text: str = "") -> None:
    """A key that the sound sees before the screen does."""
    ear.sound.event(pygame.event.Event(pygame.KEYDOWN, key=key, unicode=text, mod=0), game.screen)
    game.press(key, text=text)


def level(game: Any, key: str = "river/feed_the_ducks") -> Any:
    """A shipped level."""
    return next(level for level in game.desk.config.levels() if level.key == key)


def played(ear: Ear) -> list[str]:
    """What was played since the last look, without sound help."""
    new, ear.played = ear.played, []
    return [name for name in new if not name.startswith("help")]


def test_the_intro_counts_down_and_sets_out(game: Any, ear: Ear) -> None:
    """Three soft notes and a brighter one, in the key of the place; the sentence was said first, once."""
    game.stand().show(flow.intro(game.desk, level(game)))
    listen(game, ear, 1.0)
    press(game, ear, pygame.K_RETURN)
    listen(game, ear, 3.5)
    assert game.at("Play")
    assert played(ear) == ["count", "count", "count", "go"]
    assert [said.words for said in ear.said] == [level(game).spec.say]
    assert set(ear.places) == {"river"}


def test_success_rises_and_the_hour_is_mixed(game: Any, ear: Ear) -> None:
    """A rep won by hand at dusk."""
    game.stand().show(flow.play(game.desk, level(game)).begin(rung=1))
    listen(game, ear, 0.3)
    for _ in range(1800):
        wanted = [i for i in game.desk.session.scene().items if i.kind in {"target", "home", "zone"}]
        at = (wanted[0].x, wanted[0].y) if wanted else (0.0, 0.0)
        game.desk.source.hand.move = lambda _at, _dt, at=at: at
        listen(game, ear, 1 / 60)
        if any(name.startswith("reached") for name in ear.played):
            break
    else:
        pytest.fail("no success was heard")
    assert ear.backings[-1][:2] == (True, 1)


@pytest.mark.parametrize(("mirrored", "side"), [(False, 1.0), (True, -1.0)])
def test_sound_comes_from_where_the_picture_is(game: Any, ear: Ear, mirrored: bool, side: float) -> None:
    """Swapped left and right for the eye is swapped for the ear."""
    kim = game.desk.config.store.players.add("Kim", picture="bear")
    game.desk.config.store.players.change_settings(kim.id, {("sound_help",): True, ("mirrored",): mirrored})
    game.desk.sit_down(next(p for p in game.desk.config.store.players.all() if p.id == kim.id))
    game.stand().show(flow.play(game.desk, level(game)).begin())
    for _ in range(600):
        listen(game, ear, 1 / 60)
        if asked := [tone for tone in game.desk.session.scene().tones if abs(tone.pan) > 0.3]:
            break
    ear.pans.clear()
    listen(game, ear, 0.3)
    assert ear.pans
    assert all(pan * asked[0].pan * side > 0 for pan in ear.pans)


def test_a_pause_is_one_low_note_and_silence(game: Any, ear: Ear) -> None:
    """Speech ends at once; the backing goes down; the therapist's own pause says nothing."""
    game.stand().show(flow.play(game.desk, level(game)).begin())
    listen(game, ear, 0.5)
    played(ear), ear.said.clear()
    press(game, ear, pygame.K_SPACE)
    listen(game, ear, 0.5)
    assert played(ear) == ["hush help", "pause"]
    assert ear.said
    assert set(ear.said) == {"stop"}
    assert ear.backings[-1][2]


def test_a_pause_of_the_board_says_what_helps(game: Any, ear: Ear) -> None:
    """The words on the card."""
    game.stand().show(flow.play(game.desk, level(game)).begin())
    listen(game, ear, 0.3)
    ear.said.clear()
    game.clock.now_s += 0.5
    game.screen = game.screen.update()
    ear.sound.frame(game.screen)
    assert game.at("Pause")
    words = [said.words for said in ear.said if said != "stop"]
    assert len(words) == 1
    assert "It goes on by itself" in words[0]


def test_skip_and_end_stop_the_speech_and_again_says_it_again(game: Any, ear: Ear) -> None:
    """In the frame of the key, whatever comes after."""
    game.stand().show(flow.play(game.desk, level(game)).begin())
    listen(game, ear, 0.2)
    said = ear.said[0]
    ear.said.clear()
    press(game, ear, pygame.K_s, "s")
    assert ear.said == ["stop"]
    ear.said.clear()
    press(game, ear, pygame.K_a, "a")
    listen(game, ear, 0.1)
    assert [type(one).__name__ for one in ear.said] == ["Sentence"]
    assert said.words


def test_leaving_the_intro_is_quiet(game: Any, ear: Ear) -> None:
    """Escape goes back to the map; the sentence does not go along."""
    game.stand().show(flow.intro(game.desk, level(game)))
    listen(game, ear, 0.2)
    press(game, ear, pygame.K_ESCAPE)
    listen(game, ear, 0.1)
    assert ear.said[-1] == "stop"
    assert ear.places[-1] == "title"


def test_the_therapist_s_recording_goes_along_with_the_level_s_own_sentence(game: Any, tmp_path: Path) -> None:
    """Not with other words of the play."""
    own = level(game)
    own = replace(own, spec=replace(own.spec, voice="say.ogg"), path=tmp_path / "own.toml")
    heard = level_heard(own)
    assert heard.voice == tmp_path / "say.ogg"
    scene = SimpleNamespace(rung=2, words=own.spec.say)
    assert heard.playing(scene).voice == tmp_path / "say.ogg"
    assert heard.playing(SimpleNamespace(rung=2, words="Find the owl.")).voice is None


def test_nobody_s_name_is_ever_said(game: Any, ear: Ear) -> None:
    """A whole level by a player with a name that cannot be missed."""
    game.desk.sit_down(game.desk.config.store.players.add("Quendolina", picture="bear"))
    game.stand().show(flow.level_map(game.desk))
    listen(game, ear, 0.2)
    game.show(flow.intro(game.desk, level(game)))
    listen(game, ear, 9.0)
    press(game, ear, pygame.K_ESCAPE)
    listen(game, ear, 0.5)
    press(game, ear, pygame.K_ESCAPE)
    listen(game, ear, 1.0)
    assert game.at("Finish")
    said = [one.words for one in ear.said if one != "stop"]
    assert said
    assert not [words for words in said if "Quendolina" in words]


def test_stars_sound_one_after_the_other(game: Any, ear: Ear) -> None:
    """As many as are shown."""
    result = SimpleNamespace(rung=0, stars=2, fact="Your steadiest catch yet.")
    from steadyquest.ui.screens.finish import Finish

    game.stand().show(Finish(game.desk, level(game), result))
    listen(game, ear, 3.0)
    assert [name for name in played(ear) if name.startswith("star")] == ["star1", "star2"]


def test_menus_are_very_soft_and_only_for_keys(game: Any, ear: Ear) -> None:
    """A moved focus, a choice; a pointer that passes over buttons makes no noise."""
    game.show(flow.settings(game.desk, flow.title(game.desk)))
    listen(game, ear, 0.05)
    press(game, ear, pygame.K_RIGHT)
    listen(game, ear, 0.05)
    assert played(ear) == ["focus"]
    press(game, ear, pygame.K_RETURN)
    listen(game, ear, 0.05)
    assert played(ear) == ["choose"]
    there = game.desk.view.canvas.point(*game.screen.menu.button("look 0").middle)
    motion = pygame.event.Event(pygame.MOUSEMOTION, pos=there, rel=(0, 0), buttons=(0, 0, 0))
    ear.sound.event(motion, game.screen)
    game.screen = game.screen.handle(motion)
    listen(game, ear, 0.05)
    assert played(ear) == []
    ear.sound.event(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=there, button=1), game.screen)
    listen(game, ear, 0.05)
    assert played(ear) == ["choose"]


def test_what_measures_is_quiet(game: Any) -> None:
    """No backing in the feel probe; the play of a strip or a note is heard on, a card holds it."""
    own = level(game)
    assert level_heard(replace(own, key=PROBE)).place == ""
    assert level_heard(own).place == "river"
    game.stand().show(flow.play(game.desk, own).begin()).play(0.2)
    play = game.screen
    assert heard_of(Strip(game.desk, play)).scene is not None
    held = heard_of(KeysPage(game.desk, play))
    assert (held.scene, held.paused, held.place) == (None, True, "river")
    title = flow.title(game.desk)
    asked = Confirm(game.desk, title, question="?", yes="Yes", no="No", then=lambda: title)
    assert heard_of(asked) == heard_of(title) == Heard()


def test_volumes_and_mute_are_the_player_s_and_stay(game: Any, ear: Ear) -> None:
    """Chosen on the screen, kept with the player, calm for the next one."""
    store = game.desk.config.store
    kim, lou = store.players.add("Kim", picture="bear"), store.players.add("Lou", picture="bear")
    game.desk.sit_down(kim)
    game.show(flow.settings(game.desk, flow.title(game.desk))).choose("sound")
    assert game.at("SoundSettings")
    game.choose("music 3").choose("effects 0").choose("voice 1").choose("help 1")
    ear.sound.toggle_mute()
    listen(game, ear, 0.05)
    assert ear.volumes == Volumes("loud", "off", "soft", muted=True)
    kept = next(p for p in store.players.all() if p.id == kim.id).settings
    assert volumes_of(kept[SETTING]) == ear.volumes
    assert kept["sound_help"] is True
    game.choose("back")
    assert game.at("Settings")
    game.desk.sit_down(lou)
    listen(game, ear, 0.05)
    assert ear.volumes == Volumes()


def test_muted_nothing_is_said(game: Any, ear: Ear) -> None:
    """And what was being said stops."""
    game.desk.save_setting("muted", True, within=SETTING)
    game.stand().show(flow.intro(game.desk, level(game)))
    listen(game, ear, 0.3)
    assert [said for said in ear.said if said != "stop"] == []


def test_settings_that_make_no_sense_are_as_if_nothing_was_set(game: Any, ear: Ear) -> None:
    """Records come from anywhere."""
    for nonsense in (None, 3, "loud", [], {"music": 7, "voice": None, "muted": "yes"}):
        assert volumes_of(nonsense) == Volumes()


def test_m_mutes_everywhere_but_where_letters_are_typed(app: App) -> None:
    """In play, in menus; a name with an m is a name."""
    m = pygame.event.Event(pygame.KEYDOWN, key=pygame.K_m, unicode="m", mod=0)
    assert app.filtered(m)
    assert volumes_of(app.desk.setting(SETTING, None)).muted
    assert app.filtered(m)
    assert not volumes_of(app.desk.setting(SETTING, None)).muted
    app.loop.show(flow.add_player(app.desk))
    field = next(button for button in app.loop.screen.menu.buttons if button.kind == "field")
    app.loop.screen.menu.focus = field.key
    assert not app.filtered(m)
    assert not volumes_of(app.desk.setting(SETTING, None)).muted


def test_m_is_free_in_a_level_and_the_help_page_has_it() -> None:
    """No key of the play or of menus is taken away."""
    taken = {key for table in (keys.PLAY, keys.MENU) for binding in table for key in binding.keys}
    assert pygame.K_m not in taken
    assert any("M" in row.split() for row, _ in keys.pages())
