"""What commands take and print: numbers as people write them."""

import subprocess
import sys

import click
import pytest

from steadyquest.cli.output import Finite


@pytest.mark.parametrize(
    ("written", "number"),
    [("7.5", 7.5), ("7,5", 7.5), ("-0,25", -0.25), ("0,125", 0.125), (" 10 ", 10.0), ("1e1", 10.0), (2, 2.0)],
)
def test_a_number_has_a_point_or_a_comma(written, number):
    """Half of the world writes 7,5."""
    assert Finite().convert(written, None, None) == number


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1,500", "two things"),
        ("1.000,5", "not a valid number"),
        ("1,2,3", "not a valid number"),
        ("heavy", "not a valid number"),
        ("", "not a valid number"),
        ("nan", "not a number that can be used"),
        ("-inf", "not a number that can be used"),
        ("11", "range"),
    ],
)
def test_what_is_no_number_or_might_be_two_is_refused(written, said):
    """In plain words; nothing is guessed."""
    with pytest.raises(click.BadParameter, match=said):
        Finite(max=10).convert(written, None, None)


def test_help_shows_the_limits_that_there_are(run):
    """None are shown as nothing."""
    assert Finite()._describe_range() == ""
    assert Finite(0, 1)._describe_range() == "0<=x<=1"
    said = run("play", "--help").out
    assert "--reach MM" in said
    assert "None" not in said


def test_the_end_of_a_command_is_not_spent_on_looking_for_rubbish():
    """What is left when a command is done goes with its process; a report would wait a fifth of a second for it."""
    script = (
        "import atexit, gc, sys\n"
        "from steadyquest.cli import main\n"
        "atexit.register(lambda: print(gc.get_freeze_count() > 0))\n"
        "sys.argv = ['steadyquest', '--version']\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split()[-1] == "True"
