"""Applications served as in production, each by a process of its own on a free port of this machine."""

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parents[1]
LONGEST_START = 60.0
"""Seconds until a server must answer."""


@contextmanager
def served(*command: str) -> Iterator[str]:
    """The address of what `python *command PORT` serves while the block runs, once it answers."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen([sys.executable, *command, str(port)], cwd=ROOT, stdout=said, stderr=said)
        try:
            if not _answers(address, process):
                said.seek(0)
                raise RuntimeError(f"{' '.join(command)} is not served:\n{said.read().decode(errors='replace')}")
            yield address
        finally:
            process.terminate()
            process.wait(10)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _answers(address: str, process: subprocess.Popen[bytes]) -> bool:
    """Waits until the server answers; False if it ended or takes too long."""
    begun = time.monotonic()
    while process.poll() is None and time.monotonic() - begun < LONGEST_START:
        try:
            urlopen(address, timeout=5).close()
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)
        else:
            return True
    return False
