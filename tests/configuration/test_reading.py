"""Every fault in the file is one sentence with its place and its remedy."""

from decimal import Decimal
from pathlib import Path

import pytest

from configuration import ConfigurationError, read_configuration
from configuration.measures import MeasureColumn

WHOLE = """
[site]
publisher = "Anyone"
contact = "anyone@example.org"

[warehouse]
url = "duckdb:///warehouse"

[[service]]
key = "permits"
name = "Permits"

[[source]]
name = "crm"
title = "Customer database"
kind = "csv"
path = "export.csv"

[source.council]
fixed = "STG"

[source.service]
fixed = "permits"

[source.period]
column = "Month"
length = "month"

[source.measures]
completed = "Done"
"""


@pytest.fixture
def written(tmp_path):
    def write(text: str) -> Path:
        path = tmp_path / "sources.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def fault(path: Path) -> str:
    with pytest.raises(ConfigurationError) as caught:
        read_configuration(path)
    message = str(caught.value)
    assert "Traceback" not in message
    assert "pydantic" not in message
    return message


def test_a_whole_file_is_read_and_remembers_its_folder(written, tmp_path):
    configuration = read_configuration(written(WHOLE))
    assert configuration.site.title == "Guildhall"
    assert configuration.source[0].measures == {"completed": "Done"}
    assert configuration.folder == tmp_path.resolve()
    assert configuration.path.name == "sources.toml"


def test_a_file_that_is_not_there_is_named(tmp_path):
    assert fault(tmp_path / "none.toml") == (
        f"There is no configuration file {tmp_path / 'none.toml'}. Name one with CONFIG=path.toml."
    )


def test_a_file_that_is_no_toml_says_in_which_line(written):
    path = written("[site\n")
    assert fault(path).startswith(f"{path} is not valid TOML: ")
    assert "line 1" in fault(path)


def test_a_file_that_is_not_utf8_is_refused(tmp_path):
    path = tmp_path / "sources.toml"
    path.write_bytes("publisher = 'Ynys Môn'".encode("latin-1"))
    assert "Save it as UTF-8" in fault(path)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (('title = "Customer database"', 'titel = "x"'), "unknown key 'titel' in [source] 'crm'"),
        (('title = "Customer database"\n', ""), "[source] 'crm' has no 'title'"),
        (
            ('length = "month"', 'length = "moth"'),
            "'length' in [source.period] 'crm' cannot be 'moth': write 'day', 'week', 'month'",
        ),
        (("[source.period]\n", '[source.period]\nlenght = "month"\n'), "unknown key 'lenght' in [source.period] 'crm'"),
        (('contact = "anyone@example.org"', ""), "[site] has no 'contact'"),
        (('kind = "csv"', 'kind = "sql"'), "[source] 'crm' kind 'sql' needs 'url_variable' and 'query'"),
        (('path = "export.csv"', ""), "[source] 'crm' kind 'csv' needs 'path'"),
        (
            ('path = "export.csv"', 'path = "export.csv"\nquery = "SELECT 1"'),
            "[source] 'crm' kind 'csv' takes no 'query', which is for sql",
        ),
        (
            ('fixed = "STG"', 'fixed = "STG"\ncolumn = "council"'),
            "[source.council] 'crm' needs either 'fixed' or 'column'",
        ),
        (('completed = "Done"', 'cost = "Spend"'), "[source] 'crm' has a cost, so it needs 'cost_basis'"),
        (
            ('path = "export.csv"', 'path = "export.csv"\nprice_base_year = "2024-25"'),
            "[source] 'crm' has 'price_base_year', but no measure 'cost'; remove it",
        ),
        (
            ('path = "export.csv"', 'path = "export.csv"\nprice_base_year = "real"'),
            "'price_base_year' in [source] 'crm' cannot be 'real': write a year as in '2024' or '2024-25'",
        ),
        (
            ('path = "export.csv"', 'path = "export.csv"\ncollection_point = "end_pages"'),
            "[source] 'crm' has 'collection_point', but no measure 'rating_1' to 'rating_5'; remove it",
        ),
        (
            ('name = "Permits"', 'name = "Permits"\nlgil = 8'),
            "[service] 'Permits' has 'lgil' without 'lgsl', the number of the service",
        ),
        (('completed = "Done"', ""), "[source] 'crm' needs either [source.measures]"),
        (('column = "Month"\n', ""), "[source] 'crm' [source.period] needs 'column' or 'fixed'"),
        (('length = "month"', ""), "[source.period] 'crm' needs 'length', 'length_column' with 'lengths', or 'map'"),
        (
            ('length = "month"', 'length_column = "type"'),
            "[source.period] 'crm' 'length_column' and 'lengths' go together",
        ),
        (('key = "permits"', 'key = "permit"'), "[[source]] 'crm' names the service 'permits', which no [[service]]"),
        (
            ('key = "permits"', 'key = "per mits"'),
            "'key' in [service] 'Permits' cannot be 'per mits': use letters, digits and '-' only",
        ),
        (
            ("[source.measures]", '[source.channel]\nfixed = "fax"\n\n[source.measures]'),
            "'fixed' in [source.channel] 'crm' cannot be 'fax'",
        ),
        (
            ("[source.measures]", '[[source.offering]]\nservice = "permits"\n\n[source.measures]'),
            "[source.offering] 'crm' needs 'channels', or 'offered = false'",
        ),
        (("[site]", "colour = 3\n[site]"), "unknown key 'colour' in the file"),
        (("[site]", 'path = "x"\n[site]'), "unknown key 'path' in the file"),
    ],
)
def test_a_fault_is_one_sentence_with_its_file_place_and_key(written, change, sentence):
    was, becomes = change
    assert was in WHOLE
    path = written(WHOLE.replace(was, becomes, 1))
    message = fault(path)
    assert sentence in message
    assert message.startswith(f"{path}: ")
    assert message.endswith("Nothing was loaded or changed.")


