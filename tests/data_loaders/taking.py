"""Reading a source in a test: a description and files in a folder become observations, without a warehouse."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from configuration import Configuration, Source, read_configuration
from data_loaders.file_rows import row_names
from data_loaders.reading import make_mapping, open_source
from data_loaders.register import full_register
from kpis.councils import Register
from warehouse.arrival import Refusal

SITE = """
[site]
publisher = "Anyone"
contact = "anyone@example.org"

[warehouse]
url = "duckdb:///warehouse"
"""
PERMITS = """
[[service]]
key = "permits"
name = "Permits"

[[source]]
name = "crm"
title = "Customer database"
kind = "sql"
url_variable = "TEST_CRM_URL"
query = '''{query}'''
"""
"""A service and a database that counts it, to which a test adds what its columns mean."""


@dataclass
class Taken:
    """What a source gave."""

    observations: list[dict[str, Any]] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    services: dict[str, str] = field(default_factory=dict)
    codes: set[tuple[str, str, str]] = field(default_factory=set)
    rows_read: int = 0

    def brief(self, *names: str) -> list[tuple[Any, ...]]:
        """Some columns of every observation; values as plain numbers."""
        return [tuple(_plain(row[name]) for name in names) for row in self.observations]

    def reasons(self) -> list[tuple[str, str, str, str]]:
        """(row, column, value, reason) of every refusal."""
        return [(each.row, each.column, each.value, each.reason) for each in self.refusals]


def configured(folder: Path, toml: str, files: dict[str, str | bytes] | None = None) -> Configuration:
    """A configuration in a folder with its files; `toml` holds what stands beside the site and the warehouse."""
    for name, content in (files or {}).items():
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    path = folder / "sources.toml"
    path.write_text(SITE + toml, encoding="utf-8")
    return read_configuration(path)


def take(
    configuration: Configuration,
    name: str = "",
    register: Register | None = None,
    today: date | None = None,
    again: bool = False,
) -> Taken:
    """Read one source, the only one or the one named, as it would be read on a day, or when it is tried again."""
    source = next(each for each in configuration.source if name in ("", each.name))
    return take_source(configuration, source, register or full_register(configuration), today, again)


def take_source(
    configuration: Configuration, source: Source, register: Register, today: date | None = None, again: bool = False
) -> Taken:
    """Read a source to its end."""
    taken = Taken()
    with open_source(configuration, source, again) as rows:
        mapping = make_mapping(configuration, source, register, rows, today)
        for batch in mapping.batches(rows.batches(mapping.plan.wanted)):
            taken.observations += batch.observations.to_pylist()
            taken.refusals += [replace(each, row=row_names(rows)(each.row)) for each in batch.refusals]
            taken.left_out.update(batch.left_out)
            taken.services |= batch.services
            taken.codes |= batch.channel_codes
            taken.rows_read += batch.rows_read
    return taken


def _plain(value: Any) -> Any:
    number = hasattr(value, "as_tuple")
    return float(value) if number and value % 1 else int(value) if number else value
