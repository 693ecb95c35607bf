"""Disclosure control as a release asks for it (METHODS P1 to P3)."""

from collections.abc import Mapping, Sequence

from kpis.catalogue import Catalogue
from publication.control import UnprotectedError, protected
from publication.releases.errors import ReleaseError
from publication.releases.shelf import FolderReader
from views.open.release import Finished, Threshold
from views.reader import Reader


def controlled(
    reader: Reader,
    previous: FolderReader | None,
    rows: Sequence[Finished],
    before: Sequence[Finished],
    thresholds: Mapping[str, Threshold],
) -> tuple[Finished, ...]:
    """The rows as they may be published; raises ReleaseError where what is public would tell a small count."""
    gone = [kpi for kpi in previous.catalogue if kpi.key not in reader.catalogue.by_key] if previous else []
    catalogue = Catalogue((*reader.catalogue, *gone))
    try:
        return protected(rows, catalogue, reader.services(), thresholds, before, reader.register).rows
    except UnprotectedError as error:
        raise ReleaseError(str(error)) from None
