import gzip
import re
from pathlib import Path

import brotli
import plotly
import pytest
from flask import Flask

from callbacks.static import StaticFile, StaticFiles

ASSETS = Path(__file__).parents[2] / "assets"
PLOTLY = ASSETS / "plotly" / "plotly-basic.min.js"


@pytest.fixture(scope="module")
def files():
    return StaticFiles(ASSETS)


@pytest.fixture(scope="module")
def client(files):
    server = Flask("static", static_folder=None)
    files.register(server)
    return server.test_client()


def version(file):
    return re.search(r"plotly\.js (?:\(basic - minified\) )?v([\d.]+)", file.read_text()[:200])[1]


def test_the_plotly_in_the_browser_is_the_very_version_that_python_draws_figures_for():
    assert version(PLOTLY) == version(Path(plotly.__file__).parent / "package_data" / "plotly.min.js")


def test_the_plotly_kept_compressed_is_the_one_beside_it():
    assert brotli.decompress(PLOTLY.with_suffix(".js.br").read_bytes()) == PLOTLY.read_bytes()


@pytest.mark.parametrize("name", ["styles", "scripts", "plotly"])
@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0, gzip;q=0", None, bytes),
        (None, None, bytes),
    ],
)
def test_a_file_comes_compressed_as_the_browser_likes_it_and_may_be_kept_for_ever(
    files, client, name, accepted, encoding, unpack
):
    file = getattr(files, name)
    answer = client.get(file.address, headers={"Accept-Encoding": accepted} if accepted else {})
    assert answer.headers.get("Content-Encoding") == encoding
    assert unpack(answer.data) == file.content
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.mimetype in {"text/css", "text/javascript"}


def test_other_content_has_another_address_and_an_old_address_is_not_answered_with_new_content(client):
    assert StaticFile("a.css", b"1").address != StaticFile("a.css", b"2").address
    assert StaticFile("a.css", b"1").address == StaticFile("a.css", b"1").address
    assert client.get("/assets/guildhall-0000000000000000.css").status_code == 404
    assert client.get("/assets/plotly/LICENSE").status_code == 404


def test_the_same_content_is_compressed_once():
    file = StaticFile("a.js", b"x" * 9000)
    assert file.encoded("br") is file.encoded("br")
    assert file.encoded("gzip") is file.encoded("gzip")


def test_what_a_browser_loads_beside_plotly_is_under_140_kb(files):
    """Budget: 620 kB with plotly's 329; Dash's own are 92, accessible-autocomplete is 15."""
    assert len(files.scripts.encoded("br")) + len(files.styles.encoded("br")) < 140_000
    assert len(files.plotly.encoded("br")) < 330_000


def test_only_the_components_that_pages_use_are_sent(files):
    source = files.scripts.content.decode()
    assert "window.DashRenderer=" in source
    assert "dash_core_components" not in source
    assert "@babel/polyfill" not in source


def test_each_licence_goes_with_the_file_it_is_for():
    assert "Plotly" in (ASSETS / "plotly" / "LICENSE").read_text()
    assert "MIT license" in PLOTLY.read_text()[:200]
