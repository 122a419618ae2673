"""What the real sketch says and obeys, met through its serial port in the emulator."""

from __future__ import annotations

import random
import re
import subprocess
import time
from itertools import pairwise

import pytest
import serial

from steadyquest.conventions import CHANNELS
from steadyquest.errors import DeviceError
from steadyquest.wire import Decoder, parse_hello
from steadyquest.wire.messages import STATUS

OSC_HZ = (78.13, 82.71, 88.37, 92.93)
FIRST_FRAMES_S = 0.3


@pytest.mark.parametrize("build", ["uno", "nano"])
def test_it_streams_unasked_and_says_who_it_is_when_asked(bench, build):
    """Frames from power-up, without a question; then `?` gets protocol, channels, version and an id."""
    heard = bench.listen(f"{build}/steadyboard", seconds=1, say=[(0.5, b"?\n")])
    assert len(heard.between(0, 0.5)) > 20
    hello = parse_hello(*heard.texts)
    assert (hello.proto, hello.channels) == (1, 4)
    assert re.fullmatch(r"\d+\.\d+", hello.firmware)
    assert re.fullmatch("[0-9A-F]{8}", hello.board_id)


def test_at_57600_it_speaks_at_57600_and_to_no_other_rate(bench):
    """The compile option; at the wrong rate nothing that passes is a frame."""
    assert len(bench.listen("uno57600/steadyboard", seconds=1, baud=57_600).samples) > 60
    with (
        bench.plug_in("uno57600/steadyboard", speed="max", wait_for_host=True) as board,
        serial.Serial(board.port, 115_200, timeout=5) as port,
    ):
        decoder = Decoder()
        assert decoder.feed(port.read(4000)) == []


def test_the_id_is_made_once_and_kept(bench, tmp_path):
    """The same EEPROM, the same name; another board has another."""
    kept = tmp_path / "eeprom"
    runs = [{"eeprom": kept}, {"eeprom": kept, "seed": 7}, {"seed": 8}]
    names = [bench.listen(seconds=1, say=[(0.5, b"?\n")], **options).texts[0] for options in runs]
    assert names[0] == names[1] != names[2]


@pytest.mark.parametrize("size", [0, 10, 1024, 1041, 5000])
def test_a_file_that_is_no_eeprom_is_refused_and_left_alone(bench, tmp_path, size):
    """Whatever its size: nothing of somebody else's is ever written over."""
    precious = tmp_path / "precious"
    precious.write_bytes(b"p" * size)
    with pytest.raises(DeviceError, match="is no EEPROM of this emulator and is left alone"):
        bench.plug_in(eeprom=precious)
    assert precious.read_bytes() == b"p" * size


def test_the_rates_are_those_of_the_oscillators(bench):
    """`R` after some seconds: four numbers, each within half a hertz."""
    heard = bench.listen(seconds=4, osc_hz=OSC_HZ, say=[(3, b"R\r\n")])
    assert [float(word) for word in heard.texts[0].split()] == pytest.approx(OSC_HZ, abs=0.5)


def test_it_stops_and_starts_as_told(bench):
    """`S0` and nothing comes; `S1` and it goes on, its clock having run meanwhile."""
    with bench.plug_in() as board, serial.Serial(board.port, 115_200, timeout=0.3) as port:
        port.read(1000)
        port.write(b"S0\n")
        port.read(100_000)
        assert port.read(1) == b""
        port.write(b"S1\n")
        decoder = Decoder()
        samples = decoder.feed(port.read(1000))
    assert len(samples) > 10
    assert samples[0].t_us > 500_000


def test_a_power_cycle_settles_and_goes_on(bench):
    """`P`: each chip is powered down once, frames are marked as settling, and 0.3 s later all is as before."""
    heard = bench.listen(seconds=2, counts=(1, 2, 3, 4), say=[(1, b"P\n")])
    downs = [heard.tally["chips"][name]["power_downs"] for name in CHANNELS]
    before = bench.listen(seconds=0.5).tally["chips"]["FL"]["power_downs"]
    assert downs == [before + 1] * 4
    assert any(sample.status & STATUS["settling"] for sample in heard.between(1, 1.2))
    after = heard.between(1.5, 2)
    assert {(sample.counts, sample.status, sample.faulty) for sample in after} == {((1, 2, 3, 4), 0, 0)}


def test_readable_lines_and_back(bench):
    """`M1` gives comma-separated lines for the Serial Monitor; after `M0` there are frames again."""
    heard = bench.listen(seconds=3, counts=(10, -20, 30, -40), say=[(1, b"M1\n"), (2, b"M0\n")])
    lines = re.findall(rb"^\d+,10,-20,30,-40,ok\r\n", heard.raw, re.MULTILINE)
    assert 5 <= len(lines) <= 20
    assert not heard.between(1.2, 1.9)
    assert len(heard.between(2.2, 3)) > 50


