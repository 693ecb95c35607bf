"""The catalogue as tables: which measures each side of a KPI adds, over which channels."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import pyarrow as pa
from sqlalchemy import Connection

from kpis.catalogue import Catalogue, Count, Kpi
from kpis.channels import ALL, CHANNELS, DIGITAL, UNDIVIDED_DIGITAL, WHOLE
from warehouse import bulk

EVERY = "every channel"
WEIGHT = pa.decimal128(12, 6)


@dataclass(frozen=True)
class Term:
    """A measure that one side of a KPI adds, over a scope of channels, into the cell of `channel`."""

    kpi: str
    side: str
    measure: str
    weight: Decimal
    scope: str
    channel: str


def lay_terms(connection: Connection, catalogue: Catalogue) -> None:
    """Temporary tables `term`, `scope` and `kpi_fact` for the queries that derive cells."""
    terms = [term for kpi in catalogue for term in kpi_terms(kpi)]
    bulk.temporary(connection, "term", _term_table(terms))
    roles = [(term.scope, *role) for term in _one_per_scope(terms) for role in scope_roles(term.scope)]
    scope_columns = ("scope", "channel", "role")
    bulk.temporary(
        connection,
        "scope",
        pa.table({name: pa.array([role[i] for role in roles], pa.string()) for i, name in enumerate(scope_columns)}),
    )
    bulk.temporary(connection, "kpi_fact", _fact_table(catalogue))


def kpi_terms(kpi: Kpi) -> Iterator[Term]:
    """The KPI's terms for the whole and, if it means something by channel, for each channel."""
    for side, count in (("numerator", kpi.numerator), ("denominator", kpi.denominator)):
        if count is None:
            continue
        for measure, weight in count.weights:
            yield Term(kpi.key, side, measure, weight, _scope(count), WHOLE)
            for channel in _channels(count) if kpi.by_channel else ():
                yield Term(kpi.key, side, measure, weight, channel, channel)


def scope_roles(scope: str) -> list[tuple[str, str]]:
    """(channel, role) of a scope: a reported total stands alone, its parts add up in its place."""
    if scope == EVERY:
        return [(channel, _role_in_every(channel)) for channel in CHANNELS]
    channels = scope.split("|")
    return [
        (channel, "total" if channel == UNDIVIDED_DIGITAL and len(channels) > 1 else "part") for channel in channels
    ]


def _role_in_every(channel: str) -> str:
    if channel == ALL:
        return "total"
    if channel == UNDIVIDED_DIGITAL:
        return "digital"
    return "digital_part" if channel in DIGITAL else "part"


def _scope(count: Count) -> str:
    return EVERY if count.channels is None else "|".join(sorted(count.channels))


def _channels(count: Count) -> list[str]:
    return [channel for channel in CHANNELS if channel != ALL and (not count.channels or channel in count.channels)]


def _one_per_scope(terms: list[Term]) -> list[Term]:
    return list({term.scope: term for term in terms}.values())


def _term_table(terms: list[Term]) -> pa.Table:
    names = ("kpi", "side", "measure", "scope", "channel")
    columns = {name: pa.array([getattr(term, name) for term in terms], pa.string()) for name in names}
    columns["weight"] = pa.array([term.weight for term in terms], WEIGHT)
    return pa.table(columns)


def _fact_table(catalogue: Catalogue) -> pa.Table:
    return pa.table(
        {
            "kpi": pa.array([kpi.key for kpi in catalogue], pa.string()),
            "version": pa.array([kpi.version for kpi in catalogue], pa.int16()),
            "is_ratio": pa.array([kpi.denominator is not None for kpi in catalogue], pa.bool_()),
            "bounded": pa.array([kpi.bounded for kpi in catalogue], pa.bool_()),
            "basis": pa.array([kpi.basis for kpi in catalogue], pa.string()),
            "numerator_terms": pa.array([len(kpi.numerator.weights) for kpi in catalogue], pa.int32()),
            "denominator_terms": pa.array(
                [len(kpi.denominator.weights) if kpi.denominator else 0 for kpi in catalogue], pa.int32()
            ),
        }
    )
