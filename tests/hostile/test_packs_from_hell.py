"""Zips that nobody should have sent: refused as a whole, with every reason, and nothing of them is written."""

from __future__ import annotations

import io
import re
import stat
import struct
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steadyquest.errors import LevelError
from steadyquest.levels.add import add
from steadyquest.levels.pack import parcel_of, zipped
from steadyquest.levels.unpack import unpacked

LEVEL = b'format = 1\ntitle = "A"\nworld = "river"\nsay = "Go."\n[[step]]\ntask = "hold"\nseconds = 5\n'
PICTURED = LEVEL.replace(b"[[step]]", b'picture = "pet.png"\n[[step]]')
DIRECTORY, END = b"PK\x01\x02", b"PK\x05\x06"


def entry(name: str, *, mode: int = 0, system: int = 3) -> zipfile.ZipInfo:
    """An entry of this name as it stands in the file, whatever the name is."""
    made = zipfile.ZipInfo("x")
    made.filename = name
    made.external_attr, made.create_system = mode << 16, system
    return made


def packed(*files: tuple[str | zipfile.ZipInfo, bytes], how: int = zipfile.ZIP_STORED, comment: bytes = b"") -> bytes:
    """A zip of these, with nothing tidied."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as made:
        for name, data in files:
            made.writestr(entry(name) if isinstance(name, str) else name, data, compress_type=how)
        made.comment = comment
    return out.getvalue()


def patched(data: bytes, at: bytes, offset: int, value: bytes) -> bytes:
    """The same zip with other bytes at a place of its first record of this kind."""
    where = data.index(at) + offset
    return data[:where] + value + data[where + len(value) :]


def beside(name: str | zipfile.ZipInfo, data: bytes = LEVEL) -> bytes:
    """Such an entry beside a sound level."""
    return packed(("good.toml", LEVEL), (name, data))


def bomb() -> bytes:
    """A thousand times smaller than what comes out."""
    return packed(("a.toml", LEVEL), ("a.png", bytes(50_000_000)), how=zipfile.ZIP_DEFLATED)


def liar() -> bytes:
    """Sizes of ten bytes in front of a stream of fifty million."""
    data = packed(("a.toml", bytes(50_000_000)), how=zipfile.ZIP_DEFLATED)
    return patched(data, DIRECTORY, 24, struct.pack("<I", 10))


def listed(n: int) -> bytes:
    """A list of so many entries, and nothing else."""
    one = struct.pack("<4s6H3L5H2L", DIRECTORY, 20, 20, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    return one * n + struct.pack("<4s4H2LH", END, 0, 0, n % 65536, n % 65536, len(one) * n, 0, 0)


def overlapping() -> bytes:
    """A hundred entries that are all the same large stream."""
    stream = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = stream.compress(bytes(900_000)) + stream.flush()
    crc = zlib.crc32(bytes(900_000))
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 33, crc, len(body), 900_000, 5, 0) + b"a.png" + body
    lists = b"".join(
        struct.pack("<4s6H3L5H2L", DIRECTORY, 20, 20, 0, 8, 0, 33, crc, len(body), 900_000, 8, 0, 0, 0, 0, 0, 0)
        + b"%04d.png" % i
        for i in range(100)
    )
    return local + lists + struct.pack("<4s4H2LH", END, 0, 0, 100, 100, len(lists), len(local), 0)


SOUND = packed(("a.toml", LEVEL))
HELL: dict[str, tuple[object, str]] = {
    "traversal": (lambda: beside("../out.toml"), "leads out"),
    "traversal_inside": (lambda: beside("x/../../out.toml"), "leads out"),
    "traversal_of_one": (lambda: beside("x/.."), "leads out"),
    "absolute": (lambda: beside("/etc/out.toml"), "leads out"),
    "drive": (lambda: beside("C:/out.toml"), "leads out"),
    "drive_relative": (lambda: beside("C:out.toml"), "leads out"),
    "network": (lambda: beside("//host/share/out.toml"), "leads out"),
    "backslashes": (lambda: beside("..\\..\\out.toml"), "leads out"),
    "network_backslashes": (lambda: beside("\\\\host\\out.toml"), "leads out"),
    "zero_in_a_name": (lambda: beside("out.toml\0.png"), "leads out"),
    "stream_of_a_file": (lambda: beside("good.toml:evil.toml"), "not a plain file name"),
    "link": (lambda: beside(entry("out.toml", mode=stat.S_IFLNK | 0o777), b"/etc/passwd"), "a link"),
    "device_file": (lambda: beside(entry("out.toml", mode=stat.S_IFCHR | 0o666)), "a link"),
    "pipe": (lambda: beside(entry("out.toml", mode=stat.S_IFIFO | 0o666)), "a link"),
    "device_name": (lambda: beside("CON.toml"), "device"),
    "device_name_with_more": (lambda: beside("nul .x.toml"), "device"),
    "long_name": (lambda: beside("n" * 300 + ".toml"), "plain file name"),
    "very_long_name": (lambda: beside("n" * 60_000 + ".toml"), "plain file name"),
    "deep_folders": (lambda: beside("d/" * 5_000 + "a.toml"), "plain file name"),
    "escape_in_a_name": (lambda: beside("\x1b[2J.toml"), "plain file name"),
    "line_in_a_name": (lambda: beside("two\nlines.toml"), "plain file name"),
    "turned_name": (lambda: beside("a\u202egnp.toml"), "nobody can see"),
    "hidden_name_in_a_folder": (lambda: packed(("x/.toml", LEVEL)), "no level in it"),
    "nothing_but_an_ending": (lambda: packed((".toml", LEVEL)), "no level in it"),
    "same_name": (lambda: packed(("a.toml", LEVEL), ("a.toml", PICTURED)), "twice"),
    "same_name_by_case": (lambda: packed(("a.toml", LEVEL), ("A.Toml", PICTURED)), "twice"),
    "same_name_by_accents": (lambda: packed(("\u00e9.toml", LEVEL), ("e\u0301.toml", LEVEL)), "twice"),
    "ten_thousand": (lambda: packed(*((f"{i}.toml", b"") for i in range(10_000))), "10000 files"),
    "a_million_listed": (lambda: listed(1_000_000), "1000000 files"),
    "bomb": (bomb, "far too small"),
    "bomb_that_lies": (liar, "a.zip"),
    "overlapping": (overlapping, "a.zip"),
    "too_much": (lambda: packed(*((f"{i}.png", bytes(4_999_999)) for i in range(11))) + bytes(6_000_000), "60 MB"),
    "large_level": (lambda: packed(("a.toml", b"#" * 10_000_000), how=zipfile.ZIP_DEFLATED), "far too small"),
    "level_of_300_kB": (lambda: packed(("a.toml", b"#" * 300_000)), "larger than 256 kB"),
    "large_picture": (lambda: packed(("a.toml", PICTURED), ("pet.png", bytes(5_000_001))), "larger than 5000 kB"),
    "nested": (lambda: packed(("inner.zip", SOUND)), "no level in it"),
    "nested_many": (lambda: packed(("inner.zip", listed(5_000))), "5001 files"),
    "locked": (lambda: patched(SOUND, DIRECTORY, 8, b"\x01\x00"), "password"),
    "strongly_locked": (lambda: patched(SOUND, DIRECTORY, 8, b"\x41\x20"), "password"),
    "odd_packing": (lambda: packed(("a.toml", LEVEL), how=zipfile.ZIP_LZMA), "not read here"),
    "unknown_packing": (lambda: patched(SOUND, DIRECTORY, 10, b"\x63\x00"), "not read here"),
    "later_version": (lambda: patched(SOUND, DIRECTORY, 6, b"\xff\x00"), "not a whole zip"),
    "other_name_in_its_stream": (lambda: SOUND.replace(b"a.toml", b"b.toml", 1), "not a whole zip"),
    "broken_sum": (lambda: SOUND.replace(b'"A"', b'"B"'), "not a whole zip"),
    "streams_elsewhere": (lambda: patched(SOUND, DIRECTORY, 42, b"\xff\xff\xff\x7f"), "not a whole zip"),
    "list_elsewhere": (lambda: patched(SOUND, END, 16, b"\xff\xff\xff\x7f"), "not a whole zip"),
    "cut_list": (lambda: SOUND[: SOUND.index(DIRECTORY) + 20], "not a whole zip"),
    "cut_end": (lambda: SOUND[:-10], "not a whole zip"),
    "end_in_a_comment": (lambda: packed(("a.toml", LEVEL), comment=END + bytes(18)), "a.zip"),
    "zip64_nonsense": (lambda: SOUND[:-22] + b"PK\x06\x07" + b"\xff" * 16 + SOUND[-22:], "not a whole zip"),
    "folders_only": (lambda: packed(("a/", b""), ("b/", b"")), "no level in it"),
    "a_level_as_a_folder": (lambda: packed(("a.toml/", b"")), "no level in it"),
    "nothing": (lambda: END + bytes(18), "no level in it"),
    "empty": (lambda: b"", "not a whole zip"),
    "text": (lambda: LEVEL, "not a whole zip"),
    "missing_picture": (lambda: packed(("a.toml", PICTURED)), "pet.png: no such file"),
    "missing_picture_in_a_folder": (lambda: packed(("a.toml", PICTURED), ("x/pet.png", b"")), "plain file name"),
    "picture_that_is_none": (lambda: packed(("a.toml", PICTURED), ("pet.png", b"GIF89a")), "not a PNG"),
    "broken_level": (lambda: packed(("a.toml", LEVEL.replace(b"hold", b"fly"))), "a.toml:6"),
    "many_broken_levels": (lambda: packed(*((f"{i}.toml", b"\xff") for i in range(150))), "not UTF-8"),
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", HELL)
def test_it_is_refused_and_nothing_is_written(name, home, typed, all_below):
    """Exit 1, every reason a line with the file, and neither own folder nor anything else has changed."""
    make, said = HELL[name]
    Path("a.zip").write_bytes(make())
    (home / "own").mkdir()
    (home / "own" / "mine.toml").write_bytes(LEVEL)
    before = all_below()
    done = typed("levels", "add", "a.zip", "--replace")
    assert (done.code, done.out) == (1, "")
    assert done.problems
    assert done.problems == done.err.splitlines()
    assert any(said in problem for problem in done.problems), done.err
    assert all(problem.startswith(("a.zip", str(home / "own"))) for problem in done.problems)
    assert max(map(len, done.problems)) < 1000
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u202e]", done.err)
    assert all_below() == before


def test_a_picture_of_forty_thousand_pixels_is_not_taken(home, typed, picture):
    """Its head says so; the rest is never looked at."""
    Path("a.zip").write_bytes(packed(("a.toml", PICTURED), ("pet.png", picture(40_000, 40_000))))
    done = typed("levels", "add", "a.zip")
    assert (done.code, "more than 4096 pixels" in done.err) == (1, True)
    Path("a.zip").write_bytes(packed(("a.toml", PICTURED), ("pet.png", picture(40, 40))))
    assert typed("levels", "add", "a.zip").code == 0


def test_what_systems_and_people_add_is_no_fault(home, typed):
    """A folder around it, a system's own files, a comment, a program in front: such packs are honest."""
    inside = packed(("mine/a.toml", LEVEL), ("mine/.DS_Store", b"x"), ("mine/Thumbs.db", b"x"), comment=b"For you")
    Path("a.zip").write_bytes(b"#!/bin/sh\n" + inside)
    assert typed("levels", "add", "a.zip").code == 0
    assert {path.name for path in (home / "own").iterdir()} == {"a.toml", "README.txt"}


