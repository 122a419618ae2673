"""Recordings of the centre of pressure in CSV files, as they come from other people's machines."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyquest.device.cop_csv import CsvSource, read_cop_csv
from steadyquest.errors import DeviceError, SignalError, SteadyQuestError

HEADER = "time_s,cop_ml_mm,cop_ap_mm,fz_n"


@pytest.fixture
def written(tmp_path):
    def write(*lines: str, name: str = "sway.csv") -> Path:
        path = tmp_path / name
        path.write_bytes("\n".join(lines).encode())
        return path

    return write


def rows(n, *, start=0.01, step=0.01, skip=()):
    return [
        f"{start + i * step:.4f},{10 * math.sin(i / 9):.6f},{-5 + i % 7:.6f},640" for i in range(n) if i not in skip
    ]


def everything(source):
    samples = []
    while not source.ended:
        samples += source.read()
    return samples


def test_columns_are_found_by_name_in_any_order_and_unit(written):
    """Millimetres and centimetres may be mixed, other columns are passed over, case and spaces do not matter."""
    path = written("foot, COP_AP_cm ,time_s,cop_ml_mm", "L,1.5,0.00,2", "R,-0.5,0.02,3", "", "R,-0.5,0.04,3")
    recording = read_cop_csv(path)
    assert recording.cop_ap_mm.tolist() == [15.0, -5.0, -5.0]
    assert recording.cop_ml_mm.tolist() == [2.0, 3.0, 3.0]
    assert recording.rate_hz == 50.0


def test_a_file_without_force_is_a_person_of_700_newtons(written):
    """`fz_n` is optional."""
    recording = read_cop_csv(written("time_s,cop_ml_cm,cop_ap_cm", "0,0,1", "0.01,1,0"))
    assert not recording.had_fz
    assert recording.fz_n.tolist() == [700.0, 700.0]


def test_a_spreadsheets_byte_order_mark_and_line_ends_are_no_hindrance(tmp_path):
    """What a spreadsheet saves as CSV UTF-8 reads like any other."""
    path = tmp_path / "excel.csv"
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join([HEADER, *rows(5), ""]).encode())
    assert len(read_cop_csv(path).t_s) == 5


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "sway.csv has no header; its first line has to name time_s, cop_ml_mm or cop_ml_cm"),
        (["", "1,2,3"], "no header"),
        ([HEADER], "sway.csv has fewer than two rows of numbers"),
        ([HEADER, "0,0,0,700"], "fewer than two"),
        (["1,2,3", "4,5,6"], "no column time_s, cop_ml_mm or cop_ml_cm, cop_ap_mm or cop_ap_cm (found: 1, 2, 3)"),
        (["time_s;cop_ml_mm;cop_ap_mm", "0;1;2"], "with commas between"),
        (["time_s,cop_ml_mm,cop_ml_cm,cop_ap_mm"], "two columns for the same: cop_ml_mm and cop_ml_cm"),
        (["time_s,time_s,cop_ml_cm,cop_ap_mm"], "two columns for the same: time_s and time_s"),
        ([HEADER, *rows(3), "0.04,1,nan,700"], "line 5: cop_ap_mm is “nan”, not a number"),
        ([HEADER, *rows(3), "0.04,inf,1,700"], "line 5: cop_ml_mm is “inf”"),
        ([HEADER, *rows(3), "0.04,1,1,heavy"], "line 5: fz_n is “heavy”"),
        ([HEADER, *rows(3), "0.04,1,,700"], "line 5: cop_ap_mm is “”"),
        ([HEADER, *rows(3), "0.04,1_0,1,700"], "“1_0”, not a number"),
        ([HEADER, *rows(3), "", "0.04,1"], "line 6 has 2 cells, the header 4"),
        ([HEADER, *rows(3), "0.03,1,1,700"], "line 5: time_s is 0.03 after 0.03; time has to go forward"),
        ([HEADER, *rows(3), "0.025,1,1,700"], "line 5: time_s is 0.025 after 0.03"),
        (
            [HEADER, "0,0,0,700", "10,5,5,700", "20,5,5,700"],
            "0.1 samples a second, outside 5 to 5000; is time",
        ),
        ([HEADER, *rows(9), "99999999,1,1,700"], "lasts 1.16e+03 days"),
        ([HEADER, *(f"{i / 100},{i * 200},0,700" for i in range(9))], "wrong unit in the column names"),
        ([HEADER, *(f"{i / 100},{i / 1000},0,700" for i in range(9))], "wrong unit in the column names"),
        ([HEADER, *(f"{i / 100},{5000 + i},0,700" for i in range(9))], "wrong unit in the column names"),
        ([HEADER, *(f"{i / 100},{i},0,700000" for i in range(9))], "is it in newtons?"),
        ([HEADER, "0," + "9" * 200_000 + ",0,1"], "line 2 is not a row of a table"),
    ],
)
def test_each_fault_is_one_line_with_its_place_and_what_to_do(written, lines, said):
    """A file that cannot be measured says so in one line."""
    with pytest.raises(SignalError) as caught:
        read_cop_csv(written(*lines))
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path):
    """A missing file, a folder, a picture and a device are told apart."""
    (tmp_path / "picture.csv").write_bytes(b"\x89PNG\r\n\xff\xfe")
    for name, said in [("none.csv", "no file"), ("", "is a folder"), ("picture.csv", "not text"), ("\0", "no file")]:
        with pytest.raises(DeviceError, match=said):
            read_cop_csv(f"{tmp_path}/{name}")


def test_a_device_is_not_read_as_a_file():
    """An endless device would never end."""
    if not Path("/dev/zero").exists():
        pytest.skip("no devices with names here")
    with pytest.raises(DeviceError, match="not an ordinary file"):
        read_cop_csv("/dev/zero")


def test_a_hole_is_listed_and_left_in(written):
    """Nothing is invented where the recording has a hole: time and sequence numbers jump over it."""
    source = CsvSource(written(HEADER, *rows(100, skip=range(40, 70))))
    assert [(round(gap.t_s, 6), round(gap.seconds, 6)) for gap in source.recording.gaps] == [(0.4, 0.31)]
    samples = everything(source)
    assert len(samples) == 70
    assert (samples[40].t_us - samples[39].t_us, samples[40].seq - samples[39].seq) == (310_000, 31)
    assert source.health.gaps == 30


def test_the_first_sample_is_one_step_after_zero_and_time_is_the_files_own(written):
    """Whatever clock the file counts from, the source counts whole microseconds from its own start."""
    source = CsvSource(written(HEADER, *rows(70, start=1234.56, step=0.0125)))
    stamps = [sample.t_us for sample in everything(source)]
    assert stamps == [12_500 * (i + 1) for i in range(70)]
    assert source.health.rate_hz == pytest.approx(80.0)


def test_counts_give_the_centre_of_pressure_back_to_their_rounding(written):
    """A count is less than half a millinewton, so that the position is kept to some micrometres."""
    source = CsvSource(written(HEADER, *rows(80)))
    for i, sample in enumerate(everything(source)):
        force, ml, ap = source.calibration.wrench(sample.counts)
        assert force == pytest.approx(640.0, abs=1e-3)
        assert ml / force == pytest.approx(source.recording.cop_ml_mm[i], abs=5e-4)
        assert ap / force == pytest.approx(source.recording.cop_ap_mm[i], abs=5e-4)


@pytest.mark.parametrize("n", [49, 50, 51, 100])
def test_every_sample_comes_once_and_then_the_source_has_ended(written, n):
    """Also when the file fills its last block exactly."""
    source = CsvSource(written(HEADER, *rows(n)))
    assert [sample.seq for sample in everything(source)] == list(range(n))
    assert source.read() == []
    source.close()
    source.close()


def test_a_closed_source_gives_nothing_more(written):
    """Closing in the middle ends it."""
    source = CsvSource(written(HEADER, *rows(200)))
    source.read()
    source.close()
    assert source.read() == []
    assert source.ended


@settings(max_examples=60, deadline=None)
@given(junk=st.binary(max_size=60), at=st.integers(0, 400))
def test_any_damage_is_a_line_or_a_recording_never_a_crash(tmp_path_factory, junk, at):
    """Bytes thrown into a good file make it refused in one line, or leave it finite and in order."""
    path = tmp_path_factory.mktemp("damage") / "x.csv"
    good = "\n".join([HEADER, *rows(12)]).encode()
    path.write_bytes(good[:at] + junk + good[at:])
    try:
        recording = read_cop_csv(path)
    except SteadyQuestError as error:
        refused = str(error)
    else:
        refused = ""
        assert np.all(np.diff(recording.t_s) > 0)
        assert everything(CsvSource(recording))
    assert len(refused.splitlines()) <= 1
