"""The build guide tells the truth: its commands, pins, prices, symptoms, pictures and links, and its practice run."""

from __future__ import annotations

import csv
import importlib.util
import math
import os
import re
import shlex
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree

import click
import pytest

from steadyquest.cli.commands import steadyquest
from steadyquest.session.symptoms import SYMPTOMS
from steadyquest.signal.calibration import HALF_AP_MM, HALF_ML_MM, NOMINAL_COUNTS_PER_N

CHECKOUT = next((p for p in Path(__file__).resolve().parents if (p / "hardware" / "README.md").is_file()), None)
pytestmark = pytest.mark.skipif(CHECKOUT is None, reason="the build guide is only in a checkout")
HARDWARE = (CHECKOUT or Path()) / "hardware"
PRACTISE = "Practise without parts"
CORNERS = ("front left", "front right", "rear left", "rear right")


def guide() -> str:
    return (HARDWARE / "README.md").read_text(encoding="utf-8")


def chapters() -> dict[str, str]:
    """The text under each heading of the second level."""
    parts = re.split(r"^## (.+)$", guide(), flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def script(path: Path):
    """A script of the hardware folder as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def blocks(text: str) -> list[list[str]]:
    """The lines of each shell block."""
    return [
        [line.strip() for line in block.splitlines() if line.strip()]
        for block in re.findall(r"^ *```sh\n(.*?)^ *```", text, flags=re.MULTILINE | re.DOTALL)
    ]


def in_blocks() -> set[str]:
    """The `steadyquest …` lines that are to be typed."""
    return {line for block in blocks(guide()) for line in block if line.startswith("steadyquest ")}


def commands() -> set[str]:
    """Every `steadyquest …` of the guide, also those that a sentence only names."""
    return in_blocks() | set(re.findall(r"`(steadyquest [^`\n]+)`", guide()))


def slug(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_every_command_is_one_of_ours():
    """Name, options and arguments are understood, as they stand there."""
    assert len(commands()) > 10
    for line in commands():
        words = shlex.split(line)[1:]
        command: click.Command = steadyquest
        while isinstance(command, click.Group):
            assert words, line
            known = click.Context(command)
            assert words[0] in command.list_commands(known), line
            command = command.get_command(known, words.pop(0))
        if words or line in in_blocks():
            command.make_context(command.name, words)


def test_the_makefile_knows_what_the_guide_makes():
    """`make -C hardware TARGET`, and the files for avrdude, are as the Makefile has them."""
    makefile = (HARDWARE / "Makefile").read_text(encoding="utf-8")
    targets = {name for line in re.findall(r"make -C hardware([\w ]*)", guide()) for name in line.split()}
    assert {"uno", "nano"} <= targets
    for name in targets | set(re.findall(r"build/(\w+)/steadyboard\.hex", guide())):
        assert re.search(rf"^[\w ]*\b{name}\b[\w ]*:", makefile, flags=re.MULTILINE), name


def test_pins_are_the_firmwares():
    """The table and the drawing have the pins of config.h."""
    pins = script(HARDWARE / "pictures" / "draw.py").pins()
    rows = re.findall(r"^\| (\w+ \w+) \((\w\w)\) \| D(\d+) \| D(\d+) \|$", guide(), flags=re.MULTILINE)
    assert rows == [
        (corner, short, str(dout), str(sck))
        for corner, short, dout, sck in zip(CORNERS, ("FL", "FR", "RL", "RR"), pins["DOUT"], pins["SCK"], strict=True)
    ]
    drawn = re.findall(r">D(\d+)<", (HARDWARE / "pictures" / "wiring.svg").read_text(encoding="utf-8"))
    assert sorted(map(int, drawn)) == sorted(pins["DOUT"] + pins["SCK"])


def test_drawings_are_what_the_script_draws():
    """`python hardware/pictures/draw.py` would change nothing; each is a picture of its own and has a title."""
    draw = script(HARDWARE / "pictures" / "draw.py")
    assert {path.stem for path in (HARDWARE / "pictures").glob("*.svg")} == set(draw.PICTURES)
    for name, picture in draw.PICTURES.items():
        text = picture().text()
        assert (HARDWARE / "pictures" / f"{name}.svg").read_text(encoding="utf-8") == text
        assert ElementTree.fromstring(text).find("{http://www.w3.org/2000/svg}title").text  # noqa: S314 - our own
        assert f"](pictures/{name}.svg)" in guide()


def test_scenes_are_what_the_script_writes():
    """`python hardware/practise/scenes.py` would change nothing."""
    scenes = script(HARDWARE / "practise" / "scenes.py")
    for name, scene in scenes.SCENES.items():
        written = (HARDWARE / "practise" / f"{name}.csv").read_text(encoding="utf-8")
        assert written == scenes.csv(scene())


def test_every_symptom_has_its_entry():
    """In the order in which the self-test tells them, by the same title, each with a mend; and none is invented."""
    entries = re.split(r"^### ", chapters()["Troubleshooting"], flags=re.MULTILINE)[1:]
    headings, texts = zip(*(entry.split("\n", 1) for entry in entries), strict=True)
    assert list(headings) == [f"`{code}` — {symptom.title}" for code, symptom in SYMPTOMS.items()]
    assert [heading for heading, text in zip(headings, texts, strict=True) if "*Mend*" not in text] == []


def test_links_lead_somewhere():
    """Files are there, anchors too."""
    anchors = {slug(heading) for heading in re.findall(r"^#+ (.+)$", guide(), flags=re.MULTILINE)}
    for page in ("README.md", "protocol.md"):
        for target in re.findall(r"\]\(([^)\s]+)\)", (HARDWARE / page).read_text(encoding="utf-8")):
            if target.startswith("#"):
                assert target[1:] in anchors, target
            elif not target.startswith("https://"):
                assert (HARDWARE / target.partition("#")[0]).exists(), target


def test_parts_add_up():
    """The table is the file, and both come to what the text says."""
    with (HARDWARE / "parts.csv").open(encoding="utf-8", newline="") as file:
        parts = list(csv.DictReader(file))
    for part in parts:
        row = f"| {part['part']} | {part['quantity']} | {part['low_eur']}–{part['high_eur']} |"
        assert row in guide(), row
        assert 0 < int(part["low_eur"]) < int(part["high_eur"])
    assert len(parts) == guide().partition("| **sum**")[0].rpartition("|---|")[2].count("\n| ")
    low, high = (sum(int(part[key]) for part in parts) for key in ("low_eur", "high_eur"))
    assert f"**{low}–{high}**" in guide()
    assert f"{low} to {high} euros" in guide()


def test_figures_are_what_they_are_computed_from():
    """Load on a corner, diagonal of the feet, bending of the plate, counts for a kilogram."""
    text = guide()
    assert f"{100 * 1.7**2 / 4:.0f} % of the weight" in text
    assert f"{120 * 1.7**2 / 4:.0f} kg of the 100 kg" in text
    assert f"{2 * math.hypot(HALF_ML_MM, HALF_AP_MM):.0f} mm" in text
    assert round(NOMINAL_COUNTS_PER_N * 9.80665, -4) == 20_000
    assert "20,000 for each" in text
    bend_mm = [120 * 9.81 * 400**3 / (48 * 8000 * 380 * h**3 / 12) for h in (18, 12)]
    assert bend_mm == pytest.approx([1.06, 3.58], abs=0.01)


def test_the_protocol_page_has_every_command():
    """As the firmware's parser does."""
    page = (HARDWARE / "protocol.md").read_text(encoding="utf-8")
    assert all(f"`{command}`" in page for command in ("?", "S0", "S1", "P", "R", "M1", "M0"))


# -- the practice run -----------------------------------------------------------------------------------------------


def acts() -> list[list[str]]:
    """Each `board emulate` of the practice chapter with what is tried on it; the play without a window on its own."""
    found: list[list[str]] = []
    for line in (line for block in blocks(chapters()[PRACTISE]) for line in block if line.startswith("steadyquest ")):
        if "board emulate" in line or "--headless" in line:
            found.append([])
        if not (line.startswith("steadyquest play") and "--headless" not in line):
            found[-1].append(line)
    return found


def run(line: str, stage: Path) -> subprocess.CompletedProcess[str]:
    """One command of the guide, as somebody types it in a checkout, with records of its own."""
    return subprocess.run(
        _words(line), cwd=stage, env=_environment(stage), text=True, capture_output=True, timeout=170, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip


def _words(line: str) -> list[str]:
    return [sys.executable, "-m", *shlex.split(line)]


def _environment(stage: Path) -> dict[str, str]:
    homes = {name: str(stage / "home") for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    return {**os.environ, **homes, "PYTHONUNBUFFERED": "1"}


def perform(act: list[str], stage: Path) -> dict[str, subprocess.CompletedProcess[str]]:
    """Be the board in one terminal and do the rest in another."""
    (stage / "home").mkdir(parents=True)
    (stage / "hardware").symlink_to(HARDWARE)
    if "board emulate" not in act[0]:
        return {line: run(line, stage) for line in act}
    board = subprocess.Popen(_words(act[0]), cwd=stage, env=_environment(stage), text=True, stdout=subprocess.PIPE)
    try:
        assert board.stdout.readline().strip()
        return {line: run(line, stage) for line in act[1:]}
    finally:
        board.send_signal(signal.SIGINT)
        board.communicate(timeout=20)


@pytest.mark.slow
def test_the_practice_chapter_can_be_followed(hardware_build, tmp_path):
    """Command by command against the real firmware in the emulator: what should be well is, what is spoilt is named."""
    assert (hardware_build / "steadysim").exists()
    played = acts()
    with ThreadPoolExecutor(len(played)) as pool:
        stages = [tmp_path / str(i) for i in range(len(played))]
        done = {line: result for act in pool.map(perform, played, stages) for line, result in act.items()}
    said = {line: result.stdout + result.stderr for line, result in done.items()}
    spoilt = next(line for line in done if "--quick" in line)
    for line, result in done.items():
        assert result.returncode == (1 if line == spoilt else 0), f"{line}\n{said[line]}"
    for code, corner in (("cell_missing", "rear left"), ("slow_rate", "front right")):
        assert f"{SYMPTOMS[code].title}: {corner}" in said[spoilt]
    assert {line.split()[1:3][-1] for line in done} == {"monitor", "test", "calibrate", "--headless"}
