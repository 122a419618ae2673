"""Files for people: whole or not at all."""

from __future__ import annotations

import pytest

from steadyquest.errors import ReportError
from steadyquest.files import write_whole


@pytest.mark.parametrize("data", ["grün\n", b"\x89PNG\r\n"], ids=["text", "bytes"])
def test_a_file_is_written_whole(tmp_path, data):
    """One file with exactly that in it, readable for others, and nothing beside it; an older one is replaced."""
    file = tmp_path / "picture"
    file.write_text("old")
    assert write_whole(file, data) == file
    assert file.read_bytes() == (data.encode() if isinstance(data, str) else data)
    assert file.stat().st_mode & 0o444 == 0o444
    assert list(tmp_path.iterdir()) == [file]


def test_a_place_that_cannot_be_written_is_one_line(tmp_path):
    """A folder, a missing folder, a folder below a file, a name that no file has: one line each, nothing left."""
    (tmp_path / "file").write_text("")
    for place in (tmp_path, tmp_path / "missing" / "r.html", tmp_path / "file" / "r.html", tmp_path / ("x" * 300)):
        with pytest.raises(ReportError) as caught:
            write_whole(place, "x")
        assert str(place) in str(caught.value)
        assert "\n" not in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
