"""Serving the public pages alone: gunicorn workers with threads, on any address, with releases and nothing else."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from configuration import ConfigurationError
from publication.pages.deployment import application
from publication.pages.worker import PlainWorker

LONGEST_LINE = 8190
"""Bytes of a request's first line; a longer one is refused before it reaches the application."""


def serve(
    config: Annotated[Path, typer.Argument(help="The configuration: a TOML file.")],
    host: Annotated[str, typer.Option(help="Address to listen on; any, as only releases are shown.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8060,
    workers: Annotated[int, typer.Option(help="Processes that answer.")] = 2,
) -> None:
    """Serve the public pages until stopped; this program opens releases and never the warehouse."""
    try:
        application(config)
    except ConfigurationError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(2) from None
    print(f"The public pages are at http://{host}:{port}/open/ (stop them with Ctrl+C)", flush=True)
    Server(config, {"bind": f"{host}:{port}", "workers": workers, "threads": 8}).run()


class Server(BaseApplication):
    """Gunicorn, told what to serve by this program and not by files or arguments."""

    def __init__(self, config: Path, options: dict[str, Any]) -> None:
        self._config = config
        self._options = {"worker_class": PlainWorker, "keepalive": 75, "loglevel": "warning"} | options
        super().__init__()

    def load_config(self) -> None:
        """Gives gunicorn its options."""
        for name, value in {**self._options, "limit_request_line": LONGEST_LINE}.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Makes the application, in the worker."""
        return application(self._config)
