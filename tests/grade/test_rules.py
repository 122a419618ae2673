"""The rules of the library, each broken by a grading made by hand."""

from __future__ import annotations

from steadyquest.grade.rules import RULES, broken


def rules(grade):
    return [fault.rule for fault in broken(grade)]


def test_a_good_level_keeps_every_rule(good):
    """Nothing is said of it."""
    assert broken(good) == ()


def test_the_steady_adult_has_to_manage_the_easier_half(graded, everybody, climbed):
    """Sixty per cent at every difficulty up to the middle; the harder half may be too hard."""
    everybody["steady"] = (99, 90, 59, 50, 40)
    assert "steady_manages" in rules(graded(everybody, rungs=climbed))
    everybody["steady"] = (99, 90, 60, 50, 40)
    assert "steady_manages" not in rules(graded(everybody, rungs=climbed))


def test_who_keeps_still_must_not_win(graded, everybody, climbed):
    """Wandering about may, where keeping still is not the task."""
    everybody["still"] = (75, 50, 20, 0, 0)
    assert rules(graded(everybody, rungs=climbed)) == ["idle_does_not_win"]
    everybody["still"], everybody["random"] = (74, 50, 20, 0, 0), (90, 80, 70, 60, 50)
    assert rules(graded(everybody, rungs=climbed)) == []


def test_where_still_is_the_task_wandering_about_must_not_win(graded, level, steps, everybody, climbed):
    """And a reason silences it."""
    everybody["still"] = (99, 98, 97, 96, 95)
    still = {"of": level(steps["hold"]), "rungs": climbed}
    assert rules(graded(everybody, **still)) == []
    everybody["random"] = (80, 60, 40, 20, 0)
    assert rules(graded(everybody, **still)) == ["idle_does_not_win"]
    reason = level(steps["hold"], still_ok="a quiet recording is the point")
    assert rules(graded(everybody, of=reason, rungs=climbed)) == []


def test_a_mixed_level_is_not_won_by_keeping_still(graded, level, steps, everybody, climbed):
    """Only where all that is judged is steadiness it may be."""
    everybody["still"] = (99, 98, 97, 96, 95)
    mixed = level(steps["hold"], steps["reach"])
    assert rules(graded(everybody, of=mixed, rungs=climbed)) == ["idle_does_not_win"]


def test_it_must_not_get_easier_with_difficulty(graded, everybody):
    """Over all able people together; a little by chance is allowed."""
    able = [name for name in everybody if name not in ("still", "random")]
    dips = everybody | dict.fromkeys(able, (90, 70, 80, 60, 50))
    assert "harder_with_difficulty" in rules(graded(dips))
    chance = everybody | dict.fromkeys(able, (90, 72, 75, 60, 50))
    assert "harder_with_difficulty" not in rules(graded(chance))


def test_it_must_get_harder_from_the_first_difficulty_to_the_last(graded, everybody, climbed):
    """A level without a single pair of numbers does not."""
    flat = {name: (70,) * 5 if row[0] > 30 else row for name, row in everybody.items()}
    assert rules(graded(flat)) == ["harder_with_difficulty"]


def test_what_gets_harder_at_night_only_gets_harder(graded, everybody, climbed):
    """Nobody misses by day; on the later rungs difficulty tells."""
    easy = {name: (99,) * 5 if row[0] > 30 else row for name, row in everybody.items()}
    night = dict.fromkeys(climbed, (90, 80, 70, 50, 30))
    assert rules(graded(easy, rungs=night)) == []


def test_without_everybody_nobody_says_that_it_does_not_get_harder(graded, climbed):
    """It may be for those who are not here; nor is it right for nobody."""
    assert rules(graded({"steady": (99,) * 5, "still": (0,) * 5}, rungs=climbed)) == []


def test_rungs_have_to_get_harder_in_order(graded, everybody, climbed):
    """From each to the next, and from the first to the last."""
    swapped = climbed | {2: climbed[4], 4: climbed[2]}
    assert rules(graded(everybody, rungs=swapped)) == ["harder_with_rung", "harder_with_rung"]
    flat = dict.fromkeys(climbed, everybody["steady"])
    (fault,) = broken(graded(everybody, rungs=flat))
    assert fault.rule == "harder_with_rung"
    assert "rung 4" in fault.words


