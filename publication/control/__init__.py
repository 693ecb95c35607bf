"""Disclosure control of a release: finished rows in, the same rows with [c] where a small count would be told."""
