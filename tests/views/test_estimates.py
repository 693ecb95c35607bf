"""An estimate carries [e] wherever it is shown: cells, tiles, charts, tables and files (METHODS P5)."""

import csv
from dataclasses import replace

from kpis.selection import Selection
from tests.warehouse.given import Given, Town
from views.council import council_view
from views.data_file import FileRequest, file_request
from views.file_text import csv_pieces
from views.file_values import values
from views.reader import CellQuery
from views.service import service_view

MONTHS = [f"2025-{month:02d}" for month in range(1, 13)]
NOTE = "[e] estimated"


def phone_is_estimated(land: Town) -> None:
    """A year in which calls and one month's ratings are estimated."""
    rows = []
    for month in MONTHS:
        rows += [Given("started", 80, month), Given("completed", 60, month), Given("cost", 30, month)]
        rows += [
            Given(measure, value, month, "phone", status="estimated")
            for measure, value in (("completed", 40), ("cost", 160))
        ]
        rows += [Given(f"rating_{level}", 10 * level, month) for level in range(1, 6)]
    last = [
        replace(row, status="estimated") if row.measure == "rating_5" and row.period == MONTHS[-1] else row
        for row in rows
    ]
    land.load(last, cost_basis="full")


def test_every_sum_that_holds_an_estimate_is_one_and_no_other_is(land):
    phone_is_estimated(land)
    kpis = ("completion_rate", "digital_take_up", "cost_per_transaction", "user_satisfaction")
    cells = land.reader.cells(CellQuery(kpis, frozenset({"council"}), councils=("arden-vale",)))
    estimated = {(cell.kpi, cell.period.key[:7]) for cell in cells if cell.sums.estimated}
    assert estimated == {
        *(("digital_take_up", month) for month in MONTHS),
        *(("cost_per_transaction", month) for month in MONTHS),
        ("user_satisfaction", MONTHS[-1]),
    }


def test_tiles_charts_bars_and_tables_of_a_service_say_that_a_figure_is_estimated(land):
    phone_is_estimated(land)
    reader = land.reader
    view = service_view(reader, reader.register.by_key["arden-vale"], reader.services()["missed-bin"], Selection())
    assert view is not None
    marks = {tile.kpi.key: "e" in tile.now.figure.markers for tile in view.tiles}
    assert marks == {
        "completion_rate": False,
        "digital_take_up": True,
        "cost_per_transaction": True,
        "user_satisfaction": True,
    }
    notes = {trend.key: NOTE in trend.notes for trend in view.trends}
    assert notes["completion-rate"] is False
    assert notes["digital-take-up"] is True
    assert view.channels is not None
    assert NOTE in view.channels.notes
    assert "[e]" in " ".join(cell.text for row in view.channels.table.rows for cell in row)
    assert view.costs is not None
    assert view.costs.channels is not None
    assert [(bar.name, bar.text) for bar in view.costs.channels.bars] == [("Web", "£0.50"), ("Phone", "£4.00 [e]")]
    assert NOTE in view.costs.channels.notes
    assert NOTE in view.costs.trend.notes
    assert view.satisfaction is not None
    assert view.satisfaction.answers is not None
    assert NOTE in view.satisfaction.answers.notes


def test_the_tiles_of_a_council_say_that_a_figure_is_estimated(land):
    phone_is_estimated(land)
    reader = land.reader
    view = council_view(reader, reader.register.by_key["arden-vale"], Selection())
    assert view is not None
    assert {tile.standing.kpi.key for tile in view.tiles if "e" in tile.standing.now.figure.markers} == {
        "digital_take_up",
        "cost_per_transaction",
        "user_satisfaction",
    }


def test_a_file_marks_the_estimate_and_says_so_in_the_row(land):
    phone_is_estimated(land)
    asked = file_request(land.reader, "digital_take_up", {})
    assert isinstance(asked, FileRequest)
    rows = list(csv.DictReader("".join(csv_pieces(asked.columns, values(land.reader, asked))).splitlines()))
    assert len(rows) == len(MONTHS)
    assert {row["marker"] for row in rows} == {"[e]"}
    assert all("estimated" in row["caution"] for row in rows)
