"""The decoder takes any bytes in any chunks and never raises."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyquest.conventions import BoardSample
from steadyquest.wire import Decoder, Text, encode_sample, encode_text, hello_text, parse_hello
from steadyquest.wire.frame import cobs_decode, cobs_encode, crc16, seal
from steadyquest.wire.messages import SAMPLE_LAYOUT

COUNT = st.integers(-(1 << 23), (1 << 23) - 1)
BYTE = st.integers(0, 255)


def sample(n=0, *, t_us=None, counts=(1, -2, 300_000, -8_388_608), **changes):
    fields = {"epoch": 0, "age_us": (0, 64, 128, 16_320), "status": 0, "fresh": 15, "faulty": 0} | changes
    return BoardSample(t_us=10_000 * n if t_us is None else t_us, seq=n, counts=counts, **fields)


def stream(n):
    return b"".join(encode_sample(sample(i)) for i in range(n))


def test_the_documented_layout_is_what_goes_over_the_wire():
    """A hand-laid frame, field by field from the protocol's table, decodes to its fields."""
    payload = bytes.fromhex("01 25 3412 04030201 010000 ffffff 000080 ffff7f 00 01 02 ff 5f".replace(" ", ""))
    assert len(payload) + 2 == SAMPLE_LAYOUT.size == 27
    frame = cobs_encode(payload + crc16(payload).to_bytes(2, "little")) + b"\0"
    assert len(frame) == 29
    assert Decoder().feed(frame) == [
        BoardSample(0x01020304, 0, 0x1234, (1, -1, -8_388_608, 8_388_607), (0, 64, 128, 16_320), 0x25, 15, 5)
    ]


@given(st.binary(max_size=200), st.integers(0, 250))
def test_cobs_gives_back_any_payload_and_holds_no_zero(payload, cut):
    """Whatever goes in comes out, and the frame never holds its own end; a cut frame never raises."""
    frame = cobs_encode(payload)
    assert 0 not in frame
    assert cobs_decode(frame) == payload
    cobs_decode(frame[:cut])


@given(st.tuples(COUNT, COUNT, COUNT, COUNT), BYTE, st.integers(0, 65535), st.integers(0, 2**32 - 1), BYTE)
def test_every_sample_survives_the_wire(counts, status, seq, t_us, flags):
    """Encoding and decoding is the identity on all that the protocol can say."""
    sent = BoardSample(t_us, 0, seq, counts, (64, 0, 16_320, 640), status, flags & 15, flags >> 4)
    assert Decoder().feed(encode_sample(sent)) == [sent]


@settings(max_examples=60)
@given(st.lists(st.integers(1, 90), min_size=1, max_size=20), st.binary(max_size=300))
def test_any_chunking_of_the_same_bytes_gives_the_same_messages(cuts, noise):
    """A stream with noise in its middle is decoded alike in one piece, byte by byte, and in odd pieces."""
    data = stream(5) + noise + b"\0" + stream(8)[29 * 5 :] + encode_text("hello")
    whole, pieces, single = Decoder(), Decoder(), Decoder()
    expected = whole.feed(data)
    got, rest = [], data
    for cut in cuts:
        got += pieces.feed(rest[:cut])
        rest = rest[cut:]
    got += pieces.feed(rest)
    one_by_one = [message for i in range(len(data)) for message in single.feed(data[i : i + 1])]
    assert got == one_by_one == expected
    assert (pieces.corrupt, pieces.gaps) == (single.corrupt, single.gaps) == (whole.corrupt, whole.gaps)


@settings(max_examples=200)
@given(st.binary(max_size=400))
def test_no_bytes_make_the_decoder_raise_or_grow(noise):
    """Random bytes are counted at most; a good frame after them is still found."""
    decoder = Decoder()
    decoder.feed(noise)
    assert decoder.feed(b"\0" + encode_sample(sample(3)))[-1].seq == 3


def test_a_stream_without_an_end_is_forgotten_not_hoarded():
    """A megabyte without a zero is one corrupt frame and no memory."""
    decoder = Decoder()
    decoder.feed(stream(1))
    for _ in range(1000):
        decoder.feed(b"\xab" * 1000)
    assert len(decoder._partial) < 100
    assert [m.seq for m in decoder.feed(b"\0" + encode_sample(sample(1)))] == [1]
    assert decoder.corrupt == 1


