"""A worker that refuses what is no request, or too long a one, with a page in plain words."""

import socket
from typing import Any

from flask import Flask, Response
from gunicorn.http.errors import (  # type: ignore[import-untyped]
    LimitRequestHeaders,
    LimitRequestLine,
    ParseException,
)
from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]
from werkzeug.exceptions import BadRequest, HTTPException, RequestHeaderFieldsTooLarge, RequestURITooLarge

MOST_LEFT = 2**20
"""Bytes of a refused request that are still taken, so that the answer is not lost with them."""

LONGEST_WAIT = 1.0


class PlainWorker(ThreadWorker):
    """Gunicorn's own threads; the server's refusals come from the application instead of from gunicorn."""

    def handle_error(self, request: Any, client: socket.socket, address: Any, error: Exception) -> None:
        """Answer what never reached the application, as the application would."""
        refusal = refused(error)
        if refusal is None:
            super().handle_error(request, client, address, error)
            return
        try:
            client.sendall(as_sent(page(self.wsgi, refusal)))
            _drain(client)
        except OSError:
            self.log.debug("A refusal could not be sent.")


def refused(error: Exception) -> HTTPException | None:
    """What to answer to a request that cannot be read; None where it is no fault of whoever sent it."""
    if isinstance(error, LimitRequestLine):
        return RequestURITooLarge()
    if isinstance(error, LimitRequestHeaders):
        return RequestHeaderFieldsTooLarge()
    return BadRequest() if isinstance(error, ParseException) else None


def page(server: Flask, refusal: HTTPException) -> Response:
    """The application's page for a failure, with all that its answers carry."""
    with server.test_request_context():
        return server.process_response(server.make_response(server.handle_user_exception(refusal)))


def as_sent(response: Response) -> bytes:
    """An answer as it crosses the wire; the connection ends with it."""
    head = [f"HTTP/1.1 {response.status}", "Connection: close"]
    head += [f"{name}: {value}" for name, value in response.headers.items()]
    return "\r\n".join((*head, "", "")).encode("latin-1") + response.get_data()


def _drain(client: socket.socket) -> None:
    client.shutdown(socket.SHUT_WR)
    client.settimeout(LONGEST_WAIT)
    left = MOST_LEFT
    while left > 0 and (taken := len(client.recv(65_536))):
        left -= taken
