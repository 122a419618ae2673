"""Warnings: each given when due, and silent when not."""

from __future__ import annotations

import pytest

from steadyquest.levels.demand import expected_s
from steadyquest.levels.read import parse_level

LONG = "Steer the boat to each of the many ducks on the river and then go on and on and on."


def _warned(problems):
    assert all(problem.severity == "warning" and problem.hint for problem in problems), [str(p) for p in problems]
    return [(problem.line, problem.key) for problem in problems]


@pytest.mark.parametrize(
    ("steps", "warned"),
    [
        ('[[step]]\ntask = "reach"\ndistance = 0.9\nlimit_s = 2', [(9, "limit_s")]),
        ('[[step]]\ntask = "reach"\ndistance = 0.9\nlimit_s = [8, 2]', [(9, "limit_s")]),
        ('[[step]]\ntask = "reach"\ndistance = 0.9\nlimit_s = 4', []),
        ('[[step]]\ntask = "reach"\ndistance = 0.9\nlimit_s = 3\nback = false', [(9, "limit_s")]),
        ('[[step]]\ntask = "reach"\nwhere = [[-0.9, 0], [0.9, 0]]\nlimit_s = 2', [(9, "limit_s")]),
        ('[[step]]\ntask = "reach"\ndistance = 0.9\ndwell_s = 7.8', [(6, "limit_s")]),
        ('[[step]]\ntask = "follow"\nsize = 0.8\nperiod_s = [12, 6]', [(9, "period_s")]),
        ('[[step]]\ntask = "follow"\nsize = 0.8\nperiod_s = [12, 9]', []),
        ('[[step]]\ntask = "follow"\npath = "line_ml"\nsize = 0.8\nperiod_s = 6', []),
        (
            '[[step]]\ntask = "follow"\npath = "points"\npoints = [[-0.6, 0], [0.6, 0]]\nperiod_s = 3',
            [(10, "period_s")],
        ),
        ('[[step]]\ntask = "steer"', []),
        ('[[step]]\ntask = "steer"\nevery_s = [3, 1]\ngate = [0.4, 0.1]', [(8, "every_s")]),
        ('[[step]]\ntask = "catch"', []),
        ('[[step]]\ntask = "catch"\nspeed = [0.4, 1.0]', [(8, "speed")]),
        ('[[step]]\ntask = "rhythm"', []),
        ('[[step]]\ntask = "rhythm"\ndistance = 0.8\nbeat_s = [3, 1.5]', [(9, "beat_s")]),
    ],
)
def test_haste_is_warned_of(with_step, steps, warned):
    """More than 60 % of reach a second, at the easy end or the hard one."""
    assert _warned(with_step(steps)) == warned


def _hold(seconds):
    return f'[[step]]\ntask = "hold"\nseconds = {seconds}\n'


@pytest.mark.parametrize(
    ("steps", "warned"),
    [
        (_hold(60) + _hold(60), []),
        (_hold(60) + _hold(61), [(9, "task")]),
        (_hold(60) + '[[step]]\ntask = "rest"\n' + _hold(61), []),
        (_hold(150), [(6, "task")]),
        ('[[step]]\ntask = "follow"\nseconds = 130', [(6, "task")]),
        ('[[step]]\ntask = "recall"\ncount = 20', [(6, "task")]),
        ('[[step]]\ntask = "reach"\ncount = 60', [(6, "task")]),
        ('[[step]]\ntask = "reach"\nuntil_good = 40\nlimit_s = 8', [(6, "task")]),
        ('[[step]]\ntask = "steer"\ncount = 39', []),
        ('[[step]]\ntask = "steer"\ncount = 41', [(6, "task")]),
        ('[[step]]\ntask = "catch"\ncount = 31', [(6, "task")]),
        ('[[step]]\ntask = "rhythm"\ncount = 60', [(6, "task")]),
        ('[[step]]\ntask = "march"\ncount = 60', [(6, "task")]),
        ('[[step]]\ntask = "rise"\ncount = 21', [(6, "task")]),
    ],
)
def test_long_play_without_rest_is_warned_of(with_step, steps, warned):
    """After 120 s of play a rest is due; it is asked for where the time runs over."""
    found = [(line - 1, key) if key == "task" else (line, key) for line, key in _warned(with_step(steps))]
    assert found == warned


