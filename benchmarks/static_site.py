"""The public pages of the examples as static files, and the pages of a nation that know every council."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from time import process_time

from flask.testing import FlaskClient

from benchmarks.nation_release import COUNCILS, SERVICES, nation_release
from benchmarks.results import Result, timed
from benchmarks.servers import ROOT
from layouts.open.page import OpenSite
from publication.pages.app import public_app
from publication.pages.deployment import application
from publication.pages.every_address import every_address
from publication.releases.shelf import FolderShelf
from publication.site import SiteWritten, write_site
from publication.site_folder import SiteFolder
from publication.site_part import Origin

RELEASED = """
. ./examples/environment.sh
"$PYTHON" -m examples.illustrative var/illustrative
"$PYTHON" -m data_loaders refresh examples/guildhall.toml
"$PYTHON" -m publication release examples/guildhall.toml --title "Benchmark"
"""
MOST_MS = 1000.0
"""Milliseconds that a page which knows every council of a nation may take."""

PAGES = {
    "home page of a nation": "/open/",
    "site map of a nation": "/open/sitemap.xml",
    "one measure of one service, every council": "/open/kpi/completion_rate/s01/",
    "one council of a nation": "/open/council/c001/",
}
RUNS = 3


def site_results(folder: Path) -> Iterator[Result]:
    """Pages and files a second, what a second run rewrites, broken links; milliseconds of a nation's pages."""
    yield from _examples(folder)
    yield from _nation(folder / "nation")


def _examples(folder: Path) -> Iterator[Result]:
    shutil.copytree(ROOT / "examples", folder / "examples", ignore=shutil.ignore_patterns("__pycache__"))
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHON": sys.executable}
    subprocess.run(["sh", "-ec", RELEASED], cwd=folder, env=environment, capture_output=True, check=True)
    path, out = folder / "examples" / "guildhall.toml", folder / "out"
    written = _write(path, folder, out)
    every, cores = written.pages + written.files, len(os.sched_getaffinity(0))
    size = sum(one.stat().st_size for one in out.rglob("*") if one.is_file()) / 1e6
    told = f"{written.pages:,} pages, {written.files:,} files, {size:.0f} MB in {written.seconds:.0f} s, {cores} cores"
    yield Result("static site of the examples: pages and files", every / written.seconds, "a second", note=told)
    yield Result("its pages alone, with their files", written.pages / written.seconds, "a second")
    yield Result("links that lead nowhere", len(written.broken), "", 0)
    again = _write(path, folder, out)
    yield Result("written anew by a second run", again.changed, "", 0, note=f"in {again.seconds:.0f} s")


def _write(path: Path, folder: Path, out: Path) -> SiteWritten:
    shelf = FolderShelf(folder / "var" / "releases")
    origin = Origin(partial(application, path), newest=1)
    return write_site(origin, every_address(shelf), SiteFolder(out), processes=len(os.sched_getaffinity(0)))


def _nation(root: Path) -> Iterator[Result]:
    rows = nation_release(root)
    site = OpenSite("Benchmark", "Nobody", "nobody@example.org", "https://open.example.org")
    told = f"{COUNCILS} councils x {SERVICES} services, {rows:,} figures"
    client = public_app(FolderShelf(root), site).test_client()
    for name, address in PAGES.items():
        first = process_time()
        size = len(client.get(address).data) / 1000
        first = 1000 * (process_time() - first)
        yield Result(f"{name}: first asked for", first, "ms", MOST_MS, note=f"{size:.0f} kB; {told}")
        yield Result(f"{name}: again", timed(partial(_asked, client, address), RUNS).median_ms, "ms", MOST_MS)


def _asked(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, address
