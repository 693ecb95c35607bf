"""What can be compared: a measure of a service that at least two councils have."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from kpis.catalogue import Kpi
from kpis.services import Service
from views.reader import Reader


@dataclass(frozen=True)
class Comparable:
    """A measure of one service and how many councils have it: `kpi` in the service's words, `measure` its own name.

    Illustrative councils count only where fewer than two real ones have it. `latest` is the first day of the newest
    period that any of those counted has a figure for.
    """

    kpi: Kpi
    measure: str
    service: Service
    councils: int
    illustrative: bool
    latest: date


@dataclass
class _Found:
    councils: set[str] = field(default_factory=set)
    latest: date = date.min


def comparables(reader: Reader) -> tuple[Comparable, ...]:
    """Everything that can be compared, by measure in the catalogue's order and then by service."""
    invented = {council.key for council in reader.register.councils if council.illustrative}
    found: dict[tuple[str, str], tuple[_Found, _Found]] = defaultdict(lambda: (_Found(), _Found()))
    for extent in reader.extents():
        if extent.latest:
            kind = found[extent.kpi, extent.service][extent.council in invented]
            kind.councils.add(extent.council)
            kind.latest = max(kind.latest, extent.latest)
    kpis = {kpi.key: place for place, kpi in enumerate(reader.catalogue)}
    services = {service: place for place, service in enumerate(reader.services())}
    keys = sorted(found, key=lambda key: (kpis[key[0]], services[key[1]]))
    return tuple(one for key in keys for one in _comparable(reader, key, found[key]))


def _comparable(reader: Reader, key: tuple[str, str], kinds: tuple[_Found, _Found]) -> Iterable[Comparable]:
    service = reader.services()[key[1]]
    for illustrative, found in enumerate(kinds):
        if len(found.councils) > 1:
            kpi = reader.catalogue[key[0]]
            words = kpi.for_transaction(service.transaction)
            yield Comparable(words, kpi.name, service, len(found.councils), bool(illustrative), found.latest)
            return


def best(choices: Iterable[Comparable]) -> Comparable | None:
    """What is shown where nothing is chosen: real figures, the newest, of most councils, shares before the rest."""
    return min(
        choices,
        key=lambda one: (one.illustrative, -one.latest.toordinal(), -one.councils, not one.kpi.is_share),
        default=None,
    )
