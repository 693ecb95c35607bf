"""A council of sixty services with long names: nothing lies over anything, and what needs attention is found."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app import application
from data_loaders.__main__ import app
from tests.browser.conftest import served
from tests.browser.faults import faults
from tests.data_loaders.taking import configured

VERBS = ("Apply for", "Report", "Renew", "Book", "Appeal against", "Tell us about")
THINGS = (
    "a Blue Badge", "a missed bin collection from a shared communal bin store", "bulky waste collection",
    "a parking permit for a controlled parking zone", "a replacement wheeled bin or recycling container",
    "a change of circumstances for Housing Benefit or Council Tax Support", "a pothole", "an abandoned vehicle",
    "a temporary traffic regulation order for works on the highway", "a school place outside the normal round",
)  # fmt: skip
NAMES = [f"{verb} {thing}" for verb in VERBS for thing in THINGS]
MONTHS = [f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13)]
SOURCE = """
[[council]]
key = "manyton"
name = "Manyton"
kind = "Unitary council, England"
illustrative = true

[[source]]
name = "returns"
title = "Returns"
kind = "csv"
path = "returns.csv"
illustrative = true

[source.council]
fixed = "manyton"
[source.service]
column = "Key"
name_column = "Service"
[source.channel]
fixed = "web"
[source.period]
column = "Month"
length = "month"
[source.measures]
started = "Started"
completed = "Done"
"""

OVER_EACH_OTHER = """(parts) => {
    const boxes = [...document.querySelectorAll(parts)].map((part) => [part, part.getBoundingClientRect()]);
    return boxes.filter(([part, box], place) => boxes.slice(place + 1).some(([other, its]) => !part.contains(other)
        && Math.min(box.right, its.right) - Math.max(box.left, its.left) > 1
        && Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top) > 1)).map(([part]) => part.innerText);
}"""


@pytest.fixture(scope="module")
def manyton(tmp_path_factory) -> Iterator[str]:
    """Sixty services that complete 70 or 71 of 100, and one that falls to half of that in the last month."""
    folder: Path = tmp_path_factory.mktemp("manyton")
    rows = ["Key,Service,Month,Started,Done"]
    for number, name in enumerate(NAMES):
        done = [700 + 10 * (place % 2) for place in range(len(MONTHS))]
        done[-1] = 350 if number == 42 else done[-1]
        rows += [f"s{number:02d},{name},{month},1000,{count}" for month, count in zip(MONTHS, done, strict=True)]
    configuration = configured(folder, SOURCE, {"returns.csv": "\n".join(rows)})
    ran = CliRunner().invoke(app, ["refresh", str(configuration.path)])
    assert ran.exit_code == 0, ran.output
    with served(application(configuration.path)) as address:
        yield address


def test_sixty_services_with_long_names_are_readable_and_the_one_that_fell_is_found(manyton, visit):
    page = visit(bypass_csp=True).new_page()
    page.goto(f"{manyton}/council/manyton")
    page.wait_for_selector("html[data-interactive]")
    assert page.locator(".gh-needs__what").all_inner_texts() == [f"{NAMES[42]}: completion rate"]
    assert page.locator(".gh-services, .gh-lean").locator("tbody tr").count() == 60
    for width in (1440, 360):
        assert faults(page, width) == []
        assert page.evaluate(OVER_EACH_OTHER, ".gh-needs > li > *") == []
        assert page.locator(".gh-needs__what").first.bounding_box()["width"] > 240
        assert page.evaluate(OVER_EACH_OTHER, ".gh-lean tbody tr:nth-child(-n+20) > *") == []
