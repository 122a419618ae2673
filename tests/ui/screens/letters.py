"""Words on the rendered screens: how large each is and how it stands out from what lies under it.

The screen is drawn onto a surface that notices every text that is put on it and keeps what was there before. Texts that
come inside of another picture (a panel that is made once) are found by drawing without them: where the two pictures
differ, there the letters are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import pygame

from steadyquest.ui.fonts import Texts
from steadyquest.ui.palettes import rgb
from steadyquest.ui.view import View

INK = 128
"""A pixel of a letter is at least half covered."""
BESIDE = 2
"""So many pixels around a letter are what it has to stand out from."""
EDGE = 8
"""The same words this near to each other are one text with an edge."""
LEAST_SHARE = 0.02
"""Of the pixels beside the letters so many may be closer to their colour: a dot of the scenery, a line behind."""

_PART = np.arange(256) / 255
_LINEAR = np.where(_PART <= 0.04045, _PART / 12.92, ((_PART + 0.055) / 1.055) ** 2.4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A text on a screen."""

    words: str
    size: float
    """Its letters' height in the layout's units: pixels at 720 lines."""
    bold: bool
    contrast: float
    """As WCAG 2.2 defines it, to nearly everything that is beside its letters."""


@dataclass(slots=True)
class _Put:
    """A text that was put on the surface, and what was under it."""

    key: tuple[Any, ...]
    text: pygame.Surface
    at: tuple[int, int]
    under: np.ndarray


class Noticing(pygame.Surface):
    """The window's surface; it notices texts. What was there before a veil is not to be read any more."""

    texts: Mapping[int, tuple[tuple[Any, ...], pygame.Surface]] = MappingProxyType({})
    """None in a copy that a screen makes of it."""

    def __init__(self, size: tuple[int, int]) -> None:
        super().__init__(size, depth=32)
        self.texts: dict[int, tuple[tuple[Any, ...], pygame.Surface]] = {}
        self.put: list[_Put] = []

    def blit(self, source: pygame.Surface, dest: Any, *args: Any, **kwargs: Any) -> pygame.Rect:
        """As ever, and a text is noticed."""
        if id(source) in self.texts:
            at = tuple(dest)[:2]
            key, text = self.texts[id(source)]
            self.put.append(_Put(key, text, at, _under(self, text, at)))
        return super().blit(source, dest, *args, **kwargs)


def letters_of(screen: Any, view: Any, size: tuple[int, int], monkeypatch: Any) -> list[Seen]:
    """Every text of a screen as it is drawn now. The view's caches are emptied for it."""
    surface, asked = _drawn(screen, view, size, monkeypatch)
    noticed = {put.key for put in surface.put}
    seen = [_of_put(put) for put in _uppermost(surface.put) if put.key[0].strip()]
    whole = pygame.surfarray.array3d(surface)
    for key in asked:
        if key not in noticed and key[0].strip():
            without, _ = _drawn(screen, view, size, monkeypatch, hidden=key)
            seen += _of_difference(key, whole, pygame.surfarray.array3d(without))
    return seen


def crossing(screen: Any, view: Any, size: tuple[int, int], monkeypatch: Any) -> list[tuple[str, str]]:
    """Texts of a screen whose letters lie on one another's."""
    surface, _ = _drawn(screen, view, size, monkeypatch)
    put = [one for one in _uppermost(surface.put) if one.key[0].strip()]
    masks = [pygame.mask.from_surface(one.text, INK) for one in put]
    return [
        (one.key[0], other.key[0])
        for n, one in enumerate(put)
        for k, other in enumerate(put[:n])
        if masks[n].overlap(masks[k], (other.at[0] - one.at[0], other.at[1] - one.at[1]))
    ]


