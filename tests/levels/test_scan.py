"""Where keys stand, whatever the text looks like."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyquest.levels.scan import scan


def test_every_key_has_its_line():
    """Comments, blank lines and long lists do not shift the lines of the keys below them."""
    text = '# one\n\na = 1 # "x" = 2\nb = [\n  1, # ]\n  "]",\n]\n[[step]] # go\n\nc = """\nx = 1\n"""\nd = 2\n'
    root, step = scan(text)
    assert [(entry.key, entry.line) for entry in root.entries] == [("a", 3), ("b", 4)]
    assert (step.name, step.line, step.sound) == ("step", 8, True)
    assert [(entry.key, entry.line) for entry in step.entries] == [("c", 10), ("d", 13)]


@pytest.mark.parametrize(
    "value",
    [
        '"a # no remark"',
        r'"a \" quote"',
        "'a \\'",
        '"""a "" b"""',
        '"""ends in a quote""""',
        '"""two\nlines"""',
        "'''raw \\ '' '''",
        "[[1, 2], [3, 4]]",
        '["]", "#"]',
        '""',
        '""""""',
        "[ # remark ]\n 1,\n\n 2 # [\n]",
    ],
)
def test_a_value_is_cut_out_whole(value):
    """What is cut out of a file is the same value that TOML reads there, and the next key is found."""
    text = f"v = {value} # end\nnext = 1\n"
    entries = scan(text)[0].entries
    assert [entry.key for entry in entries] == ["v", "next"]
    assert tomllib.loads(f"v = {entries[0].source}")["v"] == tomllib.loads(text)["v"]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("a.b = 1", "dotted"),
        ('"a.b" = 1', "dotted"),
        ("a = {b = 1}", "inline"),
        ("a = [{b = 1}]", "inline"),
        ("a = [[[1]]]", "deep"),
        ("a", "no_equals"),
        ("a = [[1, 2]]", ""),
        ('"a" = "{ . }"', ""),
    ],
)
def test_shapes_that_levels_do_not_use_are_named(line, fault):
    """Dots, braces and deep lists are seen by their shape, not inside texts."""
    assert scan(line)[0].entries[0].fault == fault


def test_a_forgotten_bracket_does_not_swallow_the_next_key():
    """An open list ends where another key or step begins, so that each fault stays on its own line."""
    root, step = scan("a = [1, 2\nb = 3\nc = [4,\n[[step]]\nd = 5\n")
    assert [(entry.key, entry.source) for entry in root.entries] == [("a", "[1, 2"), ("b", "3"), ("c", "[4,")]
    assert step.entries[0].key == "d"


@pytest.mark.parametrize("header", ["[step]", "[[step]", "[step]]", "[[step] ]", "[", "[["])
def test_headers_that_are_not_lists_of_tables_are_not_sound(header):
    """Only two brackets on each side make a step."""
    assert not scan(header)[1].sound


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab=[]{}\"'#\\\n ,.1\r\t", max_size=80))
def test_any_text_is_scanned_without_fault(text):
    """Lines stay within the text and in order, whatever stands in it."""
    tables = scan(text)
    lines = [entry.line for table in tables for entry in table.entries]
    assert lines == sorted(lines)
    assert all(1 <= line <= text.count("\n") + 1 for line in lines)
