"""Councils that gave way to others: who, to whom, and from which day on (METHODS A10)."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Self

from pydantic import Field, model_validator

from configuration.entry import Entry, Key


class SuccessionEntry(Entry):
    """A merger or a split: councils that are no more from a day on, and those that do their work since."""

    councils: tuple[Key, ...] = Field(
        min_length=1, description="Keys of the councils that are no more, of the register or of a `[[council]]`."
    )
    replaced_by: tuple[Key, ...] = Field(
        min_length=1,
        description="Keys of the councils that do their work since: one for a merger, several for a split. Of several, "
        "no one's past can be added up. A council of this may itself be replaced in a later `[[succession]]`.",
    )
    first: date = Field(
        alias="from",
        description="First day of those that follow, and first day on which the others are no more. A `[[council]]` "
        "that follows and does not say its `start` begins on it.",
    )

    @model_validator(mode="after")
    def others_follow(self) -> Self:
        """A council that follows itself has not ended."""
        if both := sorted(set(self.councils) & set(self.replaced_by)):
            raise ValueError(
                f"has '{both[0]}' among 'councils' and in 'replaced_by'. A council that takes in another begins anew: "
                "give what it is since then a [[council]] with a key of its own"
            )
        return self


def ends_once(entries: Iterable[SuccessionEntry]) -> None:
    """Raises ValueError for a council that ends twice, as its area would be with two sets of councils."""
    counts = Counter(key for entry in entries for key in dict.fromkeys(entry.councils))
    if twice := [key for key, count in counts.items() if count > 1]:
        raise ValueError(f"[[succession]] has '{twice[0]}' among the 'councils' of two entries; keep one of them")
