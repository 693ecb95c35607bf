"""This dashboard beside its alternatives, in one run: ratios are what counts."""
