"""A whole release as one file, at an address that never changes."""

from collections.abc import Callable
from functools import lru_cache

from flask import Flask, Response, abort, request
from werkzeug.wrappers import Response as AnyResponse

from layouts.open.page import OpenPage
from publication.files.bundle import ZIP, bundle, bundle_name
from views.open.addresses import ROOT, Root
from views.open.release import ReleaseReader

KEPT = 2
"""Files that are kept when made: a release never changes, and two are asked for much more than others."""


def register_bulk(
    server: Flask,
    release: Callable[[int], ReleaseReader | OpenPage],
    painted: Callable[[OpenPage], Response],
    base: str,
    how_long: str,
) -> None:
    """Answers for the files; `release` is the page that says why where there is none."""

    def answered(number: int, again: int) -> AnyResponse:
        found = release(number) if number == again else abort(404)
        if isinstance(found, OpenPage):
            return painted(found)
        response = Response(content(number), content_type=ZIP)
        response.headers["Content-Disposition"] = f'attachment; filename="{bundle_name(number)}"'
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cache-Control"] = how_long
        response.add_etag(weak=True)
        return response.make_conditional(request)

    @lru_cache(KEPT)
    def content(number: int) -> bytes:
        found = release(number)
        if isinstance(found, OpenPage):
            abort(404)
        with bundle(found, f"{base}{Root(number).to('')}") as file:
            return file.read()

    server.add_url_rule(f"{ROOT}release/<int:number>/guildhall-release-<int:again>.zip", "bulk", answered)
