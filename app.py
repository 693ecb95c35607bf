"""Where the parts meet: a Dash application made of pages, painted by the server and then taken over by Dash."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dash import Dash
from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]
from werkzeug.wrappers import Response

from callbacks.painting import Painter
from callbacks.routes import Router
from callbacks.safeguards import safeguard
from callbacks.static import StaticFiles
from layouts.apology import sorry
from layouts.document import Linked
from layouts.page import SiteFacts
from layouts.shell import dash_layout

ASSETS = Path(__file__).parent / "assets"
LOOPBACK = ("127.0.0.1", "localhost")
RENDERER_SETTINGS = ("url_base_pathname", "requests_pathname_prefix", "show_undo_redo", "suppress_callback_exceptions")


class PaintedDash(Dash):
    """Dash whose index is the painted page: with the page's own status, title and language, and no versions in it."""

    def paint_with(self, painter: Painter) -> None:
        """Sets who paints the pages; without it there are none."""
        self._painter = painter

    def index(self, *_places: Any, **_named: Any) -> Response:
        """The document for the address of the request at hand."""
        return self._painter.respond()

    def renderer_settings(self) -> dict[str, Any]:
        """What Dash's renderer reads from the document: its own settings, without versions and tools for developers."""
        settings = {name: self.config[name] for name in RENDERER_SETTINGS}
        return settings | {"ui": False, "props_check": False, "update_title": None, "serve_locally": True}


def create_app(site: SiteFacts, router: Router, trusted_hosts: Sequence[str] = LOOPBACK) -> PaintedDash:
    """The application: `.server` is the Flask application that a WSGI server runs."""
    app = PaintedDash(
        "guildhall",
        assets_folder="",
        assets_url_path="_dash-assets",
        include_assets_files=False,
        add_log_handler=False,
        update_title="",
        title=site.title,
    )
    files = StaticFiles(ASSETS)
    linked = Linked(files.styles.address, files.scripts.address, files.plotly.address, router.sections)
    painter = Painter(router, site, linked, app.renderer_settings())
    app.layout = dash_layout()
    app.paint_with(painter)
    painter.register(app)
    files.register(app.server)
    safeguard(app.server, trusted_hosts, painter.document, sorry)
    return app


class NotServedError(ValueError):
    """The application refuses to be served where it was asked to be."""


def run(build: Callable[[], Flask], host: str, port: int, threads: int = 8) -> None:
    """Serves the application that `build` makes, until it is stopped; it is made inside the serving process.

    Raises NotServedError for a host that is not this machine's own.
    """
    if host not in LOOPBACK:
        raise NotServedError(
            f"Guildhall will not serve its interactive pages at {host}: they show unreleased figures, small numbers "
            "included, and there is no sign-in yet, so anyone who can reach that address could read them. "
            "Leave --host out to serve this machine only (127.0.0.1)."
        )
    Server(build, {"bind": f"{host}:{port}", "threads": threads}).run()


class Server(BaseApplication):
    """One gunicorn worker with threads; production runs several (docs)."""

    def __init__(self, build: Callable[[], Flask], options: Mapping[str, Any]) -> None:
        self._build, self._options = build, options
        super().__init__()

    def load_config(self) -> None:
        """Gives gunicorn its options."""
        for name, value in {"worker_class": "gthread", "keepalive": 75, "loglevel": "warning", **self._options}.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Makes the application, in the worker."""
        return self._build()
