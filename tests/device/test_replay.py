"""Recordings and byte streams as sources."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyquest.conventions import BoardSample
from steadyquest.device.replay import BytesReplay, ReplaySource
from steadyquest.signal.calibration import nominal
from steadyquest.wire import encode_sample

CALIBRATION = nominal("A1B2C3D4")


def samples(n, *, skip=()):
    kept = [i for i in range(n) if i not in skip]
    return [BoardSample(10_000 * (i + 1), 0, i, (i, 2 * i, -i, 5), (0, 64, 128, 0), 0, 15, 0) for i in kept]


def everything(source):
    read = []
    while not source.ended:
        read += source.read()
    return read


@pytest.mark.parametrize("n", [0, 1, 199, 200, 401])
def test_kept_samples_come_back_exactly_and_once(n):
    """Whatever fills the last block."""
    source = ReplaySource(iter(samples(n)), board_id="A1B2C3D4", calibration=CALIBRATION)
    assert everything(source) == samples(n)
    assert source.read() == []


@given(st.integers(1, 200))
def test_bytes_in_any_chunks_give_the_same_samples_and_faults(chunk):
    """A stream with noise, a gap and a broken frame, as a port would bring it."""
    frames = [encode_sample(sample) for sample in samples(40, skip={7, 8})]
    frames[20] = frames[20][:9] + bytes([frames[20][9] ^ 4 or 1]) + frames[20][10:]
    source = BytesReplay(b"\x55junk" + b"".join(frames), board_id="x", calibration=CALIBRATION, chunk=chunk)
    read = everything(source)
    # The first frame is spoilt by the junk before it, the broken one by its checksum.
    assert [sample.seq for sample in read] == [i for i in range(1, 40) if i not in {7, 8, 22}]
    assert (source.health.gaps, source.health.corrupt) == (3, 1)


@pytest.mark.parametrize(
    "source",
    [
        ReplaySource(samples(900), board_id="x", calibration=CALIBRATION),
        BytesReplay(b"\0" * 99_999, board_id="x", calibration=CALIBRATION),
    ],
)
def test_a_closed_replay_gives_nothing_more(source):
    """Closing in the middle, twice, ends it."""
    source.read()
    source.close()
    source.close()
    assert source.ended
    assert source.read() == []


def test_no_bytes_at_all_is_over_at_once():
    """An empty stream has ended before it is read."""
    assert BytesReplay(b"", board_id="x", calibration=CALIBRATION).ended
