"""The folder of releases: each is written whole or not at all, and never changed afterwards."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from publication.releases.errors import ReleaseError
from publication.releases.manifest import NAME, WITHDRAWN, Manifest, Withdrawal, manifest_text, withdrawal_text
from publication.releases.tables import FIGURES, REVISIONS, figures_table, revisions_table
from views.open.release import Finished, Revision

NUMBERED = re.compile(r"\d{4,}")
UNFINISHED = ".making"
FIGURES_FILE, REVISIONS_FILE = "figures.parquet", "revisions.parquet"
AT_ONCE = 20_000
"""Rows in a row group: a page reads one or two of them."""


def folder_of(root: Path, number: int) -> Path:
    """Where a release is: '0012'."""
    return root / f"{number:04d}"


def numbers(root: Path) -> list[int]:
    """The releases that are there, oldest first; none if the folder is not."""
    if not root.is_dir():
        return []
    return sorted(int(entry.name) for entry in os.scandir(root) if NUMBERED.fullmatch(entry.name) and entry.is_dir())


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Only one command at a time changes the folder; raises ReleaseError if another is at it."""
    root.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(root / ".lock", timeout=0):
            for left in root.glob(f"{UNFINISHED}*"):
                shutil.rmtree(left)
            yield
    except Timeout:
        raise ReleaseError(
            f"Another command is changing the releases in {root}. Nothing was changed; try again when it has ended."
        ) from None


class Binding:
    """A release while it is made: rows go to disk as they come, and `finish` puts the whole in its place.

    The caller holds `alone`. What is left of one that was not finished is removed by the next command.
    """

    def __init__(self, root: Path, number: int) -> None:
        self.folder = folder_of(root, number)
        self.making = root / f"{UNFINISHED}-{number:04d}"

    def __enter__(self) -> Self:
        self.making.mkdir()
        self._figures = pq.ParquetWriter(self.making / FIGURES_FILE, FIGURES, compression="zstd")
        self._revisions = pq.ParquetWriter(self.making / REVISIONS_FILE, REVISIONS, compression="zstd")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._figures.close()
        self._revisions.close()
        shutil.rmtree(self.making, ignore_errors=True)

    def put(self, rows: list[Finished], revisions: list[Revision]) -> None:
        """One council's rows and what changed in them, both in the order of the tables."""
        _write(self._figures, figures_table(rows))
        _write(self._revisions, revisions_table(revisions))

    def finish(self, manifest: Manifest) -> None:
        """The release in its place, on disk for good."""
        self._figures.close()
        self._revisions.close()
        (self.making / NAME).write_bytes(manifest_text(manifest))
        for entry in (*self.making.iterdir(), self.making):
            _on_disk(entry)
        self.making.rename(self.folder)
        _on_disk(self.folder.parent)


def withdraw(root: Path, number: int, withdrawal: Withdrawal) -> None:
    """Marks a release as withdrawn; its figures stay where they are."""
    folder = folder_of(root, number)
    written = folder / f"{UNFINISHED}-{WITHDRAWN}"
    written.write_bytes(withdrawal_text(withdrawal))
    _on_disk(written)
    written.rename(folder / WITHDRAWN)
    _on_disk(folder)


def _write(writer: pq.ParquetWriter, table: pa.Table) -> None:
    if table.num_rows:
        writer.write_table(table, row_group_size=AT_ONCE)


def _on_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
