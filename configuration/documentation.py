"""The tables of keys in docs/sources.md, made from the settings themselves so that none can be missing."""

import re
import types
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from configuration.entry import Entry
from configuration.estimates import Estimates
from configuration.mapping import (
    ChannelMap,
    CouncilMap,
    Filter,
    LeaveOut,
    Offering,
    PeriodMap,
    SegmentMap,
    ServiceMap,
)
from configuration.measures import LongMeasure, MeasureColumn, WideColumns
from configuration.notes import AnnotationEntry, RebaseEntry, TargetEntry, VariationEntry
from configuration.places import CouncilEntry, GroupEntry, ServiceEntry
from configuration.prices import PricesEntry
from configuration.publication import PublicationEntry, PublishEntry
from configuration.renewal import Watermark
from configuration.settings import Configuration, CountEntry, KpiEntry, Site
from configuration.sources import Source
from configuration.succession import SuccessionEntry
from configuration.traits import TraitEntry
from configuration.transactions import Transactions
from configuration.warehouse import Warehouse

TABLES: dict[str, type[Entry]] = {
    "[site]": Site,
    "[warehouse]": Warehouse,
    "[[source]]": Source,
    "[source.council]": CouncilMap,
    "[source.service]": ServiceMap,
    "[source.channel]": ChannelMap,
    "[source.segment]": SegmentMap,
    "[source.period]": PeriodMap,
    "[source.measures]": MeasureColumn,
    "[source.measure]": LongMeasure,
    "[[source.columns]]": WideColumns,
    "[source.transactions]": Transactions,
    "[source.estimates]": Estimates,
    "[source.watermark]": Watermark,
    "[[source.filter]]": Filter,
    "[[source.leave_out]]": LeaveOut,
    "[[source.offering]]": Offering,
    "[[service]]": ServiceEntry,
    "[[council]]": CouncilEntry,
    "[[succession]]": SuccessionEntry,
    "[[group]]": GroupEntry,
    "[[trait]]": TraitEntry,
    "[[kpi]]": KpiEntry,
    "[kpi.numerator]": CountEntry,
    "[variation]": VariationEntry,
    "[prices]": PricesEntry,
    "[[annotation]]": AnnotationEntry,
    "[[rebase]]": RebaseEntry,
    "[[target]]": TargetEntry,
    "[publication]": PublicationEntry,
    "[[publish]]": PublishEntry,
}
"""Every table of the file, as its author writes it. A KPI's denominator has the keys of its numerator."""

BLOCK = re.compile(r"(<!-- keys of (?P<table>\S+) -->\n).*?(<!-- end of keys -->)", re.DOTALL)
WORDS: dict[Any, str] = {
    str: "text",
    bool: "true or false",
    int: "whole number",
    Decimal: "number",
    date: "date",
    datetime: "date and time",
    float: "number",
    Path: "path",
}


def with_tables_of_keys(page: str) -> str:
    """The page with every block `<!-- keys of [table] -->` filled anew; raises KeyError for a table there is not."""
    return BLOCK.sub(lambda match: f"{match[1]}{table_of_keys(TABLES[match['table']])}\n{match[3]}", page)


def table_of_keys(entry: type[Entry]) -> str:
    """Key, what it holds, whether it is needed and what it says, as a Markdown table."""
    rows = ["| Key | Holds | Needed | What it says |", "|---|---|---|---|"]
    rows += [" | ".join(("| " + f"`{key}`", *_cells(field), "")).rstrip() for key, field in keys(entry)]
    return "\n".join(rows)


def keys(entry: type[Entry]) -> Iterator[tuple[str, FieldInfo]]:
    """The keys of a table that its author may write."""
    for key, field in entry.model_fields.items():
        if not field.exclude:
            yield field.alias or key, field


def tables_within(entry: type[Entry] = Configuration) -> set[type[Entry]]:
    """Every table that a table may hold, at any depth."""
    found: set[type[Entry]] = set()
    for field in entry.model_fields.values():
        for inner in _entries(field.annotation):
            found |= {inner} | tables_within(inner)
    return found


def _cells(field: FieldInfo) -> tuple[str, str, str]:
    needed = "yes" if field.is_required() else _default(field.default)
    return holds(field.annotation), needed, (field.description or "").replace("|", "\\|")


def _default(value: Any) -> str:
    if value is None or value in ("", (), {}) or isinstance(value, Entry):
        return "no"
    if isinstance(value, bool):
        return f"no; `{str(value).lower()}`"
    if isinstance(value, tuple):
        return "no; " + ", ".join(f"`{item or '(empty)'}`" for item in value)
    return f"no; `{value}`"


def holds(annotation: Any) -> str:
    """A type in the words of whoever writes the file."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return holds(inner[0])
    if origin is Literal:
        return ", ".join(f"`{value}`" for value in inner if value)
    if origin in (Union, types.UnionType):
        return " or ".join(dict.fromkeys(holds(part) for part in inner if part is not type(None)))
    if origin is tuple:
        return "table(s)" if list(_entries(annotation)) else f"list of {holds(inner[0])}"
    if origin is dict:
        return f"table of text and {holds(inner[1])}"
    return WORDS.get(annotation, "table")


def _entries(annotation: Any) -> Iterator[type[Entry]]:
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        yield annotation
    for part in get_args(annotation):
        yield from _entries(part)
