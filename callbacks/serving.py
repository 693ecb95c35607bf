"""Serving on this machine: gunicorn workers with threads, on loopback only."""

import gc
import os
import sys
from collections.abc import Callable, Mapping
from threading import Thread
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

LOOPBACK = ("127.0.0.1", "localhost")
FIRST = ("/", "/compare", "/about-the-data")
DEFAULTS = {"worker_class": "gthread", "keepalive": 75, "loglevel": "warning"}


class NotServedError(ValueError):
    """The application refuses to be served where it was asked to be."""


def run(build: Callable[[], Flask], host: str, port: int, workers: int = 1, threads: int = 8) -> None:
    """Serves the application that `build` makes, until it is stopped; each worker makes its own.

    Raises NotServedError for a host that is not this machine's own.
    """
    if host not in LOOPBACK:
        raise NotServedError(
            f"Guildhall will not serve its interactive pages at {host}: they show unreleased figures, small numbers "
            "included, and there is no sign-in yet, so anyone who can reach that address could read them. "
            "Leave --host out to serve this machine only (127.0.0.1)."
        )
    Server(build, {"bind": f"{host}:{port}", "workers": workers, "threads": threads}).run()


class Server(BaseApplication):
    """Gunicorn, told what to serve by this program and not by files or arguments."""

    def __init__(self, build: Callable[[], Flask], options: Mapping[str, Any]) -> None:
        self._build, self._options = build, options
        super().__init__()

    def load_config(self) -> None:
        """Gives gunicorn its options."""
        for name, value in {**DEFAULTS, **self._options, "worker_exit": _leave}.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Makes the application, in the worker."""
        served = self._build()
        collect_seldom()
        Thread(target=ask_first, args=(served,), daemon=True).start()
        return served


def ask_first(served: Flask) -> None:
    """Ask a new worker for the pages that most people begin with, so that the first of them need not wait for all that
    is read once for each version of the figures. What fails here fails again, in words, for who asks next.
    """
    visitor = served.test_client()
    for address in FIRST:
        visitor.get(address, follow_redirects=True)


def collect_seldom() -> None:
    """Have Python look for unused objects every 50,000 new ones instead of every 700, and never among what is there.

    A page makes tens of thousands of small values that refer to nothing; looking through them again and again took a
    third of the time of a council's figures, and twice that of the slowest (`docs/benchmarks.md`).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def _leave(_server: object, _worker: object) -> None:
    """End a worker here: the database's threads, still there when Python takes itself apart, would make it abort."""
    leaving = sys.exc_info()[1]
    status = leaving.code if isinstance(leaving, SystemExit) and isinstance(leaving.code, int) else 0
    os._exit(status)
