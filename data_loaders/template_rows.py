"""Reading a spreadsheet that was filled in: every figure as a row, every cell that is no figure by its address."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from configuration import Source
from configuration.template import COLUMNS
from data_loaders.errors import NoRowsError
from data_loaders.rows import RawBatch, Rows
from data_loaders.source_record import some_estimated
from data_loaders.template_cells import Filled, read_costs, read_months
from data_loaders.template_form import BASIS, COST, FIGURE, FIGURES, LEVEL, RATINGS, VOLUMES
from data_loaders.template_sheets import read_table
from kpis.bases import cost_basis
from warehouse.arrival import Refusal, SourceRecord


@dataclass(frozen=True)
class TemplateRows:
    """The figures of a filled template; `basis` is what its costs include, `methods` how its estimates were made."""

    path: Path
    filled: Sequence[Filled]
    refused: Sequence[Refusal]
    basis: str = ""
    headers: Sequence[str] = field(default=COLUMNS)

    @property
    def returned(self) -> str:
        """The beginning of a sentence on what it has."""
        return f"the template {self.path.name} has"

    @property
    def methods(self) -> tuple[str, ...]:
        """Each method once, in the order of the sheets."""
        return tuple(dict.fromkeys(one.method for one in self.filled if one.method and one.value))

    def batches(self, wanted: Sequence[int]) -> Iterator[RawBatch]:
        """Every figure, and with it what was refused."""
        table = [one.row for one in self.filled]
        columns = {place: pa.array([row[place] for row in table], pa.string()) for place in wanted}
        yield RawBatch(np.arange(1, len(table) + 1), columns, tuple(self.refused))


@contextmanager
def open_template(source: Source, path: Path) -> Iterator[TemplateRows]:
    """Read the three sheets; raises SourceError if one is not there, or if nothing is filled in."""
    refused: list[Refusal] = []
    volumes, costs, ratings = (read_table(source, path, name) for name in (VOLUMES, COST, RATINGS))
    filled = [
        *read_months(volumes, lambda row: FIGURES.get(row.text(FIGURE)), refused),
        *read_costs(costs, refused),
        *read_months(ratings, lambda row: _rating(row.cell(LEVEL)), refused),
    ]
    if not any(one.value for one in filled) and not refused:
        raise NoRowsError(
            f"the template {path} has no figure filled in yet.",
            f"Fill in a cell of '{VOLUMES}', '{COST}' or '{RATINGS}', or remove the source.",
        )
    yield TemplateRows(path, filled, refused, cost_basis(costs.fact(BASIS), source.price_base_year))


def with_own_words(record: SourceRecord, rows: Rows) -> SourceRecord:
    """The record with what a template itself says of its costs and estimates; as it is for any other source."""
    if not isinstance(rows, TemplateRows):
        return record
    return replace(record, cost_basis=rows.basis, estimated=some_estimated(rows.methods))


def _rating(level: Any) -> str | None:
    return f"rating_{int(level)}" if level in range(1, 6) else None
