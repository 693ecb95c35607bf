"""The whole file: site, warehouse, sources, KPIs of the deployment's own, councils, services, groups."""

from collections import Counter
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from configuration.entry import MEASURE, Channel, Entry, Measure
from configuration.notes import AnnotationEntry, RebaseEntry, TargetEntry, VariationEntry
from configuration.places import CouncilEntry, GroupEntry, ServiceEntry
from configuration.prices import PricesEntry
from configuration.publication import PublicationEntry, PublishEntry, approvals_agree
from configuration.sources import Source
from configuration.succession import SuccessionEntry, ends_once
from configuration.traits import TraitEntry
from configuration.warehouse import Warehouse


class Site(Entry):
    """What the pages say of themselves."""

    title: str = Field(default="Guildhall", description="Name in the header and in page titles.")
    strapline: str = Field(default="Council service performance", description="Words at the header's right.")
    publisher: str = Field(description="Who publishes the figures.")
    contact: str = Field(description="Where to write: an e-mail address or a URL.")


class CountEntry(Entry):
    """One side of a KPI: a weighted sum of measures over named channels."""

    measures: dict[Measure, Decimal] | tuple[Measure, ...] = Field(
        description="Measures to add, each once; or a table of measure and weight."
    )
    channels: tuple[Channel, ...] = Field(
        default=(), description="Channels to add; none means every channel the service offers."
    )


class KpiEntry(Entry):
    """A KPI of the deployment's own."""

    key: str = Field(pattern=MEASURE, description="Stable key, used in addresses and files.")
    name: str = Field(description="Name shown on pages.")
    short_name: str | None = Field(default=None, description="Shorter name for narrow columns.")
    description: str = Field(description="What it measures, in a few words, under its name.")
    phrase: str = Field(description="Words after the figure: 'of invoices were paid within 30 days'.")
    numerator: CountEntry = Field(description="What is counted above the line.")
    denominator: CountEntry | None = Field(default=None, description="What it is divided by; none for a count.")
    numerator_name: str = Field(description="Column heading of the numerator: 'Paid in time'.")
    denominator_name: str | None = Field(default=None, description="Column heading of the denominator.")
    unit: Literal["percent", "pounds", "number"] = Field(description="How values are written.")
    decimals: int | None = Field(default=None, ge=0, le=4, description="Decimal places; a unit has its own.")
    multiplier: Decimal = Field(default=Decimal(1), gt=0, description="1000 for a figure per 1,000.")
    better: Literal["higher", "lower"] | None = Field(
        default=None, description="Which direction is good; none if neither is."
    )
    window: int | None = Field(default=None, ge=2, le=36, description="Months that each figure covers.")
    definition: str = Field(description="What is divided by what, and what counts.")
    guidance: str = Field(default="", description="How to read it, and what it does not say.")
    version: int = Field(default=1, ge=1, description="Raise it when the definition changes.")


