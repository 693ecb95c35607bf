"""What was made of one version of the figures, kept until there is another."""

from collections.abc import Callable
from typing import Generic, TypeVar

from views.reader import Reader

Made = TypeVar("Made")


class Remembered(Generic[Made]):
    """Makes something once for each version."""

    def __init__(self, make: Callable[[Reader], Made]) -> None:
        self._make = make
        self._kept: tuple[str, Made] | None = None

    def of(self, reader: Reader) -> Made:
        """What is made of this version; two that ask at once may both make it, with the same result."""
        kept = self._kept
        if kept is None or kept[0] != reader.version:
            kept = (reader.version, self._make(reader))
            self._kept = kept
        return kept[1]
