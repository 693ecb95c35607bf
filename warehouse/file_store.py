"""Versioned files: the loader writes the next one beside the current one and moves a pointer last."""

import os
import re
import shutil
from collections.abc import Generator, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Engine, text

from warehouse.engines import open_to_read, open_to_write, write_afresh
from warehouse.faults import FAILURES, ShortOfMemoryError, WarehouseError, cause, short_of_memory
from warehouse.store import Draft, Edition

KEPT_VERSIONS = 3
POINTER = "current"
NOTES = "attempts.jsonl"
NAME = re.compile(r"guildhall-(\d{6,})\.duckdb")


class FileStore:
    """A folder of DuckDB files, of which the pointer names the current one.

    Readers keep the version they opened; a loader killed at any moment leaves the current version whole.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._short = False

    def take_more_memory(self) -> bool:
        """Write with more memory from now on; False if that is so already."""
        before, self._short = self._short, True
        return not before

    @property
    def name(self) -> str:
        """Where it is."""
        return str(self.folder)

    @property
    def version(self) -> str:
        """The current version's name; '' before the first load."""
        current = self.current
        return "" if current is None else current.stem

    @property
    def readable(self) -> list[str]:
        """Every version that is there to be read, newest first."""
        return [path.stem for path in reversed(self.versions)]

    @property
    def current(self) -> Path | None:
        """The file of the current version, or None before the first load."""
        try:
            name = (self.folder / POINTER).read_text(encoding="utf-8", errors="replace").strip()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise WarehouseError(f"The warehouse's folder {self.folder} cannot be read: {error.strerror}.") from None
        if not NAME.fullmatch(name) or not (self.folder / name).exists():
            raise WarehouseError(
                f"{self.folder / POINTER} names '{name[:40]}', which is not there. Write the name of the newest "
                "guildhall-*.duckdb file into it, then load again."
            )
        return self.folder / name

    @property
    def versions(self) -> list[Path]:
        """Every version that is kept, oldest first."""
        if not self.folder.is_dir():
            return []
        return sorted((path for path in self.folder.iterdir() if NAME.fullmatch(path.name)), key=_number)

    def open(self, version: str) -> Edition:
        """That version to read; raises WarehouseError if the file is damaged."""
        path = self.folder / f"{version}.duckdb"
        try:
            engine = open_to_read(path)
        except WarehouseError as error:
            raise type(error)(f"{error} {self._way_back(path)}".strip()) from None
        return Edition(version, engine, engine.dispose)

    @contextmanager
    def writing(self, whose: str = "") -> Iterator[Draft]:
        """A transaction on a copy of the current version, which becomes current when the block ends well.

        One loader at a time; raises WarehouseError if another is at work, the disk refuses or the engine does.
        `whose` begins the message.
        """
        with self._locked("loading.lock"):
            try:
                begun = self._begun()
                draft = yield from _drafted(self._opened(begun))
                if draft.changed:
                    with self._disk():
                        if draft.afresh:
                            write_afresh(begun)
                        self._publish(begun, kept=1 if draft.afresh else KEPT_VERSIONS)
            except FAILURES as error:
                kind = ShortOfMemoryError if short_of_memory(error) else WarehouseError
                raise kind(
                    f"{whose}the warehouse could not take the figures: {cause(error)}. The figures loaded before stay."
                ) from error
            finally:
                self._clear()

    @property
    def noted(self) -> str:
        """What was last noted, '' if nothing."""
        try:
            return (self.folder / NOTES).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""

    def note(self, text: str) -> None:
        """Keep a text beside the versions, in place of the one before."""
        with self._disk():
            moved = (self.folder / NOTES).with_suffix(".next")
            moved.write_text(text, encoding="utf-8")
            moved.replace(self.folder / NOTES)

    def alone(self) -> AbstractContextManager[None]:
        """No other run of the loader while the block lasts; raises WarehouseError if one is at work."""
        return self._locked("run.lock")

    @contextmanager
    def _locked(self, name: str) -> Iterator[None]:
        with self._disk():
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / name, timeout=0)
            try:
                lock.acquire()
            except Timeout:
                raise WarehouseError(
                    f"Another load is writing to {self.folder}. Wait for it to end; the figures stay as they are."
                ) from None
        try:
            yield
        finally:
            lock.release()

    def _begun(self) -> Path:
        """A copy of the current version to change; what an interrupted load left behind goes."""
        self._clear()
        with self._disk():
            newest = _number(self.versions[-1]) if self.versions else 0
            begun = self.folder / f"guildhall-{newest + 1:06d}.loading"
            if current := self.current:
                shutil.copyfile(current, begun)
            return begun

    def _opened(self, begun: Path) -> Engine:
        try:
            return open_to_write(begun, self._short)
        except FAILURES as error:
            if (current := self.current) is None:
                raise
            raise WarehouseError(f"{current} cannot be read ({cause(error)}). {self._way_back(current)}") from None

    def _clear(self) -> None:
        for left in self.folder.glob("*.loading*"):
            with suppress(OSError):
                shutil.rmtree(left) if left.is_dir() else left.unlink()

    @contextmanager
    def _disk(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise WarehouseError(
                f"The warehouse in {self.folder} cannot be written: {error.strerror or error}. "
                "Free space or allow writing, then load again; the figures loaded before stay."
            ) from None

    def _publish(self, begun: Path, kept: int) -> None:
        if begun.with_name(f"{begun.name}.wal").exists():
            raise OSError("not everything reached the file")
        path = begun.with_suffix(".duckdb")
        begun.rename(path)
        pointer = self.folder / POINTER
        moved = pointer.with_suffix(".next")
        with moved.open("w", encoding="utf-8") as file:
            file.write(path.name)
            file.flush()
            os.fsync(file.fileno())
        moved.replace(pointer)
        for old in self.versions[:-kept]:
            with suppress(OSError):
                old.unlink()

    def _way_back(self, path: Path) -> str:
        older = [version.name for version in self.versions if _number(version) < _number(path)]
        if not older:
            return "Remove it and load again."
        return f"Write '{older[-1]}', the version before it, into {self.folder / POINTER}, then load again."


def _drafted(engine: Engine) -> Generator[Draft, None, Draft]:
    """The draft, committed when the block ends well and put on disk whole."""
    try:
        with engine.begin() as connection:
            draft = Draft(connection)
            yield draft
        if draft.changed:
            with engine.connect() as connection:
                connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("CHECKPOINT"))
    finally:
        engine.dispose()
    return draft


def _number(version: Path) -> int:
    return int(version.stem.removeprefix("guildhall-"))