@pytest.mark.parametrize(
    "name", ["", ".", "..", ".hidden", "a/b", "..\\x", "nul", "a\x1b[2J", "x" * 300, "a:b", "\u202e"]
)
def test_names_given_by_hand_are_no_way_out_either(name, home, typed, all_below):
    """`--name` names a plain file, or nothing is added."""
    Path("a.toml").write_bytes(LEVEL)
    typed("levels", "add", "a.toml")
    before = all_below()
    done = typed("levels", "add", "a.toml", "--name", name)
    assert done.code == 1
    assert all_below() == before


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_in_the_own_folder_are_not_written_through(home, typed):
    """A link of the level's name is replaced; what it points to stays as it was."""
    own = home / "own"
    own.mkdir()
    (home / "precious.txt").write_text("precious")
    (own / "a.toml").symlink_to(home / "precious.txt")
    Path("a.zip").write_bytes(packed(("a.toml", LEVEL)))
    assert typed("levels", "add", "a.zip").code == 1
    assert typed("levels", "add", "a.zip", "--replace").code == 0
    assert (home / "precious.txt").read_text() == "precious"
    assert (own / "a.toml").read_bytes() == LEVEL
    assert not (own / "a.toml").is_symlink()


def test_packing_onto_what_is_no_file_is_one_line(home, typed):
    """A folder, a place that there is not, a home that nobody has, a loop of links."""
    Path("folder.zip").mkdir()
    Path("loop.zip").symlink_to("loop.zip")
    for name in ("folder.zip", "no/where.zip", "~nobody_at_all/x.zip", "x" * 300 + ".zip"):
        done = typed("levels", "pack", "river/feed_the_ducks", "--to", name)
        assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1), name


