"""One council's finished rows from the warehouse: the same sums and figures as its pages and files."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from configuration import PublishEntry
from kpis.catalogue import Kpi
from kpis.selection import COLUMNS, Selection
from publication.releases.chosen import Chosen, kpis_of
from publication.releases.tables import order
from views.data_file import FileRequest
from views.file_rows import figures
from views.file_values import said
from views.open.release import Drawn, Finished
from views.reader import Extent, Reader


def finished_rows(reader: Reader, part: Chosen) -> list[Finished]:
    """Whole figures, figures by channel, and the total of the services that add up, in the order of the tables.

    The total holds the services that are published and no others.
    """
    found: dict[tuple[object, ...], Finished] = {}
    for kpi in reader.catalogue:
        entries = [entry for entry in part.entries if kpi in set(kpis_of(entry, reader))]
        services = _services(entries, reader.extents(kpi=kpi.key, council=part.council.key))
        for request in _requests(reader, part.council.key, kpi, services):
            found |= {order(row): row for row in _rows(reader, request)}
    return [found[key] for key in sorted(found)]


def drawn_from(reader: Reader, part: Chosen) -> tuple[Drawn, ...]:
    """Each KPI of what is published of the council with its sources, in the catalogue's order."""
    found = []
    for kpi in reader.catalogue:
        extents = reader.extents(kpi=kpi.key, council=part.council.key)
        entries = [entry for entry in part.entries if kpi in set(kpis_of(entry, reader))]
        services: dict[tuple[str, ...], set[str]] = defaultdict(set)
        sources = {service: _sources(extents, service) for service in _services(entries, extents)}
        for service, names in sources.items():
            services[names].add(service)
        found += [Drawn(kpi.key, tuple(sorted(of)), names) for names, of in sorted(services.items())]
    return tuple(found)


def _sources(extents: Iterable[Extent], service: str) -> tuple[str, ...]:
    return tuple(sorted({name for one in extents if one.service == service for name in one.sources}))


def _services(entries: Iterable[PublishEntry], extents: Iterable[Extent]) -> dict[str, bool]:
    """Service and whether its channels are published too."""
    have = sorted({extent.service for extent in extents})
    found: dict[str, bool] = {}
    for entry in entries:
        for service in have:
            if not entry.services or service in entry.services:
                found[service] = entry.channels or found.get(service, False)
    return found


def _requests(reader: Reader, council: str, kpi: Kpi, services: dict[str, bool]) -> Iterator[FileRequest]:
    """The files whose rows make the part: whole, by channel, and all services that add up."""
    if not services:
        return
    whole = FileRequest(kpi, Selection(councils=(council,), services=tuple(services), by=COLUMNS), frozenset())
    yield whole
    if with_channels := tuple(service for service, channels in services.items() if channels):
        kept = ("council", "service", "channel", "period")
        split = FileRequest(kpi, Selection(councils=(council,), services=with_channels, by=kept), frozenset(kept))
        if kpi.by_channel or split.channel_shares:
            yield split
    known = reader.services()
    adding = tuple(service for service in services if known[service].in_total)
    if len(adding) > 1:
        together = ("council", "period")
        yield FileRequest(kpi, Selection(councils=(council,), services=adding, by=together), frozenset(together))


def _rows(reader: Reader, request: FileRequest) -> Iterator[Finished]:
    kpi = request.kpi
    for part, period, figure in figures(reader, request):
        if period is None:
            continue
        caution = said(request, figure, illustrative=False, compares=False)
        yield Finished(
            kpi.key,
            part.council,
            part.service,
            part.channel,
            part.breakdown,
            part.segment,
            period,
            figure,
            kpi.version,
            caution,
        )
