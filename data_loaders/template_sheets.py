"""One sheet of a filled template as rows found by their headings, so that rows and columns may be added or moved."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from configuration import Source
from data_loaders.errors import SourceError
from data_loaders.excel_rows import written
from data_loaders.excel_sheets import read_sheet
from data_loaders.refusals import Fault
from data_loaders.template_form import SERVICE_CODE
from data_loaders.xlsx_parts import address
from kpis.period_labels import parse_period
from kpis.periods import Period
from warehouse.arrival import Refusal


@dataclass(frozen=True)
class Row:
    """One row under the headings; `number` is the sheet's, from 0."""

    table: "Table"
    number: int
    cells: Sequence[Any]

    def cell(self, heading: str) -> Any:
        """What stands under a heading; None if there is nothing."""
        place = self.table.places[heading]
        value = self.cells[place] if place < len(self.cells) else None
        return None if value is None or not str(value).strip() else value

    def text(self, heading: str) -> str:
        """The same as text."""
        return str(self.cell(heading) or "").strip()

    def refusal(self, heading: str, fault: Fault) -> Refusal:
        """The fault with the cell's address, such as 'Volumes G7'."""
        where = f"{self.table.name} {address(self.number, self.table.places[heading])}"
        return fault.refusal(self.number + 1, where, written(self.cell(heading), ".") or "")


@dataclass(frozen=True)
class Table:
    """A sheet: facts above its headings, and the rows under them."""

    name: str
    places: Mapping[str, int]
    months: Mapping[str, Period]
    facts: Mapping[str, str]
    body: Sequence[tuple[int, Sequence[Any]]]

    @property
    def rows(self) -> Iterator[Row]:
        """The rows that name a service."""
        for number, cells in self.body:
            row = Row(self, number, cells)
            if row.cell(SERVICE_CODE) is not None:
                yield row

    def fact(self, name: str) -> str:
        """What stands beside a name above the headings; '' if nothing does."""
        return self.facts.get(name, "")


def read_table(source: Source, path: Path, name: str) -> Table:
    """A sheet of the template; raises SourceError if it or its headings are not there."""
    cells = read_sheet(source.model_copy(update={"sheet": name}), path).cells
    headings = next((number for number, row in enumerate(cells) if SERVICE_CODE in row), None)
    if headings is None:
        raise SourceError(
            f"the sheet '{name}' of {path.name} has no heading '{SERVICE_CODE}'.",
            "Write the template again with 'python -m data_loaders template', and move the figures over.",
        )
    places = {_heading(value): place for place, value in enumerate(cells[headings]) if _heading(value)}
    months = {heading: month for heading in places if (month := _month(heading))}
    facts = {str(row[0]).strip(): str(row[1]).strip() for row in cells[:headings] if len(row) > 1}
    return Table(name, places, months, facts, list(enumerate(cells))[headings + 1 :])


def _heading(value: Any) -> str:
    return value.strftime("%b %Y") if isinstance(value, date) else " ".join(str(value or "").split())


def _month(heading: str) -> Period | None:
    try:
        return parse_period(heading, "month")
    except ValueError:
        return None
