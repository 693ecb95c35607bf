"""The public pages over HTTP: status, headers, what is kept, and what is never said."""

import re
from html import unescape
from itertools import pairwise
from urllib.parse import urljoin

import html5lib
import pytest

from layouts.open.page import OpenSite
from publication.pages.app import public_app
from tests.publication.given import OnShelf
from views.open.addresses import OF_THE_SITE

COUNCIL = "/open/council/ARD/"


def valid(html: str) -> None:
    """Raises where a document is no valid HTML as browsers are told to read it."""
    html5lib.HTMLParser(strict=True).parse(html)


PAGES = (
    "/open/",
    COUNCIL,
    f"{COUNCIL}missed-bin/",
    "/open/council/BRI/",
    "/open/kpi/completion_rate/missed-bin/",
    "/open/definitions/",
    "/open/notes/",
    "/open/releases/",
    "/open/accessibility/",
    "/open/privacy/",
    "/open/about/",
    "/open/contact/",
    "/open/find/?q=zebra",
    "/open/find/?q=",
    "/open/embed/council/ARD/missed-bin/completion_rate/",
    "/open/embed/council/ARD/all/completion_rate/",
)


@pytest.mark.parametrize("address", PAGES)
def test_every_kind_of_page_is_valid_html_with_one_heading_and_no_id_twice(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    valid(answer.text)
    assert answer.text.count("<h1") == 1
    ids = re.findall(r'\bid="([^"]+)"', answer.text)
    assert len(ids) == len(set(ids))
    levels = [int(level) for level in re.findall(r"<h(\d)", answer.text)]
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize(
    "address", [address for address in PAGES if "find" not in address and "/releases/" not in address]
)
def test_every_page_of_a_release_has_a_permanent_form(client, address):
    if address in OF_THE_SITE:
        return
    answer = client.get(address.replace("/open/", "/open/release/7/", 1))
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("given", "leads"),
    [
        ("/open/council/E07999901/", "/open/council/ARD/"),
        ("/open/council/ard/", "/open/council/ARD/"),
        ("/open/council/e07999901/MISSED-bin/", "/open/council/ARD/missed-bin/"),
        ("/open/council/ard/figures.csv", "/open/council/ARD/figures.csv"),
        ("/open/release/7/council/ard/missed-bin/figures.json", "/open/release/7/council/ARD/missed-bin/figures.json"),
        ("/open/kpi/Completion_Rate/Missed-Bin/", "/open/kpi/completion_rate/missed-bin/"),
        ("/open/embed/council/ard/ALL/completion_rate/", "/open/embed/council/ARD/all/completion_rate/"),
    ],
)
def test_another_code_or_other_letters_lead_to_the_one_address(client, given, leads):
    answer = client.get(given)
    assert (answer.status_code, answer.headers["Location"]) == (308, leads)
    assert client.get(leads).status_code == 200


def shown(page: str) -> list[str]:
    """The services of a council's page in the order of its table."""
    table = page[page.index('id="services"') :]
    return re.findall(r'<th[^>]*scope="row"[^>]*><a[^>]*>([^<]+)</a>', table)


def test_a_councils_services_are_sorted_by_links_and_by_a_form_without_a_script(client):
    garden, bins = "=Garden waste, paid", "Report a missed bin"
    page = client.get(COUNCIL).text
    assert shown(page) == [garden, bins]
    assert 'href="/open/council/ARD/?sort=-service#services"' in page
    assert 'action="/open/council/ARD/#services"' in page
    by_name = client.get(f"{COUNCIL}?sort=-service").text
    assert shown(by_name) == [bins, garden]
    assert 'aria-sort="descending"' in by_name
    assert "In order of service, Z to A." in by_name
    # Garden waste has a hidden rate: what has no value stands last in either direction.
    for order in ("completion_rate", "-completion_rate"):
        assert shown(client.get(f"{COUNCIL}?sort={order}").text) == [bins, garden]
    assert client.get("/open/release/7/council/ARD/?sort=-service").text.count("/open/release/7/council/ARD/?sort=") > 1


