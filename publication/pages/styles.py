"""The one style sheet of the public pages: named by its content, compressed once, and held for ever by browsers."""

import gzip
import re
from hashlib import sha256
from pathlib import Path

import brotli
from flask import Flask, Response, abort, request

ASSETS = Path(__file__).parents[2] / "assets"
SHEETS = ("govuk", "guildhall")
PREFIX = "/open/assets/"
DASHBOARD_ONLY = re.compile(r"^/\* dashboard: .*?(?=^/\* |\Z)", re.MULTILINE | re.DOTALL)
COMMENTS = re.compile(r"/\*.*?\*/", re.DOTALL)
"""Sections of a style sheet begin with a comment at the beginning of a line, which says whose they are."""

FOR_EVER = "public, max-age=31536000, immutable"


class Styles:
    """The dashboard's style sheets as one file, without what only it shows; `address` changes when they do."""

    def __init__(self) -> None:
        self.content = "\n".join(_public((ASSETS / f"{name}.css").read_text("utf-8-sig")) for name in SHEETS).encode()
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


def _public(sheet: str) -> str:
    """What of a style sheet public pages may need."""
    return COMMENTS.sub("", DASHBOARD_ONLY.sub("", sheet))
