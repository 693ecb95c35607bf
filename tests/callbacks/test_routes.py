import pytest
from dash import html
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import BadRequest

from callbacks.routes import Route, Router, fields
from layouts.apology import not_found
from layouts.page import Page


def said(query, **places):
    return Page(200, f"{places} {sorted(query.items(multi=True))}", "", "councils", html.Main())


ROUTES = [
    Route("/", said),
    Route("/council/<council>", said),
    Route("/council/<council>/<service>", said),
    Route("/compare", said),
]
ROUTER = Router(ROUTES, not_found)


@pytest.mark.parametrize(
    ("path", "query", "title"),
    [
        ("/", "", "{} []"),
        ("/council/ABD", "frequency=month", "{'council': 'ABD'} [('frequency', 'month')]"),
        ("/council/ABD/bins", "", "{'council': 'ABD', 'service': 'bins'} []"),
        ("/compare", "kpi=&group=a+b&group=c", "{} [('group', 'a b'), ('group', 'c')]"),
    ],
)
def test_an_address_finds_its_page_with_what_stands_in_it(path, query, title):
    assert ROUTER(path, query).title == title


@pytest.mark.parametrize("path", ["/nothing", "/council", "/council/a/b/c", "/council//bins", "", "/nothing/else"])
def test_an_address_that_nothing_answers_is_a_page_that_says_so(path):
    page = ROUTER(path)
    assert page.status == 404
    assert page.title == "Page not found"


def test_a_page_with_tables_first_leads_to_others_with_tables_first():
    def linked(_query):
        return Page(200, "", "", "councils", html.Main(html.A("Compare", href="/compare")))

    router = Router([Route("/", linked)], not_found)
    assert router("/").body.children.href == "/compare"
    assert router("/", "show=table").body.children.href == "/compare?show=table"


def test_a_slash_too_many_leads_to_the_address_without_it():
    assert ROUTER("/council/Argyll & Bute/", "kpi=a").redirect == "/council/Argyll%20%26%20Bute?kpi=a"
    assert ROUTER("/compare/").redirect == "/compare"


def test_the_sections_are_the_first_words_of_the_addresses():
    assert ROUTER.sections == ("", "council", "compare")


def test_more_fields_than_any_page_asks_for_are_refused():
    with pytest.raises(BadRequest, match="more than 100 fields"):
        fields("&".join(f"a{n}=1" for n in range(101)))


@given(st.text(), st.text())
def test_no_address_makes_the_router_fall_over(path, query):
    assert ROUTER("/" + path, query[:99]).status in {200, 302, 404}
