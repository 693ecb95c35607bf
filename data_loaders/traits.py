"""Traits of areas from the files that the configuration names."""

import csv
from collections.abc import Iterator

from configuration import Configuration, ConfigurationError, TraitEntry
from data_loaders.comparison import KEEPS
from data_loaders.register import COUNCILS, FOLDER
from kpis.councils import AmbiguousCouncilError, Council, Register, UnknownCouncilError
from kpis.neighbours import Areas, Trait


def areas(configuration: Configuration, register: Register) -> Areas:
    """Every trait with each council's value; raises ConfigurationError for a file that cannot be read so."""
    values: dict[str, dict[str, float]] = {}
    for entry in configuration.trait:
        for council, value in _values(configuration, entry, register):
            values.setdefault(council, {})[entry.key] = value
    traits = (Trait(e.key, e.name, e.unit, e.year, e.source, e.weight) for e in configuration.trait)
    return Areas(tuple(traits), values)


def _values(configuration: Configuration, entry: TraitEntry, register: Register) -> Iterator[tuple[str, float]]:
    path = configuration.folder / entry.file if entry.file else FOLDER / COUNCILS
    place = f"{configuration.path}: [[trait]] '{entry.key}'"
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                if row[entry.column].strip():
                    yield _council(register, row[entry.council_column], place).key, float(row[entry.column])
    except (OSError, UnicodeDecodeError) as error:
        cause = getattr(error, "strerror", None) or error
        raise ConfigurationError(f"{place}: the file {path} cannot be read: {cause}. {KEEPS}") from None
    except KeyError as error:
        raise ConfigurationError(f"{place}: the file {path} has no column {error}. {KEEPS}") from None
    except ValueError as error:
        raise ConfigurationError(f"{place}: a value in {path} is no number ({error}). Correct it. {KEEPS}") from None


def _council(register: Register, name: str, place: str) -> Council:
    if council := register.with_code(name):
        return council
    try:
        return register.named(name)
    except (UnknownCouncilError, AmbiguousCouncilError) as error:
        raise ConfigurationError(f"{place}: {error}. Write its key from the register. {KEEPS}") from None
