"""The one shape of everything that samples come from: a board, a file, a keyboard, a simulated person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from steadyquest.conventions import BoardSample
from steadyquest.signal.calibration import Calibration


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
