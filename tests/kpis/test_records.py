from datetime import date

import pytest

from configuration import ConfigurationError, read_configuration
from kpis.definitions import catalogue
from kpis.notes import Annotation, Rebase, Scope, Target
from kpis.records import notes_of
from tests.configuration.test_reading import WHOLE

NOTES = """
[variation]
screen_outliers = true

[[annotation]]
council = "STG"
service = "permits"
date = 2024-09-10
text = "New form launched"

[[rebase]]
council = "STG"
service = "permits"
kpi = "completion_rate"
date = 2024-09-10
reason = "New form"
author = "J. Okafor"
baseline_to = 2025-09-30

[[target]]
council = "STG"
kpi = "cost_per_transaction"
value = 4.5
tolerance = 0.25
from = 2025-04-01
to = 2026-03-31
approved_by = "Cabinet"

[[target]]
council = "STG"
service = "permits"
kpi = "completion_rate"
value = 80
tolerance = 2
from = 2025-04-01
approved_by = "Cabinet"
"""


@pytest.fixture
def read(tmp_path):
    def reading(text):
        path = tmp_path / "sources.toml"
        path.write_text(WHOLE + text, encoding="utf-8")
        configuration = read_configuration(path)
        return notes_of(configuration, catalogue(configuration.kpi))

    return reading


def test_notes_are_read_with_percentages_as_pages_write_them(read):
    notes = read(NOTES)
    scope = Scope("STG", "permits", "completion_rate")
    assert notes.annotations == (Annotation(Scope("STG", "permits"), date(2024, 9, 10), "New form launched"),)
    assert notes.rebases == (Rebase(scope, date(2024, 9, 10), "New form", "J. Okafor", date(2025, 9, 30)),)
    cost, completion = notes.targets
    assert cost == Target(
        Scope("STG", "", "cost_per_transaction"), 4.5, date(2025, 4, 1), date(2026, 3, 31), "Cabinet", 0.25
    )
    assert (completion.value, completion.tolerance, completion.last) == (0.8, 0.02, None)
    assert notes.screened


def test_without_notes_nothing_is_on_record_and_nothing_is_screened(read):
    notes = read("")
    assert (notes.annotations, notes.rebases, notes.targets, notes.screened) == ((), (), (), False)


@pytest.mark.parametrize("table", ["annotation", "rebase", "target"])
def test_a_KPI_that_there_is_not_is_named_with_those_that_there_are(read, table):
    wrong = NOTES.replace('service = "permits"\ndate', 'service = "permits"\nkpi = "completion_rate"\ndate', 1)
    head, _, tail = wrong.rpartition(f"[[{table}]]")
    with pytest.raises(
        ConfigurationError, match=r"names the KPI 'completion', which there is not. It is one of comple"
    ):
        read(f"{head}[[{table}]]{tail.replace('completion_rate', 'completion', 1)}")


def test_a_target_needs_a_good_direction(read):
    own = """
[[kpi]]
key = "visits"
name = "Visits"
description = "Visits"
phrase = "visits"
numerator = { measures = ["visits"] }
numerator_name = "Visits"
unit = "number"
definition = "Visits"

[[target]]
council = "STG"
kpi = "visits"
value = 100
from = 2025-04-01
approved_by = "Cabinet"
"""
    with pytest.raises(ConfigurationError, match="the KPI has no good direction"):
        read(own)


def test_a_share_cannot_have_a_target_above_100_per_cent(read):
    with pytest.raises(ConfigurationError, match=r"120 cannot be reached.* Write 80 for 80%"):
        read(NOTES.replace("value = 80", "value = 120"))
