"""Under which licence figures may be used, and whose they are (METHODS P9)."""

from collections.abc import Collection
from typing import Any

from views.open.release import PublishedSource, ReleaseReader

OGL = "Open Government Licence v3.0"
OGL_ADDRESS = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
CC_BY_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"
CONTAINS = f"Contains public sector information licensed under the {OGL}."
COUNCIL_CODES = "Council codes: mySociety, CC BY 4.0."


def attributions(reader: ReleaseReader, councils: Collection[str]) -> tuple[str, ...]:
    """What must be said wherever the figures go: the licence, each source with its own, and the council codes."""
    return (CONTAINS, *(_attribution(source) for source in sources(reader, councils)), COUNCIL_CODES)


def sources(reader: ReleaseReader, councils: Collection[str]) -> list[PublishedSource]:
    """The sources of these councils' parts, in order of title."""
    named = {name for key in councils if key in reader.parts for name in reader.parts[key].sources}
    found = [reader.sources[name] for name in named if name in reader.sources]
    return sorted(found, key=lambda source: (source.title, source.name))


def licences() -> list[dict[str, str]]:
    """As a data package names licences."""
    return [
        {"name": "OGL-UK-3.0", "title": OGL, "path": OGL_ADDRESS},
        {"name": "CC-BY-4.0", "title": "Council codes: CC BY 4.0, mySociety", "path": CC_BY_ADDRESS},
    ]


def publishers(reader: ReleaseReader, councils: Collection[str]) -> list[dict[str, Any]]:
    """Who publishes each council's part, in order of name; each once."""
    parts = {(part.publisher, part.contact) for key, part in reader.parts.items() if key in councils}
    return [{"title": publisher, "contact": contact} for publisher, contact in sorted(parts)]


def _attribution(source: PublishedSource) -> str:
    publisher = f", {source.publisher}" if source.publisher else ""
    invented = " Illustrative figures, not a real council's." if source.illustrative else ""
    return f"{source.title}{publisher}: {source.licence or 'no licence stated'}.{invented}"
