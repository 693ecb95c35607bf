"""Files as sources: one, or several of one shape, which are read one after another as if they were one."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from configuration import Source
from data_loaders.columns import Columns
from data_loaders.csv_rows import open_csv
from data_loaders.errors import NoRowsError, SourceError
from data_loaders.excel_rows import open_excel
from data_loaders.files import files_of
from data_loaders.json_rows import open_json
from data_loaders.parquet_rows import open_parquet
from data_loaders.rows import RawBatch, Rows

Opener = Callable[[Source, Path], AbstractContextManager[Rows]]

STRIDE = 10**9
"""A row's number is its number in its file and so many for each file before it."""


@dataclass(frozen=True)
class SeveralFiles:
    """Files whose headers are read; a column keeps its name, wherever it stands in each file.

    `headers` are the first file's, then those that only later files have. A column for a period need not be in every
    file, all others must.
    """

    source: Source
    folder: Path
    headers: Sequence[str]
    files: Mapping[Path, Sequence[str]]

    @property
    def returned(self) -> str:
        """The beginning of a sentence on what they have."""
        return f"the {len(self.files)} files '{self.source.path}' have"

    def batches(self, wanted: Sequence[int]) -> Iterator[RawBatch]:
        """The wanted columns of each file in turn; raises SourceError for a file that lacks one."""
        places = [self._places(path, wanted) for path in self.files]
        for before, (path, own) in enumerate(zip(self.files, places, strict=True)):
            with OPENERS[self.source.kind](self.source, path) as rows:
                for batch in rows.batches(tuple(sorted(set(own.values())))):
                    yield _renumbered(batch, before * STRIDE, own)

    def row_name(self, row: str) -> str:
        """'exports/april.csv, row 3' for a row's number."""
        file, number = divmod(int(row), STRIDE)
        return f"{self._name(list(self.files)[file])}, row {number}"

    def _places(self, path: Path, wanted: Sequence[int]) -> dict[int, int]:
        """Each wanted column's place in one file; of columns with one name, the first is the first."""
        theirs, places = self.files[path], {}
        for place in wanted:
            header = self.headers[place]
            same = [there for there, name in enumerate(theirs) if name == header]
            earlier = list(self.headers[:place]).count(header)
            if earlier < len(same):
                places[place] = same[earlier]
            elif not self._of_a_period(header):
                raise self._lacking(path, header)
        if self.source.columns and not any(self._of_a_period(self.headers[place]) for place in places):
            raise self._lacking(path, self.source.columns[0].pattern)
        return places

    def _of_a_period(self, header: str) -> bool:
        patterns = [entry.pattern for entry in self.source.columns]
        patterns += [
            re.escape(entry.times).replace(re.escape("{period}"), ".*") for entry in self.source.columns if entry.times
        ]
        return any(re.fullmatch(pattern, header) for pattern in patterns)

    def _lacking(self, path: Path, header: str) -> SourceError:
        has = Columns(self.files[path], "", "").names_near(header)
        shown = " ".join(header.split())
        return SourceError(
            f"the file {self._name(path)} has no column '{shown}' (it has {has}).",
            f"Export it with the columns that the other files of '{self.source.path}' have, or keep it elsewhere.",
        )

    def _name(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix() if path.is_relative_to(self.folder) else str(path)


OPENERS: dict[str, Opener] = {"csv": open_csv, "excel": open_excel, "json": open_json, "parquet": open_parquet}
"""How each kind of file is opened."""


def row_names(rows: Rows) -> Callable[[str], str]:
    """What a row's number is called for people: the number itself, and its file where there are several."""
    return rows.row_name if isinstance(rows, SeveralFiles) else str


@contextmanager
def open_files(source: Source, folder: Path) -> Iterator[Rows]:
    """The source's file or files; raises SourceError if one cannot be read or none holds a row."""
    paths = files_of(source, folder)
    if len(paths) == 1:
        with OPENERS[source.kind](source, paths[0]) as rows:
            yield rows
        return
    files: dict[Path, Sequence[str]] = {}
    empty: SourceError | None = None
    for path in paths:
        try:
            with OPENERS[source.kind](source, path) as rows:
                files[path] = rows.headers
        except NoRowsError as error:
            empty = error
    if empty and not files:
        raise empty
    yield SeveralFiles(source, folder, _headers(files.values()), files)


def _headers(each: Iterable[Sequence[str]]) -> Sequence[str]:
    first, *others = each
    headers = list(first)
    for theirs in others:
        headers += [name for name in dict.fromkeys(theirs) if name and name not in headers]
    return headers


def _renumbered(batch: RawBatch, before: int, places: Mapping[int, int]) -> RawBatch:
    """A file's batch with the set's row numbers and places of columns."""
    return replace(
        batch,
        numbers=batch.numbers + before,
        columns={place: batch.columns[own] for place, own in places.items()},
        refusals=tuple(replace(each, row=str(int(each.row) + before)) for each in batch.refusals),
    )
