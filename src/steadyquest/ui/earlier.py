"""The samples that come before there is a session: the last ten minutes of them, for the session to store."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from steadyquest.conventions import BoardSample

KEPT_S = 600.0


class Earlier:
    """Keeps what comes, by the time of its coming: the board's own clock may begin anew meanwhile."""

    def __init__(self) -> None:
        self._batches: deque[tuple[float, Sequence[BoardSample]]] = deque()
        self.came = 0
        """Samples that have come in all."""

    def add(self, samples: Sequence[BoardSample], *, now_s: float) -> None:
        """Keep these, and forget what is too old."""
        if samples:
            self._batches.append((now_s, samples))
            self.came += len(samples)
        while self._batches and now_s - self._batches[0][0] > KEPT_S:
            self._batches.popleft()

    def since(self, came: int) -> list[BoardSample]:
        """Those that came after so many, as far as they are kept: for screens that need every one, not the newest."""
        missing, batches = self.came - came, []
        for _, batch in reversed(self._batches):
            if missing <= 0:
                break
            batches.append(batch[-missing:])
            missing -= len(batch)
        return [sample for batch in reversed(batches) for sample in batch]

    def taken(self) -> tuple[BoardSample, ...]:
        """All of them, in order; afterwards none are kept."""
        samples = tuple(sample for _, batch in self._batches for sample in batch)
        self._batches.clear()
        return samples
