"""The sketch streams unasked, answers commands, keeps its name, and no input stops it."""

import itertools
import random

import pytest

from steadyquest.wire import Text, parse_hello
from steadyquest.wire.messages import STATUS

HELLO = "SteadyQuest board proto=1 ch=4 fw=1.0 id="


def board_id(board):
    return parse_hello(board.answers(b"?\n")[0]).board_id


def test_it_streams_from_power_up_unasked(native):
    """The first frame comes within 40 ms, numbered 0, before any word of a chip."""
    first = native().boot().samples(0.1)[0]
    assert first.seq == 0
    assert first.t_us < 40_000
    assert first.status == STATUS["timeout"] | STATUS["settling"]


def test_it_says_who_it_is(native):
    """In protocol's words, at once, with LF and with CRLF; before its name is made the answer waits for it."""
    board = native().boot()
    early = board.answers(b"?\n", 0.3)
    assert early[0].startswith(HELLO)
    assert board.answers(b"?\r\n") == early
    assert board.answers(b"?\n?\n") == early * 2


def test_stop_and_start(native):
    """A stopped board still answers; started again it goes on in sequence."""
    board = native().boot()
    last = board.samples(0.5)[-1]
    board.say(b"S0\n")
    board.run(0.05)
    assert board.messages(1.0) == []
    assert board.answers(b"?\n")[0].startswith(HELLO)
    board.say(b"S1\n")
    samples = board.samples(0.5)
    assert samples[0].fresh == 15
    assert samples[0].t_us - last.t_us > 1_000_000
    assert board.decoder.gaps == 0


def test_anything_else_is_an_error_and_a_line_too_long_is_flagged_once(native):
    """`err ?` for each; the overrun bit is in exactly one frame."""
    board = native().boot()
    board.run(0.5)
    assert board.answers(b"hello\n\n") == ["err ?", "err ?"]
    board.say(b"x" * 50 + b"\n?\n")
    messages = board.messages(0.3)
    assert next(m.text for m in messages if isinstance(m, Text)) == "err ?"
    assert [s.status for s in messages if not isinstance(s, Text) and s.status] == [STATUS["overrun"]]


def test_readable_lines_are_for_people(native):
    """A header, then about ten lines a second: time, four counts, and what is wrong; answers are plain too."""
    board = native().boot(faults={1: "missing", 3: "hung"})
    board.run(1.0)
    board.say(b"M1\nR\n")
    raw = board.run(2.05)
    text = raw[raw.index(b"t_us") :].decode("ascii")
    header, *lines = text.split("\r\n")[:-1]
    assert header == "t_us,FL,FR,RL,RR,state"
    rates, *lines = lines
    assert rates == "80.0 0.0 93.0 0.0"
    assert 19 <= len(lines) <= 22
    assert {line.split(",", 1)[1] for line in lines} == {"1000,0,300000,0,FR+RR"}
    board.say(b"M0\n")
    board.run(0.15)
    assert board.samples(0.2)[-1].faulty == 10
    assert board.decoder.gaps == 0


def test_readable_lines_say_the_state(native):
    """Settling after power-up, the end of the range, and ok; the widest line is whole."""
    board = native().boot(counts=[-(1 << 23)] * 4)
    board.say(b"M1\n")
    lines = board.run(0.5).split(b"\r\n")[-4:-1]
    assert all(line.endswith(b",-8388608,-8388608,-8388608,-8388608,saturated") for line in lines)
    board.say(b"P\n")
    assert b"settling\r\n" in board.run(0.2)
    board.ask("counts", 1, 2, 3, 4)
    assert board.run(0.5).endswith(b",1,2,3,4,ok\r\n")


def test_a_slow_port_drops_whole_frames_and_says_so(native):
    """At 9600 baud every second frame finds no room: what comes is whole, the rest is counted, nothing waits."""
    board = native()
    board.ask("baud", 9600)
    board.boot()
    board.run(2.0)
    samples = board.samples(5.0)
    assert board.decoder.corrupt == 0
    assert board.decoder.gaps > 100
    assert sum(bool(s.status & STATUS["dropped"]) for s in samples) > 50
    for before, after in itertools.pairwise(samples):
        assert bool(after.status & STATUS["dropped"]) == ((after.seq - before.seq) % 65536 > 1)
    assert all(chip["missed"] == 0 for chip in board.tally()["chips"])


