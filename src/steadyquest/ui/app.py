"""The game on the screen, from opening the window to closing it: what the command line calls."""

from __future__ import annotations

import gc

import pygame

from steadyquest.session.access import access_of
from steadyquest.ui import keys
from steadyquest.ui.access.choices import Choices, below, takes_all_keys
from steadyquest.ui.config import AppConfig, FoundBoard
from steadyquest.ui.desk import Desk
from steadyquest.ui.gamepad import pads
from steadyquest.ui.loop import FrameStats, Loop
from steadyquest.ui.overlay import KeysPage
from steadyquest.ui.screen import Screen
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.pause import Pause
from steadyquest.ui.screens.strip import Strip
from steadyquest.ui.sound.heard import menu_of
from steadyquest.ui.sound.sound import Sound, is_typing
from steadyquest.ui.theme import LOOKS
from steadyquest.ui.video import Window, check_display, close_window, open_window
from steadyquest.ui.view import View
from steadyquest.words import tr

__all__ = ["App", "AppConfig", "Desk", "FoundBoard", "FrameStats", "check_display", "run"]

_DEVICES = frozenset({pygame.JOYDEVICEADDED, pygame.JOYDEVICEREMOVED})
_LEFT = frozenset({pygame.WINDOWFOCUSLOST, pygame.WINDOWMINIMIZED, pygame.WINDOWHIDDEN})
_RESIZED = frozenset({pygame.VIDEORESIZE, pygame.WINDOWSIZECHANGED})


class App:
    """One window and what goes on in it."""

    def __init__(self, config: AppConfig, window: Window) -> None:
        look = config.remembered.get("look", config.look)
        access = access_of(config.remembered)
        look = look if look in LOOKS else config.look
        view = View(window.size, look=look, text_scale=access.text_scale, calm=access.calm)
        self.window = window
        self.desk = Desk(config, view, remembered=config.remembered)
        self.sound = Sound(self.desk)
        self.choices = Choices(self.desk, tell=self.told)
        self.loop = Loop(
            screen=flow.first(self.desk),
            surface=lambda: self.window.surface,
            filtered=self.filtered,
            poll=self.poll,
            age_s=self.desk.age_s,
            changed=self.changed,
            over=self.choices.draw,
            flip=self.flip,
            stats=self.desk.stats,
        )

    def run(self) -> None:
        """Until the person leaves."""
        self.changed(self.loop.screen)
        if self.desk.config.board is not None:
            pads()  # the title, which looks for them, is passed over
        if self.desk.config.sound:
            self.sound.start()
        try:
            self.loop.run()
        finally:
            self.sound.close()
            self.desk.let_go()
            self.desk.view.close()

    def poll(self) -> None:
        """The newest samples, and what is to be heard of them."""
        self.desk.poll()
        self.choices.frame(self.loop.screen)
        self.sound.frame(self.loop.screen)

    def flip(self) -> None:
        """Show the frame; a window that had to be opened anew may have another size."""
        self.window.flip()
        self.desk.resize(self.window.size)

    def told(self, event: pygame.event.Event) -> None:
        """What was chosen without hands, as if a key had been pressed."""
        screen = self.loop.screen
        self.sound.event(event, screen)
        after = screen.handle(event)
        if after is None:
            self.loop.quit()
        else:
            self.loop.show(after)

    def filtered(self, event: pygame.event.Event) -> bool:
        """What works on every screen, and what is the player's lean. True when nobody else wants the event."""
        if event.type == pygame.QUIT:
            self.loop.quit()
            return True
        if event.type in _RESIZED:
            self.window.resized()
            self.desk.resize(self.window.size)
            return True
        if event.type in _LEFT and (event.type != pygame.WINDOWFOCUSLOST or self.desk.hand is not None):
            self._leave()
        if event.type in _DEVICES:
            pads()
        self.sound.event(event, self.loop.screen)
        if self.choices.event(event, self.loop.screen) or self._everywhere(event):
            return True
        self._lean(event)
        return False

    def changed(self, screen: Screen) -> None:
        """Another screen: from now on the keys are the lean's, or no longer."""
        if not screen.leaning and (hand := self.desk.hand) is not None:
            hand.release()
        pygame.mouse.set_visible(not (screen.leaning and self.desk.label == "mouse"))
        if not screen.leaning:
            gc.collect()  # now, while nothing moves, rather than in the middle of a level

    def _everywhere(self, event: pygame.event.Event) -> bool:
        screen = self.loop.screen
        action = "" if takes_all_keys(screen) else keys.action_of(event, keys.EVERYWHERE)
        if action == "fullscreen":
            self.window.toggle_fullscreen()
            self.desk.resize(self.window.size)
        elif action == "look":
            self.desk.change_look()
        elif action == "mute" and not is_typing(menu_of(screen)):
            self.sound.toggle_mute()
        elif action == "calm" and not is_typing(menu_of(screen)):
            self.desk.toggle_calm()
        elif action == "keys" and not isinstance(screen, KeysPage):
            self.loop.show(KeysPage(self.desk, _held(screen)))
        elif action == "strip" and not isinstance(screen, Strip | KeysPage):
            self.loop.show(Strip(self.desk, screen))
        else:
            return False
        return True

    def _leave(self) -> None:
        """Nobody sees the game now, or no key reaches it: what is played stands still, and says why."""
        before = below(self.loop.screen)
        self.loop.show(_held(self.loop.screen))
        pause = below(self.loop.screen)
        if isinstance(pause, Pause) and pause is not before:
            pause.why = tr("The window was left. Everything waits for you.")

    def _lean(self, event: pygame.event.Event) -> None:
        hand = self.desk.hand
        if hand is not None and (self.loop.screen.leaning or event.type in _DEVICES):
            hand.handle(event)


def run(config: AppConfig) -> Desk:
    """Open the window, play, close it. Raises DisplayError in one line when there is no display.

    The desk tells what happened: `summary` and `results` of the last session.
    """
    window = open_window(video=config.video, size=config.size, remembered=config.remembered)
    try:
        app = App(config, window)
        app.run()
        return app.desk
    finally:
        close_window()


def _held(screen: Screen) -> Screen:
    """The screen, told to stand still where it can."""
    if isinstance(screen, Strip):
        screen.beneath = _held(screen.beneath)
        return screen
    hold = getattr(screen, "hold", None)
    return hold() if hold is not None else screen
