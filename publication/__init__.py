"""Releases: finished figures made, stored, shown to anyone and given away as open data."""
