"""Who has tables first has them first on the next page too."""

import pytest
from dash import html

from layouts.filters import kept_field
from layouts.markup import markup
from layouts.onward import tables_first_at, with_tables_first
from layouts.page import Page


def page(*body, redirect=None):
    return Page(200, "A page", "", "councils", list(body), redirect)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/", "/?show=table"),
        ("/council/arden-vale", "/council/arden-vale?show=table"),
        ("/council/arden-vale/bins?boundaries=today", "/council/arden-vale/bins?boundaries=today&show=table"),
        ("/?group=unitary#unitary", "/?group=unitary&show=table#unitary"),
        ("/compare?show=table&kpi=cost", "/compare?show=table&kpi=cost"),
    ],
)
def test_a_link_to_a_page_with_charts_keeps_the_preference(address, kept):
    assert tables_first_at(address) == kept
    shown = with_tables_first(page(html.Main(html.P(["See ", html.A("this", href=address)]))))
    assert markup(shown.body) == markup(html.Main(html.P(["See ", html.A("this", href=kept)])))


@pytest.mark.parametrize(
    "address",
    ["/data/cost.csv?service=bins", "/methods#funnels", "#each", "//council/x", "https://example.org/council", ""],
)
def test_other_links_stay_as_they_are(address):
    assert tables_first_at(address) == address


def test_the_link_back_to_charts_first_leads_there():
    way = html.P(html.A("Show charts first", href="/compare?kpi=cost", **{"data-said": "Tables first"}))
    assert "show" not in markup(with_tables_first(page(way)).body).replace("Show", "")


def test_a_form_keeps_it_in_a_field_of_its_own_unless_it_has_one():
    search = html.Form([html.Button("Search")], method="get", action="/")
    filters = html.Form([html.Div(kept_field("show", "table"))], method="get", action="/compare")
    first, second = with_tables_first(page(search, filters)).body
    assert markup(first).count('name="show"') == markup(second).count('name="show"') == 1
    assert 'type="hidden" value="table"' in markup(first)


def test_a_redirect_keeps_it():
    assert with_tables_first(page(redirect="/council/arden-vale")).redirect == "/council/arden-vale?show=table"
