"""The worked examples of docs/sources.md, run as they stand."""

import csv
import io
import re
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import get_args

import pyarrow.csv
import pyarrow.parquet
import pytest
from openpyxl import load_workbook

from configuration import Source, read_configuration
from data_loaders.comparison import groups, services
from data_loaders.register import full_register
from data_loaders.template_form import make_form
from data_loaders.template_writing import write_template
from kpis.definitions import catalogue
from tests.data_loaders.taking import Taken, configured, take_source
from tests.data_loaders.workbooks import Error, xlsx

PAGE = Path(__file__).parents[2] / "docs" / "sources.md"
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
VARIABLE = "EXAMPLE_CRM_URL"


def worked_examples():
    """Heading and blocks of every section that has a description and what it gives."""
    text = PAGE.read_text(encoding="utf-8").split("## Worked examples")[1].split("\n## ")[0]
    sections = re.split(r"^### (.+)$", text, flags=re.MULTILINE)[1:]
    return list(zip(sections[::2], sections[1::2], strict=True))


def blocks_of(section):
    return [(kind, name or kind, content) for kind, name, content in BLOCK.findall(section)]


@pytest.fixture
def example(request, tmp_path, monkeypatch):
    """The section's files in a folder, read as its description says: what came, and what was promised."""
    blocks = blocks_of(request.param[1])
    said = {name: content for kind, name, content in blocks if kind in ("csv", "toml")}
    for kind, name, content in blocks:
        if kind == "sql":
            with closing(sqlite3.connect(tmp_path / name)) as database:
                database.executescript(content)
            monkeypatch.setenv(VARIABLE, f"sqlite:///{tmp_path / name}")
        elif kind in ("csv", "json") and "." in name:
            (tmp_path / name).parent.mkdir(exist_ok=True)
            WRITERS.get((tmp_path / name).suffix, write_text)(tmp_path / name, content)
    configuration = configured(tmp_path, said["toml"])
    register = full_register(configuration)
    if "cells" in said:
        fill_in(configuration, register, table(said["cells"]))
    taken = [take_source(configuration, source, register) for source in configuration.source]
    return taken, said


def fill_in(configuration, register, cells):
    """The spreadsheet that the page's command writes, with the page's cells filled in."""
    path = configuration.folder / configuration.source[0].path
    write_template(make_form(configuration, register, "STG", "2025-04", 2, date(2026, 5, 1)), catalogue(), path)
    book = load_workbook(path)
    for cell in cells:
        number = re.fullmatch(r"[\d.]+", cell["value"])
        book[cell["sheet"]][cell["cell"]] = float(cell["value"]) if number else cell["value"]
    book.save(path)


def write_text(path, content):
    path.write_text(content, encoding="utf-8")


def write_workbook(path, content):
    """The cells as the page shows them: numbers, errors, and '<' for one that is merged with its left neighbour."""
    rows, merged = list(csv.reader(io.StringIO(content))), []
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row, 1):
            if value == "<":
                start = max(at for at in range(1, place) if row[at - 1] != "<")
                merged.append((number, start, number, place))
    cells = [[None if value in ("", "<") else spreadsheet_value(value) for value in row] for row in rows]
    xlsx(path, {"Returns": cells}, [each for each in merged if (*each[:3], each[3] + 1) not in merged])


def spreadsheet_value(text):
    return Error(text) if text.startswith("#") else int(text) if text.isdecimal() else text


def write_parquet(path, content):
    pyarrow.parquet.write_table(pyarrow.csv.read_csv(io.BytesIO(content.encode())), path)


WRITERS = {".xlsx": write_workbook, ".parquet": write_parquet}


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


def shown(taken: list[Taken], columns):
    rows = [row for each in taken for row in each.observations]
    return [{name: written(row[name]) for name in columns} for row in rows]


def written(value):
    if value is None:
        return ""
    return f"{value.normalize():f}" if hasattr(value, "normalize") else str(value)


each_example = pytest.mark.parametrize(
    "example", worked_examples(), indirect=True, ids=[heading for heading, _ in worked_examples()]
)


def test_there_is_a_worked_example_for_every_kind_of_source():
    kinds = {kind for _, section in worked_examples() for kind in re.findall(r'^kind = "(\w+)"', section, re.MULTILINE)}
    assert kinds == set(get_args(Source.model_fields["kind"].annotation))


@each_example
def test_a_worked_example_gives_what_the_page_shows(example):
    taken, said = example
    promised = table(said["gives"])
    assert shown(taken, promised[0].keys()) == promised


@each_example
def test_a_worked_example_refuses_what_the_page_shows_and_nothing_else(example):
    taken, said = example
    promised = [tuple(row.values()) for row in table(said.get("refuses", ""))]
    assert [reason for each in taken for reason in each.reasons()] == promised


def test_the_first_description_on_the_page_is_a_whole_file_that_can_be_used(tmp_path):
    text = PAGE.read_text(encoding="utf-8").split("## In ten lines")[1].split("\n## ")[0]
    path = tmp_path / "sources.toml"
    path.write_text(next(content for kind, _, content in blocks_of(text) if kind == "toml"), encoding="utf-8")
    configuration = read_configuration(path)
    assert [service.key for service in services(configuration)] == ["report-a-pothole"]
    assert groups(configuration, full_register(configuration)) == ()


def test_every_reason_that_a_loader_gives_is_on_the_page():
    folder = Path(__file__).parents[2] / "data_loaders"
    source = (folder / "refusals.py").read_text(encoding="utf-8")
    reasons = re.findall(r'Fault\(\s*"([^"]+)"', source) + re.findall(r'WRONG_WIDTH = "([^"]+)"', source)
    assert len(reasons) > 10
    page = PAGE.read_text(encoding="utf-8")
    assert [reason for reason in reasons if reason not in page] == []
