"""`board calibrate` and `board calibrations`: the dialogue by typed lines, early refusals, lists."""

from __future__ import annotations

import random
import re
from collections import deque

import pytest

from steadyquest.analysis.report_card import calibrated
from steadyquest.cli import calibration_dialogue
from steadyquest.cli.calibration_dialogue import Dialogue, card_lines
from steadyquest.conventions import BoardSample
from steadyquest.records.store import open_store
from steadyquest.session.calibrating import Calibrating
from steadyquest.session.calibration_plan import Plan
from steadyquest.signal.mat import MARKS
from steadyquest.signal.source import Health
from steadyquest.simulate.plate import home_built

PERIOD_US = 12_500


class Typed:
    """Lines that are typed when the program says something; None is the end of all typing."""

    def __init__(self, answers):
        self._closed, self._lines, self._answers = False, deque(), dict(answers)

    @property
    def over(self):
        return self._closed and not self._lines

    def taken(self):
        return self._lines.popleft() if self._lines else None

    def heard(self, said):
        for words in [words for words in self._answers if words in said]:
            answer = self._answers.pop(words)
            for line in [answer] if isinstance(answer, str) else answer:
                if line is None:
                    self._closed = True
                else:
                    self._lines.append(line)


class Robot:
    """A board whose hands do what the procedure asks for; a tenth of a second a read."""

    board_id, ended, calibration = "E3000001", False, None

    def __init__(self, *, seed=1, kg=10.0, beside=None):
        self.rng = random.Random(seed)
        self.plate = home_built(self.rng, noise_counts=100.0)
        self.kg, self.beside, self.health = kg, beside or {}, Health()
        self.doing, self.t_us, self.mark, self.off_mm = None, 0, None, 0.0

    def read(self):
        load, mark = {}, self.doing.mark
        if mark != self.mark:
            self.mark, self.off_mm = mark, self.beside.pop(mark, 0.0)
        elif mark is not None:
            ml, ap = MARKS[mark - 1]
            load = {"mass_kg": self.kg, "ml_mm": ml + self.off_mm, "ap_mm": ap}
        assert self.t_us < 600e6, (self.doing.stage, mark, self.doing.hint)
        samples = []
        for _ in range(8):
            self.t_us += PERIOD_US
            counts = self.plate.counts(self.rng, **load)
            samples.append(BoardSample(self.t_us, 0, self.t_us // PERIOD_US & 0xFFFF, counts, (0,) * 4, 0, 15, 0))
        return samples

    def close(self):
        """Nothing to close."""


@pytest.fixture
def talk(monkeypatch):
    """The dialogue with a robot, as fast as it goes: what was said, and the dialogue."""
    monkeypatch.setattr(calibration_dialogue, "LOOK_S", 0.0)

    def talk(answers, *, mass_kg=10.0, warm_up_s=0.0, sure=False, **robot):
        source, said, keys = Robot(**robot), [], Typed(answers)
        source.doing = Calibrating(Plan(board_id=source.board_id), mass_kg=mass_kg, warm_up_s=warm_up_s)

        def say(line=""):
            said.append(line)
            keys.heard(line)

        dialogue = Dialogue(source, source.doing, say=say, live=False, keys=keys, sure=sure)
        dialogue.run()
        return "\n".join(said), dialogue

    return talk


def test_nine_marks_and_one_enter(talk):
    """Every mark is asked for, the card is shown, Enter keeps it."""
    said, dialogue = talk({"Keep it?": ""})
    assert dialogue.keep
    assert [f"mark {n}," in said for n in range(1, 10)] == [True] * 9
    assert "Accepted." in said
    assert "each mark judged without it" in said
    assert re.search(r"^expect +70 kg: (under 0\.5|\d\.\d) mm, 30 kg: ", said, re.MULTILINE)
    assert "0.0 mm," not in said.partition("expect")[2]


def test_keeping_can_be_refused(talk):
    """Q at the question."""
    said, dialogue = talk({"Keep it?": "q"})
    assert not dialogue.keep
    assert "Nothing was kept." in said


def test_yes_keeps_without_asking(talk):
    """For scripts."""
    said, dialogue = talk({}, sure=True)
    assert dialogue.keep
    assert "Keep it?" not in said


def test_nobody_there_keeps_nothing(talk):
    """The end of what can be typed is no yes, and what means nothing is asked again."""
    said, dialogue = talk({"Keep it?": ["x", None]})
    assert not dialogue.keep
    assert said.count("Keep it?") == 2
    assert "Nothing was kept." in said


def test_the_weight_is_asked_for_until_it_can_be(talk):
    """Words, too little and a comma."""
    answers = {"How heavy": "heavy", "no number": "0.4", "0.4 kg cannot": "10,0 kg", "Keep it?": ""}
    said, dialogue = talk(answers, mass_kg=None)
    assert dialogue.keep
    assert "type it as 7.5" in said


def test_a_mark_at_fault_is_repeated_on_enter(talk):
    """Refused first, then accepted."""
    said, dialogue = talk({"Enter repeats mark 8": "", "Keep it?": ""}, beside={8: 25.0})
    assert "mark 8 is off by" in said
    assert dialogue.keep


def test_what_cannot_be_mended_by_a_mark_can_only_be_begun_again(talk):
    """A wrong mass: q ends it, refused."""
    said, dialogue = talk({"b begins again; q ends.": "q"}, mass_kg=20.0)
    assert not dialogue.outcome.accepted
    assert "you said 20 kg" in said


def test_marks_are_skipped_down_to_four_and_one_is_repeated(talk):
    """S five times; a sixth says why not."""
    said, dialogue = talk({"Put the weight on mark 1": ["s"] * 6, "Keep it?": ""})
    assert "cannot be skipped" in said
    assert len(dialogue.outcome.card.marks) == 4


def test_the_warm_up_can_be_left_with_a_word_of_warning(talk):
    """s, and the ten minutes are over."""
    said, dialogue = talk({"warming up": "s", "Keep it?": ""}, warm_up_s=600.0)
    assert "may still drift" in said
    assert dialogue.keep


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["sim", "--mass", "10"], "is no board"),
        (["/dev/none", "--cells", "forty"], "such as 400x280"),
        (["/dev/none", "--cells", "250x280"], "300 × 200 mm"),
        (["/dev/none", "--cells", "nanx280"], "cannot be"),
        (["/dev/none", "--mass", "0.5"], "5 to 10 kg"),
        (["/dev/none", "--mass", "nan"], "nan is not a number"),
        (["/dev/none", "--mass", "0,5"], "a weight of 0.5 kg"),
        (["/dev/none", "--mass", "heavy"], "'heavy' is not a valid number"),
        (["/dev/none", "--cell-kg", "0"], "cell-kg"),
        (["/dev/none", "--mass", "10"], "no port /dev/none"),
    ],
)
def test_what_cannot_be_is_said_before_ten_minutes_of_warming_up(run, words, said):
    """One line and exit 2."""
    done = run("board", "calibrate", *words)
    assert done.code == 2
    assert said in done.err
    assert "Traceback" not in done.err