def test_two_sources_of_one_name_are_refused(written):
    again = WHOLE[WHOLE.index("[[source]]") :]
    assert "[[source]] 'crm' is there twice; give one of them another name" in fault(written(WHOLE + again))


def test_wide_columns_take_the_period_from_the_header_alone(written):
    columns = "[[source.columns]]\npattern = '(?P<period>.+)'\nmeasure = \"completed\"\n"
    path = written(WHOLE.replace('[source.measures]\ncompleted = "Done"\n', columns))
    assert "[[source.columns]] take the period from the header, so [source.period] has no 'column'" in fault(path)


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("Done (.*)", "needs '(?P<period>...)' in its 'pattern'"),
        ("(Done", "has a 'pattern' that is no regular expression"),
    ],
)
def test_a_pattern_that_captures_no_period_is_refused(written, pattern, sentence):
    columns = f"[[source.columns]]\npattern = '{pattern}'\nmeasure = \"completed\"\n"
    text = WHOLE.replace('[source.measures]\ncompleted = "Done"\n', columns).replace('column = "Month"\n', "")
    assert f"[source.columns] 'crm' {sentence}" in fault(written(text))


def test_what_is_offered_needs_councils_where_a_source_holds_several(written):
    text = WHOLE.replace('fixed = "STG"', 'column = "council"')
    text += '\n[[source.offering]]\nservice = "permits"\noffered = false\n'
    assert "[[source.offering]] needs 'councils', as the source holds several" in fault(written(text))


def test_several_faults_are_all_told_at_once(written):
    path = written(WHOLE.replace('contact = "anyone@example.org"', "").replace('title = "Customer database"\n', ""))
    assert fault(path).count("has no") == 2


def test_decimals_in_the_file_are_exact(written):
    text = WHOLE.replace('completed = "Done"', 'completed = { column = "Done", multiplier = 0.01 }')
    measure = read_configuration(written(text)).source[0].measures["completed"]
    assert isinstance(measure, MeasureColumn)
    assert measure.multiplier == Decimal("0.01")


def test_the_examples_own_file_can_be_read():
    configuration = read_configuration(Path(__file__).parents[2] / "examples" / "guildhall.toml")
    assert len(configuration.source) == 21
    assert {source.name for source in configuration.source if source.illustrative} == {
        "arden-vale", "arden-vale-wards", "brackenmoor-crm", "brackenmoor-finance", "eastmere", "hollinford-crm",
        "hollinford-waste", "saltwick-bay-monthly", "saltwick-bay-survey", "tarnside", "wyncastle",
    }  # fmt: skip


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://figures:S3cret-word@db.example/figures",
        "postgresql://db.example/figures?user=figures&password=S3cret-word",
    ],
)
def test_a_password_in_the_warehouses_url_is_refused_and_not_repeated(written, url):
    message = fault(written(WHOLE.replace("duckdb:///warehouse", url)))
    assert "[warehouse] has a URL with a password in it; take it out" in message
    assert "'url_variable' names" in message
    assert "S3cret" not in message


def test_the_warehouses_url_may_stand_in_the_environment(written):
    settings = read_configuration(written(WHOLE.replace('url = "duckdb:///warehouse"', 'url_variable = "FIGURES"')))
    assert (settings.warehouse.url_variable, settings.warehouse.url) == ("FIGURES", "")


@pytest.mark.parametrize("told", ["", 'url = "duckdb:///warehouse"\nurl_variable = "FIGURES"'])
def test_the_warehouse_is_in_one_place(written, told):
    message = fault(written(WHOLE.replace('url = "duckdb:///warehouse"', told)))
    assert "[warehouse] needs either 'url' or 'url_variable'; give one of them" in message


TARGET = """
[[target]]
council = "STG"
service = "permits"
kpi = "completion_rate"
value = 80
from = 2025-04-01
approved_by = "Cabinet"
"""
REBASE = """
[[rebase]]
council = "STG"
service = "permits"
kpi = "completion_rate"
date = 2025-04-01
reason = "New form"
author = "J. Okafor"
"""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (TARGET + TARGET, "two of them hold on 2025-04-01; end the first one with 'to' the day before"),
        (TARGET + 'to = 2025-03-31\n', "has a 'to' before its 'from'; correct one of the two"),
        (TARGET.replace("permits", "permit"), "names the service 'permit', which no [[service]] describes"),
        (TARGET.replace('approved_by = "Cabinet"', ""), "[target] '1' has no 'approved_by'. Add it"),
        (TARGET + "tolerance = -1\n", "'tolerance' in [target]"),
        (REBASE + "baseline_to = 2025-03-31\n", "has a 'baseline_to' that is not after its 'date'"),
        (REBASE.replace('author = "J. Okafor"', 'author = ""'), "'author' in [rebase]"),
        (REBASE.replace("permits", "permit"), "[[rebase]] names the service 'permit'"),
        (REBASE.replace("2025-04-01", '"soon"'), "'date' in [rebase]"),
    ],
)  # fmt: skip
def test_a_note_that_cannot_be_meant_is_refused_in_words(written, text, wanted):
    assert wanted in fault(written(WHOLE + text))


def test_targets_may_follow_each_other(written):
    later = TARGET.replace("2025", "2026").replace("value = 80", "value = 85")
    found = read_configuration(written(f"{WHOLE}{TARGET}to = 2026-03-31\n{later}")).target
    assert [one.value for one in found] == [80, 85]
