"""What a configuration names: its KPIs, its warehouse, its sources."""

from collections.abc import Callable
from typing import TypeVar

from configuration import Configuration, ConfigurationError, Source
from kpis.catalogue import Catalogue
from kpis.definitions import catalogue
from warehouse.address import store_at
from warehouse.store import Store, WarehouseError

T = TypeVar("T")


def catalogue_of(configuration: Configuration) -> Catalogue:
    """The KPIs of a deployment; raises ConfigurationError for one that cannot be."""
    return _worded(configuration, lambda: catalogue(configuration.kpi), ValueError)


def store_of(configuration: Configuration) -> Store:
    """Where a deployment keeps its figures; raises ConfigurationError for a URL that names no such place."""
    return _worded(configuration, lambda: store_at(configuration.warehouse, configuration.folder), WarehouseError)


def _worded(configuration: Configuration, make: Callable[[], T], fault: type[Exception]) -> T:
    try:
        return make()
    except fault as error:
        raise ConfigurationError(f"{configuration.path}: {error}") from None


def known_sources(configuration: Configuration, names: tuple[str, ...]) -> list[Source]:
    """The sources of those names, or all; raises ConfigurationError for one that is not there."""
    known = [source.name for source in configuration.source]
    for name in names:
        if name not in known:
            raise ConfigurationError(
                f"{configuration.path} has no source '{name}' (it has {', '.join(known) or 'none'}). "
                "Correct --source. Nothing was loaded or changed."
            )
    return [source for source in configuration.source if not names or source.name in names]