def test_repeats_count_towards_the_rest(in_head, problems):
    """A short level played four times over is a long one, unless its own end comes first."""
    text = 'title = "A"\nworld = "fog"\nsay = "Still."\n{}\n[[step]]\ntask = "hold"\nseconds = 40\n'
    assert _warned(problems(text.format("repeat = 4"))) == [(6, "task")]
    assert _warned(problems(text.format("repeat = 4\nmax_s = 100"))) == []


@pytest.mark.parametrize(
    ("lines", "warned"),
    [
        ('eyes = "closed"', []),
        ('eyes = "closed"\nstance = "narrow"', ["eyes"]),
        ('eyes = "closed"\nstance = ["comfortable", "tandem_left"]', ["eyes"]),
        ('eyes = "closed"\nsurface = "foam"', ["eyes"]),
        ('eyes = "closed"\nsurface = "foam"\nstance = ["sit_on_plate", "feet_on_plate"]', []),
        ('surface = "foam"\nstance = "single_affected"', ["surface"]),
        ('surface = "foam"\nstance = "narrow"', []),
        ('stance = "single_left"', []),
    ],
)
def test_unsafe_combinations_are_warned_of(in_head, lines, warned):
    """Two risks at a time are not offered; one alone may be."""
    assert [key for _line, key in _warned(in_head(lines))] == warned


@pytest.mark.parametrize(
    ("head", "step", "warned"),
    [
        ('stance = "single_left"', "beyond = true", ["stance"]),
        ('stance = "tandem_left"', "wind = [0.2, 0]", ["stance"]),
        ('stance = "tandem_left"', "reversed = true", ["stance"]),
        ('surface = "foam"', "beyond = true", ["surface"]),
        ('eyes = "closed"', "beyond = true", ["eyes"]),
        ('eyes = "closed"', "scene_sway = 4", ["scene_sway"]),
        ('eyes = "closed"', "distractors = 4", ["distractors"]),
        ('stance = "tandem_left"', "scene_sway = 4", ["stance"]),
        ('stance = "comfortable"', "beyond = true", []),
    ],
)
def test_unsafe_steps_are_warned_of(problems, head, step, warned):
    """What a step adds to a stance or a surface counts too."""
    text = f'title = "A"\nworld = "coast"\nsay = "Lean."\n{head}\n[[step]]\ntask = "reach"\n{step}\n'
    assert [key for _line, key in _warned(problems(text))] == warned


def test_long_sentences_are_warned_of(problems):
    """What cannot be read in five seconds is read by nobody, in each of the three places."""
    assert len(LONG.split()) > 15
    head, step = 'title = "A"\nworld = "fog"\n', '[[step]]\ntask = "hold"\n'
    text = f'{head}say = "{LONG}"\nsay_plain = "{LONG}"\n{step}say = "{LONG}"\n'
    assert _warned(problems(text)) == [(3, "say"), (4, "say_plain"), (7, "say")]
    letters = "Donaudampfschifffahrtsgesellschaftskapitänsmützen schwimmen auf dem breiten dunklen Flussufer herum."
    assert _warned(problems(f'{head}say = "{letters}"\n{step}')) == [(3, "say")]


@pytest.mark.parametrize(
    ("where", "warned"),
    [
        ('["left", "right", "forward"]', False),
        ('["left", "left", "right"]', False),
        ('["left", "left", "left", "right"]', True),
        ('["forward_left", "forward"]', True),
        ('["affected"]', True),
        ('["affected", "other"]', False),
        ('["all"]', False),
        ('["all", "left"]', False),
        ("[[0.5, 0.1], [-0.5, 0.3]]", False),
        ("[[0.5, 0.1], [0.5, 0.3]]", True),
        ("[[0.05, 0.5], [0.0, 0.3]]", False),
    ],
)
def test_one_sided_levels_are_warned_of(with_step, where, warned):
    """One side more than twice as long as the other needs a word of why."""
    assert _warned(with_step(f'[[step]]\ntask = "reach"\nwhere = {where}')) == ([(7, "task")] if warned else [])


