"""The printed sheet: what is drawn where, on which pages, and that the file in the checkout is the script's."""

import importlib.util
import io
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from steadyquest.signal.mat import LETTERS, MARKS, NUMBERS, label, nearest

ROOT = next((p for p in Path(__file__).resolve().parents if (p / "tools" / "grid.py").exists()), None)
pytestmark = pytest.mark.skipif(ROOT is None, reason="needs a checkout")
POINT_MM = 25.4 / 72


@pytest.fixture(scope="module")
def grid():
    spec = importlib.util.spec_from_file_location("grid", ROOT / "tools" / "grid.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["grid"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["grid"]


@pytest.fixture(scope="module")
def made(grid):
    """The script's own PDF, bytes and pages."""
    pytest.importorskip("reportlab", reason="reportlab draws the sheet; it is in the dev extra")
    pypdf = pytest.importorskip("pypdf", reason="pypdf reads the sheet; it is in the dev extra")
    raw = grid.pdf()
    return raw, pypdf.PdfReader(io.BytesIO(raw))


def test_every_mark_has_its_rings_and_its_number_where_calibration_looks_for_it(grid):
    """All five rings are about the mark to the last digit, and the badge beside it says the mark's number."""
    parts = grid.sheet()
    for number, mark in enumerate(MARKS, 1):
        rings = [p.radius for p in parts if isinstance(p, grid.Circle) and p.at == mark]
        assert rings == list(grid.RINGS_MM)
        said = [p.text for p in parts if isinstance(p, grid.Words) and p.at == mark]
        assert said == [str(number)]


def test_each_place_is_labelled_behind_the_line_on_which_the_heel_ends(grid):
    """153 places, each with the name that the game reads as that place."""
    words = [p for p in grid.sheet() if isinstance(p, grid.Words) and len(p.text) == 2 and p.text[1].isdigit()]
    assert len(words) == (2 * len(LETTERS) + 1) * len(NUMBERS)
    for place in words:
        heel = nearest(*place.at)
        assert label(heel) == place.text
        assert 0 < heel.ap_mm - place.at[1] < 6
        assert heel.ml_mm == place.at[0]


def test_nothing_lies_outside_the_sheet(grid):
    """Whatever is drawn is on the plate."""
    for part in grid.sheet():
        points = list(part.corners) if isinstance(part, grid.Shape) else [part.at, getattr(part, "to", part.at)]
        assert all(abs(x) <= grid.RIGHT_MM and abs(y) <= grid.FRONT_MM for x, y in points), part


@pytest.mark.parametrize("paper", ["A4", "US Letter"])
def test_the_parts_cover_the_sheet_overlap_and_fit_the_paper(grid, paper):
    """Every millimetre is on some page, neighbours share 10 mm, and nothing comes nearer to the edge than 7 mm."""
    tiles = grid.tiles()
    width, height = grid.PAPERS[paper]
    for x in range(-250, 251, 5):
        for y in range(-190, 191, 5):
            assert any(t.left <= x <= t.right and t.rear <= y <= t.front for t in tiles), (x, y)
    for left, right in pairwise(tiles[:3]):
        assert left.right - right.left == 2 * grid.OVERLAP_MM
    assert tiles[0].rear - tiles[3].front == -2 * grid.OVERLAP_MM
    for tile in tiles:
        x, y = grid.origin_mm(tile, paper)
        assert x + tile.left >= grid.MARGIN_MM
        assert x + tile.right <= width - grid.MARGIN_MM
        assert y + tile.rear >= grid.MARGIN_MM
        assert y + tile.front == pytest.approx(height - grid.MARGIN_MM - grid.HEAD_MM)


def test_no_ring_and_no_label_of_the_mat_is_cut_by_a_seam(grid):
    """A mark that had to be joined would be off by the error of the join."""
    for part in grid.sheet():
        if isinstance(part, grid.Circle) and part.colour == grid.MARK:
            reach = part.radius
        elif isinstance(part, grid.Words) and part.colour == grid.FEET:
            reach = part.size
        else:
            continue
        assert all(abs(part.at[0] - seam) >= reach for seam in grid.SEAMS_ML_MM), part
        assert abs(part.at[1] - grid.SEAM_AP_MM) >= min(reach, 3.2), part


def test_pages_have_their_papers_sizes_and_ask_not_to_be_scaled(made):
    """One of words and six parts for A4, the same for Letter, and the whole; viewers are told to print 1:1."""
    _, reader = made
    sizes = [tuple(round(float(v) * POINT_MM, 1) for v in page.mediabox[2:]) for page in reader.pages]
    assert sizes == [(210.0, 297.0)] * 7 + [(215.9, 279.4)] * 7 + [(530.0, 410.0)]
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/PrintScaling"] == "/None"


def test_the_marks_are_on_the_pages_in_true_millimetres(grid, made):
    """Follow the page's own transformations to the sheet's middle: it is where the part's geometry says, at scale 1."""
    _, reader = made
    for paper, first in (("A4", 1), ("US Letter", 8)):
        for tile, page in zip(grid.tiles(), reader.pages[first : first + 6], strict=True):
            middles = form_origins(page)
            assert middles == [pytest.approx((1.0, *grid.origin_mm(tile, paper)), abs=0.01)]
    assert form_origins(reader.pages[14]) == [pytest.approx((1.0, 15 + 250, 15 + 190), abs=0.01)]


def test_what_the_form_draws_is_the_sheet_in_millimetres(grid, made):
    """The rings of mark 1 come as curves from its right-hand side, after one scale from millimetres to points."""
    _, reader = made
    form = next(iter(reader.pages[1]["/Resources"]["/XObject"].values())).get_object()
    text = form.get_data().decode("latin-1")
    scales = [float(line.split()[0]) for line in text.splitlines() if " cm" in line]
    assert scales == [1.0, pytest.approx(72 / 25.4, abs=1e-5)]
    starts = {tuple(round(float(v), 3) for v in line.split()[:2]) for line in moves(text)}
    for mark in MARKS:
        assert {(mark.ml_mm + radius, mark.ap_mm) for radius in grid.RINGS_MM} <= starts


def test_the_sheet_is_the_same_again(grid, made):
    """No dates, no chance: the second run gives the same bytes."""
    assert grid.pdf() == made[0]


def test_the_file_in_the_checkout_is_what_the_script_makes(grid, made):
    """Every page and the sheet itself, whatever version of the PDF library wrote the frame around them."""
    import pypdf

    kept = pypdf.PdfReader(grid.FILE)
    assert contents(kept) == contents(made[1])


def contents(reader):
    form = next(iter(reader.pages[1]["/Resources"]["/XObject"].values())).get_object()
    return [form.get_data(), *(page.get_contents().get_data() for page in reader.pages)]


def moves(text):
    """The numbers before each `m` operator."""
    parts = text.split()
    return [f"{parts[i - 2]} {parts[i - 1]}" for i, part in enumerate(parts) if part == "m"]


def form_origins(page):
    """Scale, and the place in mm from the lower left corner, at which a page puts the sheet's middle."""
    found = []

    def look(operator, operands, cm, _tm):
        if operator == b"Do":
            found.append((cm[0], cm[4] * POINT_MM, cm[5] * POINT_MM))

    page.extract_text(visitor_operand_before=look)
    return found
