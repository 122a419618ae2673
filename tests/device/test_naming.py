"""What speaks at a port, told from a few hundred of its bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyquest.conventions import BoardSample
from steadyquest.device.naming import EXCERPT_MOST, excerpt, is_readable_mode, is_somebody_else, nobody
from steadyquest.wire import encode_sample, encode_text

FRAMES = b"".join(
    encode_sample(BoardSample(12_500 * n, 0, n, (n, -n, 9 * n, 77), (0, 640, 64, 128), 0, 15, 0)) for n in range(20)
)


@pytest.mark.parametrize(
    "heard",
    [b"", b"ok\r\n", FRAMES, b"boot\r\n" + FRAMES, encode_text("err ?") * 3, b"\xff" * 99, b"\0" * 99, b"\r\n"],
)
def test_a_board_a_boot_loader_and_noise_are_not_somebody_else(heard):
    """Only a good part of lines is a device that speaks for itself."""
    assert not is_somebody_else(heard)


@pytest.mark.parametrize(
    "heard",
    [
        b"start\r\necho:Marlin 2.1.2\r\n",
        b"$GPGGA,104533.00,5231.0,N,01324.0,E,1,08,0.9,34.0,M,,*47\r\n",
        b"21.5\r\n21.6\r\n21.5\r\n",
        b"\x80\x80login: \r\nlogin: \r\nlogin: ",
        b"1,2,3,4\r\n1,2,3,4\r\n",
    ],
)
def test_a_printer_a_receiver_a_thermometer_and_a_console_are_somebody_else(heard):
    """They are told by their lines."""
    assert is_somebody_else(heard)


@pytest.mark.parametrize(
    "heard",
    [
        b"12500,-17,25,40,3\r\n25000,-17,25,40,3\r\n",
        b"5,40,3\r\n25000,-17,25,40,3,ok\r\n375",
        b"25000, -17, 25, 40, 3, FL faulty\r\n",
    ],
)
def test_our_own_lines_for_people_are_known(heard):
    """Time and four counts, with or without a word behind them: told to change back, not left alone."""
    assert is_readable_mode(heard)
    assert not is_somebody_else(heard)


@given(st.binary(max_size=600))
def test_any_bytes_have_a_short_printable_excerpt_and_one_line(heard):
    """A terminal is not to be steered by what is plugged in."""
    said = excerpt(heard)
    assert said.isprintable()
    assert len(said) <= EXCERPT_MOST
    error = nobody("/dev/ttyUSB0", {115_200: heard, 57_600: heard}, ours=(115_200, 57_600))
    assert str(error).isprintable()
    assert error.code in {"no_board", "wrong_baud", "readable_mode", "other_device"}
