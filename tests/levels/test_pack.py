"""Packing levels, unpacking what came from anybody, and adding it to the own ones."""

from __future__ import annotations

import contextlib
import io
import os
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steadyquest.errors import LevelError, ReportError
from steadyquest.levels import pack as packing
from steadyquest.levels import unpack as unpacking
from steadyquest.levels.add import add
from steadyquest.levels.library import shipped
from steadyquest.levels.pack import Parcel, bad_name, parcel_of, zipped
from steadyquest.levels.read import read_level
from steadyquest.levels.unpack import unpacked

HEAD = 'format = 1\ntitle = "{title}"\nworld = "river"\nsay = "Steer the boat."\n'
STEP = '[[step]]\ntask = "hold"\nseconds = 5\n'


def png(shade=0):
    """A whole picture of one pixel."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes((0, shade)))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def text(title="Mine", *lines):
    return HEAD.format(title=title) + "".join(f"{line}\n" for line in lines) + STEP


@pytest.fixture
def made(tmp_path):
    """Writes a level with its files into a folder of its own."""

    def made(name, *lines, folder="here", title="Mine", **beside):
        place = tmp_path / folder
        place.mkdir(exist_ok=True)
        (place / f"{name}.toml").write_text(text(title, *lines), encoding="utf-8")
        for stem, data in beside.items():
            (place / stem.replace("_dot_", ".")).write_bytes(data)
        return place / f"{name}.toml"

    return made


@pytest.fixture
def zip_of(tmp_path):
    """Writes a zip with these entries, each a name or a ZipInfo, and its bytes."""

    def zip_of(*entries, name="from_somebody.zip", how=zipfile.ZIP_DEFLATED):
        file = tmp_path / name
        with zipfile.ZipFile(file, "w", how) as packed:
            for entry, data in entries:
                packed.writestr(entry, data)
        return file

    return zip_of


@pytest.fixture
def folder(tmp_path):
    """Where own levels go; it is not there yet."""
    return tmp_path / "own"


def what_is_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


def problems_of(call) -> str:
    with pytest.raises(LevelError) as caught:
        call()
    return "\n".join(str(problem) for problem in caught.value.problems)


def test_a_pack_is_the_same_bytes_whenever_and_in_whatever_order_it_is_made(made):
    """No dates, no rights, sorted by name."""
    a = read_level(made("a", 'picture = "pet.png"', pet_dot_png=png()))
    b = read_level(made("b", 'voice = "me.ogg"', me_dot_ogg=b"OggS" + bytes(60)))
    first = zipped(parcel_of([a, b]))
    os.utime(a.path, (1, 1))
    assert zipped(parcel_of([b, a, b])) == first
    with zipfile.ZipFile(io.BytesIO(first)) as packed:
        assert packed.namelist() == ["a.toml", "b.toml", "me.ogg", "pet.png"]


def test_what_was_packed_is_added_whole(made, folder, tmp_path):
    """Level, picture and voice arrive bit by bit, and the level can be played from there."""
    level = read_level(made("ducks", 'picture = "pet.png"', 'voice = "me.ogg"', pet_dot_png=png(), me_dot_ogg=b"OggS"))
    file = tmp_path / "ducks.zip"
    file.write_bytes(zipped(parcel_of([level])))
    added = add(file, folder=folder)
    assert [(got.key, got.hash) for got in added.levels] == [("own/ducks", level.hash)]
    there = what_is_in(folder)
    assert set(there) == {"ducks.toml", "pet.png", "me.ogg", "README.txt"}
    assert there["pet.png"] == png()


def test_shipped_levels_can_be_passed_on(folder, tmp_path):
    """A therapist takes one, changes it and gives it away."""
    file = tmp_path / "all.zip"
    file.write_bytes(zipped(parcel_of(shipped()[:5])))
    assert len(add(file, folder=folder).levels) == 5


def test_a_level_file_is_added_with_what_lies_beside_it(made, folder):
    """Without packing it first."""
    file = made("ducks", 'picture = "pet.png"', pet_dot_png=png())
    add(file, folder=folder)
    assert set(what_is_in(folder)) == {"ducks.toml", "pet.png", "README.txt"}


def test_adding_the_same_again_changes_nothing(made, folder):
    """And says so."""
    file = made("ducks", 'picture = "pet.png"', pet_dot_png=png())
    assert not add(file, folder=folder).same
    before = what_is_in(folder)
    assert add(file, folder=folder).same
    assert add(folder / "ducks.toml", folder=folder).same
    assert what_is_in(folder) == before


def test_another_level_of_the_same_name_is_not_overwritten(made, folder):
    """--replace does, or another name; both are offered."""
    add(made("ducks", title="Old"), folder=folder)
    before = what_is_in(folder)
    new = made("ducks", folder="there", title="New")
    said = problems_of(lambda: add(new, folder=folder))
    assert "--replace" in said
    assert "--name ducks_2" in said
    assert what_is_in(folder) == before
    assert add(new, folder=folder, replacing=True).replaced == ("ducks.toml",)
    assert read_level(folder / "ducks.toml").spec.title == "New"
    assert [level.key for level in add(new, folder=folder, name="ducks_2").levels] == ["own/ducks_2"]


def test_a_name_that_differs_by_capitals_is_the_same_name(made, folder):
    """On many machines it is the same file."""
    add(made("ducks", title="Old"), folder=folder)
    new = made("Ducks", folder="there", title="New")
    assert "another one of this name" in problems_of(lambda: add(new, folder=folder))
    add(new, folder=folder, replacing=True)
    assert [name for name in what_is_in(folder) if name.endswith(".toml")] == ["Ducks.toml"]


def test_a_picture_that_another_level_needs_is_never_replaced(made, folder):
    """Two children have a pet.png each."""
    add(made("ann", 'picture = "pet.png"', pet_dot_png=png(1)), folder=folder)
    ben = made("ben", 'picture = "pet.png"', folder="there", pet_dot_png=png(2))
    said = problems_of(lambda: add(ben, folder=folder, replacing=True))
    assert "own/ann needs the pet.png" in said
    assert what_is_in(folder)["pet.png"] == png(1)
    ann = made("ann", 'picture = "pet.png"', folder="there", pet_dot_png=png(3))
    add(ann, folder=folder, replacing=True)
    assert what_is_in(folder)["pet.png"] == png(3)


def test_one_broken_level_in_a_pack_keeps_all_of_it_out(zip_of, folder):
    """Every fault of every level is told at once, by its name in the pack."""
    file = zip_of(("a.toml", text()), ("b.toml", 'title = "x"'), ("c.toml", text("C", 'picture = "gone.png"')))
    said = problems_of(lambda: add(file, folder=folder))
    assert "from_somebody.zip: b.toml" in said
    assert "from_somebody.zip: c.toml" in said
    assert set(what_is_in(folder)) <= {"README.txt"}


def test_files_that_no_level_names_are_left_out_and_told(zip_of, folder):
    """Also what a computer adds by itself, which is not even told; a folder around it all is as good as none."""
    file = zip_of(
        ("mine/", ""),
        ("mine/a.toml", text()),
        ("mine/spare.png", png()),
        ("mine/letter.docx", "x"),
        ("mine/.DS_Store", "x"),
        ("__MACOSX/mine/._a.toml", "x"),
    )
    assert sorted(add(file, folder=folder).left_out) == ["letter.docx", "spare.png"]
    assert set(what_is_in(folder)) == {"a.toml", "README.txt"}


def test_what_cannot_be_written_leaves_everything_as_it_was(made, folder, monkeypatch):
    """A disk that is full in the middle of a replacement."""
    add(made("ducks", 'picture = "pet.png"', title="Old", pet_dot_png=png(1)), folder=folder)
    before = what_is_in(folder)
    new = made("ducks", 'picture = "pet.png"', folder="there", title="New", pet_dot_png=png(2))
    rename, calls = Path.rename, []

    def full(self, target):
        calls.append(target)
        if len(calls) == 4:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(ReportError, match="Nothing was added"):
        add(new, folder=folder, replacing=True)
    assert what_is_in(folder) == before


def test_a_folder_in_the_place_of_a_level_is_never_removed(made, folder):
    """Whatever is in it stays."""
    (folder / "ducks.toml").mkdir(parents=True)
    (folder / "ducks.toml" / "precious").write_text("x")
    file = made("ducks")
    assert "a folder of this name" in problems_of(lambda: add(file, folder=folder, replacing=True))
    assert (folder / "ducks.toml" / "precious").exists()


LINK = zipfile.ZipInfo("a.toml")
LINK.external_attr = 0o120777 << 16
PIPE = zipfile.ZipInfo("a.toml")
PIPE.external_attr = 0o010644 << 16


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../a.toml", "leads out"),
        ("x/../../a.toml", "leads out"),
        ("/etc/a.toml", "leads out"),
        ("C:/a.toml", "leads out"),
        ("C:a.toml", "leads out"),
        ("..\\a.toml", "leads out"),
        ("a\\b.toml", "leads out"),
        (LINK, "a link"),
        (PIPE, "a link"),
        ("con.toml", "device"),
        ("NUL.toml", "device"),
        ("Com1.x.toml", "device"),
        ("lpt\u00b9.png", "device"),
        ("a\u202egnp.toml", "nobody can see"),
        ("a?.toml", "plain file name"),
        ("trailing .toml ", "plain file name"),
        ("n" * 200 + ".toml", "plain file name"),
        ("sub/deeper/a.toml", "plain file name"),
    ],
)
def test_names_that_are_no_plain_files_are_refused(zip_of, folder, name, said):
    """Beside a sound level; nothing of it is written anywhere."""
    file = zip_of(("good.toml", text()), (name, text()))
    before = set(folder.parent.iterdir())
    assert said in problems_of(lambda: add(file, folder=folder))
    assert set(folder.parent.iterdir()) == before


def test_two_entries_of_one_name_are_refused(zip_of, folder):
    """Also when they differ by capitals."""
    with pytest.warns(UserWarning, match="Duplicate"):
        same = zip_of(("a.toml", text("One")), ("a.toml", text("Two")))
    assert "twice" in problems_of(lambda: add(same, folder=folder))
    other = zip_of(("a.toml", text("One")), ("A.TOML", text("Two")))
    assert "twice" in problems_of(lambda: add(other, folder=folder))


def test_bombs_are_not_unpacked(zip_of, monkeypatch):
    """By what they say of themselves, by ratio, by number, and by what comes out whatever they say."""
    zeros = bytes(4_000_000)
    assert "far too small" in problems_of(lambda: unpacked(zip_of(("a.toml", text()), ("a.png", zeros))))
    many = zip_of(*((f"{i}.toml", "") for i in range(300)))
    assert "300 files" in problems_of(lambda: unpacked(many))
    monkeypatch.setattr(unpacking, "MOST_BYTES", 1_000)
    assert "when unpacked" in problems_of(lambda: unpacked(zip_of(("a.toml", text()), ("a.png", bytes(2_000)))))
    monkeypatch.undo()
    long = zip_of(("a.toml", "#" * 300_000), how=zipfile.ZIP_STORED)
    assert "256 kB" in problems_of(lambda: unpacked(long))


def test_a_zip_that_lies_about_its_sizes_is_not_believed(zip_of):
    """The directory says ten bytes, the stream has a megabyte."""
    file = zip_of(("a.toml", "#" * 1_000_000))
    data = file.read_bytes()
    file.write_bytes(data.replace(struct.pack("<I", 1_000_000), struct.pack("<I", 10)))
    problems_of(lambda: unpacked(file))


def test_locked_and_oddly_packed_entries_are_refused(zip_of):
    """A password is asked of nobody."""
    file = zip_of(("a.toml", text()), how=zipfile.ZIP_STORED)
    data = bytearray(file.read_bytes())
    at = data.index(b"PK\x01\x02")
    locked = bytes(data[: at + 8]) + b"\x01" + bytes(data[at + 9 :])
    file.write_bytes(locked)
    assert "password" in problems_of(lambda: unpacked(file))
    assert "not read here" in problems_of(lambda: unpacked(zip_of(("a.toml", text()), how=zipfile.ZIP_LZMA)))


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x03\x04" + bytes(100), b"PK\x05\x06" + bytes(18)])
def test_what_is_no_whole_zip_is_one_line(tmp_path, data):
    """An empty zip holds no level."""
    file = tmp_path / "a.zip"
    file.write_bytes(data)
    assert problems_of(lambda: unpacked(file)).count("\n") == 0


def test_what_is_no_file_is_one_line(tmp_path, folder):
    """A missing one, a folder, a loop of links, a pipe."""
    (tmp_path / "dir.zip").mkdir()
    names = ["gone.zip", "dir.zip"]
    if os.name != "nt":
        (tmp_path / "loop.zip").symlink_to(tmp_path / "loop.zip")
        os.mkfifo(tmp_path / "pipe.zip")
        names += ["loop.zip", "pipe.zip"]
    for name in names:
        assert problems_of(lambda name=name: add(tmp_path / name, folder=folder)).count("\n") == 0


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_spoiled_pack_is_refused_or_read_and_never_crashes(tmp_path, data):
    """Some bytes of a sound pack are other ones."""
    whole = bytearray(zipped(Parcel({"a.toml": text().encode()}, {"a.png": png()})))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    file = tmp_path / "spoiled.zip"
    file.write_bytes(whole[: data.draw(st.integers(1, len(whole)))])
    with contextlib.suppress(LevelError):
        assert unpacked(file).levels


def test_two_files_of_one_name_do_not_go_into_one_pack(made):
    """Each therapist's pet.png is another one; the same one twice is no matter."""
    ann = read_level(made("ann", 'picture = "pet.png"', pet_dot_png=png(1)))
    ben = read_level(made("ben", 'picture = "pet.png"', folder="there", pet_dot_png=png(2)))
    assert "two different files are called pet.png" in problems_of(lambda: parcel_of([ann, ben]))
    ben.path.with_name("pet.png").write_bytes(png(1))
    assert list(parcel_of([ann, ben]).beside) == ["pet.png"]


def test_a_level_that_could_not_be_added_elsewhere_is_not_packed(made):
    """A device on the other machine; a picture that is gone since."""
    assert "device" in problems_of(lambda: parcel_of([read_level(made("aux"))]))
    level = read_level(made("a", 'picture = "pet.png"', pet_dot_png=png()))
    level.path.with_name("pet.png").unlink()
    assert "pet.png" in problems_of(lambda: parcel_of([level]))
    too_many = [level] * 1 + [read_level(made(f"l{i}")) for i in range(packing.MOST_LEVELS)]
    assert "make several packs" in problems_of(lambda: parcel_of(too_many))


def test_plain_names_are_taken_in_any_writing():
    """Letters of every language, spaces inside, dots inside."""
    for name in ("feed the ducks.toml", "für_Zoë.png", "子供.toml", "v1.2.ogg", "console.toml"):
        assert bad_name(name) == ""
