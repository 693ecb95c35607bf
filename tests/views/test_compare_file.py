import csv
from io import StringIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from kpis.funnel import funnel
from kpis.selection import SelectionError, parse_selection
from tests.views.large import TWELVE, twelve
from tests.views.nations import SCOTTISH, flat, online
from tests.warehouse.given import Town
from views.compare import Compare, compare
from views.compare_file import ComparisonFile, comparison_file
from views.file_text import csv_pieces
from warehouse.arrival import DeclaredOffering


def asked(town: Town, query: str, kpi: str = "completion_rate") -> ComparisonFile:
    found = comparison_file(town.reader, kpi, parse_qs(query))
    assert isinstance(found, ComparisonFile)
    return found


def rows(file: ComparisonFile) -> dict[str, dict[str, str]]:
    text = "".join(csv_pieces(file.columns, file.rows()))
    return {row["council"]: row for row in csv.DictReader(StringIO(text, newline=""))}


def test_P11_each_row_holds_the_limits_the_phrase_and_the_caution(tmp_path: Path):
    town = twelve(tmp_path / "twelve")
    file = asked(town, "limits=adjusted")
    made = funnel((float(x), float(n)) for x, n in TWELVE.values())
    assert made is not None
    found = rows(file)
    assert list(found) == sorted(TWELVE)
    for key, (part, whole) in TWELVE.items():
        limits, row = made.adjusted(whole), found[key]
        assert float(row["limit_95_lower"]) == pytest.approx(limits.lower_95)
        assert float(row["limit_998_upper"]) == pytest.approx(limits.upper_998)
        assert row["against_group"] == made.phrase(part, whole)
        assert float(row["group_value"]) == pytest.approx(made.target)
        assert row["caution"].startswith("a can opener, not a verdict")


def test_F3_plain_limits_are_those_that_were_asked_for(tmp_path: Path):
    town = twelve(tmp_path / "twelve")
    made = funnel((float(x), float(n)) for x, n in TWELVE.values())
    assert made is not None
    row = rows(asked(town, "limits=plain"))["irb"]
    assert float(row["limit_95_upper"]) == pytest.approx(made.plain(1000).upper_95)
    about = asked(town, "limits=plain").about(town.reader)
    assert about["comparison"]["limits"] == "plain"
    assert about["comparison"]["phi"] == pytest.approx(made.dispersion.phi)
    assert about["cautions"][0].startswith("A can opener, not a verdict.")


def test_F3_fewer_than_ten_have_values_and_neither_limits_nor_phrases(land: Town):
    land.load(flat(online(key, 40, 10) for key in SCOTTISH))
    found = rows(asked(land, "limits=adjusted"))
    assert {row["limit_95_lower"] for row in found.values()} == {""}
    assert {row["against_group"] for row in found.values()} == {""}
    assert asked(land, "limits=adjusted").about(land.reader)["comparison"]["limits"] is None


def test_A3_a_council_that_does_not_run_the_service_is_in_the_file_without_a_value_and_with_the_reason(land: Town):
    land.load(
        flat(online(key, 40, 10) for key in SCOTTISH[:4]),
        offerings=(DeclaredOffering("STR", "missed-bin", "", None, None, offered=False),),
    )
    row = rows(asked(land, "group=scotland"))["STR"]
    assert (row["value"], row["caution"]) == ("", "left out: does not run the service")


def test_the_address_on_the_page_gives_the_councils_of_the_page(land: Town):
    land.load(flat(online(key, 40, 10) for key in SCOTTISH))
    for query in ("group=scotland", "council=FIR&council=GLE", "group=scotland&council=FIR"):
        view = compare(land.reader, parse_selection(parse_qs(query)))
        assert isinstance(view, Compare)
        assert view.each is not None
        found = rows(asked(land, urlsplit(view.each.file).query))
        assert [row["council_name"] for row in found.values()] == [row.name for row in view.each.rows]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("limits=adjusted&by=council", "'by' is not known here"),
        ("limits=wide", "it is one of adjusted, plain, exact"),
        ("group=scotland&service=blue-badge", "No two councils have figures|do not go together"),
    ],
)
def test_what_cannot_be_is_refused_in_words(land: Town, query: str, words: str):
    land.load(flat(online(key, 40, 10) for key in SCOTTISH))
    with pytest.raises(SelectionError, match=words):
        asked(land, query)