@pytest.mark.parametrize("flood", [b"\n", b"?\n", b"R\n", b"M1\nM0\n", b"S1\n", b"xxxxxxxxxxxxxxxxxxxxxxxx\n"])
def test_a_flood_of_commands_drops_no_frame(native, flood):
    """As many bytes as the line carries: frames keep their sequence, and lost commands are flagged."""
    board = native().boot()
    board.run(0.5)
    board.say(flood * (8000 // len(flood)))
    messages = board.messages(1.0)
    board.say(b"\nM0\n")
    rest = board.messages(0.3)
    samples = [m for m in messages + rest if not isinstance(m, Text)]
    assert not any(s.status & STATUS["dropped"] for s in samples)
    if flood != b"M1\nM0\n":
        assert board.decoder.gaps == board.decoder.corrupt == 0
        assert max(b.t_us - a.t_us for a, b in itertools.pairwise(samples)) < 16_000
    if board.tally()["lost"]:
        assert any(s.status & STATUS["overrun"] for s in samples)
    assert board.answers(b"?\n")[-1].startswith(HELLO)


@pytest.mark.slow
@pytest.mark.parametrize("path", ["sanitized", "generic"])
def test_a_million_random_bytes_neither_hang_nor_reset_nor_corrupt(native, path):
    """After them it has the same name and the same clock, frames are in sequence, and every conversion was read."""
    board = native(path).boot()
    name, before = board_id(board), board.samples(0.1)[-1]
    kept = board.ask("eeprom")
    rng = random.Random(3)
    for _ in range(10):
        board.say(rng.randbytes(100_000))
        board.messages(8.7)
    assert board.answers(b"\nM0\nS1\n?\n", 0.3)[-1].endswith(name)
    samples = board.samples(1.0)
    assert samples[-1].t_us - before.t_us > 87_000_000
    assert board.decoder.gaps == board.decoder.corrupt == board.decoder.epoch == 0
    assert {(s.counts, s.status) for s in samples} == {((1000, -2000, 300_000, -400_000), 0)}
    assert board.ask("eeprom") == kept
    assert all(chip["missed"] == 0 for chip in board.tally()["chips"])


def test_random_commands_leave_it_in_its_senses(native):
    """Three thousand lines of commands, half right, half wrong: asked back, it is as after power-up."""
    board = native().boot()
    name = board_id(board)
    rng = random.Random(4)
    words = [b"?", b"S0", b"S1", b"P", b"R", b"M0", b"M1", b"", b"S", b"P1", b"?" * 40, b"\0\xff", b"\r"]
    board.say(b"".join(rng.choice(words) + rng.choice([b"\n", b"\r\n", b"\n\n"]) for _ in range(3000)))
    board.run(5.0)
    board.say(b"\nM0\nS1\nP\n")
    board.run(0.5)
    assert board_id(board) == name
    assert {s.status for s in board.samples(0.5)} == {0}


def test_its_name_is_made_once_and_kept(native):
    """The next power-up has the same name and writes nothing; eight bytes are all that is ever written."""
    board = native().boot()
    name = board_id(board)
    board.run(0.5)
    kept, writes = board.ask("eeprom").split()
    assert writes == "8"
    assert name not in {"00000000", "FFFFFFFF"}
    again = native()
    again.ask("eeprom", kept)
    again.ask("seed", 99)
    assert board_id(again.boot(osc_hz=(79, 81, 90, 85))) == name
    assert again.ask("eeprom").split() == [kept, "0"]


def test_blank_or_damaged_memory_gives_a_new_name(native):
    """Zeros, any one byte altered, a record cut short by a power failure: a new name is made, and it lasts."""
    board = native().boot()
    name = board_id(board)
    board.run(0.5)
    kept = bytes.fromhex(board.ask("eeprom").split()[0])
    damaged = [bytes(16), *(kept[:i] + bytes((kept[i] ^ 0x10,)) + kept[i + 1 :] for i in range(8))]
    damaged += [kept[:i] + b"\xff" * (16 - i) for i in range(8)]
    for n, memory in enumerate(damaged):
        other = native()
        other.ask("eeprom", memory.hex())
        other.ask("seed", 100 + n)
        other.boot()
        other.run(0.5)
        assert board_id(other) != name
        assert other.ask("eeprom").split()[1] == "8"


def test_names_differ_by_noise_and_by_oscillators(native):
    """Sixty boards have sixty names, be they alike but for the noise of a pin or but for one chip's pace."""
    names = set()
    for n in range(30):
        noisy = native()
        noisy.ask("seed", 1000 + n)
        names.add(board_id(noisy.boot()))
        names.add(board_id(native().boot(osc_hz=(80.0 + n / 50, 78.5, 93.0, 86.0))))
    assert len(names) == 60


def test_its_name_needs_no_chip(native):
    """A bare Arduino, before anything is wired, says who it is."""
    board = native().boot(faults=dict.fromkeys(range(4), "missing"))
    board.run(0.7)
    assert board_id(board)
