"""Counts to newtons to centre of pressure to a filtered lean, one sample at a time."""
