"""A run that is told to stop (Ctrl+C, SIGTERM) says so and ends at once; what was committed stays."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

STATUS = 1
STOPPED = (
    "Stopped. Sources whose line stands above are in; all others keep the figures they had. The next run begins "
    "where this one would have."
)


@contextmanager
def stoppable() -> Iterator[None]:
    """The block, left at once when the process is told to stop: with a sentence and status 1.

    A transaction under way is taken back, the locks are let go and what was read so far is removed. Readers still wait
    for their servers then, so the process ends without them; their databases see a lost connection.
    """
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        print(STOPPED, file=sys.stderr, flush=True)
        sys.stdout.flush()
        os._exit(STATUS)
    finally:
        signal.signal(signal.SIGTERM, before)
