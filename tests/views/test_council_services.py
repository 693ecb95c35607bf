"""The table of a council's services: what stands in a cell, and its order."""

from pathlib import Path

import pytest

from kpis.selection import Selection
from kpis.services import Service
from layouts.council import council_page
from layouts.markup import markup
from tests.examples.test_agreement import body_rows, cells
from tests.views.nations import COUNCILS, SERVICES, nations, online
from tests.views.test_council_attention import months
from tests.views.test_service_variation import STEADY
from tests.warehouse.given import Given, Town
from tests.warehouse.remembered import begun
from views.council import council_view
from views.council_figures import MOST_LINES, MOST_TESTED
from views.council_services import ServicesTable

THREE = (
    Service("bins", "Bins"),
    Service("badges", "Badges"),
    Service("Potholes", "potholes"),
)


@pytest.fixture
def three(tmp_path: Path) -> Town:
    """Bins 70% of 100, badges 90% of 10, potholes not in for the newest month."""
    return begun(_three, tmp_path / "three")


def _three(folder: Path) -> None:
    land = nations(folder)
    land.writer.reference(COUNCILS, THREE, [])
    land.load(
        [
            *online("arden-vale", 100, 75, "2024-04", "bins"),
            *online("arden-vale", 100, 70, "2025-04", "bins"),
            *online("arden-vale", 10, 9, "2025-04", "badges"),
            *online("arden-vale", 20, 12, "2025-03", "Potholes"),
            Given("started", None, "2025-04", service="Potholes"),
            Given("completed", None, "2025-04", service="Potholes"),
            *online("brackenmoor", 20, 12, "2025-04", "Potholes"),
        ]
    )


def table(town: Town, sort: str = "", text: str = "") -> ServicesTable:
    view = council_view(town.reader, town.reader.register.by_key["arden-vale"], Selection(sort=sort, text=text))
    assert view is not None
    assert view.services is not None
    return view.services


def names(shown: ServicesTable) -> list[str]:
    return [row.name for row in shown.rows]


def test_services_are_in_alphabetical_order_whatever_their_capitals(three: Town) -> None:
    shown = table(three)
    assert names(shown) == ["Badges", "Bins", "potholes"]
    assert shown.sorted_by == "service"


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("completion_rate", ["Bins", "Badges", "potholes"]),
        ("-completion_rate", ["Badges", "Bins", "potholes"]),
        ("-transactions", ["Bins", "Badges", "potholes"]),
        ("transactions", ["Badges", "Bins", "potholes"]),
        ("-service", ["potholes", "Bins", "Badges"]),
    ],
)
def test_what_has_no_figure_comes_last_in_both_directions(three: Town, sort: str, order: list[str]) -> None:
    assert names(table(three, sort)) == order


def test_an_order_that_does_not_exist_leaves_the_table_by_name(three: Town) -> None:
    shown = table(three, "-nonsense")
    assert names(shown) == ["Badges", "Bins", "potholes"]


def test_a_cell_says_the_change_in_words_or_why_there_is_no_figure(three: Town) -> None:
    cells = {row.name: row.cells[0] for row in table(three).rows}
    bins, badges, potholes = cells["Bins"], cells["Badges"], cells["potholes"]
    assert bins is not None
    assert (bins.value, bins.words) == ("70.0%", "5.0 points lower: worse")  # 75% a year before
    assert badges is not None
    assert (badges.value, badges.words) == ("90.0%", "no comparable year before")
    assert potholes is not None
    assert (potholes.value, potholes.words) == ("[x]", "last March 2025")


def test_volumes_are_counts_of_the_newest_month_or_a_marker_never_zero(three: Town) -> None:
    assert {row.name: row.volume for row in table(three).rows} == {"Badges": "9", "Bins": "70", "potholes": "[x]"}


def test_a_true_zero_is_written_as_zero(land: Town) -> None:
    land.load([*online("arden-vale", 5, 0), *online("arden-vale", 5, 5, service="blue-badge")])
    rows = {row.name: row for row in table(land).rows}
    assert rows["Report a missed bin"].volume == "0"
    cell = rows["Report a missed bin"].cells[0]
    assert cell is not None
    assert cell.value == "0.0%"


