"""The one address of what was asked for by another code or in other letters."""

from collections.abc import Iterable, Mapping

from views.open.addresses import ALL
from views.open.release import ReleaseReader


def canonical(reader: ReleaseReader, places: Mapping[str, str]) -> dict[str, str]:
    """The places of an address as the release names them: keys of council, service and KPI in their own letters.

    A council may be named by its GSS code; what is not known stays as it is.
    """
    return {name: _named(reader, name, given) for name, given in places.items()}


def _named(reader: ReleaseReader, name: str, given: str) -> str:
    if name == "council":
        council = reader.register.with_code(given)
        return council.key if council else given
    keys = (*reader.services, ALL) if name == "service" else reader.catalogue.by_key
    return _same(keys, given)


def _same(keys: Iterable[str], given: str) -> str:
    return next((key for key in keys if key.lower() == given.lower()), given)
