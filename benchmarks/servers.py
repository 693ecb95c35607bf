"""Applications served as in production, each by a process of its own on a free port of this machine."""

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parents[1]
LONGEST_START = 60.0
"""Seconds until a server must answer."""


@contextmanager
def served(*command: str, python: str | Path = sys.executable) -> Iterator[str]:
    """The address of what `python *command PORT` serves while the block runs, once it answers."""
    with serving(*command, python=python) as server:
        yield server.address


@dataclass(frozen=True)
class Server:
    """A server at its address, and its process."""

    address: str
    process: int


@contextmanager
def serving(*command: str, python: str | Path = sys.executable) -> Iterator[Server]:
    """The same with its process; a port stands where the command says PORT, else at its end."""
    port = str(_free_port())
    line = [port if part == "PORT" else part for part in (command if "PORT" in command else (*command, "PORT"))]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen([str(python), *line], cwd=ROOT, stdout=said, stderr=said)
        try:
            if not _answers(f"http://127.0.0.1:{port}", process):
                said.seek(0)
                raise RuntimeError(f"{' '.join(command)} is not served:\n{said.read().decode(errors='replace')}")
            yield Server(f"http://127.0.0.1:{port}", process.pid)
        finally:
            process.terminate()
            process.wait(60)


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
