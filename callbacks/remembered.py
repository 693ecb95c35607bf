"""What was made of one version of the figures, kept until there is another."""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from views.reader import Reader

Made = TypeVar("Made")


class Remembered(Generic[Made]):
    """Makes something once for each version."""

    def __init__(self, make: Callable[[Reader], Made]) -> None:
        self._make = make
        self._kept: tuple[str, Made] | None = None
        self._making = Lock()

    def of(self, reader: Reader) -> Made:
        """What is made of this version; who asks while it is being made waits for it."""
        with self._making:
            if self._kept is None or self._kept[0] != reader.version:
                self._kept = (reader.version, self._make(reader))
            return self._kept[1]
