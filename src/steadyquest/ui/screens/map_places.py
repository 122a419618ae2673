"""What is on the map: places and their levels, which are open, and what is offered. Drawn elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from steadyquest.levels.own import broken_files
from steadyquest.levels.read import OWN
from steadyquest.levels.schema import WORLDS
from steadyquest.levels.word import needs_word
from steadyquest.session.choose import Offer
from steadyquest.session.expected import expected
from steadyquest.session.worlds import lights, lights_needed, place_of
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.levels.read import Level
    from steadyquest.session.past import Past
    from steadyquest.ui.desk import Desk

SEEN = "seen_worlds"
"""The player's setting of the places that were shown open: what is not among them is news."""


@dataclass(slots=True)
class Places:
    """The map's state, as long as it is shown."""

    desk: Desk
    levels: Sequence[Level]
    offers: list[Offer] = field(default_factory=list)
    planned: frozenset[str] = frozenset()
    """Levels that the plan asks for now: open wherever they lie."""
    open: frozenset[str] = frozenset()
    broken: int = 0
    """How many own files cannot be read."""

    @property
    def names(self) -> list[str]:
        """The places there are, in the order of the valley."""
        some = {place_of(level) for level in self.levels} | ({OWN} if self.broken else set())
        return [place for place in (*WORLDS, OWN) if place in some]

    def of(self, place: str) -> list[Level]:
        """A place's levels."""
        return [level for level in self.levels if place_of(level) == place]

    def level(self, key: str) -> Level:
        """The level with this key."""
        return next(level for level in self.levels if level.key == key)

    def offered(self, level: Level) -> bool:
        """Whether it is one of the three."""
        return any(offer.level.key == level.key for offer in self.offers)

    def is_open(self, place: str) -> bool:
        """Whether the mist has lifted there."""
        return place in self.open

    def may_open(self, level: Level) -> bool:
        """Whether it opens without asking, as far as the mist goes."""
        return self.is_open(place_of(level)) or level.key in self.planned or self.offered(level)

    def suits(self, level: Level) -> bool:
        """Whether it is for the chosen stance; at home the plan says how each is played, and nobody is there to ask."""
        return (
            self.desk.config.home is not None
            or self.desk.chosen_stance is None
            or self.desk.chosen_stance in level.spec.stance
        )

    def asks(self, level: Level) -> bool:
        """Whether the therapist's word is still to be given for it."""
        session = self.desk.session
        stance = session.person.stance_for(level) if session is not None else None
        return bool(set(needs_word(level, stance)) - self.desk.agreed)

    def past(self, level: Level) -> Past | None:
        """What is known of it."""
        return self.desk.session.past(level.key) if self.desk.session is not None else None

    def known_of(self, level: Level) -> str:
        """What the therapist may want to know before opening it."""
        session, past = self.desk.session, self.past(level)
        share = expected(level, person=session.person) if session is not None else None
        parts = [level.key]
        if share is not None:
            parts.append(tr("{n:.0f} % expected").format(n=100 * share))
        if past is not None and past.last_success is not None:
            parts.append(tr("{n:.0f} % last time").format(n=100 * past.last_success))
        return "   ".join(parts)

    def lit(self, place: str) -> int:
        """How many of its levels were played to the end."""
        return sum(bool(past.rungs) for level in self.of(place) if (past := self.past(level)) is not None)

    def lights_to_go(self, place: str) -> int:
        """How many lights still open it."""
        session = self.desk.session
        return lights_needed(place) - lights(session.person.past.values()) if session is not None else 0


def look_around(desk: Desk) -> Places:
    """The map as it is now; own files may have changed since the last time."""
    levels = desk.levels()
    places = Places(desk, levels, broken=len(broken_files(desk.own_problems)))
    session = desk.session
    if session is None:
        places.open = frozenset(places.names)
        return places
    session.levels = levels
    session.person.look_back_again()
    places.offers = session.offered()
    plan = session.person.plan
    places.planned = frozenset(plan.wanted(levels) if plan is not None else ())
    # At home there is nothing but what the plan has for home, and nobody to ask.
    places.open = session.person.open_worlds if desk.config.home is None else frozenset(places.names)
    return places


def take_news(places: Places) -> str:
    """A place that is open since the map was shown last, once; else an empty string. The first map has no news."""
    desk, session = places.desk, places.desk.session
    if session is None:
        return ""
    settings = session.person.settings
    seen = settings.get(SEEN)
    now = [place for place in places.names if places.is_open(place)]
    if seen == now:
        return ""
    settings[SEEN] = now
    if desk.player is not None:
        desk.save_setting(SEEN, now)
    news = [place for place in now if seen is not None and place not in seen and place != OWN]
    return news[-1] if news else ""
