"""What was once said, shown."""

import json
from dataclasses import asdict

from rich.console import Console
from rich.table import Table

from configuration import Configuration
from data_loaders.deployment import catalogue_of, store_of
from warehouse.history import Said, Which, values_had
from warehouse.library import Library

HEADINGS = ("Council", "Service", "Channel", "Segment", "Measure", "Period from", "Value", "Source", "Came", "Went")
WIDE = 200


def show_history(configuration: Configuration, which: Which, as_json: bool) -> None:
    """Print every value that was ever given; raises WarehouseError if nothing was ever loaded."""
    reader = Library(store_of(configuration), catalogue_of(configuration)).reader()
    with reader.engine.connect() as connection:
        if as_json:
            for said in values_had(connection, which):
                print(json.dumps(asdict(said), default=str))
            return
        table = Table(*HEADINGS, box=None, pad_edge=False)
        for said in values_had(connection, which):
            table.add_row(*_cells(said))
    if not table.row_count:
        print(f"No value was ever given for {which.words}.")
        return
    Console(width=WIDE, highlight=False).print(table)


def _cells(said: Said) -> tuple[str, ...]:
    value = f"{said.value.normalize():f}" if said.value is not None else said.status
    value += " (estimated)" if said.status == "estimated" else ""
    period = f"{said.period_start} ({said.frequency.replace('_', ' ')})"
    came, went = f"{said.came:%Y-%m-%d %H:%M}", f"{said.went:%Y-%m-%d %H:%M}" if said.went else "stands"
    return said.council, said.service, said.channel, said.segment, said.measure, period, value, said.source, came, went
