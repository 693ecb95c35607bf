"""Answers `/open/api/`: releases and figures as JSON, for any program on any site."""

from collections.abc import Callable

from flask import Blueprint, Flask, Response, redirect, request
from pydantic import BaseModel
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from publication.api.answers import Releases
from publication.api.asking import asked
from publication.api.description import openapi
from publication.api.facts import listed, whole
from publication.api.problems import PROBLEM, Refused
from publication.api.selecting import selected
from publication.files.columns import NAMES, lines
from publication.files.licence import Licence, attributions
from publication.files.page_files import JSON, json_bytes
from views.compare_words import CAN_OPENER, CAUTION
from views.file_text import json_pieces
from views.open.release import ReleaseReader, Shelf

ROOT = "/open/api/"
NEWEST, OF_A_RELEASE = "public, max-age=300", "public, max-age=3600"
"""How long an answer may be kept: a new release may come, and a release may be withdrawn."""

WRITING = ("POST", "PUT", "PATCH", "DELETE")
WORDS = {414: "The question is too long; ask for fewer things at once."}
READING = "GET, HEAD, OPTIONS"


def register_api(server: Flask, shelf: Shelf, title: str, base: str = "", licence: Licence | None = None) -> None:
    """Answers from the shelf; `base` is what the site's addresses begin with, '' if they are relative."""
    api, interface = Blueprint("open_api", __name__), Interface(shelf, title, base, licence or Licence())
    answers: dict[str, Callable[..., AnyResponse]] = {
        "openapi.json": interface.description,
        "releases": interface.releases,
        "releases/<number>": interface.release,
        "figures": interface.figures,
        "<path:rest>": interface.unknown,
    }
    for address, answer in answers.items():
        api.add_url_rule(f"{ROOT}{address}", answer.__name__, answer, provide_automatic_options=False)
    api.add_url_rule(ROOT, "way_in", lambda: redirect(f"{ROOT}openapi.json", 302))
    # Flask's own answers to these would not pass through this blueprint.
    api.add_url_rule(f"{ROOT}<path:rest>", "preflight", interface.preflight, methods=("OPTIONS",))
    api.add_url_rule(f"{ROOT}<path:rest>", "writing", interface.writing, methods=WRITING)
    api.register_error_handler(Refused, _refused)
    api.register_error_handler(Exception, lambda error: _failed(server, error))
    api.after_request(_for_any_site)
    server.register_blueprint(api)


class Interface:
    """Each answer, from a shelf of releases."""

    def __init__(self, shelf: Shelf, title: str, base: str, licence: Licence) -> None:
        self._shelf, self._title, self._base, self._licence = shelf, title, base, licence

    def description(self) -> AnyResponse:
        """The OpenAPI document."""
        return _kept(json_bytes(openapi(self._title, self._base, self._licence)), NEWEST)

    def releases(self) -> AnyResponse:
        """Every release, newest first."""
        _nothing_asked()
        every = [listed(facts, self._base) for facts in self._shelf.published()]
        return _kept(_written(Releases(releases=every)), NEWEST)

    def release(self, number: str) -> AnyResponse:
        """One release, by its number."""
        _nothing_asked()
        if not (number.isascii() and number.isdigit() and 0 < len(number) < 10 and int(number)):
            raise Refused(404, f"A release has a number; '{number[:40]}' is none. {ROOT}releases lists them.")
        return _kept(_written(whole(self._opened(int(number)), self._base)), OF_A_RELEASE)

    def figures(self) -> AnyResponse:
        """The figures of one release that a query asks for."""
        question = asked(dict(request.args.lists()))
        reader = self._opened(question.release)
        found = selected(reader, question)
        compares = question.council is None and len(reader.parts) > 1
        about = {
            "release": reader.facts.number,
            "licence": " ".join(attributions(reader, found.rows)),
            "caution": f"{CAN_OPENER} {CAUTION}",
            "next": f"{self._base}{ROOT}figures?{found.next}" if found.next else None,
        }
        content = "".join(json_pieces(about, NAMES, lines(reader, found.rows, compares))).encode()
        return _kept(content, OF_A_RELEASE if question.release else NEWEST)

    def unknown(self, rest: str) -> AnyResponse:
        """Anything else under the same address."""
        raise Refused(404, f"There is nothing at '{ROOT}{rest[:40]}'. {ROOT}openapi.json says what there is.")

    def preflight(self, **_rest: str) -> AnyResponse:
        """What a browser asks before another site's program may read."""
        return Response(status=204, headers={"Allow": READING, "Access-Control-Allow-Methods": READING})

    def writing(self, rest: str) -> AnyResponse:
        """Nothing can be written here."""
        raise Refused(405, f"'{ROOT}{rest[:40]}' can be read with GET; nothing can be written here.")

    def _opened(self, number: int | None) -> ReleaseReader:
        """The release asked for; raises Refused if there is none of that number or it is withdrawn."""
        found = self._shelf.newest() if number is None else self._shelf.release(number)
        if found:
            return found
        if number is None:
            raise Refused(404, "No release has been published yet.")
        facts = next((one for one in self._shelf.published() if one.number == number and one.withdrawn_at), None)
        if facts:
            raise Refused(410, f"Release {number} is withdrawn: {facts.withdrawn_because or 'no reason was given'}.")
        raise Refused(404, f"There is no release {number}. {ROOT}releases lists them.")


def _nothing_asked() -> None:
    if request.args:
        raise Refused(400, f"'{next(iter(request.args))[:40]}' is not known here; this address takes no question.")


def _written(answer: BaseModel) -> bytes:
    return json_bytes(answer.model_dump(mode="json"))


def _kept(content: bytes, how_long: str) -> AnyResponse:
    """What browsers and proxies may keep: unchanged, it is not sent again."""
    response = Response(content, content_type=JSON)
    response.headers["Cache-Control"] = how_long
    response.add_etag(weak=True)
    return response.make_conditional(request)


def _refused(refusal: Refused) -> Response:
    problem = refusal.problem
    response = Response(json_bytes(problem.model_dump()), problem.status, content_type=PROBLEM)
    response.headers["Cache-Control"] = "no-cache"
    if problem.status == 405:
        response.headers["Allow"] = READING
    return response


def _failed(server: Flask, error: Exception) -> Response:
    """Any other failure in the same form, never a trace."""
    status = (error.code or 500) if isinstance(error, HTTPException) else 500
    if status == 500:
        server.logger.error("A request for %s failed", request.path, exc_info=error)
    return _refused(Refused(status, WORDS.get(status, "The question could not be answered. Ask again later.")))


def _for_any_site(response: Response) -> Response:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