def test_what_is_felt_as_well_unseen_need_not_get_harder_in_the_dark(graded, level, steps, everybody, climbed):
    """A beat is heard; but where the level asks for anything else as well, it has to, and easier it never gets."""
    beat, flat = 'task = "rhythm"', dict.fromkeys(climbed, everybody["steady"])
    assert rules(graded(everybody, of=level(beat), rungs=flat)) == []
    assert rules(graded(everybody, of=level(beat, steps["reach"]), rungs=flat)) == ["harder_with_rung"]
    easier = dict.fromkeys(climbed, (40,) * 5) | {4: (70,) * 5}
    assert rules(graded(everybody, of=level(beat), rungs=easier)) == ["harder_with_rung"]


def test_a_fixed_sight_has_no_rungs_to_compare(graded, everybody):
    """It is played at one rung only."""
    assert rules(graded(everybody)) == []


def test_few_reps_do_not_break_a_rule_by_what_they_do_not_show(graded, everybody, climbed):
    """Five reps in a cell: six targets more or less are chance."""
    few = {name: tuple(round(n / 20) for n in row) for name, row in everybody.items()}
    flat = dict.fromkeys(climbed, few["steady"])
    assert rules(graded(few, rungs=flat, reps=5)) == []


def test_a_level_has_to_be_right_for_somebody(graded, everybody, climbed):
    """At some difficulty, by day or at a later hour."""
    able = [name for name in everybody if name not in ("still", "random")]
    easy = everybody | dict.fromkeys(able, (99, 98, 95, 90, 85))
    assert rules(graded(easy, rungs=climbed)) == []
    light = {rung: (97 - 4 * rung,) * 5 for rung in climbed}
    assert rules(graded(easy, rungs={rung: row for rung, row in light.items() if row[0] > 80})) == [
        "right_for_somebody"
    ]


def test_a_level_of_only_recall_and_rest_is_outside_of_every_rule(graded, level, steps, everybody):
    """It has errors instead."""
    nothing = dict.fromkeys(everybody, (None,) * 5)
    recall = level(steps["recall"], 'task = "rest"\nseconds = 5')
    assert rules(graded(nothing, of=recall, off_mm=10.0)) == []
    trials = level('task = "stand"\nseconds = 5', 'task = "limits"\nseconds = 3')
    assert rules(graded(nothing, of=trials)) == []


def test_every_rule_says_in_words_what_is_wrong(graded, everybody):
    """With numbers, and without the names of keys that nobody typed."""
    worst = dict.fromkeys(everybody, (10, 20, 40, 55, 100))
    found = broken(graded(worst, rungs={4: (100,) * 5}))
    assert {fault.rule for fault in found} == set(RULES) - {"right_for_somebody"}
    assert all("%" in fault.words and "_" not in fault.words.replace("still_ok", "") for fault in found)


def test_what_is_too_hard_for_all_is_right_for_nobody_and_what_jumps_over_the_zone_is(graded, everybody, climbed):
    """From too easy straight to too hard there is a difficulty in between; below 60 % everywhere there is none."""
    able = [name for name in everybody if name not in ("still", "random")]
    hard = everybody | dict.fromkeys(able, (59, 50, 40, 30, 20))
    dark = dict.fromkeys(climbed, (50, 40, 30, 20, 10))
    assert "right_for_somebody" in rules(graded(hard, rungs=dark))
    one = hard | {"child_diplegia": (60, 50, 40, 30, 20)}
    assert "right_for_somebody" not in rules(graded(one, rungs=dark))
    jumps = hard | {"child_diplegia": (90, 85, 50, 30, 20)}
    assert "right_for_somebody" not in rules(graded(jumps, rungs=dark))


def test_clearly_harder_means_more_than_chance_gives(graded, everybody):
    """With a hundred reps each of eight people two points are chance, twelve are not."""
    able = [name for name in everybody if name not in ("still", "random")]
    hardly = everybody | dict.fromkeys(able, (72, 72, 71, 71, 70))
    clearly = everybody | dict.fromkeys(able, (76, 74, 71, 68, 64))
    assert rules(graded(hardly)) == ["harder_with_difficulty"]
    assert rules(graded(clearly)) == []
