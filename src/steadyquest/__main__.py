"""`python -m steadyquest` is the same as `steadyquest`."""

from steadyquest.cli import main

main()
