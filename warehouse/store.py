"""What a place that keeps the warehouse offers to those who read and write it, wherever it is."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection, Engine

from warehouse.faults import WarehouseError

__all__ = ["Draft", "Edition", "Store", "WarehouseError"]


@dataclass
class Draft:
    """The version that a loader is writing; thrown away unless something changed."""

    connection: Connection
    changed: bool = True
    afresh: bool = False
    """Whether what was removed must be on no disk any more: no older version of it stays."""


@dataclass(frozen=True)
class Edition:
    """One version, open to be read: whatever is written meanwhile, its engine answers with the same figures."""

    version: str
    engine: Engine
    close: Callable[[], None]


class Store(Protocol):
    """Where the figures are kept, version after version; who has opened one goes on reading it."""

    @property
    def name(self) -> str:
        """Where it is, in words for a message; never with a credential."""

    @property
    def version(self) -> str:
        """The current version's name; '' before the first load. Raises WarehouseError if that cannot be told."""

    @property
    def readable(self) -> list[str]:
        """Every version that is there to be read, newest first."""

    def open(self, version: str) -> Edition:
        """That version to read, or a newer one if it has gone; raises WarehouseError if it cannot be read."""

    def take_more_memory(self) -> bool:
        """Write with more memory from now on; False if there is no more to take."""

    @property
    def noted(self) -> str:
        """What was last noted, '' if nothing; raises WarehouseError if it cannot be read."""

    def note(self, text: str) -> None:
        """Keep a text beside the versions, in place of the one before, without making a new version."""

    def alone(self) -> AbstractContextManager[None]:
        """No other run of the loader while the block lasts; raises WarehouseError if one is at work.

        A run that is killed leaves nothing locked.
        """

    def writing(self, whose: str = "") -> AbstractContextManager[Draft]:
        """A transaction that becomes the current version when the block ends well.

        One loader at a time; raises WarehouseError if another is at work, or the place or engine refuses. `whose`
        begins the message.
        """
