"""A load gives back what it no longer needs: it runs beside a dashboard, at night, for years."""

import ctypes
import sys
from contextlib import suppress

import pyarrow as pa

TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3
"""Of mallopt, as <malloc.h> numbers them."""

LARGE = 4_000_000
"""Bytes from which a piece of memory goes back to the system as soon as it is free, and smaller ones when a load
gives back."""


def give_back_memory() -> None:
    """Have large pieces of memory go back to the system when they are free, instead of keeping them for the next.

    Measured with five million rows: from 200,000 bytes on, a load took 34 s and held 314 MB, all code counted. Now it
    gives back between its steps too and works on half as many observations at once: 31 s and 307 MB.
    """
    pa.set_memory_pool(pa.system_memory_pool())
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):
            allocator = ctypes.CDLL(None)
            allocator.mallopt(TRIM_THRESHOLD, LARGE)
            allocator.mallopt(MMAP_THRESHOLD, LARGE)


def give_back() -> None:
    """Have the allocator give the system every page that nothing is kept in; where it cannot, nothing happens.

    Between the steps of a load: pieces that are given back one by one as soon as they are free, as the allocator would
    by itself, take a fifth of the load's time, because every page is new again when it is next needed.
    """
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):
            ctypes.CDLL(None).malloc_trim(0)
