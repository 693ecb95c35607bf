"""Releases: making them from the warehouse, storing them for good, opening and comparing them."""
