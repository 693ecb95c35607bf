from importlib.metadata import version

import brotli
import dash
import flask
import plotly
import pytest

from tests.callbacks.test_painting import ask


@pytest.mark.parametrize("path", ["/council/ABD", "/nothing", "/council/broken", "/_dash-layout", "/assets/nothing.js"])
def test_every_answer_keeps_itself_to_itself(client, path):
    headers = client.get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_a_document_holds_no_script_that_the_policy_would_need_an_exception_for(client):
    source = client.get("/council/ABD").get_data(as_text=True)
    assert source.count("<script") == 2
    assert '<script src="/assets/guildhall-' in source
    assert '<script id="_dash-config" type="application/json">' in source
    assert " on" not in {part[:3] for part in source.split('"')[::2] if part.strip().startswith("on")}


def test_no_answer_gives_a_version_away(client):
    for path in ("/council/ABD", "/_dash-layout", "/_dash-dependencies"):
        source = client.get(path).get_data(as_text=True)
        assert not [package for package in (dash, flask, plotly) if version(package.__name__) in source]
        assert "python" not in source.lower()


def test_a_page_that_fails_says_so_in_words_and_the_reason_stays_in_the_log(client, caplog):
    answer = client.get("/council/broken")
    source = answer.get_data(as_text=True)
    assert answer.status_code == 500
    assert "Sorry, there is a problem with this page" in source
    assert "hunter2" not in source
    assert "Traceback" not in source
    assert "A request for /council/broken failed" in caplog.text


def test_an_answer_that_fails_says_nothing_of_why(client):
    answer = ask(client, "/council/broken")
    assert answer.status_code == 500
    assert answer.get_json() == {"error": "This could not be answered."}


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"output": "other.prop", "inputs": []}'])
def test_a_question_that_makes_no_sense_is_answered_without_a_trace(client, body):
    answer = client.post("/_dash-update-component", data=body, content_type="application/json")
    assert answer.status_code in {400, 500}
    assert answer.get_json() == {"error": "This could not be answered."}


def test_a_question_of_more_than_64_kb_is_refused(client):
    assert ask(client, "/", padding="x" * 70_000).status_code == 413


def test_a_host_that_is_not_this_machine_is_refused(client):
    assert client.get("/council/ABD", headers={"Host": "elsewhere.example"}).status_code == 400
    assert client.get("/council/ABD", headers={"Host": "localhost:8050"}).status_code == 200
    assert client.get("/council/ABD", headers={"Host": "127.0.0.1:8050"}).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/_reload-hash", "/_dash-component-suites/dash/deps/react@18.3.1.min.js", "/_favicon.ico", "/_dash-assets/app.py"],
)
def test_doors_that_the_renderer_does_not_use_are_shut(client, path):
    assert client.get(path).status_code == 404


def test_pages_and_answers_go_out_compressed(client):
    page = client.get("/council/ABD", headers={"Accept-Encoding": "gzip, br"})
    assert page.headers["Content-Encoding"] == "br"
    assert b"ABD" in brotli.decompress(page.data)
    assert len(page.data) * 2 < len(client.get("/council/ABD").data)
