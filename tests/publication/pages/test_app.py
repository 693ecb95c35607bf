"""The public pages over HTTP: status, headers, what is kept, and what is never said."""

import html5lib
import pytest

from layouts.open.page import OpenSite
from publication.pages.app import public_app
from tests.publication.given import OnShelf

COUNCIL = "/open/council/ARD/"


def valid(html: str) -> None:
    """Raises where a document is no valid HTML as browsers are told to read it."""
    html5lib.HTMLParser(strict=True).parse(html)


def test_a_councils_page_is_valid_html_without_any_script_to_run(client):
    answer = client.get(COUNCIL)
    assert answer.status_code == 200
    valid(answer.text)
    assert answer.text.count("<script") == answer.text.count('<script type="application/ld+json">') == 1
    assert " onclick=" not in answer.text
    assert " style=" not in answer.text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/open/council/ATLANTIS/", 404),
        ("/open/nowhere/", 404),
        ("/open/release/99/council/ARD/", 404),
        ("/open/release/x/council/ARD/", 404),
        ("/open/council/%2e%2e%2f%2e%2e%2fetc%2fpasswd/", 404),
        ("/open/assets/..%2f..%2fapp.py", 404),
        ("/open/council/%00/", 404),
        ("/open/release/6/council/ARD/", 410),
        (f"{COUNCIL}?q={'x' * 10_000}", 414),
        (f"/open/council/{'x' * 10_000}/", 414),
    ],
)
def test_what_cannot_be_answered_is_a_plain_page_of_that_status(client, address, status):
    answer = client.get(address)
    assert answer.status_code == status
    valid(answer.text)
    assert "Traceback" not in answer.text
    assert "xxxxxxxxxxxx" not in answer.text
    assert 'name="robots" content="noindex"' in answer.text


def test_nothing_can_be_sent_to_the_pages(client):
    answer = client.post(COUNCIL, data="x")
    assert answer.status_code == 405
    valid(answer.text)


def test_a_withdrawn_release_says_when_and_why_and_shows_no_figure(client):
    answer = client.get("/open/release/6/council/ARD/")
    assert "Winter figures was withdrawn on 3 February 2026: some costs were counted twice." in answer.text
    assert "71.9%" not in answer.text


def test_before_the_first_release_there_is_nothing_to_show():
    answer = public_app(OnShelf(()), OpenSite("Guildhall", "X", "x@example.org")).test_client().get(COUNCIL)
    assert answer.status_code == 404
    assert "Nothing has been published yet" in answer.text


def test_a_page_says_who_may_keep_it_and_is_not_sent_twice(client):
    first = client.get(COUNCIL)
    assert first.headers["Cache-Control"] == "public, max-age=300"
    again = client.get(COUNCIL, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get("/open/release/7/council/ARD/").headers["Cache-Control"] == "public, max-age=3600"


def test_the_newest_page_and_the_permanent_one_have_one_canonical_address(client):
    link = '<link rel="canonical" href="https://open.example.org/open/council/ARD/">'
    assert link in client.get(COUNCIL).text
    assert link in client.get("/open/release/7/council/ARD/").text


def test_links_of_a_permanent_page_stay_in_its_release(client):
    assert 'href="/open/council/ARD/missed-bin/"' in client.get(COUNCIL).text
    assert 'href="/open/release/7/council/ARD/missed-bin/"' in client.get("/open/release/7/council/ARD/").text


def test_nothing_is_loaded_from_elsewhere_and_nobody_frames_a_page(client):
    headers = client.get(COUNCIL).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self' data:;")
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in headers


def test_the_style_sheet_is_named_by_its_content_and_kept_for_ever(client):
    page = client.get(COUNCIL).text
    address = page.split('<link rel="stylesheet" href="')[1].split('"')[0]
    answer = client.get(address, headers={"Accept-Encoding": "br"})
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Encoding"] == "br"
    assert client.get("/open/assets/guildhall-0000000000000000.css").status_code == 404


def test_a_first_visit_costs_less_than_25_kilobytes(client):
    page = client.get(COUNCIL, headers={"Accept-Encoding": "br"})
    address = client.get(COUNCIL).text.split('<link rel="stylesheet" href="')[1].split('"')[0]
    styles = client.get(address, headers={"Accept-Encoding": "br"})
    assert len(page.data) + len(styles.data) < 25_000


def test_a_failure_is_told_in_words_and_never_with_a_trace():
    class Broken:
        def newest(self):
            raise RuntimeError("password=hunter2")

    answer = public_app(Broken(), OpenSite("Guildhall", "X", "x@example.org")).test_client().get(COUNCIL)
    assert answer.status_code == 500
    assert "hunter2" not in answer.text
    assert "Try again in a few minutes" in answer.text


def test_the_file_beside_a_page_holds_exactly_its_figures(client):
    page, file = client.get(COUNCIL), client.get(f"{COUNCIL}figures.csv")
    assert file.status_code == 200
    lines = file.text.strip().splitlines()
    assert f"every figure on this page, {len(lines) - 1} rows" in page.text
    assert file.headers["Access-Control-Allow-Origin"] == "*"
