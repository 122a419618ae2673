"""Many runs of levels by simulated people, and what they say of a level."""
