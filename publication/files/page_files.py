"""The files that stand beside a page: exactly its figures, for people, spreadsheets and programs.

Nothing in them depends on when they are made: the same rows of the same release give the same bytes.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from publication.files.about import Subject, about
from publication.files.columns import COLUMNS, KEY, NAMES, lines
from publication.files.table_metadata import csvw, datapackage
from publication.files.workbook import workbook
from views.file_text import csv_pieces, json_pieces
from views.open.release import Finished, ReleaseReader

CSV = "text/csv; charset=utf-8; header=present"
CSVW = "application/csvm+json"
JSON = "application/json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class OpenFile:
    """A file's bytes, and what a server says they are."""

    content: bytes
    content_type: str


Rows = Sequence[Finished]
Write = Callable[[ReleaseReader, Rows, Subject], OpenFile]


def page_file(name: str, reader: ReleaseReader, rows: Rows, subject: Subject) -> OpenFile | None:
    """The file of that name beside the page that shows these rows; None if there is none of that name."""
    write = writers().get(name)
    return write(reader, rows, subject) if write else None


def writers() -> Mapping[str, Write]:
    """Name of a file and what writes it."""
    return {
        "figures.csv": _csv,
        "figures.csv-metadata.json": _csvw,
        "figures.json": _json,
        "figures.xlsx": _xlsx,
        "datapackage.json": _datapackage,
    }


def json_bytes(content: Mapping[str, Any]) -> bytes:
    """Readable JSON, with a line's end at the end."""
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _csv(reader: ReleaseReader, rows: Rows, _subject: Subject) -> OpenFile:
    return OpenFile("".join(csv_pieces(NAMES, lines(reader, rows))).encode(), CSV)


def _csvw(reader: ReleaseReader, rows: Rows, subject: Subject) -> OpenFile:
    return OpenFile(json_bytes(csvw(reader, rows, subject, COLUMNS, KEY)), CSVW)


def _json(reader: ReleaseReader, rows: Rows, subject: Subject) -> OpenFile:
    pieces = json_pieces(about(reader, rows, subject), NAMES, lines(reader, rows))
    return OpenFile("".join(pieces).encode(), JSON)


def _datapackage(reader: ReleaseReader, rows: Rows, subject: Subject) -> OpenFile:
    return OpenFile(json_bytes(datapackage(reader, rows, subject, {"figures.csv": (COLUMNS, KEY)})), JSON)


def _xlsx(reader: ReleaseReader, rows: Rows, subject: Subject) -> OpenFile:
    return OpenFile(workbook(reader, rows, subject), XLSX)
