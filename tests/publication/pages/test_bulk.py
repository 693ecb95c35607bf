"""A whole release as a file and as answers to programs, beside the pages that show it."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from flask import Flask

from layouts.open.page import OpenSite
from publication.pages.app import public_app
from tests.publication.given import InMemory, OnShelf, row

BULK = "/open/release/7/guildhall-release-7.zip"


def test_the_file_of_a_release_is_a_zip_that_says_where_it_is_from(client):
    answer = client.get(BULK)
    assert (answer.status_code, answer.content_type) == (200, "application/zip")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="guildhall-release-7.zip"'
    with ZipFile(BytesIO(answer.data)) as archive:
        assert "https://open.example.org/open/release/7/" in archive.read("README.txt").decode()
    assert client.get(BULK).data == answer.data


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/open/release/6/guildhall-release-6.zip", 410),
        ("/open/release/9/guildhall-release-9.zip", 404),
        ("/open/release/7/guildhall-release-8.zip", 404),
    ],
)
def test_a_release_that_is_withdrawn_or_never_was_has_no_file(client, address, status):
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.mimetype == "text/html"


def test_programs_are_answered_beside_the_pages(client):
    answer = client.get("/open/api/figures?council=ARD&limit=2")
    assert (answer.status_code, len(answer.json["rows"])) == (200, 2)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize(
    ("address", "status"), [("figures?limit=9999", 400), (f"figures?kpi={'x' * 10_000}", 414), ("nothing", 404)]
)
def test_programs_are_refused_in_their_own_form_and_not_with_a_page(client, address, status):
    answer = client.get(f"/open/api/{address}")
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert "xxxxxxxxxxxx" not in answer.text


class Broken(InMemory):
    """A release whose table cannot be read."""

    def rows(self, *_places, **_asked):
        raise OSError("/srv/secret/figures.parquet is gone")


def test_a_fault_is_told_without_a_trace(caplog):
    server: Flask = public_app(OnShelf((Broken([row()]),)), OpenSite("Guildhall", "X", "x@example.org"))
    answer = server.test_client().get("/open/api/figures")
    assert (answer.status_code, answer.content_type) == (500, "application/problem+json")
    assert "secret" not in answer.text
    assert "secret" in caplog.text
