"""The same view of a service as Vizro, Streamlit and Panel show it, beside plain Dash and ours, in one run."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from benchmarks.alternatives.content import write_content
from benchmarks.memory import megabytes_held
from benchmarks.pages import guildhall, plain, times_beside
from benchmarks.results import Result
from benchmarks.servers import ROOT, Server, serving
from benchmarks.shires import COUNCIL_KEY, SERVICE, shires
from benchmarks.visits import Side, Visit, Visitor, chromium

VISITS = 2
PYTHON = ROOT / ".venv-alternatives" / "bin" / "python"
HERE = Path("benchmarks/alternatives")
DRAWN = ".js-plotly-plot .scatterlayer .js-line"
PANEL_ACT = """(() => {
    const choice = find("select");
    choice.value = "quarter";
    choice.dispatchEvent(new Event("change", { bubbles: true }));
})()"""


def tool_results(folder: Path) -> Iterator[Result]:
    """Medians of cold visits of each, and the memory of each server afterwards."""
    path = shires(folder)
    write_content(folder / "content.json", path, COUNCIL_KEY, SERVICE)
    with ExitStack() as stack:
        sides = [(side, server) for side, server in _sides(stack, path, folder / "content.json")]
        browser = stack.enter_context(chromium())
        visits: dict[str, list[Visit]] = {side.name: [] for side, _ in sides}
        for _ in range(VISITS + 1):  # the first of each warms its server up and is not counted
            for side, _server in sides:
                visits[side.name].append(_visit(browser, side))
        for side, server in sides:
            yield from _told(side.name, visits[side.name][1:], server)
        own, *others = ((side.name, visits[side.name][1:]) for side, _ in sides)
        for name, theirs in others:
            yield from times_beside(own[1], name, theirs)


def _sides(stack: ExitStack, path: Path, content: Path) -> Iterator[tuple[Side, Server]]:
    def start(*command: str, python: str | Path = "") -> Server:
        given = {"python": python} if python else {}
        return stack.enter_context(serving(*command, **given))

    ours = start("app.py", str(path), "--port")
    yield _named(guildhall(ours.address), "Guildhall"), ours
    theirs = start("-m", "benchmarks.plain_dash", str(path), COUNCIL_KEY, SERVICE)
    yield _named(plain(theirs.address), "plain Dash"), theirs
    vizro = start(str(HERE / "vizro_page.py"), str(content), python=PYTHON)
    yield Side(vizro.address, DRAWN, DRAWN, "document.querySelectorAll('#frequency input')[1].click()", "Vizro"), vizro
    options = ("--server.address", "127.0.0.1", "--server.headless", "true", "--browser.gatherUsageStats", "false")
    page = str(HERE / "streamlit_page.py")
    streamlit = start(
        "-m", "streamlit", "run", page, *options, "--server.port", "PORT", "--", str(content), python=PYTHON
    )
    act = "document.querySelectorAll('[data-testid=stRadio] input')[1].click()"
    yield Side(streamlit.address, DRAWN, DRAWN, act, "Streamlit"), streamlit
    panel = start(str(HERE / "panel_page.py"), str(content), python=PYTHON)
    yield Side(panel.address, DRAWN, DRAWN, PANEL_ACT, "Panel", deep=True), panel


def _named(side: Side, name: str) -> Side:
    return Side(side.address, side.first, side.live, side.act, name)


def _visit(browser: Browser, side: Side) -> Visit:
    with Visitor(browser, side) as visitor:
        return visitor.visits()


def _told(name: str, visits: list[Visit], server: Server) -> Iterator[Result]:
    def middle(field: str) -> float:
        return median(getattr(visit, field) for visit in visits)

    yield Result(f"{name}: first chart", middle("first"), "ms")
    yield Result(f"{name}: interactive", middle("live"), "ms")
    yield Result(f"{name}: filter change", middle("change"), "ms")
    yield Result(f"{name}: first visit", middle("cold"), "kB", note=f"{middle('requests'):.0f} requests")
    yield Result(f"{name}: layout shift", middle("shift"), "")
    yield Result(f"{name}: memory of its server", megabytes_held(server.process), "MB")
