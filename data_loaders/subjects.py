"""What each row is about: council, service, channel, segment, period; and the rows that cannot say so."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.codes import Codes, Mask, constant
from data_loaders.refusals import Fault
from data_loaders.rows import RowNumbers
from warehouse.arrival import Refusal

ORDER = ("length", "period", "council", "service", "channel", "measure", "outcome", "end", "course", "estimate")
"""A row is refused once, for the first of these that it cannot say."""

SAID_ONCE = ("length", "measure", "estimate")
"""Parts that tell no rows apart: the observation's own period, measure and status say the same."""

Meant = Codes[Any]


@dataclass(frozen=True)
class Part:
    """One thing that rows are about: the source's own codes, if they come from a column, and what they mean."""

    meant: Meant
    written: Codes[str] | None = None
    header: str = ""

    def take(self, rows: Mask) -> "Part":
        """The same for some of the rows."""
        return Part(self.meant.take(rows), self.written.take(rows) if self.written else None, self.header)


@dataclass(frozen=True)
class Subjects:
    """What the rows of one batch are about, by name of the part; a part that differs by column is not there."""

    numbers: RowNumbers
    parts: dict[str, Part]

    def __len__(self) -> int:
        return len(self.numbers)

    def take(self, rows: Mask) -> "Subjects":
        """The same for some of the rows."""
        if rows.all():
            return self
        return Subjects(self.numbers[rows], {name: part.take(rows) for name, part in self.parts.items()})

    def sound(self, refused: list[Refusal]) -> Mask:
        """Rows whose every part has a meaning; the others are added to `refused`, each once."""
        bad = np.zeros(len(self), dtype=np.bool_)
        for name in ORDER:
            if part := self.parts.get(name):
                found = part.meant.faulty & ~bad
                refused.extend(refusals(part, self.numbers, found))
                bad |= found
        return ~bad

    def meant(self, name: str) -> Meant | None:
        """What the rows mean by that part, or None if it is not there."""
        part = self.parts.get(name)
        return part.meant if part else None

    @property
    def own_codes(self) -> pa.DictionaryArray:
        """The row's own codes (type NAME) joined by '|', which tell a repeated row from one to be added."""
        written = [part.written for name, part in self.parts.items() if part.written and name not in SAID_ONCE]
        texts = [codes.array(str, pa.string()) for codes in written]
        if not texts:
            return constant("", len(self)).names()
        whole = texts[0] if len(texts) == 1 else pc.binary_join_element_wise(*texts, "|")
        return pa.DictionaryArray.from_arrays(pa.array(np.arange(len(self), dtype=np.int32)), whole)

    def pairs_of_channels(self) -> Iterator[tuple[Any, Any, str]]:
        """(service, channel, the source's code for it), as met."""
        service, channel = self.parts["service"].meant, self.parts["channel"]
        if channel.written is None:
            return
        width = len(channel.written.values)
        for place in np.unique(service.indices * width + channel.written.indices):
            first, second = divmod(int(place), width)
            yield service.values[first], channel.meant.values[second], channel.written.values[second]


def refusals(part: Part, numbers: RowNumbers, rows: Mask) -> Iterator[Refusal]:
    """One refusal for each of the rows, for the fault that stands in the part's place."""
    for row in np.flatnonzero(rows).tolist():
        fault = part.meant.of(row)
        if isinstance(fault, Fault):
            value = part.written.of(row) if part.written else ""
            yield fault.refusal(int(numbers[row]), part.header, value)
