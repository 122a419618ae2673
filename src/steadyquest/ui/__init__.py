"""The screen: the only place that knows pygame."""

import os

# The library's greeting would be the first line of every command that looks for a window.
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
