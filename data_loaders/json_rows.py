"""Reading JSON files: a JMESPath picks the list of records, or every line is a record by itself."""

import json
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

import jmespath
import numpy as np
import pyarrow as pa
from jmespath.exceptions import JMESPathError

from configuration import Source
from data_loaders.errors import NoRowsError, SourceError
from data_loaders.files import open_text, unreadable
from data_loaders.rows import RawBatch

PART = 20_000
"""Lines that are read at a time."""

Record = dict[str, Any]


@dataclass(frozen=True)
class JsonRows:
    """The records of a JSON file, in parts that are read once."""

    source: Source
    path: Path
    headers: Sequence[str]
    parts: Iterable[list[Record]]

    @property
    def returned(self) -> str:
        """The beginning of a sentence on what it has."""
        return f"the file {self.path.name} has"

    def batches(self, wanted: Sequence[int]) -> Iterator[RawBatch]:
        """The wanted columns as text; a key that a record lacks is missing."""
        first = 1
        for records in self.parts:
            columns = {
                place: pa.array([self._text(record.get(self.headers[place])) for record in records], pa.string())
                for place in wanted
            }
            yield RawBatch(np.arange(first, first + len(records)), columns)
            first += len(records)

    def _text(self, value: Any) -> str | None:
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, float):
            return repr(value).replace(".", self.source.decimal)
        return str(value) if type(value) is int else json.dumps(value)


@contextmanager
def open_json(source: Source, path: Path) -> Iterator[JsonRows]:
    """Read the records, or the first lines; raises SourceError if there are none or the path gives something else."""
    parts = _parts(source, path)
    try:
        first = next(parts, [])
        if not first:
            raise NoRowsError(f"the file {path} holds no records.", "Export it again, or fix 'records'.")
        headers = list(dict.fromkeys(key for record in first for key in record))
        yield JsonRows(source, path, headers, chain([first], parts))
    finally:
        parts.close()


def _parts(source: Source, path: Path) -> Generator[list[Record], None, None]:
    """The rows, a part at a time; what cannot be read becomes a sentence."""
    place = ""
    try:
        with open_text(path, source.encoding) as file:
            if not source.lines:
                yield _records(source, path, json.load(file))
                return
            numbered = ((number, line) for number, line in enumerate(file, 1) if line.strip())
            while part := list(islice(numbered, PART)):
                records: list[Record] = []
                for number, line in part:
                    place = f"line {number} of "
                    records += _records(source, path, json.loads(line))
                yield records
    except json.JSONDecodeError as error:
        raise SourceError(f"{place}the file {path} is not JSON: {error}.", _remedy(source)) from None
    except (OSError, UnicodeError, LookupError, EOFError) as error:
        raise unreadable(path, error, source.encoding) from None


def _remedy(source: Source) -> str:
    return "Export it again." if source.lines else "Export it again; if every line is a record, set 'lines'."


def _records(source: Source, path: Path, content: Any) -> list[Record]:
    remedy = "Fix 'records', a JMESPath that gives a list of flat objects."
    try:
        records = content if source.records == "@" else jmespath.search(source.records, content)
    except JMESPathError as error:
        raise SourceError(f"'{source.records}' is no JMESPath: {str(error).splitlines()[0]}.", remedy) from None
    if source.lines and isinstance(records, dict):
        records = [records]
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise SourceError(f"'{source.records}' gives no list of objects in the file {path}.", remedy)
    return list(_unfolded(records, source.nested, path)) if source.nested else records


def _unfolded(records: list[Record], nested: str, path: Path) -> Iterator[Record]:
    """A row for each object in the records' lists, with what the record says and none of its objects do.

    A record may repeat the sum of its objects under the same key: that is no object's own figure.
    """
    lists = [record.get(nested) for record in records]
    if not all(isinstance(inner, list) and all(isinstance(item, dict) for item in inner) for inner in lists):
        raise SourceError(
            f"a record in the file {path} has no list of objects '{nested}'.",
            "Fix 'nested', or 'records' so that it gives only the records that have one.",
        )
    theirs = {nested} | {key for inner in lists for item in inner or () for key in item}
    for record, inner in zip(records, lists, strict=True):
        shared = {key: value for key, value in record.items() if key not in theirs}
        for item in inner or ():
            yield shared | item
