"""What [[publish]] names, checked against what there is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from configuration import Configuration, PublishEntry
from kpis.catalogue import Kpi
from kpis.councils import Council
from publication.releases.errors import ReleaseError
from publication.releases.times import in_utc
from views.open.release import Threshold
from views.reader import Reader


@dataclass(frozen=True)
class Chosen:
    """One council's part as the configuration names it, with who approved it."""

    council: Council
    entries: tuple[PublishEntry, ...]
    approved_by: str
    approved_on: date
    publisher: str
    contact: str
    next_at: datetime | None
    notes: str


def chosen(configuration: Configuration, reader: Reader, councils: tuple[str, ...] = ()) -> dict[str, Chosen]:
    """Council and what is to be published of it, for those asked for, or all that [[publish]] names.

    Raises ReleaseError for a council, service or KPI that there is not, for a part without an approving officer, and
    for an illustrative council in a deployment that is no demonstration.
    """
    entries = named(configuration, reader)
    if not entries:
        raise ReleaseError(
            "No [[publish]] says what is to be published, so there is nothing to release. docs/publishing.md tells how."
        )
    keys = dict.fromkeys(_council(reader, key).key for key in councils) or dict.fromkeys(sorted(entries))
    for key in keys:
        if key not in entries:
            raise ReleaseError(f"No [[publish]] names the council '{key}', so none of its figures may be released.")
    return {key: _chosen(configuration, reader.register.by_key[key.lower()], entries[key]) for key in keys}


def named(configuration: Configuration, reader: Reader) -> dict[str, list[PublishEntry]]:
    """Every council that [[publish]] names, with its entries."""
    found: dict[str, list[PublishEntry]] = {}
    for entry in configuration.publish:
        for kpi in entry.kpis:
            _kpi(reader, kpi)
        for key in entry.councils:
            found.setdefault(_council(reader, key).key, []).append(entry)
    return found


def kpis_of(entry: PublishEntry, reader: Reader) -> Iterator[Kpi]:
    """The KPIs that an entry names: those, or every headline KPI."""
    yield from (kpi for kpi in reader.catalogue if (kpi.key in entry.kpis if entry.kpis else kpi.headline))


def thresholds(configuration: Configuration) -> dict[str, Threshold]:
    """Service and how its small counts are hidden; '' for every other one (METHODS P1)."""
    usual = configuration.publication.threshold
    own = {
        entry.key: Threshold(entry.threshold or usual, entry.sensitive)
        for entry in configuration.service
        if entry.threshold or entry.sensitive
    }
    return {"": Threshold(usual), **own}


def _chosen(configuration: Configuration, council: Council, entries: list[PublishEntry]) -> Chosen:
    first, site = entries[0], configuration.site
    if council.illustrative and not configuration.publication.demonstration:
        raise ReleaseError(
            f"{council.name} is illustrative: its figures are invented. They are released only where [publication] "
            "says 'demonstration = true'. Nothing was released."
        )
    if not first.approved_by or first.approved_on is None:
        raise ReleaseError(
            f"No officer is named who approved the figures of {council.name}. Put 'approved_by' and 'approved_on' "
            f"into its [[publish]] once they were approved. Nothing was released."
        )
    return Chosen(
        council,
        tuple(entries),
        first.approved_by,
        first.approved_on,
        first.publisher or site.publisher,
        first.contact or site.contact,
        in_utc(first.next_release) if first.next_release else None,
        " ".join(dict.fromkeys(entry.notes for entry in entries if entry.notes)),
    )


def _council(reader: Reader, key: str) -> Council:
    council = reader.register.with_code(key)
    if council is None:
        raise ReleaseError(
            f"There is no council '{key}'. Give its key or its GSS code, as in [[publish]]; nothing was released."
        )
    return council


def _kpi(reader: Reader, key: str) -> None:
    if reader.catalogue.get(key) is None:
        known = ", ".join(reader.catalogue.by_key)
        raise ReleaseError(f"[[publish]] names the KPI '{key}', which there is not. It is one of {known}.")
