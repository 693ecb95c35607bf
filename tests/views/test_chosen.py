"""What is chosen on a page, and the addresses without it."""

from datetime import date

from kpis.selection import Selection
from views.addresses import compare_address
from views.chosen import chosen, chosen_councils

SELECTION = Selection(kpi="cost", councils=("ABE", "FIF"), frequency="quarter", first=date(2025, 4, 1), show="table")
NAMED = [("kpi", "Measure", "Cost"), ("frequency", "Show by", "Quarter"), ("first", "From", "April 2025")]


def test_each_tag_is_the_same_address_without_it():
    assert [(tag.label, tag.words, tag.without) for tag in chosen(SELECTION, NAMED, compare_address).tags] == [
        ("Measure", "Cost", "/compare?council=ABE&council=FIF&frequency=quarter&from=2025-04-01&show=table"),
        ("Show by", "Quarter", "/compare?kpi=cost&council=ABE&council=FIF&from=2025-04-01&show=table"),
        ("From", "April 2025", "/compare?kpi=cost&council=ABE&council=FIF&frequency=quarter&show=table"),
    ]


def test_a_council_is_taken_out_and_the_others_stay():
    first, second = chosen_councils(SELECTION, [("ABE", "Aberdeen"), ("FIF", "Fife")], compare_address)
    assert first.without == "/compare?kpi=cost&council=FIF&frequency=quarter&from=2025-04-01&show=table"
    assert second.without == "/compare?kpi=cost&council=ABE&frequency=quarter&from=2025-04-01&show=table"
    assert second.words == "Fife"


def test_reset_takes_every_filter_away_and_keeps_what_stands_first():
    found = chosen(SELECTION, NAMED, compare_address)
    assert found.reset == "/compare?show=table"
    assert found.tables_first
    assert found.other == "/compare?kpi=cost&council=ABE&council=FIF&frequency=quarter&from=2025-04-01"


def test_without_charts_nothing_can_be_turned_round():
    found = chosen(Selection(text="bin"), [("text", "Name holds", "bin")], compare_address, charts=False)
    assert found.other == ""
    assert not found.tables_first
    assert found.tags[0].without == "/compare"
