import pytest

from data_loaders.columns import Columns
from data_loaders.errors import SourceError

MANY = [f"Total transactions\nQ{n}" for n in range(1, 30)] + ["finish", "", "twice", "twice"]


def columns(headers):
    return Columns(headers, "the query returned", "sources.toml")


def message(headers, address):
    with pytest.raises(SourceError) as caught:
        columns(headers).find(address, "[source.measures]")
    return str(caught.value)


def test_a_column_is_found_by_its_header_or_by_its_place():
    assert columns(["mth", "done"]).find("done", "") == 1
    assert columns(["mth", "done"]).find("#1", "") == 0
    assert columns(["a\nb", "done"]).find("a\nb", "") == 0


def test_a_header_that_looks_like_a_place_is_a_header():
    assert columns(["x", "#1"]).find("#1", "") == 1


def test_a_column_that_is_not_there_is_a_sentence_with_those_that_are():
    assert message(["svc", "mth", "done"], "finished") == (
        "the query returned no column 'finished' (it has done, mth, svc). Fix [source.measures] in sources.toml."
    )


def test_of_many_columns_the_likely_ones_are_told_first():
    said = message(MANY, "finished")
    assert said.startswith("the query returned no column 'finished' (it has finish, Total transactions\\nQ1,")
    # 31 different headers, one of them empty and so left out, one there twice: 29 + finish + twice; 12 are listed.
    assert "and 19 more)" in said


def test_a_header_that_is_there_twice_must_be_addressed_by_place():
    assert message(MANY, "twice") == (
        "the query returned 2 columns 'twice'. Write '#32' or '#33'. Fix [source.measures] in sources.toml."
    )


@pytest.mark.parametrize("address", ["#0", "#3", "#x"])
def test_a_place_that_is_not_there_is_a_sentence(address):
    assert f"no column {address}" in message(["a", "b"], address).replace("'", "")
