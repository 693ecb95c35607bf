"""Under which licence figures may be used, and whose they are (METHODS P9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from views.open.about_release import sources_of
from views.open.release import OGL, OGL_ADDRESS, Finished, PublishedSource, ReleaseFacts, ReleaseReader

CC_BY_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"
CONTAINS = f"Contains public sector information licensed under the {OGL}."
COUNCIL_CODES = "Council codes: mySociety, CC BY 4.0."


@dataclass(frozen=True)
class Licence:
    """A licence by name, and where its text is; '' where that is not told."""

    name: str = OGL
    link: str = OGL_ADDRESS


Rows = Sequence[Finished] | None
"""Which figures are meant; None is every one of the release."""


def attributions(reader: ReleaseReader, rows: Rows) -> tuple[str, ...]:
    """What must be said wherever the figures go: the licence, each source with its own, and the council codes."""
    return (*_licence(reader.facts), *map(_attribution, sources(reader, rows)), COUNCIL_CODES)


def sources(reader: ReleaseReader, rows: Rows) -> list[PublishedSource]:
    """The sources of these figures, in order of title."""
    if rows is None:
        return sorted(reader.sources.values(), key=lambda source: (source.title, source.name))
    return list(sources_of(reader, rows))


def addresses(reader: ReleaseReader) -> tuple[str, ...]:
    """Where the texts of the licences are."""
    return tuple(filter(None, (reader.facts.licence_link, CC_BY_ADDRESS)))


def licences(reader: ReleaseReader) -> list[dict[str, str]]:
    """As a data package names licences."""
    facts = reader.facts
    known = {"name": "OGL-UK-3.0"} if facts.licence == OGL else {}
    link = {"path": facts.licence_link} if facts.licence_link else {}
    return [
        {**known, "title": facts.licence, **link},
        {"name": "CC-BY-4.0", "title": "Council codes: CC BY 4.0, mySociety", "path": CC_BY_ADDRESS},
    ]


def publishers(reader: ReleaseReader, rows: Rows) -> list[dict[str, Any]]:
    """Who publishes each council's part, in order of name; each once."""
    councils = set(reader.parts) if rows is None else {row.council for row in rows}
    parts = {(part.publisher, part.contact) for key, part in reader.parts.items() if key in councils}
    return [{"title": publisher, "contact": contact} for publisher, contact in sorted(parts)]


def _licence(facts: ReleaseFacts) -> tuple[str, ...]:
    """The words that the Open Government Licence asks for; of any other its name."""
    return (CONTAINS,) if facts.licence == OGL else (f"Licence of these figures: {facts.licence}.",)


def _attribution(source: PublishedSource) -> str:
    publisher = f", {source.publisher}" if source.publisher else ""
    invented = " Illustrative figures, not a real council's." if source.illustrative else ""
    return f"{source.title}{publisher}: {source.licence or 'no licence stated'}.{invented}"
