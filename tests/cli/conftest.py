"""Run the program as a person would, in a home of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

HOLD = """
format = 1
title = "Hold"
world = "fog"
say = "Stand quite still."
still_ok = "A quiet recording is the point of it."
[[step]]
task = "hold"
seconds = {seconds}
"""


@pytest.fixture
def home(tmp_path):
    """An empty home folder, and the environment in which it is one."""
    keep = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "SDL_", "DISPLAY"))}
    keep.pop("WAYLAND_DISPLAY", None)
    folders = {f"XDG_{kind}_HOME": str(tmp_path / kind.lower()) for kind in ("DATA", "CACHE", "CONFIG")}
    return SimpleNamespace(path=tmp_path, env={**keep, **folders, "HOME": str(tmp_path), "LANGUAGE": "en"})


@pytest.fixture
def start(home):
    """Start the program; whatever still runs at the end of the test is ended."""
    begun = []

    def start(*args, **more):
        command = [sys.executable, "-m", "steadyquest", *map(str, args)]
        options = {
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
            "text": True,
            "env": home.env,
            "cwd": home.path,
        }
        process = subprocess.Popen(command, **{**options, **more})
        begun.append(process)
        return process

    yield start
    for process in begun:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.fixture
def run(start):
    """Run the program to its end: code, out, err, and the last line as JSON where there is one."""

    def run(*args, timeout=60):
        process = start(*args)
        out, err = process.communicate(timeout=timeout)
        last = out.strip().splitlines()[-1] if out.strip() else ""
        data = json.loads(last) if last.startswith(("{", "[")) else None
        return SimpleNamespace(code=process.returncode, out=out, err=err, json=data)

    return run


@pytest.fixture
def hold(home):
    """A level file that holds for a number of seconds."""

    def hold(seconds):
        file = home.path / f"hold_{seconds}.toml"
        file.write_text(HOLD.format(seconds=seconds))
        return file

    return hold


@pytest.fixture(scope="session")
def bds():
    """The folder of public balance recordings, beside the checkout."""
    for folder in Path(__file__).resolve().parents:
        if (folder.parent / "shared" / "data" / "bds").is_dir():
            return folder.parent / "shared" / "data" / "bds"
    pytest.skip("the public recordings are not beside this checkout")
