"""Choosing without hands, or with one press: by leaning on the board, and by one or two switches.

`choices.py` is what the game asks each frame; the rules are in `leaning.py` and `switches.py`, the pictures in
`figure.py`. Everything ends as the same events that keys make, so every screen understands it.
"""
