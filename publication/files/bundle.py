"""Everything of a release in one ZIP file, written council by council so that no release is too large."""

from collections.abc import Iterable, Iterator
from tempfile import SpooledTemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from publication.files.about import Subject
from publication.files.columns import COLUMNS, KEY, NAMES, lines
from publication.files.page_files import json_bytes
from publication.files.readme import licence_text, readme
from publication.files.revisions import REVISION_COLUMNS, REVISION_KEY, REVISION_NAMES, revision_lines
from publication.files.table_metadata import csvw, datapackage
from publication.files.workbook import FIXED
from views.file_text import csv_pieces
from views.file_values import Value
from views.open.release import ReleaseReader

ZIP = "application/zip"
IN_MEMORY = 16 * 1024 * 1024
"""Bytes from which on the file is written to disk."""


def bundle_name(number: int) -> str:
    """'guildhall-release-7.zip'."""
    return f"guildhall-release-{number}.zip"


def bundle(reader: ReleaseReader, address: str) -> IO[bytes]:
    """The release's ZIP file, at its beginning; `address` is where the release stands. The caller closes it."""
    subject = Subject(reader.facts.title, address)
    tables = {"figures.csv": (COLUMNS, KEY), "revisions.csv": (REVISION_COLUMNS, REVISION_KEY)}
    texts = {
        "README.txt": readme(reader, address).encode(),
        "LICENCE.txt": licence_text(reader).encode(),
        "datapackage.json": json_bytes(datapackage(reader, None, subject, tables)),
    }
    for file, (columns, key) in tables.items():
        texts[f"{file}-metadata.json"] = json_bytes(csvw(reader, None, subject, columns, key, file))
    made: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - the caller sends it and closes it
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in texts.items():
            archive.writestr(_member(name), content)
        _write(archive, "figures.csv", csv_pieces(NAMES, _every_line(reader)))
        _write(archive, "revisions.csv", csv_pieces(REVISION_NAMES, revision_lines(reader, reader.revisions())))
    made.seek(0)
    return made


def _every_line(reader: ReleaseReader) -> Iterator[tuple[Value, ...]]:
    for council in reader.parts:
        yield from lines(reader, reader.rows(council=council, channel=None), compares=len(reader.parts) > 1)


def _write(archive: ZipFile, name: str, pieces: Iterable[str]) -> None:
    with archive.open(_member(name), "w", force_zip64=True) as member:
        for piece in pieces:
            member.write(piece.encode())


def _member(name: str) -> ZipInfo:
    member = ZipInfo(name, FIXED)
    member.compress_type = ZIP_DEFLATED
    return member
