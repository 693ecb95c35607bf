"""The catalogue as tables: which measures each side of a KPI adds, over which channels, and how channels relate.

An *aim* is one sum that cells need: a measure over a scope of channels, for KPIs that ask for the same kind of basis.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from sqlalchemy import Connection

from kpis.catalogue import Catalogue, Count, Kpi
from kpis.channels import ALL, CHANNELS, DIGITAL, UNDIVIDED_DIGITAL, WHOLE
from kpis.satisfaction import RATINGS
from warehouse import bulk
from warehouse.labels import LIST, Labels

EVERY = frozenset(CHANNELS)
DIGITAL_PARTS = DIGITAL - {UNDIVIDED_DIGITAL}
NUMERATOR, DENOMINATOR = 0, 1

TOTAL, UNDIVIDED, DIGITAL_PART, BESIDE, PART = range(1, 6)
"""Roles of a channel in a scope. BESIDE: a digital part outside the scope, needed to see whether the parts make up the
undivided digital figure."""


@dataclass(frozen=True)
class Aim:
    """A measure over a scope of channels; `basis` is what its sources must have in common."""

    measure: str
    scope: frozenset[str]
    basis: str

    @property
    def roles(self) -> dict[str, int]:
        """Channel and role, for every channel that has one."""
        if len(self.scope) == 1:
            return dict.fromkeys(self.scope, PART)
        roles = {channel: _role(channel) for channel in self.scope}
        if self.scope & DIGITAL_PARTS:
            roles |= dict.fromkeys(DIGITAL_PARTS - self.scope, BESIDE)
            roles[UNDIVIDED_DIGITAL] = UNDIVIDED
        return roles

    @property
    def is_exact(self) -> bool:
        """The undivided digital figure is what the scope's digital parts add up to."""
        return self.scope >= DIGITAL

    @property
    def may_stand(self) -> bool:
        """The undivided digital figure may stand for digital parts where it is not known to be split."""
        return UNDIVIDED_DIGITAL in self.scope


@dataclass(frozen=True)
class Term:
    """An aim that one side of a KPI adds, into the cell of `channel`."""

    kpi: str
    side: int
    aim: Aim
    weight: Decimal
    channel: str


@dataclass(frozen=True)
class Terms:
    """Every term of a catalogue, and the aims they share."""

    catalogue: Catalogue

    @cached_property
    def every(self) -> list[Term]:
        """The terms in the catalogue's order."""
        return [term for kpi in self.catalogue for term in kpi_terms(kpi)]

    @cached_property
    def aims(self) -> dict[Aim, int]:
        """Each aim and its number."""
        return {aim: number for number, aim in enumerate(dict.fromkeys(term.aim for term in self.every))}


def kpi_terms(kpi: Kpi) -> Iterator[Term]:
    """The KPI's terms for the whole and, if it means something by channel, for each channel."""
    for side, count in ((NUMERATOR, kpi.numerator), (DENOMINATOR, kpi.denominator)):
        if count is None:
            continue
        basis = _basis(kpi, side, count)
        for measure, weight in count.weights:
            yield Term(kpi.key, side, Aim(measure, count.channels or EVERY, basis), weight, WHOLE)
            for channel in _channels(count) if kpi.by_channel else ():
                yield Term(kpi.key, side, Aim(measure, frozenset({channel}), basis), weight, channel)


def kpi_label(kpi: Kpi) -> str:
    """The label of a KPI's definition: its key and version."""
    return f"{kpi.key}{LIST}{kpi.version}"


def lay_terms(connection: Connection, labels: Labels, catalogue: Catalogue) -> None:
    """Temporary tables `used`, the measures that each KPI needs, and `kpi_fact`; every name of a catalogue has a label
    from here on."""
    labels.learn("channel", CHANNELS)
    kpis = labels.learn("kpi", [kpi_label(kpi) for kpi in catalogue])
    measures = labels.learn("measure", sorted({measure for kpi in catalogue for measure in kpi.measures}))
    used = [(kpis[kpi_label(kpi)], measures[measure]) for kpi in catalogue for measure in sorted(kpi.measures)]
    facts = [(kpis[kpi_label(kpi)], kpi.denominator is not None, kpi.bounded, kpi.headline) for kpi in catalogue]
    bulk.make(connection, "used", _values("kpi, measure", used))
    bulk.make(connection, "kpi_fact", _values("kpi, is_ratio, bounded, headline", facts))


def channel_bits(channels: dict[str, int]) -> dict[str, int]:
    """Channel and a power of two, so that a set of channels is one number."""
    return {channel: 1 << place for place, channel in enumerate(sorted(channels, key=channels.__getitem__))}


def _basis(kpi: Kpi, side: int, count: Count) -> str:
    """What the sources of a side must have in common; '' for transactions that costs or answers are divided by."""
    is_cost = kpi.basis == "cost" and side == NUMERATOR
    is_asked = kpi.basis == "collection" and bool(count.measures & set(RATINGS))
    return kpi.basis if is_cost or is_asked or kpi.basis == "completion" else ""


def _role(channel: str) -> int:
    if channel == ALL:
        return TOTAL
    return DIGITAL_PART if channel in DIGITAL_PARTS else PART


def _channels(count: Count) -> list[str]:
    return [channel for channel in CHANNELS if channel != ALL and (not count.channels or channel in count.channels)]


def _values(columns: str, rows: Sequence[tuple[int, ...]]) -> str:
    """A query of these rows; so few are sooner said than sent."""
    said = ", ".join(f"({', '.join(str(value) for value in row)})" for row in rows)
    return f"SELECT * FROM (VALUES {said}) AS given ({columns})"


def must_match(kpi: Kpi) -> bool:
    """Costs and completions are of the same transactions, so both sides must cover the same channels (D3, D5)."""
    of_transactions = kpi.basis in ("completion", "cost")
    return bool(of_transactions and kpi.denominator and kpi.numerator.channels == kpi.denominator.channels)
