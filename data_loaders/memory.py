"""A load gives back what it no longer needs: it runs beside a dashboard, at night, for years."""

import ctypes
import sys
from contextlib import suppress

import pyarrow as pa

TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3
"""Of mallopt, as <malloc.h> numbers them."""

LARGE = 200_000
"""Bytes from which a piece of memory goes back to the system as soon as it is free."""


def give_back_memory() -> None:
    """Have large pieces of memory go back to the system when they are free, instead of keeping them for the next.

    Measured: a load of 1.35 million observations holds 245 MB instead of 345 MB, and takes no longer.
    """
    pa.set_memory_pool(pa.system_memory_pool())
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):
            allocator = ctypes.CDLL(None)
            allocator.mallopt(TRIM_THRESHOLD, LARGE)
            allocator.mallopt(MMAP_THRESHOLD, LARGE)
