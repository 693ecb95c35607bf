"""A reader that counts how often it is asked for cells."""

from typing import Any

from views.reader import CellQuery, CellSums
from warehouse.reader import WarehouseReader


class Counting:
    """The warehouse's own reader, with a count of queries on cells and observations."""

    def __init__(self, reader: WarehouseReader) -> None:
        self.reader = reader
        self.asked = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self.reader, name)

    def cells(self, query: CellQuery) -> list[CellSums]:
        self.asked += 1
        return self.reader.cells(query)
