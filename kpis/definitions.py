"""The built-in KPIs (METHODS D3 to D6, D8a) and a deployment's own, as one catalogue."""

from collections.abc import Iterable
from typing import Literal

from configuration import CountEntry, KpiEntry
from kpis import satisfaction, transactions
from kpis.catalogue import Catalogue, Count, Kpi, Unit, each

MONEY_AND_TIME = frozenset({"cost", "seconds_up", "seconds_down"})
"""Built-in measures that are not counts, so that a share of them has no interval (METHODS F1)."""


def built_in() -> tuple[Kpi, ...]:
    """The KPIs every deployment has."""
    return (
        transactions.completion_rate(),
        transactions.digital_take_up(),
        transactions.unaided_take_up(),
        transactions.cost_per_transaction(),
        satisfaction.user_satisfaction(),
        satisfaction.satisfaction_score(),
        satisfaction.response_rate(),
        transactions.availability(),
    )


def catalogue(entries: Iterable[KpiEntry] = ()) -> Catalogue:
    """The built-in KPIs and the deployment's own; raises ValueError if a key is taken."""
    kpis = (*built_in(), *(_own(entry) for entry in entries))
    keys = [kpi.key for kpi in kpis]
    for key in keys:
        if keys.count(key) > 1:
            raise ValueError(f"[[kpi]] '{key}' is the key of another KPI; choose a key of its own")
    return Catalogue(kpis)


def _own(entry: KpiEntry) -> Kpi:
    part = entry.denominator is not None and entry.unit == "percent"
    numerator = _count(entry.numerator)
    denominator = _count(entry.denominator) if entry.denominator else None
    return Kpi(
        key=entry.key,
        name=entry.name,
        short_name=entry.short_name or entry.name,
        description=entry.description,
        phrase=entry.phrase,
        numerator=numerator,
        denominator=denominator,
        numerator_name=entry.numerator_name,
        denominator_name=entry.denominator_name or "",
        unit=entry.unit,
        decimals=entry.decimals if entry.decimals is not None else {"percent": 1, "pounds": 2, "number": 0}[entry.unit],
        better=entry.better,
        definition=entry.definition,
        guidance=entry.guidance,
        multiplier=entry.multiplier,
        window=entry.window,
        bounded=part,
        basis=_basis(entry.unit, numerator),
        version=entry.version,
        counts=not numerator.measures & MONEY_AND_TIME,
    )


def _basis(unit: Unit, numerator: Count) -> Literal["cost", "collection", ""]:
    if unit == "pounds":
        return "cost"
    return "collection" if numerator.measures & set(satisfaction.RATINGS) else ""


def _count(entry: CountEntry) -> Count:
    measures = entry.measures
    weights = tuple(measures.items()) if isinstance(measures, dict) else each(*measures)
    return Count(weights, frozenset(entry.channels) or None)
