"""The reading process: one query by connectorx, out as an Arrow stream. `arrow_stream` starts it and talks to it.

A process of its own, as connectorx writes what a server said to the terminal, and cannot be stopped in the middle of
a query otherwise. What it is to read comes through its standard input: no credential is in its arguments.
"""

import ctypes
import json
import os
import signal
import sys

import connectorx
import pyarrow as pa

SAID = 4000
"""Characters of an error that are handed back."""


def main() -> None:
    """Read what the first line of standard input asks for; status 1, with the error's text, if that fails."""
    errors = os.dup(2)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    _die_with_parent()
    request = json.loads(sys.stdin.buffer.readline())
    try:
        _copy(request)
    except BaseException as error:  # connectorx's own are no Exception
        os.write(errors, str(error)[:SAID].encode())
        os._exit(1)
    os._exit(0)


def _copy(request: dict[str, object]) -> None:
    reader = connectorx.read_sql(
        request["url"],
        request["query"],
        return_type="arrow_stream",
        batch_size=request["rows"],
        pre_execution_query=request["before"],
    )
    out = pa.ipc.new_stream(sys.stdout.buffer, reader.schema)
    for batch in reader:
        out.write_batch(batch)
        sys.stdout.buffer.flush()
        # One batch for each line that is read; nobody is left to write one when whoever asked is gone.
        if not sys.stdin.buffer.readline():
            os._exit(1)
    out.close()
    sys.stdout.buffer.flush()


def _die_with_parent() -> None:
    """Even while it is stopped, and sees nothing end."""
    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)


if __name__ == "__main__":
    main()
