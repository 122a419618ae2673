"""The table of definitions: complete, sourced, in the docs, and its error figures found again."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from steadyquest.analysis.definitions import definitions, quiet
from steadyquest.analysis.definitions_quiet import SPREAD_PERCENT
from steadyquest.analysis.measure import measure
from steadyquest.analysis.norms import ROMBERG
from steadyquest.analysis.validity import CODES

WITHOUT_UNIT = {"n", "sample_entropy_ml", "sample_entropy_ap", "romberg_firm", "romberg_foam", "right_share"}
ABOUT = {"duration_s", "rate_hz", "filter_hz", "n"}


def test_every_definition_is_complete():
    """Name and meaning are never empty; each measure has a unit, a source, and says what it may be off by."""
    for key, row in definitions().items():
        assert row.name, key
        assert row.definition, key
        assert row.unit or key in WITHOUT_UNIT | {"right_share_error"}, key
        assert row.error or key in ABOUT | {"right_share_error"}, key
        assert row.source or key in ABOUT | {"romberg_foam", "mean_ml_mm", "sd_ml_mm"}, key


def test_the_docs_say_of_every_key_what_the_table_says():
    """docs/measures.md has a row for each measure, word for word."""
    docs = Path(__file__).parents[2] / "docs" / "measures.md"
    if not docs.is_file():
        pytest.skip("the docs are not beside these tests")
    lines = docs.read_text(encoding="utf-8").splitlines()
    for key, row in definitions().items():
        cells = [part.replace("|", "\\|") for part in row]
        assert f"| {' | '.join([f'`{key}`', *cells])} |" in lines, key


def test_the_docs_name_every_check_of_a_trial():
    """Each code that a flag may have stands in the table of checks."""
    docs = Path(__file__).parents[2] / "docs" / "measures.md"
    if not docs.is_file():
        pytest.skip("the docs are not beside these tests")
    for code in CODES:
        assert f"`{code}`" in docs.read_text(encoding="utf-8"), code


def test_quiet_standing_comes_first_and_the_ranges_use_the_same_keys():
    """One table for all."""
    keys = list(definitions())
    assert keys[: len(quiet())] == list(quiet())
    assert ROMBERG in keys


def test_how_much_trials_differ_is_what_the_recordings_say(bds, read_bds):
    """Within each of eight conditions the logarithms' variance over three trials, pooled: 16 degrees of freedom."""
    cells = defaultdict(list)
    for trial in json.loads((bds / "published.json").read_text()):
        cells[trial["Subject"], trial["Vision"], trial["Surface"]].append(measure(*read_bds(trial["Trial"])))
    assert {len(trials) for trials in cells.values()} == {3}
    for key, percent in SPREAD_PERCENT.items():
        logs = [np.log([trial[key] for trial in trials]) for trials in cells.values()]
        spread = np.sqrt(np.mean([values.var(ddof=1) for values in logs]))
        assert 100 * spread == pytest.approx(percent, abs=0.6), key


def test_importing_the_analysis_pulls_in_neither_pygame_nor_matplotlib():
    """Nor scipy before it is needed."""
    script = (
        "import importlib, pkgutil, sys\n"
        "import steadyquest.analysis as room\n"
        "for module in pkgutil.iter_modules(room.__path__):\n"
        "    importlib.import_module('steadyquest.analysis.' + module.name)\n"
        "bad = {'pygame', 'matplotlib', 'scipy', 'sqlalchemy', 'serial', 'jinja2'} & set(sys.modules)\n"
        "print(*sorted(bad))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == ""


def test_measuring_needs_no_scipy():
    """Filter and spectrum are our own: neither a report nor the game waits for half a second of imports."""
    script = (
        "import sys\n"
        "import numpy as np\n"
        "from steadyquest.analysis.measure import measured\n"
        "t = np.arange(3000) / 100\n"
        "found = measured(t, np.column_stack((np.sin(t), np.cos(2 * t))), research=True)\n"
        "print('scipy' in sys.modules, found.why_not)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "False {}"
