"""What was once said, shown or taken out for good."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from rich.console import Console
from rich.table import Table

from configuration import Configuration, ConfigurationError
from data_loaders.refresh import catalogue_of, prepare, store_of
from warehouse.history import Said, Which, values_had
from warehouse.library import Library

HEADINGS = ("Council", "Service", "Channel", "Segment", "Measure", "Period from", "Value", "Source", "Came", "Went")
WIDE = 200


@dataclass(frozen=True)
class Range:
    """Which values are meant, as the command line has it."""

    source: str
    council: str
    service: str
    channel: str
    measure: str
    segment: str
    first: datetime | None
    last: datetime | None

    @property
    def which(self) -> Which:
        """The same in days."""
        first, last = (day.date() if day else None for day in (self.first, self.last))
        return Which(self.source, self.council, self.service, self.channel, self.measure, self.segment, first, last)


def show_history(configuration: Configuration, wanted: Range, as_json: bool) -> None:
    """Print every value that was ever given; raises WarehouseError if nothing was ever loaded."""
    reader = Library(store_of(configuration), catalogue_of(configuration)).reader()
    with reader.engine.connect() as connection:
        if as_json:
            for said in values_had(connection, wanted.which):
                print(json.dumps(asdict(said), default=str))
            return
        table = Table(*HEADINGS, box=None, pad_edge=False)
        for said in values_had(connection, wanted.which):
            table.add_row(*_cells(said))
    if not table.row_count:
        print(f"No value was ever given for {wanted.which.words}.")
        return
    Console(width=WIDE, highlight=False).print(table)


def take_out(configuration: Configuration, wanted: Range, reason: str) -> str:
    """Remove the values for good; what was done, in a sentence. Raises ConfigurationError if no value is named."""
    which = wanted.which
    if which == Which():
        raise ConfigurationError(
            "purge needs at least one of --source, --council, --service, --measure: what to remove."
        )
    removed = prepare(configuration).writer.purge(which, reason)
    if not removed:
        return f"No value was ever given for {which.words}; nothing was changed."
    return (
        f"{removed:,} values of {which.words} were removed, from the history and from older versions too. "
        "Remove them at the source as well, or the next load brings them back."
    )


def _cells(said: Said) -> tuple[str, ...]:
    value = f"{said.value.normalize():f}" if said.value is not None else said.status
    value += " (estimated)" if said.status == "estimated" else ""
    period = f"{said.period_start} ({said.frequency.replace('_', ' ')})"
    came, went = f"{said.came:%Y-%m-%d %H:%M}", f"{said.went:%Y-%m-%d %H:%M}" if said.went else "stands"
    return said.council, said.service, said.channel, said.segment, said.measure, period, value, said.source, came, went
