from dataclasses import replace
from datetime import date, datetime

from kpis.periods import starting
from views.freshness import awaited, late, latest_period
from views.reader import Extent, SourceStatus

CRM = SourceStatus(
    "crm", "Customer system", "sql", "", "", "", "", True, datetime(2026, 4, 14), 100, 0, 0, 100, 1,
    date(2023, 4, 1), date(2026, 3, 31),
)  # fmt: skip
BINS = Extent(
    kpi="completion_rate",
    council="hollinford",
    service="missed-bin",
    frequency="month",
    first=date(2023, 4, 1),
    last=date(2026, 3, 1),
    latest=date(2026, 1, 1),
    provided=34,
    expected=36,
    sources=("crm",),
)


def test_a_service_without_its_newest_months_is_late_since_the_first_that_lacks():
    [found] = late([BINS], [CRM])
    assert (found.council, found.service) == ("hollinford", "missed-bin")
    assert (found.latest.label, found.since.label, found.periods) == ("January 2026", "February 2026", 2)


def test_a_service_with_any_measure_in_for_the_newest_period_is_not_late():
    take_up = BINS._replace(kpi="digital_take_up", latest=date(2026, 3, 1))
    assert late([BINS, take_up], [CRM]) == []


def test_a_service_that_never_gave_a_figure_is_lacking_but_not_late():
    assert late([BINS._replace(latest=None, provided=0)], [CRM]) == []


def test_nothing_is_awaited_of_a_source_whose_newest_figures_were_old_when_it_was_loaded():
    survey = replace(CRM, last=date(2018, 3, 31))
    assert awaited(CRM)
    assert not awaited(survey)
    assert late([BINS], [survey]) == []


def test_a_source_without_any_figure_is_awaited_by_nobody():
    assert not awaited(replace(CRM, first=None, last=None))


def test_the_latest_period_is_the_one_that_ends_last_and_of_two_the_shorter():
    year = BINS._replace(frequency="financial_year", first=date(2023, 4, 1), latest=date(2025, 4, 1))
    month = BINS._replace(latest=date(2026, 3, 1))
    quarter = BINS._replace(frequency="quarter", latest=date(2025, 10, 1))
    assert latest_period([year, month, quarter]) == starting(date(2026, 3, 1), "month")
    assert latest_period([year, quarter]) == starting(date(2025, 4, 1), "financial_year")
    assert latest_period([BINS._replace(latest=None)]) is None
