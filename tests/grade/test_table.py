"""A grading as lines of text."""

from __future__ import annotations

from steadyquest.grade.table import finished, lines, summary


def test_a_level_has_a_row_for_everybody_and_for_each_rung(good):
    """With the share, its interval, and what it asked of the body."""
    found = list(lines(good))
    steady = next(line for line in found if line.strip().startswith("steady "))
    assert "99 95–100" in steady
    assert "50 s  0.50 (1.5)    25   8 : 4" in steady
    assert sum("steady on rung" in line for line in found) == 4
    assert not any("rule" in line for line in found)


def test_columns_stand_under_their_heads(good):
    """Every difficulty begins where its head begins."""
    rows = [line for line in lines(good) if line.startswith("  ") and ("d 0.5" in line or " s  " in line)]
    at = rows[0].index("d 0.5")
    assert len(rows) == 15
    assert all(row[at - 1] == " " and row[at : at + 3].strip().isdigit() for row in rows[1:])


def test_what_a_level_breaks_stands_under_it(graded, everybody):
    """And in the summary."""
    everybody["still"] = (90, 80, 70, 60, 50)
    grade = graded(everybody)
    assert any("breaks a rule: who only keeps still wins" in line for line in lines(grade))
    assert any(line.endswith("idle_does_not_win") for line in summary([grade]))


def test_an_error_is_told_in_mm_with_its_sign(graded, level, steps):
    """Too near is a minus."""
    grade = graded({"steady": (None,) * 5}, of=level(steps["recall"]), off_mm=12.0)
    found = list(lines(grade))
    assert any("12 −6" in line for line in found)
    assert not any("succeed" in line for line in found)
    assert any("told by its error" in line for line in summary([grade]))


def test_a_mixed_level_has_both_tables(graded, level, steps):
    """Success first."""
    mixed = graded({"steady": (90,) * 5}, of=level(steps["hold"], steps["recall"]), off_mm=12.0)
    heads = [line for line in lines(mixed) if "%," in line or " mm," in line or "in %" in line]
    assert len(heads) == 2


def test_worlds_count_what_somebody_finishes(graded, everybody, level, steps):
    """Sixty per cent at some difficulty; what is told by its error is not counted."""
    hard = everybody | {"child_hemi_left": (59, 50, 40, 30, 20)}
    grades = [
        graded(everybody),
        graded(hard),
        graded({"steady": (None,) * 5}, of=level(steps["recall"]), off_mm=9.0),
        graded({"child": (90,) * 5}, of=level(world="fog"), climber="child"),
    ]
    assert list(finished(grades)) == [("river", "steady", 2, 2), ("river", "child_hemi_left", 1, 2)]
