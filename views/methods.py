"""The page of methods: what every measure is made of, and every rule in force."""

from dataclasses import dataclass

from kpis.methods import chapters
from kpis.neighbours import NEIGHBOURS
from kpis.rules import Chapter
from views.meanings import Definition, channels, definitions
from views.neighbours import traits_told
from views.reader import Reader
from views.table import Table


@dataclass(frozen=True)
class Methods:
    """Definitions from the catalogue, the rules, and the traits by which neighbours are found, if any."""

    definitions: tuple[Definition, ...]
    channels: Table
    chapters: tuple[Chapter, ...]
    traits: Table | None
    neighbours: int = NEIGHBOURS


def methods(reader: Reader) -> Methods:
    """The methods of this deployment, from the same entries and constants that calculate."""
    areas = reader.areas()
    traits = traits_told(areas) if areas.traits else None
    return Methods(definitions(reader), channels(), chapters(reader.catalogue.kpis), traits)
