"""Where the parts meet: a Dash application made of pages, painted by the server and then taken over by Dash."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from dash import Dash
from flask import Flask
from werkzeug.wrappers import Response

from callbacks.kept_pages import KeptPages
from callbacks.pages import pages, register_files
from callbacks.painting import Painter
from callbacks.routes import Router
from callbacks.safeguards import safeguard
from callbacks.serving import LOOPBACK, NotServedError, run
from callbacks.static import StaticFiles
from configuration import ConfigurationError, read_configuration
from kpis.definitions import catalogue
from kpis.records import notes_of
from layouts.apology import sorry
from layouts.document import Linked
from layouts.page import SiteFacts
from layouts.shell import dash_layout
from views.open.addresses import ROOT
from warehouse.address import store_at
from warehouse.library import Library
from warehouse.store import WarehouseError

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

ASSETS = Path(__file__).parent / "assets"
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


def create_app(
    site: SiteFacts, router: Router, version: Callable[[], str], trusted_hosts: Sequence[str] = LOOPBACK
) -> PaintedDash:
    """The application: `.server` is the Flask application that a WSGI server runs.

    `version` tells when the figures may have changed, and pages are to be painted anew.
    """
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
    painter = Painter(KeptPages(router, site, version), site, linked, app.renderer_settings())
    app.layout = dash_layout()
    app.paint_with(painter)
    painter.register(app)
    files.register(app.server)
    safeguard(app.server, trusted_hosts, painter.document, sorry)
    return app


def application(path: Path | str) -> Flask:
    """The WSGI application for the configuration at `path`.

    Raises ConfigurationError if it cannot be used, WarehouseError if it names no warehouse.
    """
    configuration = read_configuration(Path(path))
    store = store_at(configuration.warehouse, configuration.folder)
    kpis = catalogue(configuration.kpi)
    library = Library(store, kpis, notes_of(configuration, kpis))
    told = configuration.site
    public = "publication" in configuration.model_fields_set
    site = SiteFacts(told.title, told.strapline, told.publisher, told.contact, public)
    app = create_app(site, pages(library.reader, site), lambda: library.reader().version)
    register_files(app.server, library.reader, library.reader_on)
    if public:
        from publication.pages.deployment import public_pages  # with what writes spreadsheets; a second, and 60 MB

        beside(app.server, public_pages(configuration))
    return app.server


def beside(server: Flask, public: Flask) -> None:
    """Has `public` answer what stands under /open/; it is an application of its own that opens releases only."""
    dashboard = server.wsgi_app

    def chosen(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        app = public.wsgi_app if path == ROOT.rstrip("/") or path.startswith(ROOT) else dashboard
        return app(environ, start_response)

    server.wsgi_app = chosen  # type: ignore[method-assign]


def main(
    config: Annotated[Path, typer.Argument(help="The configuration: a TOML file.")],
    host: Annotated[str, typer.Option(help="Address to listen on; only this machine's own.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8050,
    workers: Annotated[int, typer.Option(help="Processes that answer; several in production.")] = 1,
) -> None:
    """Serve the dashboard on this machine until it is stopped."""
    try:
        application(config)
        print(f"Guildhall is at http://{host}:{port}/ (stop it with Ctrl+C)", flush=True)
        run(lambda: application(config), host, port, workers)
    except (ConfigurationError, WarehouseError, NotServedError) as error:
        print(error, file=sys.stderr)
        raise typer.Exit(2) from None


if __name__ == "__main__":
    typer.run(main)
