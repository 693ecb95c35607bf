"""What a KPI is: one description that calculation, chart, table, file, page text and documentation read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

Unit = Literal["percent", "pounds", "number"]
Better = Literal["higher", "lower"]


@dataclass(frozen=True)
class Count:
    """One side of a KPI: a weighted sum of measures over named channels.

    `channels` None means every channel that the service offers.
    """

    weights: tuple[tuple[str, Decimal], ...]
    channels: frozenset[str] | None = None

    @property
    def measures(self) -> frozenset[str]:
        """The measures that are added."""
        return frozenset(measure for measure, _ in self.weights)


def each(*measures: str) -> tuple[tuple[str, Decimal], ...]:
    """Every measure once."""
    return tuple((measure, Decimal(1)) for measure in measures)


@dataclass(frozen=True)
class Kpi:
    """A KPI is data: numerator, denominator and everything that says how to read the result.

    value = multiplier x numerator / denominator; without a denominator, multiplier x numerator.
    `window` is the number of months each figure covers, if more than its own period.
    `bounded`: the numerator is part of the denominator, so a value above 100 % is a fault in the data.
    `by_channel`: it also means something for one channel alone.
    `enough`: below this denominator the value is marked [u], low reliability.
    `counts`: both sides count things; an interval has no meaning for time or money (METHODS F1).
    `basis`: which statement of the source says how it was counted; different bases are never compared.
    """

    key: str
    name: str
    short_name: str
    description: str
    phrase: str
    numerator: Count
    denominator: Count | None
    numerator_name: str
    denominator_name: str
    unit: Unit
    decimals: int
    better: Better | None
    definition: str
    guidance: str = ""
    multiplier: Decimal = Decimal(1)
    window: int | None = None
    bounded: bool = False
    by_channel: bool = False
    enough: int | None = None
    basis: Literal["completion", "cost", "collection", ""] = ""
    headline: bool = True
    version: int = 1
    counts: bool = True

    @property
    def is_share(self) -> bool:
        """Whether the value is a share of counted things, so that a Wilson interval belongs to it."""
        sides = (self.numerator, self.denominator) if self.denominator else ()
        each_once = all(weight == 1 for side in sides for _, weight in side.weights)
        return bool(sides) and each_once and self.bounded and self.counts and self.multiplier == 1

    @property
    def measures(self) -> frozenset[str]:
        """Every measure that either side needs."""
        return self.numerator.measures | (self.denominator.measures if self.denominator else frozenset())

    def name_for(self, transaction: str) -> str:
        """The KPI's name for a service whose transactions have a name of their own: 'Cost per library visit'."""
        return self.name.replace("transaction", transaction) if self.basis == "cost" else self.name

    def for_transaction(self, transaction: str) -> "Kpi":
        """The same KPI in that service's words: '£2.81 for each library visit'."""
        if self.basis != "cost" or transaction == "transaction":
            return self
        phrase = self.phrase.replace("completed transaction", transaction)
        return replace(self, name=self.name_for(transaction), phrase=phrase)


@dataclass(frozen=True)
class Catalogue:
    """The KPIs of a deployment: the built-in ones, then its own, in that order."""

    kpis: tuple[Kpi, ...]

    def __iter__(self) -> Iterator[Kpi]:
        return iter(self.kpis)

    def __getitem__(self, key: str) -> Kpi:
        return self.by_key[key]

    def get(self, key: str) -> Kpi | None:
        """The KPI with this key, or None."""
        return self.by_key.get(key)

    @property
    def by_key(self) -> Mapping[str, Kpi]:
        """Key and KPI."""
        return {kpi.key: kpi for kpi in self.kpis}
