"""Disclosure control as a release asks for it (METHODS P1 to P3)."""

from collections.abc import Mapping, Sequence

from publication.control.earlier import Earlier
from publication.control.protection import UnprotectedError, protected
from publication.releases.errors import ReleaseError
from views.open.release import Finished, Threshold
from views.reader import Reader


def controlled(
    reader: Reader, rows: Sequence[Finished], before: Sequence[Earlier], thresholds: Mapping[str, Threshold]
) -> tuple[Finished, ...]:
    """The rows as they may be published; raises ReleaseError where what is public would tell a small count."""
    try:
        return protected(rows, reader.catalogue, reader.services(), thresholds, before, reader.register).rows
    except UnprotectedError as error:
        raise ReleaseError(str(error)) from None
