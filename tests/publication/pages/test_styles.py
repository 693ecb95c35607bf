"""The public style sheet is the dashboard's own, and lacks only what no public page shows."""

import re
from pathlib import Path

from tests.publication.pages.test_app import PAGES

SHEET = Path(__file__).parents[3] / "assets" / "guildhall.css"
CLASS = re.compile(r"\.(gh-[\w-]+)")


def sheet(client) -> str:
    address = re.search(r'rel="stylesheet" href="([^"]+)"', client.get("/open/").text)
    assert address
    return str(client.get(address[1]).text)


def test_no_class_of_a_public_page_is_styled_for_the_dashboard_alone(client):
    shown = {
        name
        for address in PAGES
        for names in re.findall(r'class="([^"]*)"', client.get(address).text)
        for name in names.split()
    }
    all_styled, kept = set(CLASS.findall(SHEET.read_text("utf-8"))), set(CLASS.findall(sheet(client)))
    assert len(kept) > 50
    assert shown & all_styled <= kept
    # What the dashboard alone has is not sent: a field to pick a council from a list.
    assert "gh-picker__input" in all_styled - kept


def test_the_rest_is_a_whole_style_sheet(client):
    text = sheet(client)
    assert text.count("{") == text.count("}") > 500
    assert "/*" not in text
