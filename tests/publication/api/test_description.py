"""What the OpenAPI document says is what the interface does, tried by a tool that looks for the contrary."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
import schemathesis
from flask import Flask
from hypothesis import settings
from schemathesis.core.failures import FailureGroup

from publication.api.answers import figure_row
from publication.api.asking import Asked
from publication.api.description import openapi
from publication.api.interface import register_api
from publication.files.columns import NAMES
from publication.files.licence import Licence
from tests.publication.given import FACTS, InMemory, OnShelf, rows

WITHDRAWN = replace(FACTS, number=1, withdrawn_at=datetime(2026, 5, 20, tzinfo=UTC), withdrawn_because="Counted twice")


def served():
    """The interface over two releases, one of them withdrawn."""
    server = Flask("open")
    register_api(server, OnShelf((InMemory(rows()), InMemory(rows(), WITHDRAWN))), "Guildhall")
    return server


EMPTY_OR_GONE = ["2xx", "3xx", "404", "410", "422"]
"""A question that can be read may be about what no release has, or what was withdrawn, or mean nothing."""


def described(server, path="/open/api/openapi.json"):
    """The interface's own document, and the interface to try it on."""
    found = schemathesis.openapi.from_wsgi(path, server)
    found.config.checks.positive_data_acceptance.expected_statuses = EMPTY_OR_GONE
    return found


schema = described(served())


@schema.parametrize()
@settings(max_examples=100, derandomize=True, deadline=None, database=None)
def test_no_question_is_answered_otherwise_than_described(case):
    case.call_and_validate()


def test_every_key_of_a_question_and_every_column_of_an_answer_is_described():
    document = openapi("Guildhall", "https://open.example.org", Licence())
    described = document["paths"]["/open/api/figures"]["get"]["parameters"]
    assert {one["name"] for one in described} == {field.alias or name for name, field in Asked.model_fields.items()}
    assert all(one["description"] for one in described)
    row = document["components"]["schemas"]["FigureRow"]["properties"]
    assert list(row) == list(NAMES) == list(figure_row().model_fields)
    assert document["openapi"] == "3.1.0"
    assert document["servers"] == [{"url": "https://open.example.org"}]


def test_the_tool_finds_a_status_that_is_not_described():
    server, document = served(), openapi("Guildhall", "", Licence())
    del document["paths"]["/open/api/releases/{number}"]["get"]["responses"]["410"]
    server.add_url_rule("/wrong.json", "wrong", lambda: document)
    wrong = described(server, "/wrong.json")
    case = wrong["/open/api/releases/{number}"]["get"].Case(path_parameters={"number": 1})
    with pytest.raises(FailureGroup) as found:
        case.call_and_validate()
    assert [failure.title for failure in found.value.exceptions] == ["Undocumented status code"]
