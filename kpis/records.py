"""The configuration's events, re-basings and targets as notes, checked against the KPIs there are."""

from configuration import AnnotationEntry, Configuration, ConfigurationError, RebaseEntry, TargetEntry
from kpis.catalogue import Catalogue, Kpi
from kpis.notes import Annotation, Notes, Rebase, Scope, Target
from kpis.prices import Prices


def notes_of(configuration: Configuration, kpis: Catalogue) -> Notes:
    """Everything on record; raises ConfigurationError for a KPI that is not there or a target that makes no sense."""
    return Notes(
        tuple(_annotation(entry, kpis) for entry in configuration.annotation),
        tuple(_rebase(entry, kpis) for entry in configuration.rebase),
        tuple(_target(entry, kpis) for entry in configuration.target),
        configuration.variation.screen_outliers,
        Prices(configuration.prices.source, configuration.prices.index),
    )


def _annotation(entry: AnnotationEntry, kpis: Catalogue) -> Annotation:
    if entry.kpi:
        _kpi("annotation", entry.kpi, kpis)
    return Annotation(Scope(entry.council, entry.service, entry.kpi), entry.day, entry.text)


def _rebase(entry: RebaseEntry, kpis: Catalogue) -> Rebase:
    _kpi("rebase", entry.kpi, kpis)
    scope = Scope(entry.council, entry.service, entry.kpi)
    return Rebase(scope, entry.day, entry.reason, entry.author, entry.baseline_to)


def _target(entry: TargetEntry, kpis: Catalogue) -> Target:
    kpi = _kpi("target", entry.kpi, kpis)
    if kpi.better is None:
        raise ConfigurationError(
            f"[[target]] for '{entry.kpi}': the KPI has no good direction, so nothing can be met or missed. Give it "
            "'better' in its [[kpi]], or remove the target."
        )
    if kpi.bounded and not 0 <= entry.value <= 100:
        raise ConfigurationError(
            f"[[target]] for '{entry.kpi}': {entry.value:g} cannot be reached, as the KPI lies from 0% to 100%. "
            "Write 80 for 80%."
        )
    size = 100 if kpi.unit == "percent" else 1
    scope = Scope(entry.council, entry.service, entry.kpi)
    return Target(scope, entry.value / size, entry.first, entry.last, entry.approved_by, entry.tolerance / size)


def _kpi(what: str, key: str, kpis: Catalogue) -> Kpi:
    kpi = kpis.get(key)
    if kpi is None:
        raise ConfigurationError(
            f"[[{what}]] names the KPI '{key}', which there is not. It is one of {', '.join(kpis.by_key)}."
        )
    return kpi
