"""Two hundred people who browse for two minutes, at our pages and at plain Dash with the same view of a service."""

import json
import os
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

from benchmarks.memory import megabytes_held
from benchmarks.results import Result
from benchmarks.servers import ROOT, Server, serving
from benchmarks.shires import COMPARED, COUNCIL_KEY, SERVICE, SERVICE_ADDRESS, shires
from benchmarks.tools import HERE, PYTHON

PEOPLE = 200
ARRIVING = 20
"""People who come each second until all are there."""

SECONDS = 120
WORKERS = 2
VIEWS = (*(f"{SERVICE_ADDRESS}?frequency={one}" for one in ("month", "quarter", "year")), SERVICE_ADDRESS)
ELSEWHERE = ("/", f"/council/{COUNCIL_KEY}", f"{COMPARED}&group=few", "/about-the-data")


@dataclass(frozen=True)
class Crowd:
    """What a crowd met: requests, failures, and milliseconds with how many answers took that long."""

    requests: int
    failures: int
    milliseconds: Counter[float]

    def quantile(self, part: float) -> float:
        """Milliseconds within which that part of the answers came."""
        left = part * self.milliseconds.total()
        for took, count in sorted(self.milliseconds.items()):
            left -= count
            if left <= 0:
                return took
        return max(self.milliseconds, default=0.0)


def crowd_results(folder: Path) -> Iterator[Result]:
    """p95, failures and memory of each, served alike by two workers; ours again with every kind of page."""
    path = str(shires(folder))
    workers = ("--workers", str(WORKERS))
    with serving("app.py", path, *workers, "--port", "PORT") as ours:
        yield from _told("Guildhall just started, everybody at once", _at_once(ours), ours)
    with serving("app.py", path, *workers, "--port", "PORT") as ours:
        same = _crowd(ours, "guildhall", VIEWS)
        yield from _told("Guildhall, a service's views", same, ours)
        yield from _told("Guildhall, every kind of page", _crowd(ours, "guildhall", (*VIEWS, *ELSEWHERE)), ours)
    with serving("-m", "benchmarks.plain_dash", path, COUNCIL_KEY, SERVICE, "PORT", str(WORKERS)) as theirs:
        other = _crowd(theirs, "plain", ())
        yield from _told("plain Dash, a service's views", other, theirs)
    yield Result("p95 beside plain Dash", same.quantile(0.95) / other.quantile(0.95), "times")


def _at_once(server: Server) -> Crowd:
    """Everybody asks for one of the pages in the same moment; none of them has been painted, but for the home page."""
    addresses = (*VIEWS, *ELSEWHERE)

    def asks(number: int) -> float:
        begun = time.monotonic()
        request = Request(server.address + addresses[number % len(addresses)], headers={"Accept-Encoding": "br"})
        with urlopen(request, timeout=60) as answer:
            answer.read()
        return round(1000 * (time.monotonic() - begun))

    with ThreadPoolExecutor(PEOPLE) as people:
        took = Counter(people.map(asks, range(PEOPLE)))
    return Crowd(PEOPLE, 0, took)


def _crowd(server: Server, whose: str, addresses: tuple[str, ...]) -> Crowd:
    options = ("-u", PEOPLE, "-r", ARRIVING, "-t", f"{SECONDS}s", "--host", server.address)
    ran = subprocess.run(
        [str(PYTHON), "-m", "locust", "-f", str(HERE / "crowd.py"), "--headless", "--json", *map(str, options)],
        cwd=ROOT,
        env=os.environ | {"BROWSED": whose, "ADDRESSES": json.dumps(addresses)},
        capture_output=True,
        text=True,
        check=False,
    )
    told = json.loads(ran.stdout)
    milliseconds: Counter[float] = Counter()
    for one in told:
        milliseconds.update({float(took): count for took, count in one["response_times"].items()})
    return Crowd(sum(one["num_requests"] for one in told), sum(one["num_failures"] for one in told), milliseconds)


def _told(name: str, crowd: Crowd, server: Server) -> Iterator[Result]:
    note = f"{crowd.requests:,} answers to {PEOPLE} people, {WORKERS} workers; median "
    yield Result(f"{name}: p95", crowd.quantile(0.95), "ms", note=f"{note}{crowd.quantile(0.5):.0f} ms")
    yield Result(f"{name}: failures", crowd.failures, "")
    yield Result(f"{name}: memory afterwards", megabytes_held(server.process), "MB")
