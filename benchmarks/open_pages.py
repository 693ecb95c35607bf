"""Public pages in a browser, beside a plain Dash application with the same figures, by the budgets of the design."""

from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Request

from benchmarks.pages import plain
from benchmarks.results import Result
from benchmarks.servers import served
from benchmarks.shires import COUNCIL_KEY, SERVICE, names, shires
from benchmarks.visits import SETTLED, Side, Visit, Visitor, chromium
from configuration import read_configuration
from publication.releases.desk import desk
from publication.releases.making import Asked
from publication.releases.shelf import now

VISITS = 5
PUBLISHED = """
[publication]
folder = "releases"
demonstration = true

[[publish]]
councils = [{councils}]
approved_by = "Nobody"
approved_on = 2026-04-01
"""
FEW = 12
"""So many councils are published; one of them is visited."""

COUNCIL = f"/open/council/{COUNCIL_KEY}/"
KINDS = {
    "home": "/open/",
    "council": COUNCIL,
    "service": f"{COUNCIL}{SERVICE}/",
    "comparison": "/open/kpi/completion_rate/answer-a-request/",
}
CHART = ".gh-chart svg"
SEEN = (
    "new Promise((done) => { const look = () => moments.first ? done(moments.first) : setTimeout(look, 5); look(); })"
)
"""Milliseconds from the beginning of a page to its first chart."""

SCRIPTS = "[...document.scripts].filter((one) => one.type !== 'application/ld+json').map((one) => one.text.length)"


def open_results(folder: Path) -> Iterator[Result]:
    """Weight and requests of each kind of page; first chart and a change as parts of plain Dash's."""
    path = str(published(folder))
    with (
        served("-m", "publication", "serve", path, "--workers", "1", "--port") as ours,
        served("-m", "benchmarks.plain_dash", path, COUNCIL_KEY, SERVICE) as theirs,
        chromium() as browser,
    ):
        for kind, address in KINDS.items():
            yield from _weight(browser, kind, f"{ours}{address}")
        side = Side(f"{ours}{KINDS['service']}", first=CHART, live=CHART, act="")
        _public(browser, side)
        _plain(browser, theirs)
        pairs = [(_public(browser, side), _plain(browser, theirs)) for _ in range(VISITS)]
        yield from _beside([own for own, _ in pairs], [other for _, other in pairs])


def published(folder: Path) -> Path:
    """The shires with a release of some of them; returns the configuration's path."""
    path = shires(folder)
    councils = ", ".join(f'"{name.lower()}"' for name in names()[:FEW])
    path.write_text(path.read_text(encoding="utf-8") + PUBLISHED.format(councils=councils), encoding="utf-8")
    with redirect_stdout(StringIO()):
        desk(read_configuration(path)).release(Asked("Benchmark", now()), now())
    return path


def _weight(browser: Browser, kind: str, address: str) -> Iterator[Result]:
    """What a first visit brings over the wire, headers included."""
    requests: list[Request] = []
    side = Side(address, first="main", live="main", act="")
    with Visitor(browser, side) as visitor:
        visitor.page.on("request", lambda request: requests.append(request))
        visitor.opens()
        size = visitor.kilobytes()
        script = sum(visitor.page.evaluate(SCRIPTS)) / 1000
        shift = float(visitor.page.evaluate("shift"))
    files = [answer for one in requests if one.resource_type == "script" and (answer := one.response())]
    script += sum(len(answer.body()) for answer in files) / 1000
    yield Result(f"{kind}: first visit", size, "kB", 25)
    yield Result(f"{kind}: requests", len(requests), "", 4)
    yield Result(f"{kind}: JavaScript", script, "kB", 1)
    yield Result(f"{kind}: layout shift", shift, "", 0)


def _public(browser: Browser, side: Side) -> tuple[float, float]:
    """Milliseconds to the first chart, and from following a link to the next page's."""
    with Visitor(browser, side) as visitor:
        first = visitor.opens()["first"]
        visitor.page.wait_for_timeout(SETTLED)
        with visitor.page.expect_navigation():
            visitor.page.evaluate(f"document.querySelector('a[href=\"{COUNCIL}\"]').click()")
        change = float(visitor.page.evaluate(SEEN))
    return first, change


def _plain(browser: Browser, address: str) -> Visit:
    with Visitor(browser, plain(address)) as visitor:
        return visitor.visits()


def _beside(ours: list[tuple[float, float]], theirs: list[Visit]) -> Iterator[Result]:
    own, other = median(first for first, _ in ours), median(visit.first for visit in theirs)
    note = "{:.0f} and {:.0f} ms"
    yield Result("first chart beside plain Dash", own / other, "times", 1 / 8, note=note.format(own, other))
    own, other = median(change for _, change in ours), median(visit.change for visit in theirs)
    yield Result("change beside plain Dash", own / other, "times", 1 / 7, note=note.format(own, other))
