"""A file for what does not stay in memory during a load; it has no name, so whatever ends the process leaves none."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile, gettempdir
from typing import IO

from warehouse.faults import WarehouseError


class Scratch:
    """Bytes written one after the other and read from anywhere; there is no file before the first."""

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None

    def append(self, written: bytes | memoryview) -> int:
        """Where they begin; raises WarehouseError if the folder for temporary files does not take them."""
        with _in_words():
            self._file = self._file or TemporaryFile(prefix="guildhall-")  # noqa: SIM115 - `close` closes it
            place = self._file.tell()
            self._file.write(written)
            self._file.flush()
            return place

    def read(self, place: int, length: int) -> bytes:
        """So many bytes from there on."""
        return os.pread(self._file.fileno(), length, place) if self._file else b""

    def close(self) -> None:
        """Free the disk."""
        if self._file:
            with _in_words():
                self._file.close()


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WarehouseError(
            f"The folder for temporary files, {gettempdir()}, cannot be written: {error.strerror or error}. Free space "
            "there or name another folder in the environment variable TMPDIR, then load again; the figures loaded "
            "before stay."
        ) from None