@pytest.fixture
def two_kept(home):
    """A database with two calibrations of one board."""
    from steadyquest.analysis.calibration_material import Material, Reading, Zero
    from steadyquest.session.calibrations import keep

    file = home.path / "two.db"
    with open_store(file) as store:
        for seed in (1, 2):
            rng = random.Random(seed)
            plate = home_built(rng)
            readings = tuple(
                Reading(
                    number=n,
                    t_s=float(n),
                    counts=plate.counts(rng, mass_kg=10.0, ml_mm=MARKS[n - 1][0], ap_mm=MARKS[n - 1][1]),
                    sd=(1.0,) * 4,
                    total_sd_n=0.01,
                )
                for n in range(1, 10)
            )
            zeros = (Zero(t_s=0.0, counts=plate.counts(rng), sd=(1.0,) * 4),)
            material = Material(board_id="E3000001", mass_kg=10.0, zeros=zeros, readings=readings)
            keep(store, outcome=calibrated(material, made_at=f"2026-0{seed}-01"), material=material)
    return file


def test_calibrations_are_listed_shown_and_taken_up_again(run, two_kept):
    """The star goes to the one in use."""
    listed = run("board", "calibrations", "--json", "--database", two_kept)
    assert [(row["number"], row["in_use"]) for row in listed.json] == [(2, True), (1, False)]
    shown = run("board", "calibrations", "E3000001", "--show", "1", "--database", two_kept)
    assert "uncalibrated" in shown.out
    assert "Accepted." in shown.out
    used = run("board", "calibrations", "E3000001", "--use", "1", "--json", "--database", two_kept)
    assert (used.code, used.json["number"]) == (0, 1)
    again = run("board", "calibrations", "E3000001", "--json", "--database", two_kept)
    assert [(row["number"], row["in_use"]) for row in again.json] == [(2, False), (1, True)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--use", "9"], "board E3000001 has no calibration 9; it has: 1, 2"),
        (["E3000001", "--use", "9"], "it has: 1, 2"),
        (["X", "--show", "1"], "none"),
    ],
)
def test_a_calibration_that_is_not_there_is_one_line(run, two_kept, words, said):
    """Exit 2."""
    done = run("board", "calibrations", *words, "--database", two_kept)
    assert done.code == 2
    assert said in done.err


def test_a_board_has_to_be_named_only_where_there_are_several(run, two_kept):
    """With one it is clear; with two they are named; with none there is nothing to use."""
    used = run("board", "calibrations", "--use", "1", "--json", "--database", two_kept)
    assert (used.code, used.json["board_id"], used.json["number"]) == (0, "E3000001", 1)
    with open_store(two_kept) as store:
        store.calibrations.save("E3000002", store.calibrations.latest("E3000001"))
    refused = run("board", "calibrations", "--show", "1", "--database", two_kept)
    assert refused.code == 2
    assert "say which board: E3000001, E3000002" in refused.err
    assert "no calibration yet" in run("board", "calibrations", "--use", "1").err


def test_without_any_calibration_the_list_says_how_to_make_one(run):
    """And is an empty list for programs."""
    done = run("board", "calibrations", "--json")
    assert (done.code, done.json) == (0, [])
    assert "board calibrate PORT" in done.err


def test_a_card_of_four_marks_claims_no_choice():
    """There was nothing to choose between."""
    from steadyquest.analysis.report_card import Outcome

    assert card_lines(Outcome(None, None, ())) == ["Refused:"]
