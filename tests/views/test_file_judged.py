"""Limits, signals and targets in files: the same as on the service's page."""

from datetime import date

import pytest

from kpis.notes import Notes, Scope, Target
from kpis.selection import Selection
from tests.views.nations import online
from tests.views.test_service import seen, trend
from tests.views.test_service_variation import STEADY, months
from tests.warehouse.given import Town
from views.data_file import JUDGED, FileRequest, file_request
from views.file_about import about
from views.file_values import values

ARDEN = {"council": ["arden-vale"], "service": ["missed-bin"]}


@pytest.fixture
def rows(land: Town):
    land.library.notes = Notes(
        targets=(Target(Scope("arden-vale", "missed-bin", "completion_rate"), 0.75, date(2024, 1, 1), None, "Cabinet"),)
    )
    land.load([*months([*STEADY, 600]), *online("brackenmoor", 100, 80, "2025-03")])

    def asked(**query):
        request = file_request(land.reader, "completion_rate", query)
        assert isinstance(request, FileRequest)
        return [dict(zip(request.columns, row, strict=True)) for row in values(land.reader, request)]

    return asked


def test_T1_T3_a_row_carries_average_limits_signal_and_target(rows):
    last = rows(**ARDEN)[-1]
    # As worked out for the page: 69.8 %, 65.2 % to 74.4 %.
    assert [round(last[name], 3) for name in ("average", "lower_limit", "upper_limit")] == [0.698, 0.652, 0.744]
    assert [last[name] for name in ("variation", "target", "target_status")] == [
        "below the lower limit",
        0.75,
        "missed",
    ]


def test_limits_are_the_same_in_a_file_of_a_shorter_stretch(rows):
    whole, part = rows(**ARDEN), rows(**ARDEN, **{"from": ["2025-02-01"]})
    assert [row[name] for row in part for name in JUDGED] == [row[name] for row in whole[-2:] for name in JUDGED]


def test_the_file_says_of_each_month_what_the_pages_table_says(rows, land):
    table = trend(seen(land, Selection()), "completion-rate").table
    shown = [row[7].text.lower() for row in reversed(table.rows)]
    assert [row["variation"] for row in rows(**ARDEN)] == shown


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"council": ["arden-vale"], "by": ["council", "service"]},
        {"council": ["arden-vale"], "by": ["council", "period"]},
        {"council": ["arden-vale"], "by": ["council", "service", "channel", "period"]},
    ],
)
def test_what_limits_are_not_about_has_no_columns_of_them(rows, query):
    assert not set(JUDGED) & set(rows(**query)[0])


def test_without_enough_months_the_columns_are_empty(rows):
    row = rows(council=["brackenmoor"])[0]
    assert [row[name] for name in JUDGED] == [None, None, None, "", None, ""]


def test_a_JSON_file_names_its_rules(land, rows):
    request = file_request(land.reader, "completion_rate", ARDEN)
    assert isinstance(request, FileRequest)
    assert "Making Data Count" in about(land.reader, request)["normal_variation"]["rules"]
