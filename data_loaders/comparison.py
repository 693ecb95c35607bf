"""Services and groups of councils as the configuration names them, groups also from a file."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from configuration import Configuration, ConfigurationError, GroupEntry
from data_loaders.aliases import AliasFileError, read_aliases
from kpis.councils import AmbiguousCouncilError, Council, Register, UnknownCouncilError
from kpis.services import Group, Service

KEEPS = "Nothing was loaded or changed."


def services(configuration: Configuration) -> tuple[Service, ...]:
    """The services that the configuration describes, in its order."""
    return tuple(
        Service(
            entry.key,
            entry.name,
            entry.transaction,
            entry.description,
            entry.in_total,
            lgsl=entry.lgsl,
            lgil=entry.lgil,
        )
        for entry in configuration.service
    )


def groups(configuration: Configuration, register: Register) -> tuple[Group, ...]:
    """The groups, their members as keys; raises ConfigurationError for a member that no register knows."""
    return tuple(
        _group(configuration, register, entry, key, name, members)
        for entry in configuration.group
        for key, name, members in _listed(configuration, entry)
    )


def _group(
    configuration: Configuration, register: Register, entry: GroupEntry, key: str, name: str, members: tuple[str, ...]
) -> Group:
    place = f"{configuration.path}: [[group]] '{entry.key}'"
    try:
        aliases = read_aliases(configuration.folder / entry.aliases) if entry.aliases else {}
    except AliasFileError as error:
        raise ConfigurationError(f"{place}: {error}. Correct 'aliases', or the file. {KEEPS}") from None
    councils = [_member(register, place, aliases.get(member, member)) for member in members]
    illustrative = all(council.illustrative for council in councils)
    keys = tuple(council.key for council in councils)
    return Group(key, name, entry.description, keys, entry.services, illustrative)


def _member(register: Register, place: str, member: str) -> Council:
    if council := register.with_code(member):
        return council
    try:
        return register.named(member)
    except UnknownCouncilError:
        raise ConfigurationError(
            f"{place} has the member '{member}', which the register does not know. "
            f"Write its key, or add it as a [[council]]. {KEEPS}"
        ) from None
    except AmbiguousCouncilError as error:
        raise ConfigurationError(f"{place}: {error}. Write the key of the one that is meant. {KEEPS}") from None


def _listed(configuration: Configuration, entry: GroupEntry) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """(key, name, members) of each group that an entry stands for."""
    if entry.file is None:
        yield entry.key, entry.name, entry.councils
        return
    path = configuration.folder / entry.file
    try:
        members = _members_in(path, entry)
    except (OSError, UnicodeDecodeError) as error:
        cause = getattr(error, "strerror", None) or error
        raise ConfigurationError(
            f"{configuration.path}: [[group]] '{entry.key}': the file {path} cannot be read: {cause}. {KEEPS}"
        ) from None
    except KeyError as error:
        raise ConfigurationError(
            f"{configuration.path}: [[group]] '{entry.key}': the file {path} has no column {error}. {KEEPS}"
        ) from None
    if not members:
        raise ConfigurationError(
            f"{configuration.path}: [[group]] '{entry.key}': the file {path} has no member with these values of "
            f"'where'. Correct them. {KEEPS}"
        )
    for name, councils in members.items():
        yield f"{entry.key}-{_slug(name)}", f"{entry.name} {name}".strip(), tuple(councils)


def _members_in(path: Path, entry: GroupEntry) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if all(row[column] == value for column, value in entry.where.items()):
                found[row[entry.group_column or ""]].append(row[entry.council_column or ""])
    return found


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
