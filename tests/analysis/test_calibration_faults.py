"""Every reason to refuse a calibration, acted out on a modelled plate, each with its mark or cell named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from steadyquest.analysis.calibration_faults import refusals
from steadyquest.signal.mat import MARKS


@pytest.fixture
def material(workbench):
    """A good procedure: equal enough cells, half a millimetre of placing."""
    return workbench(11).material(place_sd_mm=0.5, n=8)


def only(found):
    """The one refusal."""
    assert len(found) == 1, found
    return found[0]


def with_reading(material, number, **changes):
    """The same with one mark changed."""
    readings = tuple(replace(r, **changes) if r.number == number else r for r in material.readings)
    return replace(material, readings=readings)


def read_at(workbench_, material, places):
    """The same, but the weight lay elsewhere: number → (place, kg)."""
    for number, ((ml, ap), kg) in places.items():
        counts, _ = workbench_.mean(n=8, mass_kg=kg, ml_mm=ml, ap_mm=ap)
        material = with_reading(material, number, counts=counts)
    return material


def cell_changed(material, channel, change):
    """The same with one cell's counts changed everywhere."""

    def changed(row):
        return tuple(change(value) if i == channel else value for i, value in enumerate(row))

    return replace(
        material,
        zeros=tuple(replace(z, counts=changed(z.counts)) for z in material.zeros),
        readings=tuple(replace(r, counts=changed(r.counts)) for r in material.readings),
    )


def test_a_good_procedure_is_not_refused(material):
    """Nothing speaks against it."""
    assert refusals(material) == ()


@pytest.mark.parametrize("seed", range(12))
def test_good_home_procedures_are_seldom_refused(workbench, seed):
    """A millimetre of placing, 5 % gains and 0.4 % cross-talk pass."""
    assert refusals(workbench(seed, noise_counts=150.0).material(place_sd_mm=0.8, n=4)) == ()


@pytest.mark.parametrize("seed", range(6))
def test_much_cross_talk_is_the_maps_business_and_no_fault_of_a_mark(workbench, seed):
    """0.8 % from every cell to every other, twice what the design takes for granted: nobody leaned on the plate."""
    assert refusals(workbench(seed, cross_talk_sd=0.008).material(place_sd_mm=0.5, n=4)) == ()


def test_too_few_marks(material):
    """Three marks are no calibration."""
    found = only(refusals(replace(material, readings=material.readings[:3])))
    assert (found.code, "3 marks" in found.line) == ("too_few_marks", True)


@pytest.mark.parametrize("number", [1, 5, 6, 9])
@pytest.mark.parametrize("off", [(12.0, 0.0), (-6.0, 7.0)])
def test_a_mark_that_is_off_is_named_and_no_other(workbench, material, number, off):
    """Wherever it is, with whatever leverage."""
    ml, ap = MARKS[number - 1]
    spoilt = read_at(workbench(11), material, {number: ((ml + off[0], ap + off[1]), 10.0)})
    found = only(refusals(spoilt))
    assert (found.code, found.marks) == ("mark_off", (number,))
    assert f"mark {number} " in found.line


def test_two_marks_that_are_off_are_both_named(workbench, material):
    """And nothing else."""
    spoilt = read_at(workbench(11), material, {2: ((0.0, 112.0), 10.0), 7: ((-138.0, -100.0), 10.0)})
    found = refusals(spoilt)
    assert sorted(refusal.marks[0] for refusal in found) == [2, 7]


@pytest.mark.parametrize("number", [1, 2, 5, 9])
@pytest.mark.parametrize("kg", [1.0, -0.6])
def test_somebody_who_leans_on_the_plate_is_found_at_the_mark(workbench, material, number, kg):
    """A kilogram more at one mark than at the others; or the weight was held a little."""
    spoilt = read_at(workbench(11), material, {number: (MARKS[number - 1], 10.0 + kg)})
    found = only(refusals(spoilt))
    assert (found.code, found.marks) == ("leaned_on", (number,))
    assert "leaning" in found.line


