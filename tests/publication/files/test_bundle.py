"""The one file that holds a whole release, and everything one must know to use it."""

import csv
import json
from io import TextIOWrapper
from zipfile import ZipFile

import pytest
from csvw import CSVW
from csvw.metadata import Table

from publication.files.bundle import bundle
from tests.publication.given import InMemory, hidden, row, rows
from views.open.release import Revision

ADDRESS = "https://open.example.org/open/release/7/"
CHANGED = (
    Revision(row(), "revised", row(numerator=800).figure, row().figure, "Late returns"),
    Revision(hidden(service="=garden"), "added", None, hidden().figure),
    Revision(row(month="2025-12"), "withdrawn", row().figure, None, "=Counted twice"),
)


@pytest.fixture
def reader():
    return InMemory(rows(), changed=CHANGED)


@pytest.fixture
def folder(reader, tmp_path):
    with bundle(reader, ADDRESS) as file, ZipFile(file) as archive:
        archive.extractall(tmp_path)
    return tmp_path


def lines(folder, name):
    with (folder / name).open("rb") as file:
        return list(csv.DictReader(TextIOWrapper(file, "utf-8", newline="")))


def test_a_release_holds_every_row_once_with_its_metadata_licence_and_words(folder, reader):
    assert sorted(path.name for path in folder.iterdir()) == [
        "LICENCE.txt",
        "README.txt",
        "datapackage.json",
        "figures.csv",
        "figures.csv-metadata.json",
        "revisions.csv",
        "revisions.csv-metadata.json",
    ]
    assert len(lines(folder, "figures.csv")) == len(rows())


@pytest.mark.parametrize("name", ["figures.csv", "revisions.csv"])
def test_P8_a_csvw_tool_accepts_both_tables(folder, name):
    checked = CSVW(str(folder / name), md_url=str(folder / f"{name}-metadata.json"), validate=True)
    assert checked.is_valid, [str(one.message) for one in checked.warnings]


def test_P11_revisions_say_what_a_figure_was_what_it_is_and_why(folder):
    read = list(Table.from_file(folder / "revisions.csv-metadata.json"))
    # 800 and 811 of 1,128.
    assert [(one["change"], one["value_before"], one["value"], one["marker"]) for one in read] == [
        ("revised", 800 / 1128, 811 / 1128, None),
        ("added", None, None, "[c]"),
        ("withdrawn", 811 / 1128, None, None),
    ]
    assert [one["reason"] for one in read] == ["Late returns", None, "'=Counted twice"]


def test_P8_the_data_package_names_every_table_that_is_there(folder):
    package = json.loads((folder / "datapackage.json").read_text())
    assert [one["path"] for one in package["resources"]] == ["figures.csv", "revisions.csv"]
    assert all((folder / one["path"]).is_file() for one in package["resources"])


def test_P9_the_licence_names_every_source(folder):
    said = (folder / "LICENCE.txt").read_text()
    assert "Contains public sector information licensed under the Open Government Licence v3.0." in said
    assert "Case records, The councils' own: OGL v3.0." in said
    assert "mySociety, CC BY 4.0" in said


def test_P11_the_readme_says_what_to_beware_of_before_anything_else(folder):
    said = (folder / "README.txt").read_text()
    assert said.index("release 7") < said.index("Beware") < said.index("Columns of figures.csv")
    for words in (
        "illustrative are invented",
        "not ranked",
        "An empty value is not a zero",
        "counts from 1 to 4 are hidden",
        "[c] not published",
        "approved by A. Officer on 11 May 2026",
    ):
        assert words in said


def test_the_same_release_gives_the_same_bytes(reader):
    with bundle(reader, ADDRESS) as one, bundle(reader, ADDRESS) as other:
        assert one.read() == other.read()
