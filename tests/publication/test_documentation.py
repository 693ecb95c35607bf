"""docs/open-data.md is what the code says, and what it tells one to ask is answered."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask

from docs.write_open_data import PAGE
from publication.api.interface import register_api
from publication.documentation import open_data_page
from publication.files.columns import COLUMNS
from publication.files.page_files import writers
from publication.files.revisions import REVISION_COLUMNS
from tests.publication.given import InMemory, OnShelf, rows

TEXT = PAGE.read_text(encoding="utf-8")


def test_the_page_is_what_the_code_says():
    assert open_data_page() == TEXT, "run `make docs`"


def test_every_column_and_every_file_is_explained():
    for column in (*COLUMNS, *REVISION_COLUMNS):
        assert f"| `{column.name}` | {column.kind} | {column.says} |" in TEXT
    for name in writers():
        assert f"/{name}`" in TEXT


def test_every_question_in_it_is_answered():
    server = Flask("open")
    register_api(server, OnShelf((InMemory(rows()),)), "Guildhall")
    asked = re.findall(r"curl '([^']+)'", TEXT)
    assert len(asked) == 3
    for address in asked:
        parts = urlsplit(address)
        assert server.test_client().get(f"{parts.path}?{parts.query}").status_code == 200


def test_lines_end_before_they_are_too_long_to_read():
    prose = [line for line in Path(PAGE).read_text().splitlines() if not line.startswith("|")]
    assert max(map(len, prose)) <= 125