@pytest.mark.parametrize(
    "query", ["?sort=", "?sort=nonsense", "?sort=--service", "?sort=%00", "?sort=<script>", "?x=1"]
)
def test_an_order_that_is_none_leaves_the_page_as_it_is(client, query):
    assert client.get(f"{COUNCIL}{query}").data == client.get(COUNCIL).data


@pytest.mark.parametrize("address", ["/open/council/E06999999/", "/open/council/ard/unknown/", "/open/kpi/NONE/all/"])
def test_what_is_not_there_under_any_name_is_a_plain_404(client, address):
    answer = client.get(address, follow_redirects=True)
    assert answer.status_code == 404
    assert "<h1" in answer.text


def test_every_page_that_the_site_map_lists_is_there(client):
    listed = re.findall(r"<loc>https://open.example.org([^<]+)</loc>", client.get("/open/sitemap.xml").text)
    assert {COUNCIL, "/open/", "/open/kpi/completion_rate/missed-bin/", "/open/contact/"} <= set(listed)
    assert [address for address in listed if client.get(address).status_code != 200] == []


def test_every_link_of_every_page_leads_somewhere(client):
    links = {
        urljoin(address, unescape(link))
        for address in (*PAGES, "/open/release/7/council/ARD/")
        for link in re.findall(r'href="([^"#]+)"', client.get(address).text)
    }
    ours = {link.removeprefix("https://open.example.org") for link in links if "://open.example.org/" in f"{link}/"}
    inside = {link for link in links | ours if link.startswith("/open/") and not link.endswith(".zip")}
    assert len(inside) > 30
    lost = {link: status for link in inside if (status := client.get(link).status_code) not in (200, 302)}
    assert lost == {"/open/release/6/notes/": 410}  # withdrawn: the address stays and says why


def test_programs_are_told_where_the_site_map_is(client):
    assert "Sitemap: https://open.example.org/open/sitemap.xml" in client.get("/open/robots.txt").text


@pytest.mark.parametrize("typed", ["Arden Vale", "ard", "E07999901", " arden  vale "])
def test_a_council_is_found_by_its_name_or_code(client, typed):
    answer = client.get("/open/find/", query_string={"q": typed})
    assert (answer.status_code, answer.headers["Location"]) == (302, COUNCIL)


def test_what_was_typed_is_repeated_as_text_and_never_as_markup(client):
    answer = client.get("/open/find/", query_string={"q": "<script>alert(1)</script>"})
    assert "<script>alert" not in answer.text
    assert "No council here is called “&lt;script&gt;" in answer.text


def test_only_a_chart_for_other_sites_may_be_framed(client):
    embed = client.get("/open/embed/council/ARD/missed-bin/completion_rate/")
    assert "frame-ancestors *" in embed.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in embed.headers
    assert "X-Guildhall-Framed" not in embed.headers
    assert "<header" not in embed.text
    service = client.get(f"{COUNCIL}missed-bin/").text
    snippet = '&lt;iframe src="https://open.example.org/open/embed/council/ARD/missed-bin/completion_rate/"'
    assert snippet.replace('"', "&quot;") in service or snippet in service


def test_the_pages_with_no_release_yet_say_so():
    client = public_app(OnShelf(()), OpenSite("Guildhall", "X", "x@example.org")).test_client()
    assert client.get("/open/").status_code == 200
    assert client.get("/open/releases/").status_code == 200
    assert client.get("/open/sitemap.xml").status_code == 200


def test_councils_that_are_compared_stand_in_alphabetical_order_without_a_rank(client):
    page = client.get("/open/kpi/completion_rate/missed-bin/").text
    assert page.index(">Arden Vale<") < page.index(">Brigh, the Isle<")
    assert "not ranked" in page
    assert "best" not in page.lower()


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
