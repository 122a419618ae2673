"""Measures on whole recordings. Arrays in, numbers out; knows nothing of where they are stored."""
