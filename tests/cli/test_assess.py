"""`assess`, as a person types it: by simulated people, with a recording, and what cannot be done, in one line."""

import json

import pytest

ALONE = ("--headless", "--fast", "--board", "sim", "--seed", "4", "--json")


def test_quiet_standing_is_measured_recorded_and_replays(run):
    """Thirty seconds: the session has the trial, `measure` of the same span agrees, and the replay is the same."""
    done = run("assess", "quiet", "--player", "Mia", *ALONE)
    assert done.code == 0, done.err
    (trial,) = done.json["trials"]
    assert (trial["usable"], trial["flags"], trial["condition"]["seconds"]) == (True, [], 30.0)
    again = run("measure", "last", "--start-s", trial["start_s"], "--seconds", 30, "--json")
    for key in ("mean_velocity_mm_s", "ellipse_area_95_mm2"):
        assert again.json[key] == pytest.approx(trial["values"][key], rel=0.01)
    assert run("sessions", "replay", "last").code == 0
    assert "Mean velocity" in done.err
    assert "steadyquest report" in done.err


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "more", "trials"),
    [
        ("sensory", ("--trials", "1"), 4),
        ("limits", (), 1),
        ("rhythm", (), 6),
        ("loading", ("--feet", "C4 D4"), 1),
    ],
)
def test_every_assessment_is_done_headless(run, kind, more, trials):
    """All trials measured, nothing against them."""
    done = run("assess", kind, "--player", "Mia", *more, *ALONE, timeout=120)
    assert done.code == 0, done.err
    assert [trial["usable"] for trial in done.json["trials"]] == [True] * trials
    assert run("sessions", "replay", "last").code == 0


@pytest.mark.slow
def test_feel_is_the_probe_and_nothing_else(run):
    """Eight places, one run."""
    done = run("assess", "feel", "--player", "Mia", *ALONE, timeout=120)
    assert done.code == 0, done.err
    assert run("progress", "Mia", "--json").json["feel"][0]["probes"][0]["answers"] > 0


def test_a_recording_becomes_a_session_that_can_be_replayed(run, home):
    """--from takes a file in as one trial, with what is said of eyes and ground."""
    import math

    rows = [f"{i / 100:.2f},{3 * math.sin(i / 40):.4f},{5 * math.cos(i / 70):.4f},300" for i in range(3000)]
    file = home.path / "stood.csv"
    file.write_text("\n".join(["time_s,cop_ml_mm,cop_ap_mm,fz_n", *rows, ""]))
    done = run(
        "assess", "quiet", "--from", file, "--player", "Mia", "--eyes", "closed", "--shoes", "barefoot", "--json"
    )
    assert done.code == 0, done.err
    (trial,) = done.json["trials"]
    assert (trial["condition"]["eyes"], trial["condition"]["shoes"]) == ("closed", "barefoot")
    whole = run("measure", file, "--json").json
    assert trial["values"]["mean_velocity_mm_s"] == pytest.approx(whole["mean_velocity_mm_s"], rel=0.01)
    assert run("sessions", "replay", "last").code == 0


def test_published_recordings_measure_the_same_taken_in_or_not(run, bds):
    """One public recording of a minute: figures of the file and of the session made of it differ by rounding alone."""
    file = bds / "BDS00013.csv"
    taken = run("assess", "quiet", "--from", file, "--json").json["trials"][0]["values"]
    alone = run("measure", file, "--json").json
    assert taken["mean_velocity_mm_s"] == pytest.approx(alone["mean_velocity_mm_s"], rel=2e-3)
    assert taken["ellipse_area_95_mm2"] == pytest.approx(alone["ellipse_area_95_mm2"], rel=2e-3)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("tango",), "tango"),
        (("limits", "--seconds", "30", "--headless", "--board", "sim"), "only quiet standing"),
        (("rhythm", "--trials", "2", "--headless", "--board", "sim"), "choice of trials"),
        (("quiet", "--headless"), "--headless needs --board"),
        (("quiet", "--headless", "--board", "mouse"), "--headless needs --board"),
        (("sensory", "--headless", "--board", "/dev/ttyACM0"), "needs a screen"),
        (("quiet", "--eyes", "closed", "--headless", "--board", "sim"), "--from"),
        (("limits", "--from", "stood.csv"), "quiet standing"),
        (("quiet", "--from", "nowhere.csv"), "no file nowhere.csv"),
        (("quiet", "--board", "sim", "--fast"), "--fast is for --headless"),
        (("quiet", "--board", "sim"), "--headless"),
        (("loading", "--headless", "--fast", "--board", "sim"), "letters on the mat"),
        (("limits", "--headless", "--fast", "--board", "sim", "--stance", "sit_on_plate"), "for standing"),
        (("feel", "--headless", "--fast", "--board", "sim"), "needs a player"),
        (("quiet", "--headless", "--fast", "--board", "sim:nobody"), "no simulated person"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(run, args, said):
    """Exit 2, and the line says what would do."""
    done = run("assess", *args)
    assert done.code == 2
    assert said in done.err
    assert "Traceback" not in done.err


def test_a_recording_that_is_too_short_or_has_holes_is_not_measured(run, home):
    """Exit 1: it was taken in, and says why nothing is told of it."""
    rows = [f"{i / 100 + (1.0 if i > 900 else 0.0):.2f},{(i % 7) / 3:.3f},{(i % 11) / 2:.3f}" for i in range(1500)]
    file = home.path / "holed.csv"
    file.write_text("\n".join(["time_s,cop_ml_mm,cop_ap_mm", *rows, ""]))
    done = run("assess", "quiet", "--from", file, "--json")
    assert done.code == 1, done.err
    assert not done.json["trials"][0]["usable"]
    assert json.dumps(done.json["trials"][0]["values"]) == "{}"
    assert "Not measured" in done.err