def test_the_markers_that_stand_in_the_table_are_told_for_explanation(three: Town) -> None:
    assert table(three).markers == ("x",)


def test_D6_few_answers_are_marked_and_not_called_better_or_worse(land: Town) -> None:
    rows = [
        Given(f"rating_{level}", count, period) for level, count in enumerate((1, 1, 1, 3, 4), 1) for period in PAIR
    ]
    land.load([*rows, Given("rating_5", 8, "2025-04", service="blue-badge")])
    cell = next(row for row in table(land).rows if row.name == "Report a missed bin").cells[-1]
    assert cell is not None
    assert (cell.value, cell.words) == ("70.0%", "[u] the same")  # 3 + 4 of 10


PAIR = ("2024-04", "2025-04")


def test_the_search_keeps_services_whose_name_holds_the_words(three: Town) -> None:
    shown = table(three, text="B")
    assert names(shown) == ["Badges", "Bins"]
    assert shown.count == 3
    assert table(three, text="zebra").rows == ()


def test_more_than_twelve_services_that_stand_alone_are_a_table_without_tiles(land: Town) -> None:
    many = [Service(f"s{number:02d}", f"Service {number:02d}", in_total=False) for number in range(13)]
    land.writer.reference(COUNCILS, [*SERVICES, *many], [])
    rows = [row for one in many for row in online("arden-vale", 10, 5, service=one.key)]
    rows += [row for one in many[:2] for row in online("arden-vale", 10, 4, "2024-04", one.key)]
    land.load(rows)
    view = council_view(land.reader, land.reader.register.by_key["arden-vale"], Selection())
    assert view is not None
    assert view.tiles == ()
    assert view.services is not None
    assert view.services.count == 13
    assert view.services.moves == (2, 0, 0)  # 50% against 40% for two, no year before for the others
    assert "13 services, each shown by itself" in view.lead
    assert "completion rate is higher for 2, lower for 0 and the same for 0" in view.lead


def test_a_long_table_has_no_lines_and_says_what_is_more_than_normal_variation(land: Town) -> None:
    many = [Service(f"s{number:02d}", f"Service {number:02d}", in_total=False) for number in range(MOST_LINES + 20)]
    land.writer.reference(COUNCILS, [*SERVICES, *many], [])
    falls = [*STEADY, 600]
    lines = {one.key: falls if one.key in ("s17", "s03") else [*STEADY, 700] for one in many}
    land.load([row for key, counts in lines.items() for row in months(counts, key)])
    view = council_view(land.reader, land.reader.register.by_key["arden-vale"], Selection())
    assert view
    assert [need.service for need in view.attention.needs] == ["Service 03", "Service 17"]
    assert (view.attention.worse, view.attention.caution) == (2, "")
    shown = table(land)
    assert not shown.with_lines
    assert shown.lead.endswith("where the newest change is more than normal variation, that is said instead.")
    page = markup(council_page(view, lambda sort: sort).body)
    words = {name: texts for name, *texts in map(cells, body_rows(page.split('id="services"', 1)[1]))}
    assert words["Service 17"][1] == "60.0% low: a concern"
    # 70.0% in March 2025 as in March 2024.
    assert words["Service 18"][1] == "70.0% the same"


def test_a_very_long_table_tests_nothing_and_reads_only_what_it_compares(land: Town) -> None:
    many = [Service(f"s{number:03d}", f"Service {number:03d}", in_total=False) for number in range(MOST_TESTED + 1)]
    land.writer.reference(COUNCILS, [*SERVICES, *many], [])
    periods = ("2021-04", "2024-04", "2025-04")
    land.load([row for one in many for period in periods for row in online("arden-vale", 10, 5, period, one.key)])
    shown = table(land)
    assert not shown.with_lines
    assert {(cell.value, cell.words, cell.line) for row in shown.rows for cell in row.cells if cell} == {
        ("50.0%", "the same", None)
    } | {("100.0%", "the same", None)}
