"""What stands beside a page is exactly its figures, and says of itself whose they are."""

import csv
import json
from dataclasses import replace
from decimal import Decimal
from io import StringIO

import pytest
from csvw import CSVW
from csvw.frictionless import DataPackage
from csvw.metadata import Table, TableGroup

from kpis.markers import MEANINGS
from publication.files.about import Subject
from publication.files.columns import COLUMNS, KEY, NAMES
from publication.files.page_files import page_file, writers
from tests.publication.given import InMemory, hidden, row, rows
from views.data_file import COLUMNS_OF, FIGURES

SUBJECT = Subject("Figures of two councils", "https://open.example.org/open/release/7/kpi/completion_rate/all/")


def content(name, given=None, subject=SUBJECT):
    reader = InMemory(rows() if given is None else given)
    return page_file(name, reader, reader.given, subject).content


def table(given=None):
    text = content("figures.csv", given).decode()
    return list(csv.DictReader(StringIO(text, newline="")))


@pytest.fixture
def folder(tmp_path):
    """Every file beside a page, on disk as somebody would have them who took them all."""
    for name in writers():
        (tmp_path / name).write_bytes(content(name))
    return tmp_path


def test_P7_a_file_has_the_columns_of_the_data_files_and_then_the_kpi_and_the_release():
    keys = [name for names in COLUMNS_OF.values() for name in names]
    assert [*keys, *FIGURES, "kpi", "release"] == list(NAMES) == list(table()[0])


def test_P7_numbers_equal_the_rows_and_nothing_is_added():
    lines = table()
    assert len(lines) == len(rows())
    for given, line in zip(rows(), lines, strict=True):
        assert line["value"] == ("" if given.figure.value is None else line["value"])
        if given.figure.value is not None:
            assert float(line["value"]) == given.figure.value
            assert Decimal(line["numerator"]) == given.figure.numerator
            assert Decimal(line["denominator"]) == given.figure.denominator
    # 811 of 1,128 is 0.71897...; 901 of 1,248 is what the release says of both services, not what a file adds up.
    assert lines[2]["value"].startswith("0.71897")
    assert (lines[0]["service"], lines[0]["numerator"], lines[0]["denominator"]) == ("all", "901", "1248")


def test_P7_missing_is_an_empty_value_and_a_marker_and_zero_is_zero():
    lines = {
        (line["council"], line["service"], line["period_start"], line["kpi"], line["channel"]): line for line in table()
    }
    gone = lines["BRI", "missed-bin", "2026-03-01", "completion_rate", "all"]
    assert (gone["value"], gone["numerator"], gone["marker"]) == ("", "", "[x]")
    none = lines["BRI", "missed-bin", "2026-02-01", "completion_rate", "all"]
    assert (none["value"], none["numerator"], none["marker"]) == ("0", "0", "")


def test_P3_a_hidden_figure_leaves_every_number_empty_and_does_not_say_which_was_small():
    line = table([hidden()])[0]
    assert [line[name] for name in ("numerator", "denominator", "value", "lower", "upper")] == [""] * 5
    assert line["marker"] == "[c]"
    assert line["caution"] == f"illustrative figures; {MEANINGS['c']}"


def test_P3_an_interval_or_a_reason_that_came_with_a_hidden_figure_is_not_given_away():
    given = hidden()
    leaking = given._replace(figure=replace(given.figure, lower=0.1, upper=0.3, reason="3 of 9", twelve_months=0.2))
    for name in ("figures.csv", "figures.json", "figures.xlsx"):
        assert content(name, [leaking]) == content(name, [given])


def test_P11_a_file_of_more_than_one_council_carries_the_caution_in_every_row():
    assert all("a can opener, not a verdict" in line["caution"] for line in table())
    assert "can opener" not in table([row()])[0]["caution"]


def test_a_name_that_a_spreadsheet_would_run_is_made_harmless():
    named = {line["service"]: line["service_name"] for line in table()}
    assert named["'=garden"] == "'=Garden waste, paid"


def test_json_has_the_same_names_and_values_as_csv_and_says_what_they_are():
    told = json.loads(content("figures.json"))
    assert [list(one) for one in told["rows"]] == [list(NAMES)] * len(rows())
    for one, line in zip(told["rows"], table(), strict=True):
        assert (one["value"] is None) == (line["value"] == "")
        assert one["value"] is None or one["value"] == float(line["value"])
    assert told["release"]["number"] == 7
    assert told["illustrative"] is True
    assert set(told["markers"]) == {"[c]", "[x]"}
    assert "Open Government Licence v3.0" in told["licence"]


def test_P8_a_csvw_tool_accepts_the_files_and_reads_each_column_as_its_type(folder):
    checked = CSVW(str(folder / "figures.csv"), md_url=(folder / "figures.csv-metadata.json"), validate=True)
    assert checked.is_valid, [str(one.message) for one in checked.warnings]
    read = list(Table.from_file(folder / "figures.csv-metadata.json"))
    assert [one["value"] for one in read] == [one.figure.value for one in rows()]
    assert [one["numerator"] for one in read] == [one.figure.numerator for one in rows()]
    assert [one["period_start"].date() for one in read] == [one.period.start for one in rows()]
    assert {type(one["release"]) for one in read} == {int}


def test_P8_a_csvw_tool_refuses_a_table_that_is_not_what_its_metadata_says(folder):
    text = (folder / "figures.csv").read_text()
    (folder / "figures.csv").write_text(text.replace("2026-03-01", "March"))
    metadata = str(folder / "figures.csv-metadata.json")
    assert not CSVW(str(folder / "figures.csv"), md_url=metadata, validate=True).is_valid


def test_P8_a_data_package_describes_the_same_table(folder):
    package = json.loads((folder / "datapackage.json").read_text())
    # The tool asks for the scheme of an address, which the second version of the standard no longer has.
    resources = [one | {"scheme": "file"} for one in package["resources"]]
    group = TableGroup.from_frictionless_datapackage(DataPackage(package | {"resources": resources}, folder))
    assert [one["value"] for one in group.tables[0]] == [one.figure.value for one in rows()]
    assert package["$schema"].endswith("/2.0/datapackage.json")
    assert package["contributors"] == [{"title": "The council", "roles": ["publisher"]}]
    assert [field["name"] for field in package["resources"][0]["schema"]["fields"]] == list(NAMES)


def test_P9_every_kind_of_file_carries_the_licence_and_whose_figures_they_are(folder):
    for name in ("figures.csv-metadata.json", "figures.json", "datapackage.json"):
        text = (folder / name).read_text()
        assert "Contains public sector information licensed under the Open Government Licence v3.0." in text
        assert "Case records, The councils' own: OGL v3.0." in text
        assert "Council codes: mySociety, CC BY 4.0" in text


def test_the_key_tells_every_row_from_every_other():
    keys = [tuple(line[name] for name in KEY) for line in table()]
    assert len(set(keys)) == len(keys)
    assert all(line[column.name] for line in table() for column in COLUMNS if column.always)


@pytest.mark.parametrize("name", list(writers()))
def test_the_same_rows_of_the_same_release_give_the_same_bytes(name):
    assert content(name) == content(name)


@pytest.mark.parametrize("name", list(writers()))
def test_a_page_without_figures_has_files_without_rows(name):
    assert content(name, [])


def test_there_is_no_file_of_another_name():
    assert page_file("figures.exe", InMemory(rows()), rows(), SUBJECT) is None
