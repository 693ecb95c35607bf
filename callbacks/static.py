"""Static files: named by their content, compressed once and kept, so that a browser may hold them for ever."""

import gzip
import mimetypes
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path, PurePosixPath
from threading import Lock

import brotli
import dash
from dash import _dash_renderer
from flask import Flask, Response, abort, request

PREFIX = "/assets/"
FOR_EVER = "public, max-age=31536000, immutable"
SCRIPTS = ("answer", "tree", "controls", "picker", "chart", "plot", "navigation", "view")
QUICK = 9  # brotli: 2 to 9 % larger than 11, in a fifteenth of the time


class StaticFile:
    """One file as it is served. `shrunk` is its content already compressed with brotli, where it is at hand."""

    def __init__(self, name: str, content: bytes, shrunk: bytes | None = None) -> None:
        path = PurePosixPath(name)
        self.address = f"{PREFIX}{path.stem}-{sha256(content).hexdigest()[:16]}{path.suffix}"
        self.media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        self.content = content
        self._kept = {"identity": content} | ({"br": shrunk} if shrunk else {})
        self._lock = Lock()

    def encoded(self, encoding: str) -> bytes:
        """The content as br, gzip or identity, compressed at the first asking."""
        with self._lock:
            if encoding not in self._kept:
                self._kept[encoding] = (
                    brotli.compress(self.content, quality=QUICK) if encoding == "br" else gzip.compress(self.content)
                )
            return self._kept[encoding]


class StaticFiles:
    """The files of the site: one style sheet, one script with Dash in it, and plotly for when it is wanted."""

    def __init__(self, assets: Path) -> None:
        plotly = assets / "plotly" / "plotly-basic.min.js"
        self.styles = StaticFile("guildhall.css", _joined(assets / f"{name}.css" for name in ("govuk", "guildhall")))
        self.scripts = StaticFile("guildhall.js", _joined(_scripts(assets / "scripts")))
        self.plotly = StaticFile(plotly.name, plotly.read_bytes(), plotly.with_suffix(".js.br").read_bytes())
        self._files = {file.address: file for file in (self.styles, self.scripts, self.plotly)}

    def register(self, server: Flask) -> None:
        """Serves the files; an address that names other content than there is now is not found."""
        server.add_url_rule(f"{PREFIX}<name>", endpoint="static_file", view_func=self._serve)

    def _serve(self, name: str) -> Response:
        file = self._files.get(PREFIX + name) or abort(404)
        encoding = request.accept_encodings.best_match(["br", "gzip"], default="identity")
        response = Response(file.encoded(encoding), mimetype=file.media_type)
        response.headers["Cache-Control"] = FOR_EVER
        response.vary.add("Accept-Encoding")
        if encoding != "identity":
            response.headers["Content-Encoding"] = encoding
        return response


def _scripts(folder: Path) -> list[Path]:
    """React, the field for long lists, our components and Dash's renderer, in the order in which they need each other.

    Dash's own lists name the files of the installed version. Left out: the polyfill (a browser that needs it keeps the
    painted page, which works without any script) and the suites of components that no page uses.
    """
    package = Path(dash.__file__).parent
    react = [
        package / name
        for name in _dash_renderer._js_dist_dependencies[0]["relative_package_path"]["prod"]
        if "polyfill" not in name
    ]
    ours = [folder / f"{name}.js" for name in SCRIPTS]
    picker = folder.parent / "accessible-autocomplete" / "accessible-autocomplete.min.js"
    return [*react, picker, *ours, package / _dash_renderer._js_dist[0]["relative_package_path"], folder / "start.js"]


def _joined(paths: Iterable[Path]) -> bytes:
    """Files one after the other, without byte order marks."""
    return b"\n".join(path.read_text("utf-8-sig").encode() for path in paths)
