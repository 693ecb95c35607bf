from pathlib import Path

import pytest

from configuration.documentation import TABLES, holds, keys, table_of_keys, tables_within, with_tables_of_keys
from configuration.entry import Channel
from configuration.places import ServiceEntry
from configuration.settings import CountEntry

PAGE = Path(__file__).parents[2] / "docs" / "sources.md"


def test_docs_sources_md_is_what_the_settings_say_now():
    page = PAGE.read_text(encoding="utf-8")
    assert page == with_tables_of_keys(page), "docs/sources.md is stale: run make docs"


def test_every_table_of_the_file_has_its_keys_on_the_page():
    page = PAGE.read_text(encoding="utf-8")
    assert tables_within() == set(TABLES.values())
    assert [name for name in TABLES if f"<!-- keys of {name} -->" not in page] == []


def test_every_key_says_what_it_is_for():
    silent = [f"{name} {key}" for name, entry in TABLES.items() for key, field in keys(entry) if not field.description]
    assert silent == []


def test_a_key_that_is_not_described_on_the_page_makes_it_stale():
    page = PAGE.read_text(encoding="utf-8")
    without = page.replace("| `delimiter` |", "| `gone` |")
    assert without != page
    assert with_tables_of_keys(without) == page


def test_a_block_for_a_table_there_is_not_is_an_error():
    with pytest.raises(KeyError):
        with_tables_of_keys("<!-- keys of [nothing] -->\n<!-- end of keys -->")


def test_a_table_of_keys_says_what_a_key_holds_and_whether_it_is_needed():
    lines = table_of_keys(ServiceEntry).splitlines()
    assert lines[2] == "| `key` | text | yes | Stable key, used in addresses. |"
    in_total = "| `in_total` | true or false | no; `true` | Whether the service is added"
    assert any(line.startswith(in_total) for line in lines)


def test_a_choice_is_written_out():
    assert holds(Channel).startswith("`web`, `app`, `assisted_digital`")
    assert holds(CountEntry.model_fields["measures"].annotation) == "table of text and number or list of text"