def test_a_hand_at_the_edge_is_a_person_too_not_a_mark_that_is_off(workbench, material):
    """Three kilograms pressed on the right edge while the weight lies on mark 4."""
    bench = workbench(11)
    both = [
        bench.mean(n=8, mass_kg=10.0, ml_mm=-150.0, ap_mm=0.0)[0],
        bench.mean(n=8, mass_kg=3.0, ml_mm=190.0, ap_mm=0.0)[0],
    ]
    counts = tuple(a + b - zero for a, b, zero in zip(*both, bench.plate.zero, strict=True))
    found = only(refusals(with_reading(material, 4, counts=counts)))
    assert (found.code, found.marks) == ("leaned_on", (4,))


@pytest.mark.parametrize("pair", [(1, 2), (3, 7), (4, 6), (5, 9)])
def test_swapped_marks_are_both_named(workbench, material, pair):
    """Their exchange mends the fit."""
    one, other = pair
    places = {one: (MARKS[other - 1], 10.0), other: (MARKS[one - 1], 10.0)}
    found = only(refusals(read_at(workbench(11), material, places)))
    assert (found.code, found.marks) == ("marks_swapped", pair)


def test_two_pairs_of_swapped_marks_are_all_named(workbench, material):
    """1 with 2, and 6 with 8."""
    order = {1: 2, 2: 1, 6: 8, 8: 6}
    places = {number: (MARKS[there - 1], 10.0) for number, there in order.items()}
    found = refusals(read_at(workbench(11), material, places))
    assert {refusal.marks for refusal in found} == {(1, 2), (6, 8)}


@pytest.mark.parametrize(
    ("angle", "turn"), [(90, lambda x, y: (-y, x)), (90, lambda x, y: (y, -x)), (180, lambda x, y: (-x, -y))]
)
def test_a_turned_sheet_is_called_a_turned_sheet(workbench, material, angle, turn):
    """Not nine wrong marks."""
    places = {n: (turn(*MARKS[n - 1]), 10.0) for n in range(1, 10)}
    found = only(refusals(read_at(workbench(11), material, places)))
    assert found.code == "sheet_turned"
    assert f"{angle} degrees" in found.line


def test_swapped_cells_are_named(material):
    """Two cables exchanged are no turned sheet."""

    def swapped(row):
        fl, fr, rl, rr = row
        return fr, fl, rl, rr

    spoilt = replace(
        material,
        zeros=tuple(replace(z, counts=swapped(z.counts)) for z in material.zeros),
        readings=tuple(replace(r, counts=swapped(r.counts)) for r in material.readings),
    )
    found = only(refusals(spoilt))
    assert (found.code, found.cells) == ("corners_swapped", ("FL", "FR"))


@pytest.mark.parametrize("channel", range(4))
def test_a_dead_cell_is_named(material, channel):
    """It says the same whatever lies on it."""
    found = only(refusals(cell_changed(material, channel, lambda _: 1234.0)))
    assert (found.code, found.cells) == ("cell_dead", (("FL", "FR", "RL", "RR")[channel],))


@pytest.mark.parametrize("channel", range(4))
def test_a_reversed_cell_is_named(material, channel):
    """Load makes its counts smaller."""
    found = only(refusals(cell_changed(material, channel, lambda count: -count)))
    assert (found.code, found.cells) == ("cell_reversed", (("FL", "FR", "RL", "RR")[channel],))


def test_all_cells_reversed_are_one_fault(material):
    """One line, not four."""
    spoilt = material
    for channel in range(4):
        spoilt = cell_changed(spoilt, channel, lambda count: -count)
    assert only(refusals(spoilt)).code == "all_reversed"


