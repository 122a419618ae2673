"""A body that leans as told, as a source; and levels written on the spot."""

import pytest

from steadyquest.conventions import BoardSample
from steadyquest.levels.read import parse_level
from steadyquest.signal.calibration import counts_at, nominal
from steadyquest.signal.source import Health


class Puppet:
    """A source that a test moves: `stand(seconds, ml_mm=…, load_kg=…)` gives that many seconds of samples."""

    def __init__(self, *, hz=100, tare_known=True):
        self.board_id = "puppet"
        self.calibration = nominal("puppet", tare=(0.0, 0.0, 0.0, 0.0) if tare_known else None)
        self.health = Health()
        self.ended = False
        self.closed = False
        self.epoch = 0
        self.t_us = 0
        self._period_us = 1_000_000 // hz
        self._seq = 0
        self._waiting = []

    def stand(self, seconds, *, ml_mm=0.0, ap_mm=0.0, load_kg=60.0):
        for _ in range(round(seconds * 1e6 / self._period_us)):
            self.t_us += self._period_us
            counts = counts_at(nominal("puppet"), force_n=load_kg * 9.80665, cop_ml_mm=ml_mm, cop_ap_mm=ap_mm)
            self._waiting.append(BoardSample(self.t_us, self.epoch, self._seq % 65536, counts, (0, 0, 0, 0), 0, 15, 0))
            self._seq += 1
        return self

    def hole(self, seconds):
        self.t_us += round(seconds * 1e6)
        return self

    def reconnect(self):
        self.epoch, self.t_us = self.epoch + 1, 0
        return self

    def read(self):
        waiting, self._waiting = self._waiting, []
        return waiting

    def close(self):
        self.closed = True


def level(*steps, **keys):
    """A level from its step tables as text."""
    head = {"title": "Test", "world": "river", "say": "Play."} | keys
    lines = ["format = 1", *(f"{key} = {value!r}".replace("'", '"') for key, value in head.items())]
    return parse_level("\n".join([*lines, *(f"[[step]]\n{step}" for step in steps)]), file="test.toml", name="own/test")


@pytest.fixture
def puppet():
    return Puppet()


@pytest.fixture(name="level")
def level_():
    return level


@pytest.fixture
def make_puppet():
    return Puppet
