"""The project's own promises: layers, words, sizes, and what it says of itself."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = next((p for p in Path(__file__).resolve().parents if (p / "src" / "steadyquest").exists()), None)
pytestmark = pytest.mark.skipif(ROOT is None, reason="needs a checkout")


def sources():
    return sorted((ROOT / "src").rglob("*.py"))


def test_no_module_outgrows_its_room():
    """No module is over 350 lines; then there is a second idea in it that wants its own."""
    long = {str(p.relative_to(ROOT)): n for p in sources() if (n := len(p.read_text().splitlines())) > 350}
    assert not long


def test_the_wall_clock_is_read_only_where_it_may_be():
    """Below session nothing knows what time it is: the sample's clock is the world's."""
    allowed = {"device", "session", "ui", "cli"}
    readers = re.compile(r"time\.(time|monotonic|perf_counter)\(|datetime\.now|date\.today")
    found = [
        str(p.relative_to(ROOT))
        for p in sources()
        if p.relative_to(ROOT / "src" / "steadyquest").parts[0] not in allowed and readers.search(p.read_text())
    ]
    assert not found


def test_chance_is_always_passed_in():
    """No global random state anywhere."""
    loose = re.compile(
        r"\brandom\.(random|uniform|gauss|choice|shuffle|randint|sample|seed)\(|np\.random\.(?!Generator|default_rng\([^)])"
    )
    assert not [str(p.relative_to(ROOT)) for p in sources() if loose.search(p.read_text())]


def test_the_title_needs_none_of_the_heavy_libraries():
    """Loading the command line and the title brings in neither numpy's friends nor the database's migrations."""
    code = (
        "import sys; import steadyquest.cli.commands, steadyquest.ui.app, steadyquest.ui.screens.title;"
        "print(*[m for m in ('scipy', 'matplotlib', 'alembic', 'jinja2', 'resvg_py') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.split() == []


def test_analysis_does_not_bring_in_pygame():
    """Who only measures needs no game."""
    code = "import sys, steadyquest.analysis.measure; print('pygame' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "False"
