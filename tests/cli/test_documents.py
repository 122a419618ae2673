"""Every command that the documents show can be typed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from steadyquest.cli.commands import steadyquest

ROOT = next((p for p in Path(__file__).resolve().parents if (p / "src" / "steadyquest").exists()), None)
pytestmark = pytest.mark.skipif(ROOT is None, reason="needs a checkout")
DOCUMENTS = ("README.md", "docs/*.md", "docs/decisions/*.md", "hardware/README.md")
BESIDE = re.compile(r"\s#\s.*|…")
"""A remark behind a command, and the sign for more of the same."""


def documents():
    return sorted(file for pattern in DOCUMENTS for file in ROOT.glob(pattern)) if ROOT else []


def typed():
    """Lines of code blocks that begin with the program's name."""
    return [
        pytest.param(line.strip(), id=f"{file.name}: {line.strip()}")
        for file in documents()
        for line in re.findall(r"^ *(steadyquest [^\n`|]+)$", file.read_text(), re.MULTILINE)
    ]


def parsed(words):
    """What click makes of the words, without doing anything. Raises UsageError as for a person who types them."""
    command, ctx = steadyquest, steadyquest.make_context("steadyquest", list(words), resilient_parsing=False)
    while isinstance(command, click.Group):
        name, command, rest = command.resolve_command(ctx, [*ctx._protected_args, *ctx.args])
        ctx = command.make_context(name, list(rest), parent=ctx)
    return ctx


@pytest.mark.parametrize("line", typed())
def test_a_line_of_a_document_is_a_command(line):
    """The command and its options exist, and all that it needs is given."""
    assert parsed(shlex.split(BESIDE.sub("", line))[1:]).command is not steadyquest


@pytest.mark.parametrize(
    "line", ["plans rehearse", "plans assign x.toml", "levels pack --nowhere x.zip a", "plans sing", "levels show"]
)
def test_what_is_wrong_is_found(line):
    """A missing file, a missing option, an option or a command that there is not."""
    with pytest.raises(click.UsageError):
        parsed(shlex.split(line))


def test_the_documents_are_read():
    """Those of a therapist's first day are among them."""
    shown = " / ".join(str(param.id) for param in typed())
    for words in ("README.md: steadyquest plans rehearse", "level-format.md: steadyquest levels pack", "plans.md: "):
        assert words in shown
