"""The deployment's one TOML file as typed settings; every message about it is worded here."""

from configuration.errors import ConfigurationError
from configuration.notes import AnnotationEntry, RebaseEntry, TargetEntry, VariationEntry
from configuration.places import CouncilEntry, GroupEntry, ServiceEntry
from configuration.publication import PublicationEntry, PublishEntry
from configuration.reading import read_configuration
from configuration.settings import Configuration, CountEntry, KpiEntry, Site
from configuration.sources import Source
from configuration.succession import SuccessionEntry
from configuration.traits import TraitEntry
from configuration.warehouse import Warehouse

__all__ = [
    "AnnotationEntry",
    "Configuration",
    "ConfigurationError",
    "CouncilEntry",
    "CountEntry",
    "GroupEntry",
    "KpiEntry",
    "PublicationEntry",
    "PublishEntry",
    "RebaseEntry",
    "ServiceEntry",
    "Site",
    "Source",
    "SuccessionEntry",
    "TargetEntry",
    "TraitEntry",
    "VariationEntry",
    "Warehouse",
    "read_configuration",
]
