"""Services, groups of councils, and what a figure is about."""

from dataclasses import dataclass

from kpis.catalogue import Kpi


@dataclass(frozen=True)
class Service:
    """A service; `in_total`: its figures may be added to other services' figures.

    `lgsl` and `lgil` are its numbers in the Local Government Service List and Interaction List (METHODS D8).
    """

    key: str
    name: str
    transaction: str = "transaction"
    description: str = ""
    in_total: bool = True
    lgsl: int | None = None
    lgil: int | None = None

    @property
    def numbers(self) -> str:
        """'LGSL 372, LGIL 30': how councils' other systems know the service; '' if nobody said."""
        named = (("LGSL", self.lgsl), ("LGIL", self.lgil))
        return ", ".join(f"{name} {number}" for name, number in named if number is not None)


@dataclass(frozen=True)
class Group:
    """Councils to compare with each other, and for which services (none means every service)."""

    key: str
    name: str
    description: str
    councils: tuple[str, ...]
    services: tuple[str, ...] = ()
    illustrative: bool = False


@dataclass(frozen=True)
class Indicator:
    """What a tile or a row of the overview shows: a KPI for one service, or for all that add up."""

    kpi: Kpi
    service: Service | None = None

    @property
    def name(self) -> str:
        """'Completion rate', or for a service that stands alone 'Cost per library visit'."""
        return self.kpi.name_for(self.service.transaction) if self.service else self.kpi.name

    @property
    def description(self) -> str:
        """What it measures, in a few words."""
        if self.service and self.service.description and self.kpi.basis == "cost":
            return self.service.description
        return self.kpi.description
