"""The council register (mySociety, CC BY 4.0) and the configuration's own councils, as one register."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from configuration import Configuration, ConfigurationError, CouncilEntry
from data_loaders.succession import with_successions
from kpis.councils import Council, Register, plain

FOLDER = Path(__file__).parent / "register"
COUNCILS = "uk_local_authorities_current.csv"
NAMES = "lookup_name_to_registry.csv"
GSS_CODES = "lookup_gss_to_registry.csv"

KINDS = {
    ("Unitary authority", "England"): "Unitary council, England",
    ("Scottish unitary authority", "Scotland"): "Unitary council, Scotland",
    ("Welsh unitary authority", "Wales"): "Unitary council, Wales",
    ("NI district", "Northern Ireland"): "District council, Northern Ireland",
    ("Non-metropolitan district", "England"): "District council",
    ("Metropolitan district", "England"): "Metropolitan borough",
    ("London borough", "England"): "London borough",
    ("County", "England"): "County council",
    ("City corporation", "England"): "City of London Corporation",
    ("Combined authority", "England"): "Combined authority",
    ("Strategic Regional Authority", "England"): "Greater London Authority",
}
"""The register's type and nation, and the kind in words: councils of one kind may be compared (METHODS F7)."""

NOTED = (date(2005, 5, 1), date(2005, 6, 30))
"""Starts between these days say when an entry was first written down, not when the council began."""

Row = Mapping[str, str]


@dataclass(frozen=True)
class Lookups:
    """What the register's other files know by code: names, GSS codes, starts."""

    names: Mapping[str, tuple[str, ...]]
    gss: Mapping[str, tuple[str, ...]]
    starts: Mapping[str, date]


def full_register(configuration: Configuration) -> Register:
    """The register's councils and the configuration's, with its successions.

    Raises ConfigurationError if a key is taken, or where a succession cannot be.
    """
    official = official_councils()
    taken = {council.key.lower(): council for council in official}
    for entry in configuration.council:
        if council := taken.get(entry.key.lower()):
            raise ConfigurationError(
                f"{configuration.path}: [[council]] '{entry.key}' has the key of {council.full_name} in the register. "
                "Choose another key. Nothing was loaded or changed."
            )
    every = (*official, *(_own(entry) for entry in configuration.council))
    return Register(with_successions(configuration, every))


def official_councils(folder: Path = FOLDER) -> tuple[Council, ...]:
    """Every council of the register, with half-open times of existence (METHODS A10)."""
    rows = list(_read(folder / COUNCILS))
    starts = {row["local-authority-code"]: start for row in rows if (start := _start(row))}
    names = _by_code(_read(folder / NAMES), "la-name")
    gss = _by_code(_read(folder / GSS_CODES), "gss-code")
    lookups = Lookups(names, gss, starts)
    return tuple(_council(row, lookups) for row in rows)


def _council(row: Row, known: Lookups) -> Council:
    key, gss = row["local-authority-code"], row["gss-code"]
    successors = tuple(_parts(row["replaced-by"]))
    names = (*known.names.get(key, ()), *_alternative_names(row))
    return Council(
        key=key,
        name=row["nice-name"].strip(),
        full_name=row["official-name"].strip(),
        kind=KINDS[row["local-authority-type-name"], row["nation"]],
        nation=row["nation"],
        region=row["region"] if row["region"] != row["nation"] else "",
        gss=gss,
        former_gss=tuple(sorted({*known.gss.get(key, ()), *_parts(row["former-gss-codes"])} - {gss})),
        aliases=_other_names(names, row["nice-name"], row["official-name"]),
        start=known.starts.get(key),
        end=_end(row, successors, known.starts),
        replaced_by=successors,
    )


def _start(row: Row) -> date | None:
    start = date.fromisoformat(row["start-date"]) if row["start-date"] else None
    return None if start is None or NOTED[0] <= start <= NOTED[1] else start


def _end(row: Row, successors: Iterable[str], starts: Mapping[str, date]) -> date | None:
    """The first day it was no more: its successor's first day, as the source's own dates mix conventions."""
    if not row["end-date"]:
        return None
    for successor in successors:
        if successor in starts:
            return starts[successor]
    end = date.fromisoformat(row["end-date"])
    return end if end.day == 1 else end + timedelta(days=1)


def _alternative_names(row: Row) -> list[str]:
    # A comma with a space may be part of a name ("Hull, City of"); the lookup file has those names whole.
    return [] if ", " in row["alt-names"] else _parts(row["alt-names"])


def _other_names(names: Iterable[str], *taken: str) -> tuple[str, ...]:
    """Names that differ from those taken by more than case and punctuation, each once."""
    others, known = {plain(name): name.strip() for name in names}, {plain(name) for name in taken}
    return tuple(sorted(name for letters, name in others.items() if letters not in known))


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _by_code(rows: Iterable[Row], column: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        found[row["local-authority-code"]].append(row[column])
    return {code: tuple(values) for code, values in found.items()}


def _read(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _own(entry: CouncilEntry) -> Council:
    return Council(
        key=entry.key,
        name=entry.name,
        full_name=entry.name,
        kind=entry.kind,
        nation=entry.nation,
        region=entry.region,
        aliases=entry.aliases,
        start=entry.start,
        end=entry.end,
        illustrative=entry.illustrative,
    )