@pytest.mark.parametrize("flips", [1, 2])
def test_one_or_two_flipped_bits_in_a_payload_are_always_caught(flips):
    """Every single flip, and every pair within reach of each bit, fails the checksum."""
    payload = cobs_decode(encode_sample(sample(7))[:-1])
    bits = len(payload) * 8
    pairs = [(i,) for i in range(bits)] if flips == 1 else [(i, j) for i in range(bits) for j in range(i + 1, bits)]
    for flipped in pairs:
        bad = bytearray(payload)
        for bit in flipped:
            bad[bit // 8] ^= 1 << bit % 8
        assert crc16(bytes(bad[:-2])) != int.from_bytes(bad[-2:], "little")


def test_a_flipped_frame_is_counted_and_its_neighbours_arrive():
    """One bad frame costs itself: one corrupt, one gap, no exception."""
    frames = [bytearray(encode_sample(sample(i))) for i in range(5)]
    frames[2][10] ^= 0x41
    decoder = Decoder()
    assert [m.seq for m in decoder.feed(b"".join(frames))] == [0, 1, 3, 4]
    assert (decoder.corrupt, decoder.gaps) == (1, 1)


def test_lost_sequence_numbers_are_counted_across_the_wrap():
    """65534, then 1: three frames (65535, 0) … the two between are missing."""
    decoder = Decoder()
    decoder.feed(encode_sample(sample(65534, t_us=0)) + encode_sample(sample(1, t_us=30_000)))
    assert decoder.gaps == 2


def test_a_jump_in_the_numbers_counts_no_more_than_can_have_been_sent():
    """Ten milliseconds hold ten frames at most, whatever the sequence number says."""
    decoder = Decoder()
    decoder.feed(encode_sample(sample(0, t_us=0)) + encode_sample(sample(30_000, t_us=10_000)))
    assert decoder.gaps == 10


def test_time_goes_on_past_the_wrap_of_the_clock():
    """The 32-bit microsecond clock wraps after 71.6 minutes; ours does not."""
    decoder = Decoder()
    times = [2**32 - 20_000, 2**32 - 10_000, 2**32, 2**32 + 10_000]
    got = [decoder.feed(encode_sample(sample(i, t_us=t)))[0] for i, t in enumerate(times)]
    assert [(s.t_us, s.epoch) for s in got] == [(t, 0) for t in times]


@pytest.mark.parametrize("before_us", [5_000_000, 3_600_000_000])
def test_a_restarted_board_starts_a_new_epoch(before_us):
    """A clock that runs backwards, or jumps by minutes because it had nearly wrapped, is a new epoch without gaps."""
    decoder = Decoder()
    decoder.feed(encode_sample(sample(900, t_us=before_us)))
    again = decoder.feed(encode_sample(sample(0, t_us=12_000)))[0]
    assert (again.t_us, again.epoch, decoder.gaps) == (12_000, 1, 0)


def test_a_broken_connection_starts_a_new_epoch_and_drops_its_half_frame():
    """After a lost connection nothing of the old half frame spoils the new start."""
    decoder = Decoder()
    decoder.feed(stream(2) + encode_sample(sample(2))[:11])
    decoder.lost()
    again = decoder.feed(encode_sample(sample(40)))
    assert [(s.epoch, s.seq) for s in again] == [(1, 40)]
    assert (decoder.gaps, decoder.corrupt) == (0, 0)


def test_joining_mid_frame_is_no_fault():
    """What is cut off at the start, before the first good frame, is not counted as corrupt."""
    decoder = Decoder()
    decoder.feed(stream(3)[7:])
    assert (decoder.frames, decoder.corrupt) == (2, 0)


def test_the_right_sum_around_a_wrong_shape_is_corrupt():
    """A payload of unknown kind or wrong length with a good checksum is still refused."""
    decoder = Decoder()
    decoder.feed(stream(1))
    assert decoder.feed(seal(b"\x01short") + seal(b"\x07" + bytes(22)) + seal(b"\x02" + b"a" * 66)) == []
    assert decoder.corrupt == 3


def test_text_and_hello_are_read_back():
    """The board's answer to `?` names protocol, firmware and id."""
    line = hello_text(board_id="00C0FFEE", firmware="1.2")
    assert Decoder().feed(encode_text(line)) == [Text(line)]
    assert parse_hello(line)._asdict() == {"proto": 1, "channels": 4, "firmware": "1.2", "board_id": "00C0FFEE"}
    assert parse_hello("start") is None


@pytest.mark.parametrize("text", ["", "a" * 65])
def test_a_text_too_short_or_long_is_the_callers_fault(text):
    """The encoder refuses what the protocol cannot say."""
    with pytest.raises(ValueError, match="1 to 64"):
        encode_text(text)


def test_counts_outside_24_bits_saturate():
    """What a real chip could not send is held at its limits instead of wrapping round."""
    sent = sample(counts=(9_000_000, -9_000_000, 0, 0))
    assert Decoder().feed(encode_sample(sent))[0].counts == (8_388_607, -8_388_608, 0, 0)
