"""Why there is nothing to compare, and where to go."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kpis.periods import FREQUENCY_NAMES, Frequency
from kpis.selection import Selection
from kpis.wording import joined
from views.addresses import compare_address
from views.comparables import Comparable
from views.comparison_groups import ComparisonGroup
from views.reader import Reader

AGAIN = "Compare something else"


@dataclass(frozen=True)
class NothingToCompare:
    """Why there is no comparison, and where to go: (text, address)."""

    why: str
    ways_on: tuple[tuple[str, str], ...]


def nothing(reader: Reader, selection: Selection) -> NothingToCompare:
    """No measure of a service has figures of two councils, or not the one asked for."""
    asked = reader.catalogue.get(selection.kpi)
    service = reader.services().get(selection.service)
    what = asked.name if asked else f"any measure of {service.name}" if service else "one measure of one service"
    why = f"No two councils have figures for {what}, so there is nothing to compare."
    return NothingToCompare(why, ((AGAIN, "/compare"),) if asked or service else ())


def too_few(group: ComparisonGroup, what: Comparable, selection: Selection) -> NothingToCompare:
    """Fewer than two of the councils chosen have figures."""
    have = group.having[0].name if group.having else "none"
    why = f"Of the councils chosen, {have} has figures for {what.kpi.name} ({what.service.name}). Two are needed."
    if group.having and group.apart:
        why += " Illustrative councils are never compared with real ones."
    address = compare_address(replace(selection, councils=selection.councils[:1]))
    return NothingToCompare(why, (("Compare a group of councils instead", address), (AGAIN, "/compare")))


def no_frequency(what: Comparable, selection: Selection, possible: Sequence[Frequency]) -> NothingToCompare:
    """No two of the councils have figures by the frequency asked for; those there are."""
    names = joined([FREQUENCY_NAMES[frequency].lower() for frequency in possible])
    name = f"{what.kpi.name} ({what.service.name})"
    if not possible:
        return NothingToCompare(
            f"No two of these councils have {name} for periods of one kind.", ((AGAIN, "/compare"),)
        )
    asked = FREQUENCY_NAMES[selection.frequency or possible[0]].lower()
    ways = tuple(
        (
            f"Compare by {FREQUENCY_NAMES[frequency].lower()}",
            compare_address(replace(selection, frequency=frequency)),
        )
        for frequency in possible
    )
    return NothingToCompare(f"{name} has no figures by {asked}; there are figures by {names}.", ways)
