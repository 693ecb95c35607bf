"""Every page of the interactive site and what answers it, in one list."""

from collections.abc import Callable
from functools import wraps

from flask import Flask, Response

from callbacks.about import about_answer
from callbacks.compare import compare_answer
from callbacks.council import council_answer
from callbacks.data_file import ReaderOfDay, register_data_files
from callbacks.health import register_health
from callbacks.methods import methods_answer
from callbacks.overview import overview_answer
from callbacks.routes import Answer, Route, Router
from callbacks.service import service_answer
from layouts.apology import not_found, nothing_loaded
from layouts.page import Page, SiteFacts
from views.reader import Reader
from warehouse.store import WarehouseError

ReaderOfNow = Callable[[], Reader]


def pages(reader: ReaderOfNow, site: SiteFacts) -> Router:
    """The pages of DESIGN.md's table of URLs; without figures each of them says so."""
    answers = {
        "/": overview_answer(reader),
        "/council/<council>": council_answer(reader),
        "/council/<council>/<service>": service_answer(reader),
        "/compare": compare_answer(reader),
        "/about-the-data": about_answer(reader, site),
        "/methods": methods_answer(reader),
    }
    return Router([Route(pattern, _or_why_not(answer)) for pattern, answer in answers.items()], not_found)


def register_files(server: Flask, reader: ReaderOfNow, reader_on: ReaderOfDay) -> None:
    """`/data/...` and `/health`."""
    register_data_files(server, reader, reader_on)
    register_health(server, reader)
    server.register_error_handler(WarehouseError, _unavailable)


def _or_why_not(answer: Answer) -> Answer:
    """The answer, or the page that says why there are no figures."""

    @wraps(answer)
    def answered(*query: object, **places: str) -> Page:
        try:
            return answer(*query, **places)
        except WarehouseError as error:
            return nothing_loaded(str(error))

    return answered


def _unavailable(error: WarehouseError) -> Response:
    return Response(f"{error}\n", 503, content_type="text/plain; charset=utf-8")
