"""Fictional councils: every name and figure here is invented, and no real council's name is used."""
