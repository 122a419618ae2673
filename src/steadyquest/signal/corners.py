"""Where the four cells are, in words for people."""

from __future__ import annotations

from steadyquest.words import tr


def corner_words(channel: int) -> str:
    """Where a channel's cell is.

    >>> [corner_words(channel) for channel in range(4)]
    ['front left', 'front right', 'rear left', 'rear right']
    """
    return (tr("front left"), tr("front right"), tr("rear left"), tr("rear right"))[channel]
