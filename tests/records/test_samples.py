import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyquest.conventions import BoardSample
from steadyquest.errors import RecordError
from steadyquest.records.samples import FIELDS, block_of, packed, raw_of, sample_array, unpacked
from steadyquest.records.writer import Recorder

I32 = st.integers(-(2**31), 2**31 - 1)
BYTE = st.integers(0, 255)
FOUR = st.tuples(I32, I32, I32, I32)
SAMPLES = st.lists(
    st.builds(BoardSample, st.integers(-(2**63), 2**63 - 1), I32, I32, FOUR, FOUR, BYTE, BYTE, BYTE), max_size=30
)


@settings(max_examples=60, deadline=None)
@given(SAMPLES, st.integers(0, 10**9))
def test_every_sample_survives_its_way_through_a_block(samples, start):
    """What went in comes out, in order, as the same types."""
    block = block_of(samples, start=start)
    back = list(unpacked(raw_of(block, session_id=1)))
    assert back == samples
    assert (block.start, block.n) == (start, len(samples))
    assert all(type(sample) is BoardSample and type(sample.counts) is tuple for sample in back)


@settings(max_examples=60, deadline=None)
@given(SAMPLES)
def test_numpy_reads_the_same_numbers(samples):
    """The structured array and the named tuples are two views of the same bytes."""
    array = sample_array([packed(samples)])
    assert array.dtype.itemsize == 51
    assert [name for name, *_ in FIELDS] == list(BoardSample._fields)
    assert array["counts"].tolist() == [list(sample.counts) for sample in samples]
    for name in ("t_us", "epoch", "seq", "status", "fresh", "faulty"):
        assert array[name].tolist() == [getattr(sample, name) for sample in samples]


@settings(max_examples=60, deadline=None)
@given(SAMPLES.filter(len), st.data())
def test_any_changed_byte_is_noticed(samples, data):
    """Whatever the disk did to a block, it is said and not played."""
    block = block_of(samples, start=0)
    at = data.draw(st.integers(0, len(block.data) - 1))
    harmed = bytearray(block.data)
    harmed[at] ^= data.draw(st.integers(1, 255))
    try:
        same = raw_of(block._replace(data=bytes(harmed)), session_id=1) == packed(samples)
    except RecordError:
        same = True
    assert same


@pytest.fixture
def recorded(store, board_samples):
    """A session of 300 samples in three blocks."""
    with Recorder(store) as recorder:
        session = recorder.start_session()
        for start in (0, 100, 200):
            recorder.add_samples(board_samples(100, start=start))
            recorder.flush()
        recorder.end_session()
    return session


@pytest.mark.parametrize(
    ("start", "stop"), [(0, None), (0, 0), (99, 101), (100, 200), (150, None), (299, 300), (300, None), (5, 9000)]
)
def test_any_span_of_samples_can_be_read(store, recorded, board_samples, start, stop):
    """Across blocks, at their edges, and beyond the end."""
    expected = board_samples(300)[start:stop]
    assert list(store.sessions.samples(recorded, start=start, stop=stop)) == expected
    array = store.sessions.sample_array(recorded, start=start, stop=stop)
    assert array["t_us"].tolist() == [sample.t_us for sample in expected]


def test_a_session_without_samples_has_an_empty_array(store):
    """With its columns, so that nothing need be asked twice."""
    array = store.sessions.sample_array(7)
    assert array.shape == (0,)
    assert array["counts"].shape == (0, 4)
    assert isinstance(array, np.ndarray)


def change(store, statement):
    with store.database.write() as connection:
        connection.exec_driver_sql(statement)


def test_a_damaged_block_is_named_and_the_others_can_be_read(store, recorded):
    """Only what is harmed is lost."""
    change(store, "UPDATE sample_blocks SET data = x'00112233' WHERE start = 100")
    with pytest.raises(RecordError, match="samples 100 to 199 of session 1 are damaged"):
        store.sessions.sample_array(recorded)
    with pytest.raises(RecordError, match="damaged"):
        store.sessions.samples(recorded)
    assert len(store.sessions.sample_array(recorded, stop=100)) == 100
    assert len(store.sessions.sample_array(recorded, start=200)) == 100


def test_a_missing_block_is_named(store, recorded):
    """Indices never silently mean other samples."""
    change(store, "DELETE FROM sample_blocks WHERE start = 100")
    with pytest.raises(RecordError, match="samples 100 to 199 of session 1 were never written"):
        store.sessions.sample_array(recorded)
    change(store, "DELETE FROM sample_blocks WHERE start = 0")
    with pytest.raises(RecordError, match="samples 50 to 199"):
        store.sessions.sample_array(recorded, start=50)
