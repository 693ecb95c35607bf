"""What every answer carries and what none may: headers that keep a page to itself, limits, and failures in words."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Flask, Response, abort, jsonify, request
from flask_compress import Compress
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from layouts.page import Page

LARGEST_REQUEST = 64 * 1024
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",  # plotly writes rules and style attributes
        "img-src 'self' data: blob:",  # the empty icon, and plotly's picture of a chart
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
DASH = frozenset({"/_dash-layout", "/_dash-dependencies", "/_dash-update-component"})
Paint = Callable[[Page], AnyResponse]
Sorry = Callable[[int], Page]


def safeguard(server: Flask, trusted_hosts: Sequence[str], paint: Paint, sorry: Sorry) -> None:
    """Sets limits and headers, and answers every failure with `sorry(status)`: never a trace.

    A request for a host that is not trusted is refused: otherwise any web site could read a page served on loopback
    by giving its own name this machine's address.
    """
    server.config.update(TRUSTED_HOSTS=list(trusted_hosts), MAX_CONTENT_LENGTH=LARGEST_REQUEST)
    server.before_request(_only_what_is_used)
    server.after_request(_with_headers)
    server.register_error_handler(Exception, lambda error: _failure(server, error, paint, sorry))
    _compress(server)


def _compress(server: Flask) -> None:
    """Pages and answers are compressed as they go out; static files come compressed."""
    server.config.update(
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_ALGORITHM_STREAMING=["br", "gzip"],
        COMPRESS_BR_LEVEL=5,
        COMPRESS_MIMETYPES=["text/html", "application/json", "text/csv", "text/plain"],
    )
    Compress(server)


def _only_what_is_used() -> None:
    """Dash opens more doors than its renderer walks through here."""
    if request.path.startswith("/_") and request.path not in DASH:
        abort(404)


def _with_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.path in DASH:
        response.headers.setdefault("Cache-Control", "private, no-cache")
    return response


def _failure(server: Flask, error: Exception, paint: Paint, sorry: Sorry) -> Any:
    """A failure as a page, or for Dash as a short word; what went wrong goes to the log."""
    if isinstance(error, HTTPException):
        status = error.code or 500
        if status < 400:
            return error
    else:
        status = 500
        server.logger.error("A request for %s failed", request.path, exc_info=error)
    if request.path.startswith(("/_", "/assets/")) or status == 400:
        return jsonify(error="This could not be answered."), status
    return paint(sorry(status))
