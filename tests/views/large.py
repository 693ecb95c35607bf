"""A nation of many councils with one online service each, large enough for a funnel."""

from pathlib import Path

from kpis.councils import Council
from tests.views.nations import SERVICES, flat, online
from tests.warehouse.given import Town
from tests.warehouse.remembered import begun


def shares(folder: Path, counts: dict[str, tuple[int, int]]) -> Town:
    """A warehouse with these Scottish councils: key, and completed of started in April 2025."""
    town = Town(folder)
    councils = [Council(key, key.title(), key, "Unitary council, Scotland", "Scotland") for key in counts]
    town.writer.reference(councils, SERVICES, [])
    town.load(flat(online(key, started, completed) for key, (completed, started) in counts.items()))
    return town


def twelve(folder: Path) -> Town:
    """The twelve of TWELVE."""
    return begun(_twelve, folder)


def _twelve(folder: Path) -> None:
    shares(folder, TWELVE)


TWELVE = {
    "ald": (900, 1000), "bar": (880, 1000), "car": (8950, 10000), "den": (912, 1000), "eas": (885, 1000),
    "far": (893, 1000), "gar": (9050, 10000), "han": (905, 1000), "irb": (600, 1000), "jor": (895, 1000),
    "kir": (89, 100), "low": (91, 100),
}  # fmt: skip
"""Twelve councils near 90%, and Irb at 60%."""
