"""Reading JSON files: a JMESPath picks the list of records."""

import gzip
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jmespath
import numpy as np
import pyarrow as pa
from jmespath.exceptions import JMESPathError

from configuration import Source
from data_loaders.errors import SourceError
from data_loaders.files import unreadable
from data_loaders.rows import RawBatch


@dataclass(frozen=True)
class JsonRows:
    """The records of a JSON file."""

    path: Path
    headers: Sequence[str]
    records: Sequence[dict[str, Any]]

    @property
    def returned(self) -> str:
        """The beginning of a sentence on what it has."""
        return f"the file {self.path.name} has"

    def batches(self, wanted: Sequence[int]) -> Iterator[RawBatch]:
        """The wanted columns as text, in one batch; a key that a record lacks is missing."""
        columns = {
            place: pa.array([_text(record.get(self.headers[place])) for record in self.records], pa.string())
            for place in wanted
        }
        yield RawBatch(np.arange(1, len(self.records) + 1), columns)


@contextmanager
def open_json(source: Source, path: Path) -> Iterator[JsonRows]:
    """Read the records; raises SourceError if there are none or the path gives something else."""
    remedy = "Fix 'records', a JMESPath that gives a list of flat objects."
    try:
        content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        records = jmespath.search(source.records, json.loads(content.decode(source.encoding)))
    except (OSError, UnicodeDecodeError, LookupError, EOFError) as error:
        raise unreadable(path, error, source.encoding) from None
    except json.JSONDecodeError as error:
        raise SourceError(f"the file {path} is not JSON: {error}.", "Export it again.") from None
    except JMESPathError as error:
        raise SourceError(f"'{source.records}' is no JMESPath: {str(error).splitlines()[0]}.", remedy) from None
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise SourceError(f"'{source.records}' gives no list of objects in the file {path}.", remedy)
    if not records:
        raise SourceError(f"the file {path} holds no records.", "Export it again, or fix 'records'.")
    headers = list(dict.fromkeys(key for record in records for key in record))
    yield JsonRows(path, headers, records)


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value)