@pytest.mark.parametrize("line", [b"X\n", b"\n", b"?" * 11 + b"\n", b"?" * 12 + b"\n", b"S2\r\n", b"\xff\n", b" ?\n"])
def test_anything_else_is_an_error_and_no_more(bench, line):
    """One `err ?` for each line; the stream goes on; a line that is too long is also marked in a frame."""
    heard = bench.listen(seconds=1, say=[(0.5, line)])
    assert heard.texts == ["err ?"]
    assert any(sample.status & STATUS["overrun"] for sample in heard.samples) == (len(line) > 12)
    assert (heard.decoder.gaps, heard.decoder.corrupt) == (0, 0)


def test_the_clock_wraps_and_nothing_happens(bench):
    """After 71.6 minutes: the 32-bit clock begins anew, the host's goes on, and ages and waits do not notice."""
    symbols = subprocess.run(["avr-nm", bench.elf()], capture_output=True, text=True, check=True).stdout
    address = int(re.search(r"^([0-9a-f]+) \w timer0_overflow_count$", symbols, re.MULTILINE)[1], 16) - 0x800000
    near = (2**32 - 1_000_000) // 1024
    script = f"@200000 poke {address:x} {near.to_bytes(4, 'little').hex()}\n"
    heard = bench.listen(seconds=2**32 / 1e6 + 1, script=script, counts=(1, 2, 3, 4))
    later = [sample for sample in heard.samples if sample.t_us > 2**32 - 500_000]
    assert later[0].t_us < 2**32 < later[-1].t_us
    assert max(b.t_us - a.t_us for a, b in pairwise(later)) < 20_000
    assert {(sample.counts, sample.status, sample.faulty) for sample in later} == {((1, 2, 3, 4), 0, 0)}


def test_opening_the_port_resets_it_as_usb_does(bench):
    """With `--reset-on-open` the clock begins anew a boot loader's time after the host has come, in the same board."""
    with bench.plug_in(reset_on_open=True) as board:
        time.sleep(0.5)
        with serial.Serial(board.port, 115_200, timeout=5) as port:
            samples = Decoder().feed(port.read(500))
        assert samples[0].t_us < 200_000
        tally = board.tally()
    assert (tally["resets"], board.hosts) == (1, 1)
    assert tally["t_s"] > 1.4


HOSTILE = [b"?", b"\n", b"\r", b"S", b"P\n", b"R\n", b"?\n", b"\x00", b"\xff", b"A" * 40, b"S1\n", b"M0\n", b"1", b" "]


def noise(rng, n):
    return bytes(rng.choices(range(256), k=n))


def hostile(rng, n):
    return b"".join(rng.choices(HOSTILE, k=n // 3))[:n]


def fuzz(bench, bytes_):
    """Send it all as fast as the line takes it, then ask; what was heard before and after."""
    sent = 0
    with (
        bench.plug_in(speed="max", wait_for_host=True, counts=(1, 2, 3, 4)) as board,
        serial.Serial(board.port, 115_200, timeout=5, write_timeout=0) as port,
    ):
        decoder, messages = Decoder(), []
        while board.tally()["uart"]["heard"] < len(bytes_):
            sent += port.write(bytes_[sent : sent + 4096]) or 0
            messages += decoder.feed(port.read(max(1, port.in_waiting)))
        port.write(b"\nS1\nM0\n")
        time.sleep(0.05)
        port.reset_input_buffer()
        decoder.lost()
        port.write(b"?\n")
        after = decoder.feed(port.read(4000))
        tally = board.tally()
    return messages, after, tally


def check_survived(messages, after, tally):
    hellos = {m.text for m in messages if hasattr(m, "text") and parse_hello(m.text)}
    here = {m.text for m in after if hasattr(m, "text") and parse_hello(m.text)}
    assert len(here) == 1
    assert hellos <= here
    assert (tally["resets"], tally["uart"]["lost"]) == (0, 0)
    samples = [m for m in after if not hasattr(m, "text")]
    assert len(samples) > 50
    assert {sample.counts for sample in samples[-20:]} == {(1, 2, 3, 4)}
    # One clock from the first frame on: it was never reset.
    clock = [m.t_us for m in messages + after if not hasattr(m, "text")]
    assert clock == sorted(clock)
    assert len(clock) > len(samples)
    assert not any(sample.faulty for sample in samples[-20:])


def test_hostile_lines_neither_hang_nor_reset_nor_corrupt_it(bench):
    """Ten thousand bytes of commands, halves of commands and no commands, back to back."""
    check_survived(*fuzz(bench, hostile(random.Random(1), 10_000)))


@pytest.mark.slow
def test_a_million_random_bytes_neither_hang_nor_reset_nor_corrupt_it(bench):
    """At the full speed of the line; afterwards the same board, the same clock, true counts."""
    check_survived(*fuzz(bench, noise(random.Random(2), 1_000_000)))