def test_a_weight_that_was_on_the_plate_at_the_zero(workbench, material):
    """The counts change, but nothing was added."""
    on = workbench(11).mean(n=8, mass_kg=10.0)[0]
    found = only(refusals(replace(material, zeros=tuple(replace(z, counts=on) for z in material.zeros))))
    assert found.code == "not_empty"
    assert "empty plate" in found.line


def test_something_light_on_the_plate_at_the_zero_is_found_at_the_end(workbench, material):
    """Two kilograms lay there and were taken away before the first mark."""
    bench = workbench(11)
    lay = bench.mean(n=8, mass_kg=2.0, ml_mm=30.0)[0]
    zeros = (replace(material.zeros[0], counts=lay), material.zeros[1])
    found = refusals(replace(material, zeros=zeros))
    assert found[0].code == "not_empty"
    assert "2.0 kg lighter" in found[0].line


def test_something_left_on_the_plate_at_the_end(workbench, material):
    """The end looks heavier than the beginning by more than any drift."""
    left = workbench(11).mean(n=8, mass_kg=10.0)[0]
    assert refusals(replace(material, zeros=(material.zeros[0], replace(material.zeros[1], counts=left))))[0].code == (
        "not_cleared"
    )


@pytest.mark.parametrize(("warm_s", "code"), [(0.0, "not_warm"), (120.0, "not_warm"), (600.0, "drifted")])
def test_drift_is_refused_and_blames_the_warm_up_only_where_it_was_short(material, warm_s, code):
    """0.5 kg of drift during the procedure."""
    step = 0.5 * 9.80665 * 2190 / 4
    last = replace(material.zeros[1], counts=tuple(c + step for c in material.zeros[1].counts))
    found = refusals(replace(material, zeros=(material.zeros[0], last), warm_s=warm_s))
    assert found[0].code == code
    assert "+0.50 kg" in found[0].line


def test_a_weight_that_was_not_moved(material):
    """Marks 3 and 4 read the same."""
    third = next(r for r in material.readings if r.number == 3)
    found = only(refusals(with_reading(material, 4, counts=third.counts)))
    assert (found.code, found.marks) == ("not_moved", (3, 4))


@pytest.mark.parametrize(("said_kg", "refused"), [(7.0, True), (8.5, False), (11.5, False), (14.0, True), (22.0, True)])
def test_a_mass_more_than_a_quarter_off_is_refused(workbench, said_kg, refused):
    """Ten kilograms lay there on nearly nominal cells."""
    found = refusals(workbench(12, gain_sd=0.02).material(said_kg=said_kg, n=4))
    assert [refusal.code for refusal in found] == (["wrong_mass"] if refused else [])
    if refused:
        assert f"{said_kg:g} kg" in found[0].line


def test_a_shaking_plate_is_refused_at_its_mark(material):
    """More than its own noise: somebody touched it."""
    found = only(refusals(with_reading(material, 8, total_sd_n=6.0)))
    assert (found.code, found.marks) == ("shaken", (8,))


def test_a_saturated_cell_is_refused_at_its_mark(material):
    """A number at the end of its range is no number."""
    found = only(refusals(with_reading(material, 2, saturated=True)))
    assert (found.code, found.marks) == ("cell_saturated", (2,))


def test_a_quick_hand_is_refused_as_a_whole(workbench):
    """No single mark is far off, but together they are."""
    codes = {r.code for seed in range(30) for r in refusals(workbench(seed).material(place_sd_mm=2.2, n=2))}
    assert "too_coarse" in codes
    assert codes <= {"too_coarse", "mark_off"}


def test_a_sheet_for_another_plate_is_no_agreement_or_many_marks(workbench, material):
    """Random places: refused whatever it is called, and with marks named."""
    bench = workbench(13)
    places = {n: ((bench.rng.uniform(-180, 180), bench.rng.uniform(-120, 120)), 10.0) for n in range(1, 10)}
    found = refusals(read_at(bench, workbench(13).material(n=8), places))
    assert found
    assert all(refusal.line and refusal.code for refusal in found)
