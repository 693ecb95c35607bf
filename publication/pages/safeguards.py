"""What every public answer carries, and failures in words."""

from collections.abc import Callable
from typing import Any

from flask import Flask, Response, abort, request
from flask_compress import Compress
from werkzeug.exceptions import HTTPException

from layouts.open.apology import sorry
from layouts.open.page import OpenPage

LONGEST_QUERY = 1000
"""Characters; no page here asks for more than a council's name."""

LARGEST_REQUEST = 1024
POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
FRAMED = "X-Guildhall-Framed"
"""Set by a page that may stand in another site's frame; taken off before it is sent."""

Paint = Callable[[OpenPage], Response]


def safeguard(server: Flask, paint: Paint) -> None:
    """Sets limits and headers, and answers every failure with a page in plain words: never a trace."""
    server.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    server.before_request(_short_enough)
    server.after_request(_with_headers)
    server.register_error_handler(Exception, lambda error: _failure(server, error, paint))
    server.config.update(
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=9,
        COMPRESS_MIMETYPES=["text/html", "application/json", "text/csv", "text/plain", "application/xml"],
    )
    Compress(server)


def _short_enough() -> None:
    if len(request.query_string) > LONGEST_QUERY or len(request.path) > LONGEST_QUERY:
        abort(414)


def _with_headers(response: Response) -> Response:
    framed = response.headers.pop(FRAMED, None)
    frames = "*" if framed else "'none'"
    response.headers.setdefault("Content-Security-Policy", f"{POLICY}; frame-ancestors {frames}")
    if not framed:
        response.headers.setdefault("X-Frame-Options", "DENY")
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _failure(server: Flask, error: Exception, paint: Paint) -> Any:
    if isinstance(error, HTTPException):
        status = error.response.status_code if error.response is not None else error.code or 500
        if status < 400:
            return error
    else:
        status = 500
        server.logger.error("A request for %s failed", request.path, exc_info=error)
    response = paint(sorry(status))
    if isinstance(error, HTTPException):
        allowed = error.get_headers()
        response.headers.update({name: value for name, value in allowed if name == "Allow"})
    return response
