"""Statements around an operator's query, in the words of each database: only what is new; columns in plain types."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Dialect, Select, TextualSelect, cast, column, func, literal, select, text
from sqlalchemy.sql import literal_column
from sqlalchemy.types import TypeEngine

STAND_IN = "guildhall_query"
"""Stands where the query goes, as the query is put in as it is: colons and percent signs in it mean nothing to us."""


@dataclass(frozen=True)
class Selected:
    """A column of the query, and the types it is to be cast to, one after the other; none if it comes as it is."""

    name: str
    casts: tuple[TypeEngine[Any], ...] = ()


def since(query: str, watermark: str, value: date | datetime | int | str, dialect: Dialect) -> str:
    """The query's rows whose watermark is at or after a value. SQL Server takes no WITH or ORDER BY in `query`."""
    inner = _rows((watermark,)).subquery("q")
    wanted: Select[Any] = select(literal_column("*")).select_from(inner).where(inner.c[watermark] >= literal(value))
    return _written(wanted, query, dialect)


def most(query: str, name: str, dialect: Dialect) -> str:
    """The largest value of a column of the query."""
    inner = _rows((name,)).subquery("q")
    return _written(select(func.max(inner.c[name])), query, dialect)


def least(query: str, name: str, dialect: Dialect) -> str:
    """The smallest value of a column of the query."""
    inner = _rows((name,)).subquery("q")
    return _written(select(func.min(inner.c[name])), query, dialect)


def any_of(query: str, name: str, dialect: Dialect) -> str:
    """One value of a column of the query, whichever comes first."""
    inner = _rows((name,)).subquery("q")
    return _written(select(inner.c[name]).where(inner.c[name].is_not(None)).limit(1), query, dialect)


def in_plain_types(query: str, columns: Sequence[Selected], dialect: Dialect) -> str:
    """The query's rows with these columns, each cast as it says."""
    inner = _rows(tuple(each.name for each in columns)).subquery("q")
    chosen = []
    for each in columns:
        value: Any = inner.c[each.name]
        for kind in each.casts:
            value = cast(value, kind)
        chosen.append(value.label(each.name))
    return _written(select(*chosen), query, dialect)


def without_rows(query: str, dialect: Dialect) -> str:
    """The query's columns and none of its rows, for databases that would otherwise begin to run it."""
    inner = _rows(()).subquery("q")
    return _written(select(literal_column("*")).select_from(inner).limit(0), query, dialect)


def bare(query: str) -> str:
    """The query without the semicolon at its end, and with a line's end after what may be a remark."""
    return query.strip().rstrip("; \t\r\n") + "\n"


def _rows(names: tuple[str, ...]) -> TextualSelect:
    return text(STAND_IN).columns(*(column(name) for name in names))


def _written(statement: Select[Any], query: str, dialect: Dialect) -> str:
    # Named parameters, of which there are none: others would double every percent sign in a column's name.
    kind: Any = type(dialect)
    plain: Dialect = kind(paramstyle="named")
    return str(statement.compile(dialect=plain, compile_kwargs={"literal_binds": True})).replace(
        f"({STAND_IN})", f"({bare(query)})", 1
    )
