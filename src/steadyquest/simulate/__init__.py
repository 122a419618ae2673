"""Simulated people: a body, an intention, and a source made of both. Synthetic, and labelled so."""
