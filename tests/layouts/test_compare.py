import re
from html.parser import HTMLParser
from urllib.parse import parse_qs

import pytest

from kpis.selection import parse_selection
from layouts.compare import compare_page, nothing_page
from layouts.markup import markup
from layouts.page import Page
from tests.views.nations import SCOTTISH, flat, library, nations, online
from tests.warehouse.given import Given, Town
from views.compare import Compare, compare
from views.nothing_to_compare import NothingToCompare


@pytest.fixture
def land(tmp_path) -> Town:
    return nations(tmp_path / "warehouse")


def painted(town: Town, query: str = "") -> str:
    view = compare(town.reader, parse_selection(parse_qs(query)))
    assert isinstance(view, Compare)
    return markup(compare_page(view).body)


class Fields(HTMLParser):
    """What a browser without scripts would send for the page's form: each field's name and chosen value."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[tuple[str, str]] = []
        self._name = ""

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "select":
            self._name = given["name"]
        elif tag == "option" and "selected" in given:
            self.sent.append((self._name, given["value"]))
        elif tag == "input":
            self.sent.append((given["name"], given["value"]))


def sent(page: str) -> dict[str, list[str]]:
    fields = Fields()
    fields.feed(page)
    found: dict[str, list[str]] = {}
    for name, value in fields.sent:
        if value:
            found.setdefault(name, []).append(value)
    return found


WHAT = "kpi=completion_rate&service=missed-bin&group=scotland"


@pytest.mark.parametrize(
    "query",
    [
        WHAT,
        f"{WHAT}&council=FIR&council=GLE",
        f"{WHAT}&from=2025-04-01&to=2025-05-31",
        f"{WHAT}&frequency=month&from=2025-04-10&to=2025-05-01",
        f"{WHAT}&frequency=quarter",
        f"{WHAT}&to=2031-03-31",
        "kpi=completion_rate&service=missed-bin&council=FIR&council=GLE",
    ],
)
def test_the_form_without_scripts_sends_the_address_of_the_page(land: Town, query: str):
    months = ("2025-04", "2025-05", "2025-06")
    land.load(flat(online(key, 40, 10, month) for key in SCOTTISH for month in months))
    assert sent(painted(land, query)) == parse_qs(query)


def test_each_council_has_a_row_with_its_picture_and_every_value(land: Town):
    land.load(flat(online(key, 263, 81) for key in SCOTTISH))
    page = painted(land)
    assert page.count('class="g-dot"') >= 5
    assert page.count('class="g-interval"') == 5
    row = re.search(r'<tr role="row"><th role="rowheader" scope="row"><a href="/council/FIR/missed-bin">.*?</tr>', page)
    assert row is not None
    for value in ("30.8%", "25.5 to 36.6", "81", "263"):
        assert f">{value}<" in row.group()


def test_F6_costs_are_drawn_without_intervals_and_with_the_median(land: Town):
    land.load(flat(library(key, cost, 100) for key, cost in zip(SCOTTISH, (100, 200, 300, 400, 500), strict=True)))
    page = painted(land)
    assert "g-interval" not in page
    assert "95% interval" not in page
    assert "Median: £3.00" in page


def test_councils_picked_out_of_a_group_stand_out_for_everyone(land: Town):
    land.load(flat(online(key, 40, 10) for key in SCOTTISH))
    page = painted(land, "council=GLE")
    assert page.count("<strong><a href=") == 1
    assert ", chosen by you</span>" in page
    assert "Remove filter </span><span>Council: <b>Glenmor</b>" in page


def test_illustrative_councils_are_labelled_at_the_top(land: Town):
    land.load(flat(online(key, 40, 10) for key in ("arden-vale", "brackenmoor", *SCOTTISH)))
    assert '<strong class="gh-label">Illustrative</strong>' in painted(land, "group=illustrative")
    assert "Illustrative" not in painted(land, "group=scotland").split("</form>")[1]


def test_a_marker_in_a_row_is_explained_under_the_table(land: Town):
    land.load(flat(online(key, 40, 10) for key in SCOTTISH[:4]))
    land.load(
        [Given(name, value, council="STR", status="estimated") for name, value in (("started", 40), ("completed", 10))],
        source="other",
    )
    page = painted(land)
    assert re.search(r'25\.0% <abbr class="gh-marker" title="estimated">\[e\]</abbr>', page)
    assert "</abbr> estimated. " in page


def test_many_that_are_left_out_are_opened_on_demand_and_few_are_named(land: Town):
    land.load(flat(online(key, 40, 10) for key in SCOTTISH[:3]))
    page = painted(land)
    assert "<p>Kyle and Bute, Strathmore: no figures for this measure are loaded.</p>" in page


def test_a_period_without_figures_has_a_way_on_and_no_chart(land: Town):
    land.load(flat(online(key, 40, 10) for key in SCOTTISH))
    page = painted(land, "to=2031-03")
    assert "<svg" not in page
    assert "There is no figure for March 2031." in page
    assert '<a href="/compare?to=2025-04-30">Compare April 2025, the nearest</a>' in page


def test_nothing_to_compare_has_its_reason_in_the_lead_and_ways_on():
    page = nothing_page(NothingToCompare("No two councils.", (("One way", "/a"), ("Another way", "/b"))))
    assert isinstance(page, Page)
    assert '<a href="/a">One way</a> or <a href="/b">another way</a>.' in markup(page.body)


def test_ids_on_the_page_are_unique_and_every_label_has_its_field(land: Town):
    months = ("2025-04", "2025-05")
    land.load(flat(online(key, 40, 10, month) for key in SCOTTISH for month in months))
    page = painted(land, "council=FIR&council=GLE")
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'\sfor="([^"]+)"', page)) <= set(ids)
