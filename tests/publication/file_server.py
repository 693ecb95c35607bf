"""A folder behind a plain file server on this machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread


class Quiet(SimpleHTTPRequestHandler):
    """Python's own file server, without a line for each request."""

    def log_message(self, format: str, *_arguments: object) -> None:
        """Nothing is said."""


@contextmanager
def file_server(folder: Path) -> Iterator[str]:
    """The address at which the folder's files are served while the block runs."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
