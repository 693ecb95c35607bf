"""The interface selects among the figures of a release, and says in words what it cannot answer."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask

from publication.api.interface import register_api
from tests.publication.given import FACTS, InMemory, OnShelf, row, rows

WITHDRAWN = replace(FACTS, number=6, withdrawn_at=datetime(2026, 5, 20, tzinfo=UTC), withdrawn_because="Counted twice")


def client(*readers):
    server = Flask("open")
    register_api(server, OnShelf(readers or (InMemory(rows()), InMemory(rows(), WITHDRAWN))), "Guildhall")
    return server.test_client()


@pytest.fixture
def api():
    return client()


def figures(api, query=""):
    response = api.get(f"/open/api/figures{query}")
    assert response.status_code == 200, response.text
    return response.json


def test_without_a_question_every_figure_of_the_newest_release_is_given_in_order(api):
    answer = figures(api)
    assert answer["release"] == 7
    assert answer["next"] is None
    assert [one["value"] for one in answer["rows"]] == [one.figure.value for one in InMemory(rows()).rows(channel=None)]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("?council=ARD", 6),
        ("?council=e07999901", 6),
        ("?service=all", 1),
        ("?service=missed-bin&channel=all&kpi=completion_rate", 4),
        ("?channel=web", 1),
        ("?from=2026-03-01", 6),
        ("?to=2026-02-28", 2),
        ("?from=2026-02-01&to=2026-02-28", 2),
        ("?to=2026-03-30", 2),
        ("?release=7&council=BRI", 2),
    ],
)
def test_figures_agree_with_everything_that_is_asked(api, query, count):
    assert len(figures(api, query)["rows"]) == count


def test_P3_nothing_is_added_up_the_total_is_the_releases_own(api):
    total = figures(api, "?service=all")["rows"][0]
    assert (total["numerator"], total["denominator"]) == (901, 1248)


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 7, 8])
@pytest.mark.parametrize("query", ["", "&channel=all", "&council=ARD"])
def test_answers_that_follow_each_other_hold_every_figure_once(api, limit, query):
    whole = figures(api, f"?limit=5000{query}")["rows"]
    taken, address = [], f"/open/api/figures?limit={limit}{query}"
    while address:
        answer = api.get(address).json
        assert len(answer["rows"]) <= limit
        taken += answer["rows"]
        address = answer["next"]
    assert taken == whole


def test_where_to_go_on_names_the_release_as_a_newer_one_may_come(api):
    assert "release=7" in figures(api, "?limit=1")["next"]


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("?limit=5001", 400, "at most 5,000"),
        ("?limit=0", 400, "at least 1"),
        ("?limit=many", 400, "a whole number"),
        ("?limit=1_000", 400, "a whole number"),
        ("?from=March", 400, "written as 2026-03-31"),
        ("?from=2026-02-30", 400, "'from' cannot be read"),
        ("?colour=red", 400, "Figures can be asked for by council, service, kpi, channel, from, to"),
        ("?from_=2026-02-01", 400, "not known here"),
        ("?kpi=a&kpi=b", 400, "more than once"),
        ("?kpi=", 400, "is empty"),
        (f"?kpi={'a' * 101}", 400, "at most 100 characters"),
        ("?kpi=happiness", 404, "no KPI 'happiness'"),
        ("?council=NOW", 404, "no part of a council 'NOW'"),
        ("?service=barges", 404, "no service 'barges'"),
        ("?channel=pigeon", 404, "There are web, app"),
        ("?release=9", 404, "no release 9"),
        ("?release=6", 410, "withdrawn: Counted twice"),
        ("?from=2026-03-01&to=2026-02-01", 422, "later than 'to'"),
        ("?after=NOW.1", 422, "no place in these figures"),
        ("?after=ARD.x", 400, "no place in figures"),
        ("?after=ARD.²", 400, "no place in figures"),
        ("?council=BRI&after=ARD.1", 422, "no place in these figures"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_words(api, query, status, words):
    response = api.get(f"/open/api/figures{query}")
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    problem = json.loads(response.data)
    assert words in problem["detail"]
    assert problem["status"] == status


def test_a_place_beyond_the_last_figure_holds_nothing_more(api):
    answer = figures(api, "?council=BRI&after=BRI.99")
    assert (answer["rows"], answer["next"]) == ([], None)


def test_releases_are_listed_newest_first_and_a_withdrawn_one_says_why(api):
    listed = api.get("/open/api/releases").json["releases"]
    assert [one["number"] for one in listed] == [7, 6]
    assert listed[1]["withdrawn_because"] == "Counted twice"
    assert listed[0]["bulk"] == "/open/release/7/guildhall-release-7.zip"


def test_a_release_says_what_can_be_asked_of_it(api):
    release = api.get("/open/api/releases/7").json
    assert [(one["council"], one["name"]) for one in release["councils"]] == [
        ("ARD", "Arden Vale"),
        ("BRI", "Brigh, the Isle"),
    ]
    assert [one["key"] for one in release["kpis"]] == ["completion_rate", "cost_per_transaction"]
    assert release["small_numbers"] == [{"service": "", "below": 5, "zero_too": False}]
    assert "Open Government Licence v3.0" in release["licence"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/open/api/releases/6", 410),
        ("/open/api/releases/8", 404),
        ("/open/api/releases/0", 404),
        ("/open/api/releases/../../etc", 404),
        ("/open/api/releases?page=2", 400),
        ("/open/api/secrets", 404),
    ],
)
def test_other_addresses_are_refused_in_the_same_form(api, address, status):
    response = api.get(address)
    assert (response.status_code, response.content_type) == (status, "application/problem+json")


def test_before_the_first_release_there_are_no_figures():
    empty = Flask("open")
    register_api(empty, OnShelf(()), "Guildhall")
    assert empty.test_client().get("/open/api/figures").json["detail"] == "No release has been published yet."


def test_only_reading_is_possible(api):
    response = api.post("/open/api/figures")
    assert (response.status_code, response.content_type) == (405, "application/problem+json")
    assert "GET" in response.headers["Allow"]


@pytest.mark.parametrize("address", ["figures", "figures?limit=0", "releases", "releases/9", "openapi.json"])
def test_any_site_may_read_the_answers(api, address):
    assert api.get(f"/open/api/{address}").headers["Access-Control-Allow-Origin"] == "*"


def test_an_answer_that_did_not_change_is_not_sent_again(api):
    first = api.get("/open/api/figures?release=7")
    assert first.headers["Cache-Control"] == "public, max-age=3600"
    again = api.get("/open/api/figures?release=7", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_changed_figure_changes_the_tag():
    one, other = (client(InMemory([row(numerator=number)])) for number in (811, 812))
    tags = {api.get("/open/api/figures").headers["ETag"] for api in (one, other)}
    assert len(tags) == 2


def test_the_way_in_leads_to_what_can_be_asked(api):
    assert api.get("/open/api/", follow_redirects=True).json["openapi"] == "3.1.0"
