"""A load gives back what it no longer needs: it runs beside a dashboard, at night, for years."""

import ctypes
import sys
from contextlib import suppress


def give_back() -> None:
    """Have the allocator give the system every page that nothing is kept in; where it cannot, nothing happens.

    Between the steps of a load: pieces that are given back one by one as soon as they are free, as the allocator would
    by itself, take a fifth of the load's time, because every page is new again when it is next needed.
    """
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):
            ctypes.CDLL(None).malloc_trim(0)
