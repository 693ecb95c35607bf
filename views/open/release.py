"""What a public page is told: one release, its finished figures and what changed; nothing here is ever added up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple, Protocol

from kpis.catalogue import Catalogue
from kpis.councils import Register
from kpis.figure import Figure
from kpis.notes import Notes
from kpis.periods import Frequency, Period
from kpis.services import Service

OGL = "Open Government Licence v3.0"
OGL_ADDRESS = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


class Finished(NamedTuple):
    """One row of a release's table: a figure after disclosure control, and what it is of.

    `service` '' is all of the council's services that add up; `channel` and `segment` '' the whole. Where the figure
    carries [c], value, numerator or denominator are None as control left them, and nothing else can be read.
    """

    kpi: str
    council: str
    service: str
    channel: str
    breakdown: str
    segment: str
    period: Period
    figure: Figure
    definition_version: int
    caution: str = ""


@dataclass(frozen=True)
class Drawn:
    """The sources that a KPI's figures of some services were made from."""

    kpi: str
    services: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class CouncilPart:
    """A council's part of a release: who approved it, and the release that first held it as it stands."""

    council: str
    since: int
    published_at: datetime
    approved_by: str
    approved_on: date
    publisher: str
    contact: str
    services: tuple[str, ...]
    kpis: tuple[str, ...]
    sources: tuple[str, ...]
    provided: int
    expected: int
    hidden: int
    illustrative: bool = False
    next_at: datetime | None = None
    notes: str = ""
    drawn: tuple[Drawn, ...] = ()


@dataclass(frozen=True)
class PublishedSource:
    """Where figures of a release come from, and under which licence."""

    name: str
    title: str
    publisher: str
    link: str
    licence: str
    illustrative: bool


@dataclass(frozen=True)
class ReleaseFacts:
    """What is known of a release without opening its tables. Times are in UTC."""

    number: int
    title: str
    published_at: datetime
    next_at: datetime | None = None
    notes: str = ""
    previous: int | None = None
    demonstration: bool = False
    withdrawn_at: datetime | None = None
    withdrawn_because: str = ""
    licence: str = OGL
    licence_link: str = OGL_ADDRESS


@dataclass(frozen=True)
class Threshold:
    """How small counts of a service are hidden: below `below`, and zero too if `zero_too` (METHODS P1)."""

    below: int = 5
    zero_too: bool = False


@dataclass(frozen=True)
class Revision:
    """A figure that differs from the release before; `before` or `now` is None if it was added or is gone."""

    row: Finished
    kind: Literal["added", "revised", "withdrawn"]
    before: Figure | None
    now: Figure | None
    reason: str = ""


class ReleaseReader(Protocol):
    """Answers from one release; the only reader that the public pages have."""

    @property
    def facts(self) -> ReleaseFacts:
        """Number, title, times and notes."""
        ...

    @property
    def parts(self) -> Mapping[str, CouncilPart]:
        """Council and its part, in order of the council's name."""
        ...

    @property
    def sources(self) -> Mapping[str, PublishedSource]:
        """Name and source, for every source that any part names."""
        ...

    @property
    def thresholds(self) -> Mapping[str, Threshold]:
        """Service and how its small counts were hidden; the key '' holds for every other one."""
        ...

    @property
    def notes(self) -> Notes:
        """How normal variation is counted: re-basings on record, and whether outlying ranges are left out."""
        ...

    @property
    def catalogue(self) -> Catalogue:
        """The definitions that the figures were made by."""
        ...

    @property
    def register(self) -> Register:
        """The councils whose figures are in the release."""
        ...

    @property
    def services(self) -> Mapping[str, Service]:
        """Key and service, in order of name."""
        ...

    def rows(
        self,
        council: str | None = None,
        service: str | None = None,
        kpi: str | None = None,
        channel: str | None = "",
        frequency: Frequency | None = None,
    ) -> list[Finished]:
        """Finished rows in order of council, service, KPI, channel, segment and time; None means any."""
        ...

    def held(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """(Service, KPI) and the councils with whole figures of it, in order of the council's name."""
        ...

    def revisions(self) -> list[Revision]:
        """What differs from the release before, in the same order."""
        ...

    def changes(self, council: str | None = None) -> Mapping[str, int]:
        """How many figures were added, revised and withdrawn since the release before; of one council or of all."""
        ...


class Shelf(Protocol):
    """Every release that has been published; one that is still under embargo is not on it."""

    def published(self) -> tuple[ReleaseFacts, ...]:
        """Newest first, those that were withdrawn among them."""
        ...

    def newest(self) -> ReleaseReader | None:
        """The newest release that was not withdrawn; None before the first."""
        ...

    def release(self, number: int) -> ReleaseReader | None:
        """One release; None if there is none of that number or it was withdrawn (its facts tell which)."""
        ...
