"""What is kept of the time before a session."""

from __future__ import annotations

from steadyquest.conventions import BoardSample
from steadyquest.ui.earlier import KEPT_S, Earlier


def sample(seq: int) -> BoardSample:
    """One that can be told from others."""
    return BoardSample(seq * 10_000, 0, seq, (0, 0, 0, 0), (0, 0, 0, 0), 0, 15, 0)


def test_samples_come_out_once_and_in_order() -> None:
    """They belong to one session only."""
    earlier = Earlier()
    earlier.add([sample(0), sample(1)], now_s=0.0)
    earlier.add([sample(2)], now_s=0.1)
    assert [kept.seq for kept in earlier.taken()] == [0, 1, 2]
    assert earlier.taken() == ()


def test_only_the_last_ten_minutes_are_kept() -> None:
    """A board that lies there all morning fills nothing."""
    earlier = Earlier()
    for second in range(1000):
        earlier.add([sample(second)], now_s=float(second))
    assert [kept.seq for kept in earlier.taken()] == list(range(999 - int(KEPT_S), 1000))


def test_old_samples_go_also_when_nothing_comes() -> None:
    """A quiet board has no last ten minutes."""
    earlier = Earlier()
    earlier.add([sample(0)], now_s=0.0)
    earlier.add([], now_s=KEPT_S + 1)
    assert earlier.taken() == ()


def test_who_comes_back_after_a_while_gets_every_sample_since() -> None:
    """In order, whatever the batches; what was taken meanwhile is gone."""
    earlier = Earlier()
    earlier.add([sample(0), sample(1)], now_s=0.0)
    came = earlier.came - 1
    earlier.add([sample(2), sample(3), sample(4)], now_s=0.1)
    assert [kept.seq for kept in earlier.since(came)] == [1, 2, 3, 4]
    assert [kept.seq for kept in earlier.since(earlier.came - 2)] == [3, 4]
    assert earlier.since(earlier.came) == []
    earlier.taken()
    assert earlier.since(0) == []
