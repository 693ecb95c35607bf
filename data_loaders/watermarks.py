"""Which part of a database source is new: the periods of the rows that changed since the last load, whole."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from configuration import Source
from configuration.renewal import Watermark
from data_loaders.database_errors import refused_query
from data_loaders.databases import open_database
from data_loaders.errors import SourceError
from data_loaders.query_columns import ORDERED
from data_loaders.statements import any_of, least, most, since
from kpis.period_labels import parse_period

Mark = date | datetime | int | str

SORTS_BY_TIME = re.compile(r"\d{4}(-\d\d(-\d\d.*)?)?$")


@dataclass(frozen=True)
class Portion:
    """What a load is to read of a source: the periods from `since` on, or all of it.

    `source`: its query narrowed to those. `mark`: how far it will have been read. `is_empty`: nothing has changed.
    """

    source: Source
    since: date | None = None
    mark: str = ""
    is_empty: bool = False


def new_portion(source: Source, known: str) -> Portion:
    """What has changed since the mark `known` ('' for everything); raises SourceError if the database will not say."""
    entry = source.watermark
    if entry is None:
        return Portion(source)
    database = open_database(source)
    try:
        with database.connection() as connection:
            return _portion(source, entry, known, connection)
    except SQLAlchemyError as error:
        raise refused_query(error, database.url, database.seconds) from None
    finally:
        database.engine.dispose()


def portion_from(source: Source, start: date) -> Portion:
    """The periods from `start` on; a database is asked for no others where its column of periods holds dates.

    Raises SourceError if it cannot be reached. Nothing is told of how far it will have been read.
    """
    entry = source.period
    query, column = source.query or "", entry.column
    if not query or not column or source.transactions or entry.formats or entry.map or ORDERED.search(query):
        return Portion(source, start)
    database = open_database(source)
    try:
        with database.connection() as connection:
            dialect = connection.dialect
            if not isinstance(connection.exec_driver_sql(any_of(query, column, dialect)).scalar(), date):
                return Portion(source, start)
            # No period begins after a day that is in it.
            return Portion(source.model_copy(update={"query": since(query, column, start, dialect)}), start)
    except SQLAlchemyError:
        # What cannot stand in brackets can still be read whole, and what is wrong is said when it is.
        return Portion(source, start)
    finally:
        database.engine.dispose()


def _portion(source: Source, entry: Watermark, known: str, connection: Connection) -> Portion:
    query, dialect = source.query or "", connection.dialect
    last: Mark | None = connection.exec_driver_sql(most(query, entry.column, dialect)).scalar()
    if last is None:
        raise SourceError(
            f"the column '{entry.column}' of [source.watermark] holds nothing.", "Name a column that every row has."
        )
    mark = last.isoformat() if isinstance(last, date) else str(last)
    if not known:
        return Portion(source, mark=mark)
    changed = since(query, entry.column, _before(known, last, entry.overlap_days), dialect)
    column = source.period.column or ""
    first = connection.exec_driver_sql(least(changed, column, dialect)).scalar()
    if first is None:
        return Portion(source, mark=mark, is_empty=True)
    start, bound = _first_period(source, first)
    return Portion(source.model_copy(update={"query": since(query, column, bound, dialect)}), start, mark)


def _before(known: str, like: Mark, days: int) -> Mark:
    """The mark less the overlap, in the form in which the column holds it."""
    overlap = timedelta(days=days)
    if isinstance(like, datetime):
        moment = datetime.fromisoformat(known)
        return (moment if like.tzinfo or moment.tzinfo is None else moment.replace(tzinfo=None)) - overlap
    if isinstance(like, date):
        return date.fromisoformat(known[:10]) - overlap
    if isinstance(like, str):
        try:
            earlier = datetime.fromisoformat(known) - overlap
        except ValueError:
            return known
        return earlier.isoformat(sep=" " if " " in known else "T")[: len(known)]
    return int(known)


def _first_period(source: Source, first: Any) -> tuple[date, Mark]:
    """The first day of the earliest period that changed, and what the query's column is to be compared with."""
    length = source.period.length or "month"
    if isinstance(first, date):
        start = parse_period(first.isoformat()[:10], length).start
        return start, start
    text = str(first)
    if not SORTS_BY_TIME.match(text):
        raise SourceError(
            f"the periods of the column '{source.period.column}', such as '{text[:40]}', do not sort by time, so what "
            "is new cannot be told.",
            "Take [source.watermark] out, or have the query give a date such as 2025-04-01.",
        )
    start = parse_period(text[:10], length).start
    return start, start.isoformat()[: len(text)] if len(text) <= len("2025-04-01") else start.isoformat()
