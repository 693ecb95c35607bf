from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from kpis.channels import CHANNELS
from kpis.definitions import built_in
from kpis.documentation import RULES, WORDS, kpi_page
from kpis.markers import MEANINGS
from kpis.periods import FREQUENCY_NAMES
from tests.kpis.cells import kpi

PAGE = Path(__file__).parent.parent.parent / "docs" / "kpis.md"


def test_docs_kpis_md_is_what_the_catalogue_says_now():
    assert PAGE.read_text(encoding="utf-8") == kpi_page(built_in()), "docs/kpis.md is stale: run make docs"


def undocumented(page, kpis):
    """What the page does not say of these KPIs, of channels, periods and markers."""
    needed = [text for one in kpis for text in (f"## {one.name}\n", f"`{one.key}`", one.definition, one.guidance)]
    needed += [f"`{measure}`" for one in kpis for measure in one.measures]
    needed += [f"`{channel}`" for channel in CHANNELS]
    needed += list(FREQUENCY_NAMES.values())
    needed += [text for marker, meaning in MEANINGS.items() for text in (f"`[{marker}]`", meaning)]
    return [text for text in needed if text not in page]


def test_every_kpi_channel_period_and_marker_is_documented():
    assert undocumented(PAGE.read_text(encoding="utf-8"), built_in()) == []


def test_a_kpi_that_the_page_does_not_know_is_noticed():
    new = replace(kpi("availability"), key="new_one", name="New one", definition="Something new.")
    page = PAGE.read_text(encoding="utf-8")
    assert undocumented(page, [*built_in(), new]) == ["## New one\n", "`new_one`", "Something new."]
    assert undocumented(kpi_page([*built_in(), new]), [*built_in(), new]) == []


@pytest.mark.parametrize("rule", ["D1", "D2", "D3", "D4", "D5", "A1"])
def test_the_words_that_definitions_rest_on_are_explained(rule):
    assert any(f"({rule}" in meaning or f" {rule})" in meaning for meaning in WORDS.values())


@pytest.mark.parametrize("rule", ["A1", "A2", "A3", "A4", "A5", "D3", "D5", "D6", "D8", "F1"])
def test_the_rules_that_make_figures_are_told(rule):
    assert any(rule in text.rpartition("(")[2] for text in RULES)


def test_a_kpi_of_any_shape_can_be_documented():
    count = replace(kpi("availability"), denominator=None, multiplier=Decimal(1000), window=24, enough=5, guidance="")
    page = kpi_page([count])
    assert "| Denominator |" not in page
    assert "| Times | 1000 |" in page
    assert "| Covers | the last 24 months |" in page


def test_a_pipe_in_a_name_does_not_break_the_table():
    page = kpi_page([replace(kpi("availability"), numerator_name="Up | running")])
    assert "Up \\| running" in page
