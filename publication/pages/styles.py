"""The one style sheet of the public pages: named by its content, compressed once, and held for ever by browsers."""

import gzip
from hashlib import sha256
from pathlib import Path

import brotli
from flask import Flask, Response, abort, request

ASSETS = Path(__file__).parents[2] / "assets"
SHEETS = ("govuk", "guildhall")
PREFIX = "/open/assets/"
FOR_EVER = "public, max-age=31536000, immutable"


class Styles:
    """The dashboard's own style sheets as one file; `address` changes when they do."""

    def __init__(self) -> None:
        self.content = b"\n".join((ASSETS / f"{name}.css").read_text("utf-8-sig").encode() for name in SHEETS)
        self.address = f"{PREFIX}guildhall-{sha256(self.content).hexdigest()[:16]}.css"
        shrunk = {"br": brotli.compress(self.content), "gzip": gzip.compress(self.content)}
        self._kept = {"identity": self.content} | shrunk

    def register(self, server: Flask) -> None:
        """Serves it; an address that names other content is not found."""
        server.add_url_rule(f"{PREFIX}<name>", endpoint="styles", view_func=self._serve)

    def _serve(self, name: str) -> Response:
        if PREFIX + name != self.address:
            abort(404)
        encoding = request.accept_encodings.best_match(["br", "gzip"], default="identity")
        response = Response(self._kept[encoding], mimetype="text/css")
        response.headers["Cache-Control"] = FOR_EVER
        response.vary.add("Accept-Encoding")
        if encoding != "identity":
            response.headers["Content-Encoding"] = encoding
        return response
