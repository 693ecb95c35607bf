"""Which types of PostgreSQL and MySQL both ways of reading give alike, and to what the others are cast there."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import NUMERIC, TIMESTAMP, Text
from sqlalchemy.dialects import mysql

from data_loaders.statements import Selected

DECIMALS = 10
"""connectorx keeps this many; a column with more, or with any number of them, comes as text, exact."""

_PG_NUMERIC, _PG_MONEY, _PG_TIMESTAMPTZ = 1700, 790, 1184
_PG_AS_THEY_ARE = frozenset({16, 17, 19, 20, 21, 23, 25, 701, 1042, 1043, 1082, 1114})
"""boolean, bytea, name, whole numbers, text, double precision, char and varchar, date, timestamp."""

_MY_DECIMAL, _MY_BIT = 246, 16
_MY_AS_THEY_ARE = frozenset({1, 2, 3, 5, 7, 8, 9, 10, 12, 13, 14, 15, 247, 248, 249, 250, 251, 252, 253, 254})
"""Whole numbers, double, dates and times, years, text of every kind and length."""

Description = Sequence[Sequence[Any]]
"""What a cursor says of its columns: name, type, …, precision, scale, …"""


def selected(description: Description, kind: str) -> list[Selected]:
    """Each column, and how it is to be cast. PostgreSQL's moments become local time in the session's zone."""
    described = _postgresql if kind == "postgresql" else _mysql
    return [described(str(column[0]), column[1], column[5]) for column in description]


def scales(description: Description, kind: str) -> list[int | None]:
    """The decimals that each column declares; None for what is no decimal number."""
    numeric = _PG_NUMERIC if kind == "postgresql" else _MY_DECIMAL
    return [column[5] if column[1] == numeric else None for column in description]


def _postgresql(name: str, oid: int, scale: int | None) -> Selected:
    declared = oid == _PG_NUMERIC and scale is not None and 0 <= scale <= DECIMALS
    if oid in _PG_AS_THEY_ARE or declared:
        return Selected(name)
    if oid == _PG_TIMESTAMPTZ:
        return Selected(name, (TIMESTAMP(),))
    return Selected(name, (NUMERIC(), Text()) if oid == _PG_MONEY else (Text(),))


def _mysql(name: str, number: int, scale: int | None) -> Selected:
    declared = number == _MY_DECIMAL and scale is not None and scale <= DECIMALS
    if number in _MY_AS_THEY_ARE or declared:
        return Selected(name)
    return Selected(name, (mysql.INTEGER(unsigned=True),) if number == _MY_BIT else (Text(),))