def whole_pack(shelf, seed: int) -> bytes:
    return zipped(parcel_of([shelf[seed % len(shelf)], shelf[seed // 7 % len(shelf)]]))


def check_spoilt(seed: int, *, shelf, spoil, sound_or_told, folder: Path) -> None:
    """Either every fault is told, or its levels are there, and nothing lies anywhere else."""
    file, own = folder / "a.zip", folder / "own"
    data = spoil(seed, whole_pack(shelf, seed))
    file.write_bytes(data)
    for left in own.iterdir() if own.is_dir() else ():
        left.unlink()
    added = sound_or_told(lambda: add(file, folder=own, replacing=True), data)
    assert {path.name for path in folder.iterdir()} <= {"a.zip", "own"}
    if added is not None:
        names = {path.name for path in own.iterdir()} - {"README.txt"}
        assert names == {level.path.name for level in added.levels}


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**40))
def test_a_spoilt_pack_is_told_or_added(seed, shelf, spoil, sound_or_told, tmp_path):
    """Accidents in any byte of it."""
    check_spoilt(seed, shelf=shelf, spoil=spoil, sound_or_told=sound_or_told, folder=tmp_path)


@pytest.mark.slow
@settings(max_examples=1500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**40))
def test_a_spoilt_pack_is_told_or_added_again_and_again(seed, shelf, spoil, sound_or_told, tmp_path):
    """The same, for long."""
    check_spoilt(seed, shelf=shelf, spoil=spoil, sound_or_told=sound_or_told, folder=tmp_path)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(st.tuples(st.text(max_size=12), st.sampled_from(["", ".toml", ".png", "/", "/a.toml"])), max_size=4)
)
def test_names_of_any_letters_stay_within(names, tmp_path):
    """Whatever an entry is called, what is taken are plain names without a folder."""
    files = {name + ending: LEVEL for name, ending in names}
    file = tmp_path / "a.zip"
    try:
        file.write_bytes(packed(*files.items()))
    except UnicodeEncodeError:
        return
    try:
        parcel = unpacked(file)
    except LevelError:
        return
    for name in parcel.files:
        assert (tmp_path / name).parent == tmp_path
        assert not name.startswith(".")
