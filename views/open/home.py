"""The way in: every council of a release in alphabetical order, the measures that can be compared, and a search."""

from dataclasses import dataclass
from urllib.parse import urlencode

from kpis.councils import AmbiguousCouncilError, Council, UnknownCouncilError, plain
from kpis.wording import counted
from views.clock import stretch
from views.open.about_release import ReleaseBox, release_box
from views.open.addresses import FIND, council_path, kpi_path
from views.open.kpi import side_by_side
from views.open.release import ReleaseReader

LONGEST = 80
"""Characters of what was typed that are looked at and repeated."""

MOST = 20
FEW = 40
DEMONSTRATION = "This is a demonstration. Councils marked illustrative are fictional and their figures are invented."


@dataclass(frozen=True)
class Listed:
    """A council in a list: its page's path, and what tells it from others."""

    name: str
    path: str
    detail: str
    illustrative: bool


@dataclass(frozen=True)
class OpenHome:
    """Every council of the release and what can be compared."""

    title: str
    path: str
    lead: str
    notice: str
    letters: tuple[tuple[str, tuple[Listed, ...]], ...]
    comparisons: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    release: ReleaseBox


@dataclass(frozen=True)
class Found:
    """What was found for a text: `path` of the one council it must mean, or those that it may."""

    text: str
    path: str
    heading: str
    councils: tuple[Listed, ...]


def open_home(reader: ReleaseReader) -> OpenHome:
    """The page."""
    councils = [reader.register.by_key[key.lower()] for key in reader.parts]
    services = {service for part in reader.parts.values() for service in part.services}
    lead = (
        f"Figures of {counted(len(councils), 'council')} and {counted(len(services), 'service')}: what is done online, "
        "what it costs, and what people say of it."
    )
    return OpenHome(
        title="How council services are doing",
        path="",
        lead=lead,
        notice=DEMONSTRATION if reader.facts.demonstration else "",
        letters=_letters(reader, councils),
        comparisons=_comparisons(reader),
        release=release_box(reader),
    )


def find(reader: ReleaseReader, typed: str) -> Found:
    """The council of exactly that name or code, else every council of the release that it may mean."""
    text = " ".join(typed.split())[:LONGEST]
    exact = _exact(reader, text)
    if exact:
        return Found(text, council_path(exact.key), "", ())
    matches = [one for one in reader.register.search(text, MOST) if one.key in reader.parts]
    shown = tuple(_listed(reader, one) for one in matches)
    heading = f"Councils that “{text}” may mean" if shown else f"No council here is called “{text}”"
    return Found(text, "", heading if text else "Type the name of a council", shown)


def find_address(text: str) -> str:
    """A search that was made."""
    return f"{FIND}?{urlencode({'q': text})}"


def _exact(reader: ReleaseReader, text: str) -> Council | None:
    try:
        found = reader.register.with_code(text) or reader.register.named(text)
    except (UnknownCouncilError, AmbiguousCouncilError):
        return None
    return found if found.key in reader.parts else None


def _letters(reader: ReleaseReader, councils: list[Council]) -> tuple[tuple[str, tuple[Listed, ...]], ...]:
    """Each first letter with its councils; few councils stand in one list, under no letter."""
    if len(councils) <= FEW:
        return (("", tuple(_listed(reader, council) for council in councils)),)
    groups: dict[str, list[Listed]] = {}
    for council in councils:
        groups.setdefault(plain(council.name)[:1].upper(), []).append(_listed(reader, council))
    return tuple((letter, tuple(members)) for letter, members in groups.items())


def _listed(reader: ReleaseReader, council: Council) -> Listed:
    part = reader.parts[council.key]
    detail = counted(len(part.services), "service")
    ended = f", until {stretch(council.end, council.end)}" if council.end else ""
    return Listed(council.name, council_path(council.key), f"{detail}{ended}", part.illustrative)


def _comparisons(reader: ReleaseReader) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Each service with the measures that at least two councils publish of it: (name, path)."""
    held = reader.held()
    headline = [kpi for kpi in reader.catalogue if kpi.headline]
    found = []
    for key, service in reader.services.items():
        shared = [kpi for kpi in headline if len(side_by_side(reader, held.get((key, kpi.key), ()))) > 1]
        if shared:
            found.append((service.name, tuple((kpi.short_name, kpi_path(kpi.key, key)) for kpi in shared)))
    return tuple(found)
