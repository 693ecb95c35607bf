"""Loads that are remembered, for tests of what is read: the same rows on the same figures are loaded once."""

import os
import shutil
from atexit import register
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from tests.warehouse.given import Given, Town
from warehouse.arrival import LoadReport
from warehouse.file_store import POINTER, FileStore

File = tuple[int, ...]
"""A file's content: its number on the disk, its size and when it was written; a version is never written again."""


@dataclass(frozen=True)
class Outcome:
    """What a load made: the version's file, kept here, and the versions that stood beside it."""

    kept: Path
    file: File
    versions: tuple[str, ...]
    report: LoadReport


class Remembered(Town):
    """A warehouse in a folder that loads through the writer what this process has not loaded so before.

    For tests of what is read. Those of loading use Town itself.
    """

    def load(self, rows: Iterable[Given], *given: object, **facts: object) -> LoadReport:  # type: ignore[override]
        """As of a Town."""
        rows = tuple(rows)
        assert isinstance(self.store, FileStore)
        asked = (_content(self.store.current), self.today, rows, given, tuple(sorted(facts.items())))
        try:
            known = _outcomes().get(asked)
        except TypeError:  # something of it can change, and is no key
            return super().load(rows, *given, **facts)  # type: ignore[arg-type]
        if known and known.file == _content(known.kept):
            _put(self.store, known)
            return known.report
        report = super().load(rows, *given, **facts)  # type: ignore[arg-type]
        if asked[0] in _contents():
            _outcomes()[asked] = _kept(self.store, report)
        return report


def begun(make: Callable[[Path], object], place: Path) -> Remembered:
    """At `place` what `make` would make: made once in this process."""
    made = _made(make)
    shutil.copytree(made, place, copy_function=_link, ignore=shutil.ignore_patterns("*.lock"))
    return Remembered.opened(place)


@cache
def _made(make: Callable[[Path], object]) -> Path:
    place = _folder() / f"begun-{make.__module__}-{make.__name__}"
    make(place)
    _contents().add(_content(FileStore(place).current))
    return place


@cache
def _folder() -> Path:
    """Where this process keeps what it made, until it ends."""
    folder = Path(mkdtemp(prefix="guildhall-prepared-"))
    register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def _outcomes() -> dict[object, Outcome]:
    """By what the load met and what it took."""
    return {}


@cache
def _contents() -> set[File]:
    """Of files that are kept, so that no other file can come to the same number."""
    return set()


def _content(path: Path | None) -> File:
    if path is None:
        return ()
    told = path.stat()
    return told.st_dev, told.st_ino, told.st_size, told.st_mtime_ns


def _kept(store: FileStore, report: LoadReport) -> Outcome:
    made = store.current
    assert made is not None
    kept = _folder() / str(len(_outcomes())) / made.name
    kept.parent.mkdir()
    _link(made, kept)
    _contents().add(_content(kept))
    return Outcome(kept, _content(kept), tuple(path.name for path in store.versions), report)


def _put(store: FileStore, known: Outcome) -> None:
    """As the writer leaves the folder."""
    if not (store.folder / known.kept.name).exists():
        _link(known.kept, store.folder / known.kept.name)
    # Not written over: the pointer may be another folder's too.
    moved = store.folder / f"{POINTER}.next"
    moved.write_text(known.kept.name, encoding="utf-8")
    moved.replace(store.folder / POINTER)
    for path in store.versions:
        if path.name not in known.versions:
            path.unlink()


def _link(source: str | Path, target: str | Path) -> None:
    """The same file at another place; a copy where the disk is another."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
