"""The format as a JSON Schema: what the reader takes, an editor takes; what it marks, the reader refuses."""

from __future__ import annotations

import json
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from steadyquest.levels.json_schema import json_schema, key_schema
from steadyquest.levels.library import shipped
from steadyquest.levels.schema import level_keys, step_keys
from steadyquest.levels.schema_tasks import TASKS
from steadyquest.levels.values import UnfitError, fit

SCHEMA = json_schema()
VALIDATOR = Draft7Validator(SCHEMA)
KEYS = {f"{task}.{name}": key for task in TASKS for name, key in step_keys(task).items()} | level_keys()
BY_KIND = {(key.kind, key.pair): key for key in KEYS.values()}
LOOSER = {"text", "long_text", "file", "art", "arts", "garden", "points", "places", "whole"}
"""Kinds of which the schema says less than the reader: lengths of texts, circles, gardens, 1.0 as a whole number."""


def faults(text: str) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(tomllib.loads(text))]


def test_it_is_a_schema_and_plain_json():
    """An editor can load it."""
    Draft7Validator.check_schema(json.loads(json.dumps(SCHEMA, allow_nan=False)))


@pytest.mark.parametrize("level", shipped(), ids=lambda level: level.key)
def test_every_shipped_level_agrees_with_it(level):
    """Nothing of ours is underlined in red."""
    assert faults(level.text) == []


@pytest.mark.parametrize(
    ("line", "by"),
    [
        ("radus = 0.2", "radius = 0.2"),
        ('where = ["lefft"]', 'where = ["left"]'),
        ("radius = [0.3, 0.2, 0.1]", "radius = [0.3, 0.2]"),
        ("count = 2.5", "count = 2"),
        ("back = 1", "back = true"),
        ("dwell_s = 99", "dwell_s = 9"),
        ('path = "circle"', "beyond = true"),
    ],
)
def test_a_mistake_is_marked_and_its_mend_is_not(line, by):
    """Unknown keys, words, wrong lengths, halves, numbers for truths, limits, keys of another task."""
    level = 'format = 1\ntitle = "a"\nworld = "meadow"\nsay = "b"\n[[step]]\ntask = "reach"\n{}\n'
    assert faults(level.format(line))
    assert not faults(level.format(by))


def test_what_is_needed_is_asked_for():
    """A title, a place, a sentence, a format and a step."""
    assert len(faults("author = 'x'")) == 5


def test_every_key_has_its_help_and_no_default_that_it_would_refuse():
    """What an editor shows beside a key can be written there."""
    tables = [
        SCHEMA["properties"],
        *(task["then"]["properties"] for task in SCHEMA["properties"]["step"]["items"]["allOf"]),
    ]
    for table in tables:
        for name, about in table.items():
            assert name in {"step", "task"} or len(about["description"]) > 10
            assert "default" not in about or Draft7Validator(about).is_valid(about["default"])


numbers = st.one_of(st.integers(-3, 400), st.floats(-2, 400, allow_nan=False), st.booleans())
words = st.one_of(st.text(max_size=5), st.sampled_from(sorted({word for key in KEYS.values() for word in key.choices})))
values = st.recursive(st.one_of(numbers, words), lambda inner: st.lists(inner, max_size=4), max_leaves=5)


@given(kind=st.sampled_from(sorted(BY_KIND)), value=values)
@settings(max_examples=300, deadline=None)
def test_reader_and_schema_agree(kind, value):
    """Whatever the reader takes the schema takes; where the schema says all, also the other way round."""
    key = BY_KIND[kind]
    try:
        fit(key, value)
        fits = True
    except UnfitError:
        fits = False
    valid = Draft7Validator(key_schema(key)).is_valid(value)
    assert valid or not fits
    assert fits or not valid or key.kind in LOOSER
