"""Every page of a release, by its address: what the site map lists and a static site writes."""

from collections.abc import Iterator

from views.open.addresses import (
    DEFINITIONS,
    HOME,
    NOTES,
    OF_THE_SITE,
    Root,
    council_path,
    embed_path,
    service_path,
)
from views.open.home import open_home
from views.open.lines import released
from views.open.release import ReleaseReader


def addresses(reader: ReleaseReader, root: Root | None = None) -> Iterator[str]:
    """The pages of the newest release and of the site; with a `root`, those of that release alone."""
    to = (root or Root()).to
    yield from (to(path) for path in paths(reader))
    if root is None:
        yield from OF_THE_SITE


def paths(reader: ReleaseReader) -> Iterator[str]:
    """Where each page of a release stands under either root."""
    yield from (HOME, DEFINITIONS, NOTES)
    yield from (path for _, services in open_home(reader).comparisons for _, path in services)
    whole = {(council, service) for (service, _), councils in reader.held().items() for council in councils}
    for council, part in reader.parts.items():
        yield council_path(council)
        yield from (service_path(council, service) for service in part.services if (council, service) in whole)


def embeds(reader: ReleaseReader) -> Iterator[str]:
    """Where each chart that may stand on another site is, under either root; no site map lists them."""
    for council in reader.parts:
        for line in released(reader, reader.rows(council=council)):
            yield embed_path(council, line.service, line.kpi.key)