def test_a_reason_silences_the_warning_of_one_side(problems):
    """`uneven` says why, or `emphasis` shares the reps out."""
    step = '[[step]]\ntask = "reach"\nwhere = ["affected", "affected", "affected", "other"]\n'
    head = 'title = "A"\nworld = "fog"\nsay = "Lean."\n'
    assert _warned(problems(head + step)) == [(5, "task")]
    assert _warned(problems(head + 'uneven = "a week after the cast"\n' + step)) == []
    assert _warned(problems(head + step + "emphasis = 0.8\n")) == []


def test_sides_are_balanced_over_the_whole_level(with_step):
    """Left in one step and right in the next is even, also between different tasks."""
    left = '[[step]]\ntask = "hold"\nat = [[-0.4, 0]]\nseconds = 20\n'
    assert _warned(with_step(left)) == [(7, "task")]
    assert _warned(with_step(left + '[[step]]\ntask = "recall"\nwhere = ["right"]\ncount = 2\n')) == []


@pytest.mark.parametrize(
    ("steps", "warned"),
    [
        ('[[step]]\ntask = "follow"\npath = "points"\npoints = [[-0.3, 0], [0.3, 0]]\nsize = 0.4', [(10, "size")]),
        ('[[step]]\ntask = "reach"\nwhere = ["forward"]\nemphasis = 0.6', [(9, "emphasis")]),
        ('[[step]]\ntask = "reach"\nwhere = ["affected", "forward"]\nemphasis = 0.6', []),
        ('[[step]]\ntask = "reach"\nwhere = ["left", "right"]\nemphasis = 0.6', []),
        ('[[step]]\ntask = "reach"\nemphasis = 0.6', []),
    ],
)
def test_keys_without_effect_are_warned_of(with_step, steps, warned):
    """Nobody should wonder why a number changes nothing."""
    assert _warned(with_step(steps)) == warned


def test_expected_time_counts_steps_and_repeats():
    """Twice twenty seconds of holding and ten of rest is a minute, unless the level ends before."""
    text = 'title = "A"\nworld = "fog"\nsay = "Still."\nrepeat = 2\n{}\n'
    text += '[[step]]\ntask = "hold"\nseconds = 20\n[[step]]\ntask = "rest"\n'
    assert expected_s(parse_level(text.format(""), file="a.toml").spec) == pytest.approx(60.0)
    assert expected_s(parse_level(text.format("max_s = 45"), file="a.toml").spec) == pytest.approx(45.0)


@pytest.mark.parametrize(
    ("steps", "warned"),
    [
        ('task = "match"\nleg = "left"\n[[step]]\ntask = "match"\nleg = "right"', [(6, "share"), (9, "share")]),
        ('task = "match"\nshare = 0.7\n[[step]]\ntask = "match"\nleg = "other"\nshare = 0.7', []),
        ('task = "match"\nshare = [0.7, 0.55]\n[[step]]\ntask = "match"\nleg = "other"\nshare = 0.7', [(8, "share")]),
        ('task = "catch"\navoid_share = 0.5', []),
        ('task = "catch"\navoid_share = [0.2, 0.8]', [(8, "avoid_share")]),
    ],
)
def test_what_keeping_still_wins_is_warned_of(problems, steps, warned):
    """An even stance, or letting everything pass; a reason silences it."""
    head = 'title = "A"\nworld = "peak"\nsay = "Lean."\navoid = "bee"\n{}\n[[step]]\n'
    shares = [(line, key) for line, key in _warned(problems(head.format("") + steps)) if key != "task"]
    assert shares == warned
    assert _warned(problems(head.format('still_ok = "a first time"') + steps)) == []


