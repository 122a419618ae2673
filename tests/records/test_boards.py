import pytest


def test_a_board_is_remembered_and_what_is_not_said_stays(store):
    """Seen again at another port, it is still the approved one with its label."""
    store.boards.remember(
        "A1B2C3D4", label="Room 2", vid_pid="2341:0043", serial_number="7", port="/dev/ttyACM0", approved=True
    )
    again = store.boards.remember("A1B2C3D4", port="/dev/ttyACM1")
    assert (again.label, again.vid_pid, again.port, again.approved) == ("Room 2", "2341:0043", "/dev/ttyACM1", True)
    assert store.boards.all() == [again]
    assert store.boards.known("A1B2C3D4") == again
    assert store.boards.known("other") is None


def test_a_board_can_be_forgotten_without_its_calibration(store):
    """It is asked about again, and then calibrated as before."""
    store.boards.remember("A1")
    store.calibrations.save("A1", {"kind": "map"})
    store.boards.forget("A1")
    assert store.boards.all() == []
    assert store.calibrations.latest("A1") == {"kind": "map"}


def test_a_new_board_is_not_approved_by_itself(store):
    """A person has to say so."""
    assert store.boards.remember("A1").approved is False


def test_a_board_has_no_other_fields(store):
    """A slip in the code is not swallowed."""
    with pytest.raises(TypeError, match="colour"):
        store.boards.remember("A1", colour="red")


def test_the_newest_calibration_of_each_board_counts(store):
    """Floats survive to the last bit."""
    matrix = [[0.1 + 0.2, 1 / 3, 2.0**-40, -1e-300]] * 3
    store.calibrations.save("A1", {"kind": "gains"})
    store.calibrations.save("A1", {"kind": "map", "matrix": matrix, "tare": None})
    store.calibrations.save("B2", {"kind": "gains"})
    assert store.calibrations.latest("A1") == {"kind": "map", "matrix": matrix, "tare": None}
    assert store.calibrations.latest("C3") is None


def test_preferences_are_remembered(store):
    """Any plain value, None included, and a default when there is none."""
    assert store.preferences.load("video", "auto") == "auto"
    for value in ("software", {"flips_ms": 0.9}, None):
        store.preferences.save("video", value)
        assert store.preferences.load("video", "auto") == value
