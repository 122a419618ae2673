"""The real window on a virtual screen, with real keys: the way of a new user."""

import json
import os
import shutil
import subprocess
import sys
import time

import pytest

LEVEL = """
format = 1
title = "To the right"
world = "river"
say = "Steer the boat to the duck."
you = "boat"
thing = "duck"
uneven = "One target, so that a test can reach it."
[[step]]
task = "reach"
where = ["right"]
distance = 0.5
radius = 0.4
dwell_s = 0.5
limit_s = 30
count = 1
"""


@pytest.fixture(scope="module")
def display():
    """A virtual screen on a free number, ended with the tests."""
    missing = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
    if missing:
        said = f"{' and '.join(missing)} not installed: the window is not tested"
        assert not os.environ.get("CI"), said
        pytest.skip(said)
    read, write = os.pipe()
    words = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x720x24", "-nolisten", "tcp"]
    server = subprocess.Popen(words, pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as number:
        yield f":{number.readline().strip()}"
    server.terminate()
    server.wait()


@pytest.fixture
def game(display, tmp_path):
    """Start the game in a home of its own; `keys(…)` presses; the process is ended with the test."""
    level = tmp_path / "right.toml"
    level.write_text(LEVEL)
    env = {**os.environ, "DISPLAY": display, "SDL_AUDIODRIVER": "dummy", "XDG_DATA_HOME": str(tmp_path)}
    env.pop("SDL_VIDEODRIVER", None)
    begun = []

    def xdotool(*words):
        subprocess.run(["xdotool", *words], env=env, check=True, capture_output=True)

    def start(*words):
        command = [sys.executable, "-m", "steadyquest", "--video", "software", *words]
        process = subprocess.Popen(
            command, env=env, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        begun.append(process)
        return process

    start.keys = xdotool
    start.level = level
    start.env = env
    yield start
    for process in begun:
        if process.poll() is None:
            process.kill()
        process.communicate()


def ended(process, *, within_s=60):
    out, err = process.communicate(timeout=within_s)
    assert process.returncode == 0, err
    return json.loads(out.strip().splitlines()[-1])


@pytest.mark.slow
def test_named_levels_play_to_the_end_by_themselves(game):
    """A simulated person, a known player and a level: window, stars, and one JSON line with all its keys."""
    subprocess.run([sys.executable, "-m", "steadyquest", "players", "add", "Kim"], env=game.env, check=True)
    done = ended(game("--board", "sim", "--player", "Kim", "--level", game.level, "--seed", "3", "--json"))
    assert list(done) == ["session", "runs", "samples", "gaps", "corrupt", "seconds", "reach"]
    assert [(run["level"], run["success"]) for run in done["runs"]] == [("own/right", 1.0)]
    assert done["samples"] > 500


@pytest.mark.slow
def test_a_lean_by_the_arrow_key_reaches_the_duck(game):
    """The whole way by keyboard: press right, let go, and the weight stays there until the ring is full."""
    subprocess.run([sys.executable, "-m", "steadyquest", "players", "add", "Kim"], env=game.env, check=True)
    words = ("--board", "keyboard", "--player", "Kim", "--reach", "60", "--level", game.level, "--json")
    process = game(*words)
    until = time.monotonic() + 50
    while process.poll() is None and time.monotonic() < until:
        # Pressed again and again: nobody tells a test when the countdown is over.
        game.keys("mousemove", "640", "360", "keydown", "Right", "sleep", "0.5", "keyup", "Right", "sleep", "1.0")
        game.keys("key", "Home", "sleep", "0.7")  # time to come back: the next press would stop it
    done = ended(process)
    assert [run["success"] for run in done["runs"]] == [1.0]


def test_closing_the_window_in_the_middle_keeps_the_session(game):
    """What was played is saved and closed; nothing is left to carry on."""
    subprocess.run([sys.executable, "-m", "steadyquest", "players", "add", "Kim"], env=game.env, check=True)
    process = game("--board", "sim", "--player", "Kim", "--level", "fog/still_lake", "--json")
    time.sleep(9)
    process.terminate()
    _, err = process.communicate(timeout=20)
    assert "Traceback" not in err
    listed = subprocess.run(
        [sys.executable, "-m", "steadyquest", "sessions", "list", "--json"],
        env=game.env,
        check=True,
        capture_output=True,
        text=True,
    )
    row = json.loads(listed.stdout)[0]
    assert row["samples"] > 200
    assert row["state"] == "ended"
