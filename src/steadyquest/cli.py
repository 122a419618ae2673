"""The command line: wiring, and only wiring."""

from __future__ import annotations


def main() -> None:
    """Run the command that was typed."""
    raise SystemExit(2)
