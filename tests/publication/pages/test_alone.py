"""The public pages in a process of their own: what that process loads, and what it can open."""

import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from app import application as dashboard
from publication.pages.deployment import application
from tests.publication.releases.office import TOML, two_councils
from tests.views.nations import online

LOADED = """
import sys
from publication.pages.deployment import application
client = application(sys.argv[1]).test_client()
council = "/open/council/FIR/"
addresses = ("/open/", council, f"{council}missed-bin/", f"{council}figures.csv", f"{council}figures.xlsx")
print([client.get(address).status_code for address in addresses])
barred = ("warehouse", "sqlalchemy", "duckdb", "data_loaders", "callbacks", "connectorx", "psycopg")
print([name for name in barred if name in sys.modules])
"""
OPENED = """
import sys
from pathlib import Path
opened = []
sys.addaudithook(lambda event, given: opened.append(str(given[0])) if event == "open" else None)
from publication.pages.deployment import application
client = application(sys.argv[1]).test_client()
client.get("/open/council/FIR/")
print([path for path in opened if str(Path(sys.argv[1]).parent / "warehouse") in path])
print(any("release.json" in path for path in opened))
"""


def told(code: str, *arguments: str) -> list[str]:
    """What a fresh process prints."""
    root = Path(__file__).parents[3]
    ran = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, cwd=root, check=True)
    return ran.stdout.splitlines()


def test_the_public_process_has_neither_the_warehouse_nor_any_database_driver(tmp_path):
    office = two_councils(tmp_path)
    office.release()
    assert told(LOADED, str(office.path)) == ["[200, 200, 200, 200, 200]", "[]"]


def test_the_public_process_opens_no_file_of_the_warehouse(tmp_path):
    office = two_councils(tmp_path)
    office.release()
    assert told(OPENED, str(office.path)) == ["[]", "True"]


def test_the_command_that_serves_the_public_imports_nothing_that_opens_the_warehouse():
    code = """
import runpy, sys
sys.argv = ["publication", "serve", "--help"]
try:
    runpy.run_module("publication", run_name="__main__")
except SystemExit:
    pass
print([name for name in ("warehouse", "sqlalchemy", "duckdb", "callbacks") if name in sys.modules])
"""
    assert told(code)[-1] == "[]"


def test_the_public_pages_are_served_on_any_address_by_one_command(tmp_path):
    office = two_councils(tmp_path)
    office.release()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "publication", "serve", str(office.path), "--host", "0.0.0.0", "--port", str(port)]
    serving = subprocess.Popen(command, cwd=Path(__file__).parents[3])
    try:
        address = f"http://127.0.0.1:{port}/open/council/FIR/"
        assert "Firthshire: how services are doing" in answered(address)
        for raw, status in REFUSED.items():
            answer = sent(port, raw)
            assert answer.startswith(b"HTTP/1.1 " + status), answer[:100]
            assert b"<h1" in answer
            assert b"Content-Security-Policy: default-src 'none'" in answer
    finally:
        serving.terminate()
        serving.wait(120)


REFUSED = {
    b"GET /open/?q=" + b"x" * 10_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n": b"414",
    b"GET /open/?q=" + b"x" * 200_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n": b"414",
    b"GET /open/ HTTP/1.1\r\nHost: localhost\r\nX-Long: " + b"x" * 10_000 + b"\r\n\r\n": b"431",
    b"nonsense\r\n\r\n": b"400",
}
"""What never reaches the application, and the status of the page that answers it."""


def sent(port: int, raw: bytes) -> bytes:
    """What comes back when these very bytes are sent."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as client:
        client.sendall(raw)
        return b"".join(iter(lambda: client.recv(65_536), b""))


def answered(address: str) -> str:
    """The page at an address whose server is on its way."""
    until = time.monotonic() + 300
    while True:
        try:
            with urllib.request.urlopen(address, timeout=30) as answer:
                return str(answer.read(), "utf-8")
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def test_the_dashboard_and_the_public_pages_are_served_at_one_address(tmp_path):
    office = two_councils(tmp_path)
    office.release()
    client = dashboard(office.path).test_client()
    page = client.get("/council/FIR", base_url="http://localhost").text
    assert ">Public pages</a>" in page
    public = client.get("/open/council/FIR/", base_url="http://localhost")
    assert public.status_code == 200
    assert "<script src" not in public.text
    assert "default-src 'none'; style-src 'self'" in public.headers["Content-Security-Policy"]


def test_without_a_word_on_publication_there_are_no_public_pages(tmp_path):
    office = two_councils(tmp_path)
    office.describe(TOML.split("[publication]")[0])
    client = dashboard(office.path).test_client()
    assert client.get("/open", base_url="http://localhost").status_code == 404
    assert "Public pages" not in client.get("/", base_url="http://localhost").text


def test_nothing_that_was_not_released_is_on_any_page(tmp_path):
    office = two_councils(tmp_path)
    office.release()
    office.load(online("FIR", 997, 883, "2025-06"), "fir-crm")
    client = application(office.path).test_client()
    pages = [client.get(address).text for address in ("/open/council/FIR/", "/open/council/FIR/missed-bin/")]
    assert all("June 2025" not in page and "883" not in page for page in pages)
