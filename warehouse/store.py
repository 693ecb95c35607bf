"""Versioned files: the loader writes the next one beside the current one and moves a pointer last."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from warehouse import schema

KEPT_VERSIONS = 3
POINTER = "current"
NAME = re.compile(r"guildhall-(\d{6,})\.duckdb")
LIMITS = {"threads": 2, "memory_limit": "1GB"}
"""Of DuckDB in one process: the dashboard shares its machine with others."""

URL = re.compile(r"duckdb:///(.+)")


class WarehouseError(Exception):
    """The warehouse cannot be read or written; the message says what that means and what to do."""


class Store:
    """A folder of DuckDB files, of which the pointer names the current one.

    Readers keep the version they opened; a loader killed at any moment leaves the current version whole.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def at(cls, url: str, beside: Path) -> "Store":
        """The store that a configured URL names; a relative folder is taken from `beside`."""
        match = URL.fullmatch(url)
        if not match:
            raise WarehouseError(f"[warehouse] url '{url}' is not 'duckdb:///folder'. Correct it; nothing was changed.")
        return cls((beside / match[1]).resolve())

    @property
    def current(self) -> Path | None:
        """The file of the current version, or None before the first load."""
        try:
            name = (self.folder / POINTER).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise WarehouseError(f"The warehouse's folder {self.folder} cannot be read: {error.strerror}.") from None
        if not NAME.fullmatch(name) or not (self.folder / name).exists():
            raise WarehouseError(
                f"{self.folder / POINTER} names '{name[:40]}', which is not there. Write the name of the newest "
                "guildhall-*.duckdb file into it, or load again."
            )
        return self.folder / name

    def read_only(self, path: Path) -> Engine:
        """An engine over one version that can only read."""
        return create_engine(
            f"duckdb:///{path}",
            connect_args={"read_only": True, "config": LIMITS},
            pool_size=8,
            max_overflow=24,
        )

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction on a copy of the current version, which becomes current when the block ends well.

        One loader at a time; raises WarehouseError if another is at work or the disk refuses.
        """
        with self._disk():
            self.folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.folder / "loading.lock", timeout=0)
        try:
            lock.acquire()
        except Timeout:
            raise WarehouseError(
                f"Another load is writing to {self.folder}. Wait for it to end; the figures stay as they are."
            ) from None
        try:
            yield from self._next_version()
        finally:
            lock.release()

    def _next_version(self) -> Iterator[Connection]:
        begun = self._begun()
        engine = create_engine(f"duckdb:///{begun}", connect_args={"config": LIMITS})
        abandoned = Abandoned()
        try:
            with engine.begin() as connection:
                schema.METADATA.create_all(connection)
                connection.info["abandoned"] = abandoned
                yield connection
            if not abandoned.said:
                _checkpoint(engine)
        finally:
            engine.dispose()
        with self._disk():
            if abandoned.said:
                begun.unlink()
            else:
                self._publish(begun)

    def _begun(self) -> Path:
        """A copy of the current version to change; what an interrupted load left behind goes."""
        with self._disk():
            for left in self.folder.glob("*.loading*"):
                left.unlink()
            begun = self.folder / f"guildhall-{self._newest_number() + 1:06d}.loading"
            if current := self.current:
                shutil.copyfile(current, begun)
            return begun

    @contextmanager
    def _disk(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise WarehouseError(
                f"The warehouse in {self.folder} cannot be written: {error.strerror or error}. "
                "Free space or allow writing, then load again; the figures loaded before stay."
            ) from None

    def _publish(self, begun: Path) -> None:
        path = begun.with_suffix(".duckdb")
        begun.rename(path)
        pointer = self.folder / POINTER
        moved = pointer.with_suffix(".next")
        moved.write_text(path.name, encoding="utf-8")
        moved.replace(pointer)
        for old in self._versions()[:-KEPT_VERSIONS]:
            old.unlink(missing_ok=True)

    def _versions(self) -> list[Path]:
        return sorted(path for path in self.folder.iterdir() if NAME.fullmatch(path.name))

    def _newest_number(self) -> int:
        numbers = [int(match[1]) for path in self.folder.iterdir() if (match := NAME.fullmatch(path.name))]
        return max(numbers, default=0)


class Abandoned:
    """Said by a writer that found nothing to change, so that no version is made of it."""

    said = False


def abandon(connection: Connection) -> None:
    """Leave the current version as it is: nothing has changed."""
    connection.info["abandoned"].said = True


def _checkpoint(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("CHECKPOINT"))


def cause(error: SQLAlchemyError) -> str:
    """The engine's own words for a failure, without the statement and its values."""
    original: Any = getattr(error, "orig", None)
    return str(original or error).splitlines()[0][:300]