def test_loading_one_leg_only_needs_a_reason(with_step):
    """As leaning to one side does."""
    assert _warned(with_step('[[step]]\ntask = "match"\nleg = "left"\nshare = 0.7')) == [(7, "task")]


def test_things_that_crowd_are_warned_of(with_step):
    """Forty a minute at this speed would be there before they were seen."""
    assert _warned(with_step('[[step]]\ntask = "catch"\nper_min = 30')) == [(6, "speed"), (8, "per_min")]


@pytest.mark.parametrize("key", ["wind = [0.1, 0]", "gain = 2", "reversed = true"])
def test_what_bends_the_lean_does_nothing_to_the_weight(with_step, key):
    """Marching is told by the weight on each leg, rising by all of it."""
    for task in ("march", "rise"):
        assert _warned(with_step(f'[[step]]\ntask = "{task}"\n{key}')) == [(8, key.split()[0])]
    assert _warned(with_step(f'[[step]]\ntask = "hold"\n{key}')) == []


@pytest.mark.parametrize(
    ("head", "warned"), [('eyes = "closed"', ["eyes"]), ('surface = "foam"', ["surface"]), ("", [])]
)
def test_stepping_and_rising_are_one_risk_already(problems, head, warned):
    """With closed eyes or on foam they are not offered."""
    for task in ("march", "rise"):
        text = f'title = "A"\nworld = "peak"\nsay = "Up."\n{head}\n[[step]]\ntask = "{task}"\n'
        assert [key for _line, key in _warned(problems(text))] == warned


@pytest.mark.parametrize(
    ("head", "warned"),
    [
        ('eyes = "closed"', ["eyes", "task"]),
        ('surface = "foam"', ["surface"]),
        ('stance = "single_left"', ["stance"]),
        ("", []),
    ],
)
def test_leaning_as_far_as_one_can_is_one_risk_already(problems, head, warned):
    """Not with closed eyes, which see no target either, not on foam, not on one leg; standing still is all of that."""
    text = 'title = "A"\nworld = "fog"\nsay = "Lean."\n{}\n[[step]]\ntask = "{}"\n'
    assert [key for _line, key in _warned(problems(text.format(head, "limits")))] == warned
    assert "task" not in [key for _line, key in _warned(problems(text.format(head, "stand")))]


def test_the_time_of_trials_counts_settling_practice_and_waits(problems):
    """A stand of 20 s with 5 s before it; two directions and one practice trial of 8 s, each with its wait."""
    head = 'title = "A"\nworld = "fog"\nsay = "Go."\n[[step]]\n'
    stand, limits = (
        expected_s(parse_level(head + step, file="a.toml").spec)
        for step in (
            'task = "stand"\nseconds = 20\n',
            'task = "limits"\nwhere = ["left", "right"]\npractice = 1\nwait_s = [1, 3]\n',
        )
    )
    assert 25.0 <= stand <= 28.0
    assert 3 * (8 + 2) <= limits <= 3 * (8 + 2 + 4)


def test_long_questions_and_second_tasks_are_warned_of(with_step):
    """They are read in the middle of play."""
    step = f'[[step]]\ntask = "choose"\npictures = ["duck", "bee"]\nask = "{LONG}"\nanswer = "bee"\nalso = "{LONG}"'
    assert _warned(with_step(step)) == [(9, "ask"), (11, "also")]


def test_a_question_that_nobody_sees_is_warned_of(problems):
    """Pictures, gates and gardens want open eyes."""
    text = 'title = "A"\nworld = "wood"\nsay = "Go."\neyes = "closed"\n[[step]]\ntask = "steer"\n'
    assert _warned(problems(text)) == [(6, "task")]


def test_the_time_of_a_garden_grows_with_its_ways(problems):
    """From gem to gem along the paths."""
    head = 'title = "A"\nworld = "cave"\nsay = "Roll."\n[[step]]\ntask = "roll"\nmap = """\n'
    near, far = (
        expected_s(parse_level(head + rows + '\n"""\n', file="a.toml").spec) for rows in ("So......", "S......o")
    )
    assert 2 < near < far < 20
