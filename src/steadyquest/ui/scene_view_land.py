"""The land behind a scene, level or tipped a little to one side."""

from __future__ import annotations

import pygame

STRIPS = 128
"""About 2 ms of a frame at 1080 lines, and steps of two pixels at the steepest."""


class Land:
    """Draws one landscape after the other; remembers the mirror of the last one that was tipped."""

    def __init__(self) -> None:
        self._of: pygame.Surface | None = None
        self._mirror: pygame.Surface | None = None

    def draw(self, surface: pygame.Surface, landscape: pygame.Surface, *, slope: float) -> None:
        """The land over the whole surface. `slope`: how many pixels it sinks for each pixel to the right.

        Turning a whole picture takes longer than a frame has; a small turn is as good as upright strips that are
        moved. Where a strip leaves a gap, the land goes on as in a mirror.
        """
        if not slope:
            surface.blit(landscape, (0, 0))
            return
        mirror = self._mirrored(landscape)
        width, height = landscape.get_size()
        strips, wide = [], max(1, width // STRIPS)
        for x in range(0, width, wide):
            sinks = round((x + wide / 2 - width / 2) * slope)
            strips.append((landscape, (x, sinks), (x, 0, wide, height)))
            if sinks > 0:
                strips.append((mirror, (x, 0), (x, height - sinks, wide, sinks)))
            elif sinks < 0:
                strips.append((mirror, (x, height + sinks), (x, 0, wide, -sinks)))
        surface.blits(strips, doreturn=False)

    def _mirrored(self, landscape: pygame.Surface) -> pygame.Surface:
        if self._of is not landscape or self._mirror is None:
            self._of, self._mirror = landscape, pygame.transform.flip(landscape, flip_x=False, flip_y=True)
        return self._mirror
