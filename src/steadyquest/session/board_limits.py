"""The limits of the board's self-test: one table, each with its reason.

Where they come from: an HX711 has 90 nV rms of input noise at gain 128 and 80 values a second, 50 nV at 10 (AVIA
Semiconductor, HX711 data sheet). Its 2^23 counts are half the 5 V supply over 128, so 90 nV are 39 counts:
1.8 g on a corner of nominal cells. Everything below stays far above that and below what a player would notice.
"""

LISTEN_S = 5.0
"""Empty plate before the corners: 400 values a cell."""
QUICK_S = 10.0
"""When the empty plate is all there is to see."""
RESTARTS_MOST = 2
"""Listening begins anew after so many restarts of the board; then it is clear enough."""

NOISE_KG = 0.05
"""Standard deviation of one cell, 28 times the amplifier's own: 0.3 mm of centre of pressure under a 30 kg child
(200 mm of half-spacing · 0.05 kg / 30 kg), a third of what the board claims to tell apart."""
STEP_KG = 0.3
"""A quiet cell that goes through more than this in a few seconds is loaded by something."""
MOVING_CELLS = 3
"""So many cells that move together are a person or a hand, not noise: noise does not agree with itself."""
SPIKE_KG = 0.5
"""A value as far from the middle as this is a spike."""
SPIKE_SHARE = 0.02
"""One stray value in a thousand is life; one in fifty is a loose wire."""

STUCK_S = 1.0
"""A working amplifier gives the same count twice in a row about once in 140 values, never for a second."""
STUCK_FINE_KG = 0.0005
"""Only where a count is this fine or finer must the noise show; a Wii board counts in steps of 10 g."""

FAULTY_SHARE = 0.01
SATURATED_SHARE = 0.01
"""Single bad values happen; four in five seconds are a fault."""

SLOW_HZ = 25.0
"""Between the data sheet's 10 and 80 a second, the geometric middle: whatever is slower has its RATE pin low."""
UNEVEN_SHARE = 0.2
"""Real modules run at 78 to 95 a second, at most 18 % apart."""

LOST_SHARE = 0.01
LOST_LEAST = 5
"""Of the frames, and so many in any case."""

DRIFT_KG_MIN = 0.1
"""In a minute: the 0.3 kg that are let pass would be used up after three. A lone half-bridge moves 60 to 300 g with
each degree, so this is a board that is still warming by a third of a degree a minute or more, or a bad joint."""
DRIFT_SURE = 6.0
"""And so many standard errors, so that noise alone is not called drift."""
THING_KG = 2.0
"""More than this on two corners or more is a thing on the plate, less is a zero that moved."""

PRESS_KG = 3.0
"""A press: a firm hand."""
PRESS_SHARE = 0.6
"""The corner that answers has this much of all that is felt; a press nearer to the middle says nothing."""
HOLD_S = 0.6
RELEASE_KG = 1.5
PATIENCE_S = 20.0
"""A corner is asked for this long, twice, before it counts as dead."""

WEIGHT_KG = 4.0
"""Least weight to compare the corners with: 15 % of it is well above the drift."""
WEIGH_S = 2.0
STEADY_SHARE = 0.03
"""The two halves of that time agree within this."""
MOVED_SHARE = 0.3
"""How much of the load has to be on other cells before it counts as moved."""
GAIN_SPREAD = 0.15
"""Cells of one batch differ by about 5 %; one that is 15 % off draws the centre of pressure 7 mm to its side."""
TELL_APART = 8.0
"""Largest condition number of the four weighings (1.9 on the sheet's corner marks): above it they were too near to
each other, and a swaying person's 1 % would become a false 15 %."""
