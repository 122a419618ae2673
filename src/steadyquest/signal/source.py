"""The one shape of everything that samples come from: a board, a file, a keyboard, a simulated person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from steadyquest.conventions import BoardSample, Forces
from steadyquest.signal.calibration import Calibration

NONE_YET = (0.0, 0.0, 0.0, 0.0)


@dataclass(slots=True)
class Health:
    """How well a source is, updated by it as it goes."""

    connected: bool = True
    gaps: int = 0
    """Sequence numbers that never came."""
    corrupt: int = 0
    """Frames that failed their check."""
    rate_hz: float = 0.0
    problem: str = ""
    """One plain line while something is wrong, else empty."""
    rates_hz: Forces = NONE_YET
    """Of each channel's own conversions; 0 for a channel that says nothing new."""
    noise_counts: Forces = NONE_YET
    """From one conversion to the next: the converter's own where nobody moves on the plate."""
    timeouts: int = 0
    """Frames that did not wait any longer for a channel."""
    saturated: int = 0
    """Frames with a channel at the end of its range."""
    dropped: int = 0
    """Frames before which the board itself had to drop some."""
    drift_ppm: float | None = None
    """How much slower (+) than the host's the board's clock runs; None until it is known."""


class Source(Protocol):
    """Where samples come from. Made in `device`, `simulate` and `ui`; read by `session`."""

    @property
    def board_id(self) -> str:
        """The board's own id, or the name of what plays its part."""
        ...

    @property
    def calibration(self) -> Calibration:
        """How its counts become newtons. `tare` is None when the empty plate has to be seen first."""
        ...

    @property
    def health(self) -> Health:
        """How well it is; changes as it goes."""
        ...

    @property
    def ended(self) -> bool:
        """A file or a script is over; nothing more will come."""
        ...

    def read(self) -> list[BoardSample]:
        """What has arrived since the last call, oldest first; never blocks."""
        ...

    def close(self) -> None:
        """Let go of the port, file or thread; may be called twice."""
        ...
