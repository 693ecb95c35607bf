"""The pages in a browser, beside a plain Dash application with the same content, served by the same server."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, expect

from benchmarks.results import Result
from benchmarks.servers import served
from benchmarks.shires import COMPARED, COUNCIL_KEY, SERVICE, SERVICE_ADDRESS, shires
from benchmarks.visits import Side, Visit, Visitor, chromium

VISITS = 5
"""Cold visits of each, one after the other."""

SERVER = "gunicorn, 1 worker with 8 threads"
INTERACTIVE = "html[data-interactive]"
ROWS = "document.querySelectorAll('main tbody tr').length"


def page_results(folder: Path) -> Iterator[Result]:
    """Medians of a service's page as ratios to plain Dash, its bytes, and the bytes of answers of 50 and 400 rows."""
    path = str(shires(folder))
    with (
        served("app.py", path, "--port") as ours,
        served("-m", "benchmarks.plain_dash", path, COUNCIL_KEY, SERVICE) as theirs,
        chromium() as browser,
    ):
        sides = (guildhall(ours), plain(theirs))
        for side in sides:
            _visit(browser, side)
        pairs = [[_visit(browser, side) for side in sides] for _ in range(VISITS)]
        yield from _beside([own for own, _ in pairs], [other for _, other in pairs])
        yield from _answers(browser, ours)
        yield from _slow(browser, sides)


def guildhall(address: str) -> Side:
    """Our page: a chart is seen as the server's SVG, and live once plotly has drawn it."""
    return Side(
        f"{address}{SERVICE_ADDRESS}",
        first=".gh-figure > svg",
        live=".gh-figure[data-live]",
        act="document.getElementById('choose-frequency').value = 'quarter';"
        "document.querySelector('form.gh-filters button').click()",
    )


def plain(address: str) -> Side:
    """Theirs: a chart is seen, and live, when plotly has drawn its line. The dropdown is set as its callback would."""
    drawn = ".js-plotly-plot .scatterlayer .js-line"
    return Side(address, first=drawn, live=drawn, act="dash_clientside.set_props('frequency', { value: 'quarter' })")


def _visit(browser: Browser, side: Side) -> Visit:
    with Visitor(browser, side) as visitor:
        return visitor.visits()


def times_beside(ours: Sequence[Visit], name: str, theirs: Sequence[Visit]) -> Iterator[Result]:
    """Our medians of times as parts of another tool's; the budgets are those that hold beside plain Dash."""
    limits = (
        ("first chart", "first", 1 / 8),
        ("interactive: chart drawn", "live", 0.6),
        ("filter change", "change", 0.7),
    )
    for what, field, limit in limits:
        own, other = (median(getattr(visit, field) for visit in visits) for visits in (ours, theirs))
        yield Result(f"{what} beside {name}", own / other, "times", limit, note=f"{own:.0f} and {other:.0f} ms")


def _beside(ours: Sequence[Visit], theirs: Sequence[Visit]) -> Iterator[Result]:
    """Our medians, and those of times as parts of theirs."""

    def size(name: str, field: str, limit: float | None = None) -> Iterator[Result]:
        own, other = (median(getattr(visit, field) for visit in visits) for visits in (ours, theirs))
        yield Result(name, own, "kB", limit, note=f"plain Dash {other:,.1f} kB")

    yield from times_beside(ours, "plain Dash", theirs)
    yield from size("first visit", "cold", 620)
    yield from size("the same page again", "warm", 12)
    yield from size("the filter's answer: a whole service", "answer")
    shift = max(visit.shift for visit in ours)
    yield Result("layout shift", shift, "", 0, note=f"plain Dash {max(visit.shift for visit in theirs):.2f}; {SERVER}")


def _answers(browser: Browser, address: str) -> Iterator[Result]:
    """What crosses the wire when a comparison's group is changed."""
    with Visitor(browser, guildhall(address)) as visitor:
        page = visitor.page
        page.goto(address + COMPARED)
        page.wait_for_selector(INTERACTIVE)
        for group, limit in (("few", 5), ("illustrative", 25)):
            visitor.kilobytes()
            _choose(page, group)
            yield Result(f"an answer of {page.evaluate(ROWS)} rows", visitor.kilobytes(), "kB", limit)


def _choose(page: Page, group: str) -> None:
    page.select_option("#choose-group", group)
    page.locator("form.gh-filters button").first.click()
    expect(page).to_have_url(re.compile(f"group={group}"))
    expect(page.locator("#announcement")).not_to_be_empty()
    page.evaluate("document.getElementById('announcement').textContent = ''")


def _slow(browser: Browser, sides: Sequence[Side]) -> Iterator[Result]:
    """The first chart on a slow phone, once each."""
    seconds = []
    for side in sides:
        with Visitor(browser, side, slow=True) as visitor:
            seconds.append(visitor.opens()["first"] / 1000)
    own, other = seconds
    yield Result("first chart on a slow phone", own, "s", note=f"plain Dash {other:.1f} s; CPU / 4, 1.6 Mbit/s, 150 ms")
