"""Negative controls of the native builds: what the sanitizers are there for ends the program."""

import subprocess

import pytest


@pytest.mark.parametrize("build", ["sanitized", "generic"])
@pytest.mark.parametrize(
    ("kind", "said"), [("memory", "stack-buffer-overflow"), ("overflow", "signed integer overflow")]
)
def test_a_fault_that_is_made_on_purpose_ends_the_program(native_build, build, kind, said):
    """A write past an array, or an overflow, is named and ends it: were the sanitizers missing, it would answer."""
    program = native_build / "native" / build
    done = subprocess.run(
        [program],
        input=f"spoil {kind}\n",
        capture_output=True,
        text=True,
        check=False,
        env={"ASAN_OPTIONS": "detect_leaks=0"},
    )
    assert done.returncode
    assert said in done.stderr
    assert "spoiled" not in done.stdout