class Configuration(Entry):
    """One deployment."""

    site: Site = Field(description="What the pages say of themselves.")
    warehouse: Warehouse = Field(description="Where the dashboard keeps its own figures.")
    source: tuple[Source, ...] = Field(default=(), description="Where figures come from.")
    kpi: tuple[KpiEntry, ...] = Field(default=(), description="KPIs of the deployment's own.")
    council: tuple[CouncilEntry, ...] = Field(default=(), description="Councils beyond the register.")
    succession: tuple[SuccessionEntry, ...] = Field(
        default=(), description="Councils that gave way to others, beyond the register."
    )
    service: tuple[ServiceEntry, ...] = Field(default=(), description="Services and their names.")
    group: tuple[GroupEntry, ...] = Field(default=(), description="Groups of councils to compare.")
    trait: tuple[TraitEntry, ...] = Field(
        default=(), description="Traits of councils' areas, by which nearest neighbours are found."
    )
    variation: VariationEntry = Field(
        default=VariationEntry(), description="How normal variation over time is calculated."
    )
    prices: PricesEntry = Field(
        default=PricesEntry(), description="An index of prices, to say costs without inflation."
    )
    annotation: tuple[AnnotationEntry, ...] = Field(default=(), description="Dated events that charts show.")
    rebase: tuple[RebaseEntry, ...] = Field(default=(), description="Limits made anew, with reason and author.")
    target: tuple[TargetEntry, ...] = Field(default=(), description="Values to reach, with who approved them.")
    publication: PublicationEntry = Field(
        default=PublicationEntry(), description="The public pages and their releases."
    )
    publish: tuple[PublishEntry, ...] = Field(default=(), description="What is published, and who approved it.")
    path: Path = Field(default=Path("guildhall.toml"), exclude=True, description="The TOML file itself; not a key.")

    @property
    def folder(self) -> Path:
        """The TOML file's folder, from which relative paths are taken."""
        return self.path.parent

    @model_validator(mode="after")
    def every_name_once(self) -> Self:
        """Keys name things in addresses and messages, so each may be used once."""
        for what, keys in {
            "source": [entry.name for entry in self.source],
            "kpi": [entry.key for entry in self.kpi],
            "council": [entry.key for entry in self.council],
            "service": [entry.key for entry in self.service],
            "group": [entry.key for entry in self.group],
            "trait": [entry.key for entry in self.trait],
        }.items():
            twice = [key for key, count in Counter(keys).items() if count > 1]
            if twice:
                raise ValueError(f"[[{what}]] '{twice[0]}' is there twice; give one of them another name")
        ends_once(self.succession)
        return self

    @model_validator(mode="after")
    def precedence_is_settled(self) -> Self:
        """A source takes precedence over another that exists, and not the other way round as well."""
        over = {source.name: source.precedes for source in self.source}
        for name, others in over.items():
            for other in others:
                if other not in over:
                    raise ValueError(f"[[source]] '{name}' precedes '{other}', and there is no such source")
                if name == other or name in over[other]:
                    raise ValueError(f"[[source]] '{name}' and '{other}' precede each other; keep one of the two")
        return self

    @model_validator(mode="after")
    def every_service_is_described(self) -> Self:
        """A service that a mapping names and no [[service]] describes is a slip of the pen."""
        known = {entry.key for entry in self.service}
        for source in self.source:
            named = {*source.service.map.values(), *(entry.service for entry in source.offering)}
            unknown = sorted((named | {source.service.fixed or ""}) - known - {""})
            if unknown and not source.service.name_column:
                raise ValueError(
                    f"[[source]] '{source.name}' names the service '{unknown[0]}', which no [[service]] describes; "
                    "add one or correct the key"
                )
        return self

    @model_validator(mode="after")
    def notes_are_of_described_services(self) -> Self:
        """A note about a service that nothing describes would never be seen."""
        known = {entry.key for entry in self.service}
        named_elsewhere = any(source.service.name_column for source in self.source)
        for what, entries in (("annotation", self.annotation), ("rebase", self.rebase), ("target", self.target)):
            for entry in entries:
                if entry.service and entry.service not in known and not named_elsewhere:
                    raise ValueError(
                        f"[[{what}]] names the service '{entry.service}', which no [[service]] describes; "
                        "correct the key or add one"
                    )
        return self

    @model_validator(mode="after")
    def what_is_published_is_settled(self) -> Self:
        """A service that nothing describes is never published; a council's part has one approval."""
        known = {entry.key for entry in self.service}
        named_elsewhere = any(source.service.name_column for source in self.source)
        for service in (key for entry in self.publish for key in entry.services):
            if service not in known and not named_elsewhere:
                raise ValueError(
                    f"[[publish]] names the service '{service}', which no [[service]] describes; correct the key or "
                    "add one"
                )
        approvals_agree(self.publish)
        return self

    @model_validator(mode="after")
    def one_target_at_a_time(self) -> Self:
        """Two targets for one figure on one day would leave open which one counts."""
        ordered = sorted(self.target, key=lambda one: (one.council, one.service, one.kpi, one.first))
        for before, after in pairwise(ordered):
            same = (before.council, before.service, before.kpi) == (after.council, after.service, after.kpi)
            if same and (before.last is None or before.last >= after.first):
                where = f"'{before.kpi}' of '{before.council}'{f', {before.service}' if before.service else ''}"
                raise ValueError(
                    f"[[target]] for {where}: two of them hold on {after.first}; end the first one with 'to' the day "
                    "before"
                )
        return self