def _drawn(
    screen: Any, view: Any, size: tuple[int, int], monkeypatch: Any, *, hidden: tuple[Any, ...] | None = None
) -> tuple[Noticing, list[tuple[Any, ...]]]:
    surface, asked = Noticing(size), list[tuple[Any, ...]]()
    made, dim = Texts.text, View.dim

    def text(self: Texts, string: str, height: float, colour: str, **look: Any) -> pygame.Surface:
        picture, key = made(self, string, height, colour, **look), _key(string, height, colour, look)
        if key not in asked:
            asked.append(key)
        if key == hidden:
            picture = pygame.Surface(picture.get_size(), pygame.SRCALPHA)
        surface.texts[id(picture)] = key, picture
        return picture

    def veil(self: View, on: pygame.Surface) -> None:
        dim(self, on)
        surface.put.clear()
        asked.clear()

    _empty_caches(screen, view)
    with monkeypatch.context() as patch:
        patch.setattr(Texts, "text", text)
        patch.setattr(View, "dim", veil)
        screen.draw(surface)
    _empty_caches(screen, view)
    return surface, asked


def _key(string: str, height: float, colour: str, look: dict[str, Any]) -> tuple[Any, ...]:
    return (string, height, colour, bool(look.get("bold") or look.get("title")))


def _empty_caches(screen: Any, view: Any) -> None:
    """What is made once is made again, so that every text is asked for."""
    beneath = screen
    while beneath is not None:
        scene_view = getattr(beneath, "_scene_view", None)
        if scene_view is not None:
            scene_view._kits.clear()
            scene_view._words._words = ""
        beneath = getattr(beneath, "beneath", None)
    view.texts._cache.clear()


def _under(surface: pygame.Surface, text: pygame.Surface, at: tuple[int, int]) -> np.ndarray:
    """The pixels under a text and a little around it; beyond the window there are none."""
    area = pygame.Rect(at, text.get_size()).inflate(2 * BESIDE, 2 * BESIDE)
    whole = np.full((*area.size, 3), -1, dtype=np.int16)
    shown = area.clip(surface.get_rect())
    if shown.width and shown.height:
        x, y = shown.x - area.x, shown.y - area.y
        pixels = pygame.surfarray.array3d(surface.subsurface(shown))
        whole[x : x + shown.width, y : y + shown.height] = pixels
    return whole


def _uppermost(put: Iterable[_Put]) -> list[_Put]:
    """Of the same words one over the other (an edge drawn by shifting them) only the last."""
    kept: list[_Put] = []
    for one in reversed(list(put)):
        if not any(_covers(later, one) for later in kept):
            kept.append(one)
    return kept


def _covers(later: _Put, one: _Put) -> bool:
    apart = max(abs(a - b) for a, b in zip(later.at, one.at, strict=True))
    return later.key[:2] == one.key[:2] and apart <= EDGE


def _of_put(put: _Put) -> Seen:
    alpha = np.pad(pygame.surfarray.array_alpha(put.text), BESIDE)
    return _seen(put.key, put.under, _spread(alpha >= INK))


def _of_difference(key: tuple[Any, ...], with_it: np.ndarray, without: np.ndarray) -> list[Seen]:
    """Nothing where the text was asked for and never shown (it was only measured)."""
    changed = np.abs(with_it.astype(np.int16) - without).max(axis=2) > 24
    return [_seen(key, without.astype(np.int16), _spread(changed))] if changed.any() else []


def _seen(key: tuple[Any, ...], under: np.ndarray, beside: np.ndarray) -> Seen:
    string, size, colour, bold = key
    pixels = under[beside]
    pixels = pixels[pixels[:, 0] >= 0]
    contrasts = np.sort(_contrasts(rgb(colour), pixels)) if len(pixels) else np.array([21.0])
    return Seen(words=string, size=size, bold=bold, contrast=float(contrasts[int(LEAST_SHARE * len(contrasts))]))


def _spread(mask: np.ndarray) -> np.ndarray:
    """A little wider to every side."""
    wide = mask.copy()
    for axis in (0, 1):
        for step in range(1, BESIDE + 1):
            wide |= np.roll(mask, step, axis=axis) | np.roll(mask, -step, axis=axis)
    return wide


def _contrasts(ink: tuple[int, int, int], pixels: np.ndarray) -> np.ndarray:
    weights = np.array([0.2126, 0.7152, 0.0722])
    there, mine = _LINEAR[pixels] @ weights, float(_LINEAR[list(ink)] @ weights)
    return (np.maximum(there, mine) + 0.05) / (np.minimum(there, mine) + 0.05)
