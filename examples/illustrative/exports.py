"""Writing databases and text exports that come out the same every time, and that say they are invented."""

import csv
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

Value = str | int | float | None
Row = Sequence[Value]

# File names carry the label too: a text export has no other place for it.
PREFIX = "illustrative-"
_ABOUT = "Illustrative. {council} is a fictional council; every figure in this file is invented."


def write_database(path: Path, council: str, schema: str, tables: Mapping[str, Iterable[Row]]) -> None:
    """Write one SQLite database: the schema, each table's rows in the order given, and a table `about`."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.executescript(schema)
        for table, rows in tables.items():
            width = len(connection.execute(f"PRAGMA table_info({table})").fetchall())
            connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", rows)
        connection.execute("CREATE TABLE about (note TEXT NOT NULL)")
        connection.execute("INSERT INTO about VALUES (?)", (_ABOUT.format(council=council),))


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Row], delimiter: str = ",") -> None:
    """Write one text export in UTF-8; an unknown figure is an empty cell."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
        writer.writerow(header)
        writer.writerows(rows)


def pounds(pence: int) -> str:
    """An amount as a plain decimal, `1234.50`, exact to the penny."""
    return f"{pence // 100}.{pence % 100:02d}"
