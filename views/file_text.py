"""Rows as text: CSV that spreadsheets and programs read alike, and JSON, both piece by piece."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from itertools import islice
from typing import Any

AT_ONCE = 500
"""Rows in a piece."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A spreadsheet may run a text that begins with one of these."""


def csv_pieces(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """One table with one header row, as RFC 4180 and the tabular data standard have it (METHODS P7)."""
    yield _csv([columns])
    for some in _pieces(rows):
        yield _csv([[_cell(value) for value in row] for row in some])


def json_pieces(about: Mapping[str, Any], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """What the rows are about and then the rows, each an object with the same names and values as in CSV."""
    opening = json.dumps(about, ensure_ascii=False, default=_plain)
    yield f'{opening[:-1]}, "rows": ['
    before = "\n"
    for some in _pieces(rows):
        objects = (dict(zip(columns, map(_plain, row), strict=True)) for row in some)
        yield before + ",\n".join(json.dumps(one, ensure_ascii=False) for one in objects)
        before = ",\n"
    yield "\n]}\n"


def _pieces(rows: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    given = iter(rows)
    while some := list(islice(given, AT_ONCE)):
        yield some


def _csv(rows: Iterable[Sequence[str]]) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA) else value
    return value.isoformat() if isinstance(value, date) else number(value)


def number(value: int | float | Decimal) -> str:
    """Digits only: no thousands commas, no exponent, no needless zeros."""
    text = repr(value) if isinstance(value, float) else str(value)
    if "e" in text or "E" in text:
        text = f"{Decimal(text):f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal | float):
        return int(value) if value == int(value) else float(value)
    return value.isoformat() if isinstance(value, date | datetime) else value
