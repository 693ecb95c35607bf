from decimal import Decimal
from pathlib import Path

from configuration import CountEntry, KpiEntry
from kpis.catalogue import Kpi
from kpis.definitions import catalogue
from tests.views.nations import online
from tests.warehouse.given import Town
from views.meanings import channels, definitions, formula, side

OWN = KpiEntry(
    key="missed_bins",
    name="Missed bins",
    description="Bins",
    phrase="bins were missed",
    numerator=CountEntry(measures=("missed_bins",)),
    numerator_name="Missed bins",
    unit="number",
    definition="Reports of a bin that was not emptied.",
    multiplier=Decimal(1000),
    version=3,
)


def kpi(key: str) -> Kpi:
    return catalogue([OWN])[key]


def test_the_formula_is_in_words():
    assert formula(kpi("completion_rate")) == "Completed ÷ Started"
    assert formula(kpi("cost_per_transaction")) == "Cost ÷ Completed, over 12 months"
    assert formula(kpi("missed_bins")) == "Missed bins × 1,000"


def test_each_side_says_what_is_added_and_through_which_channels():
    completion, score = kpi("completion_rate"), kpi("satisfaction_score")
    assert side(completion.numerator, "Completed") == "Completed: completed, through web, app and digital, not split"
    assert side(score.numerator, "Weighted answers") == (
        "Weighted answers: 0.25 × rating 2 + 0.5 × rating 3 + 0.75 × rating 4 + rating 5, "
        "through every channel that the service offers"
    )


def test_every_kpi_is_defined_with_its_version_and_what_the_deployment_added_is_said(tmp_path: Path):
    own = Town(tmp_path / "own", catalogue([OWN]))
    own.load(online("arden-vale", 10, 8))
    found = {one.key: one for one in definitions(own.reader)}
    assert list(found) == [kpi.key for kpi in catalogue([OWN])]
    assert (found["missed_bins"].version, found["missed_bins"].own) == (3, True)
    assert not found["completion_rate"].own


def test_a_file_is_offered_only_where_there_are_figures(land: Town):
    land.load(online("FIR", 10, 8))
    found = {one.key: one.file for one in definitions(land.reader)}
    assert found["completion_rate"] == "/data/completion_rate.csv"
    assert found["availability"] == ""


def test_what_is_good_and_what_carries_an_interval_is_said(land: Town):
    land.load(online("FIR", 10, 8))
    found = {one.key: one.reading for one in definitions(land.reader)}
    assert found["completion_rate"] == "Given as a percentage; higher is better. With a 95% interval."
    assert found["response_rate"].startswith("Given as a percentage; neither direction is better.")
    assert found["cost_per_transaction"] == "Given in pounds; lower is better."


def test_D4_the_table_says_which_channels_count_as_digital():
    rows = {row[0].text: (row[1].text, row[2].text) for row in channels().rows}
    assert rows["Web"] == ("counts as digital", "counts as digital")
    assert rows["Assisted digital"] == ("counts as digital", "does not")
    assert rows["Email"] == rows["Kiosk"] == rows["Automated phone"] == ("does not", "does not")
    assert "All channels" not in rows
