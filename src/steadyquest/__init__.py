"""SteadyQuest: a balance exercise game played by shifting weight on a load-cell board."""

__version__ = "0.1.0"
