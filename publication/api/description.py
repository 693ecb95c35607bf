"""The interface as an OpenAPI 3.1 document, made of what reads questions and what writes answers."""

from collections.abc import Mapping
from typing import Any

from pydantic.json_schema import models_json_schema

from publication.api.answers import Release, Releases, figures
from publication.api.asking import MOST_ROWS, parameters
from publication.api.problems import PROBLEM, Problem
from publication.files.licence import Licence

VERSION = "1.0.0"
REFERENCE = "#/components/schemas/{model}"
ABOUT = (
    "Selects among the finished figures of a release; it never adds figures up and holds nothing that was not "
    "released. A figure of a release never changes; a release that is withdrawn answers 410 and says why. Anyone may "
    f"ask, from any site, without a key. One answer holds at most {MOST_ROWS:,} figures and says where the next are. "
    "Who wants everything takes the ZIP file of a release."
)
REFUSALS: Mapping[int, str] = {
    400: "The question cannot be read.",
    404: "There is no such release, council, service, KPI or channel.",
    410: "The release is withdrawn; the answer says why.",
    414: "The question is too long.",
    422: "The question can be read, and means nothing.",
}


def openapi(title: str, base: str, licence: Licence) -> dict[str, Any]:
    """The document; `base` is what the site's addresses begin with, '' if they are relative."""
    models = [(model, "serialization") for model in (Releases, Release, figures(), Problem)]
    _, schemas = models_json_schema(models, ref_template=REFERENCE)  # type: ignore[arg-type]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{title}: open data",
            "version": VERSION,
            "description": ABOUT,
            "license": {"name": licence.name} | ({"url": licence.link} if licence.link else {}),
        },
        "servers": [{"url": base or "/"}],
        "paths": {
            "/open/api/releases": {"get": _list_releases()},
            "/open/api/releases/{number}": {"get": _one_release()},
            "/open/api/figures": {"get": _figures()},
        },
        "components": {"schemas": schemas["$defs"]},
    }


def _list_releases() -> dict[str, Any]:
    return {
        "operationId": "releases",
        "summary": "Every release that was published, newest first.",
        "responses": _responses("Releases", 400),
    }


def _one_release() -> dict[str, Any]:
    number = {"type": "integer", "minimum": 1, "maximum": 999_999_999}
    return {
        "operationId": "release",
        "summary": "A release with its councils, services, KPIs, sources and licence.",
        "parameters": [
            {"name": "number", "in": "path", "required": True, "description": "Its number.", "schema": number}
        ],
        "responses": _responses("Release", 400, 404, 410),
    }


def _figures() -> dict[str, Any]:
    return {
        "operationId": "figures",
        "summary": "Figures of a release that agree with everything that is asked.",
        "parameters": parameters(),
        "responses": _responses("Figures", *REFUSALS),
    }


def _responses(model: str, *statuses: int) -> dict[str, Any]:
    answered = {"200": _response("The answer.", "application/json", model)}
    unchanged = {"304": {"description": "What the caller has is still what there is."}}
    refused = {str(status): _response(REFUSALS[status], PROBLEM, "Problem") for status in statuses}
    return answered | unchanged | refused


def _response(words: str, kind: str, model: str) -> dict[str, Any]:
    schema = {"$ref": REFERENCE.format(model=model)}
    return {"description": words, "content": {kind: {"schema": schema}}}
