"""Loading: what changes, what stays, and what is refused."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import text

from kpis.catalogue import Catalogue
from tests.warehouse.given import Given, Town, table
from tests.warehouse.test_derivation import cells, sides
from warehouse.arrival import Arrival, Batch, DeclaredOffering, Refusal, SourceRecord
from warehouse.file_store import FileStore
from warehouse.library import Library
from warehouse.schema import METADATA
from warehouse.store import WarehouseError
from warehouse.writer import Writer

ROWS = [Given("started", 100), Given("completed", 80), Given("completed", 20, channel="phone")]
BLANK_COST = Given("cost", None, channel="all")


def contents(town: Town) -> dict[str, object]:
    """Every file of the warehouse but the lock; or every row of the database, with the transaction that wrote it."""
    if isinstance(town.store, FileStore):
        return {path.name: path.read_bytes() for path in town.store.folder.iterdir() if path.name != "loading.lock"}
    with town.reader.engine.connect() as connection:
        return {
            name: sorted(map(repr, connection.execute(text(f"SELECT xmin, * FROM {name}")))) for name in METADATA.tables
        }


def observed(
    town: Town, measure: str = "completed", council: str = "arden-vale"
) -> list[tuple[str, str, Decimal | None]]:
    """Channel, month and value."""
    found = town.reader.observed(council, "missed-bin", (measure,))
    return [(one.channel, one.period.start.isoformat()[:7], one.value) for one in found]


def test_loading_the_same_again_changes_nothing(town: Town) -> None:
    assert town.load(ROWS).changed
    before = contents(town)
    report = town.load(ROWS)
    assert not report.changed
    assert (report.rows_read, report.observations) == (3, 3)
    assert contents(town) == before


@pytest.mark.parametrize("many", [1, 10_000])
def test_a_load_that_fails_after_much_of_it_was_put_down_leaves_the_last_good_figures(
    town: Town, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.load(ROWS)
    monkeypatch.setattr("warehouse.writer.MANY", many)
    # Each is kept, and what both channels add up to is not: 2 x 999,999,999,999 is more than 1,000,000,000,000.
    large = [Given("completed", 999_999_999_999, channel=channel) for channel in ("web", "phone")]
    with pytest.raises(WarehouseError, match="a sum is 1,000,000,000,000 or more"):
        town.load([Given("started", 100), *large])
    assert observed(town) == [("phone", "2025-04", 20), ("web", "2025-04", 80)]
    assert town.load([Given("started", 100), Given("completed", 90)]).changed
    assert observed(town) == [("web", "2025-04", 90)]


def test_A5_the_same_again_after_a_month_has_ended_says_that_the_month_was_looked_at_whole(town: Town) -> None:
    for town.today, changed in (
        (date(2026, 4, 27), True),
        (date(2026, 4, 30), False),  # Thursday of the same week
        (date(2026, 5, 1), True),
        (date(2026, 5, 3), False),  # Sunday of the same week
        (date(2026, 5, 4), True),
    ):
        assert town.load(ROWS).changed is changed
        if changed:
            assert town.reader.sources()[0].loaded_at.date() == town.today


def test_the_same_rows_in_another_order_change_nothing(town: Town) -> None:
    coded = [replace(row, code=str(place)) for place, row in enumerate(ROWS)]
    town.load(coded)
    before = contents(town)
    assert not town.load(reversed(coded), at_once=1).changed
    assert contents(town) == before


def test_a_corrected_month_replaces_itself_and_nothing_else(town: Town) -> None:
    april, may = Given("completed", 10), Given("completed", 20, "2025-05")
    town.load([april, may])
    town.load([Given("completed", 7, council="brackenmoor")], "theirs")
    town.load([april, replace(may, value=25)])
    assert observed(town) == [("web", "2025-04", 10), ("web", "2025-05", 25)]
    assert observed(town, council="brackenmoor") == [("web", "2025-04", 7)]
    assert [sides(cell) for cell in cells(town, "digital_take_up")] == [(10, 10), (25, 25), (7, 7)]


def test_what_the_source_withdrew_goes(town: Town) -> None:
    town.load([Given("completed", 10), Given("completed", 5, channel="phone"), Given("completed", 20, "2025-05")])
    town.load([Given("completed", 10)])
    assert observed(town) == [("web", "2025-04", 10)]
    [cell] = cells(town, "digital_take_up")
    assert sides(cell) == (10, 10)


def test_a_council_that_a_source_withdrew_altogether_has_nothing_left(town: Town) -> None:
    town.load([Given("completed", 10), Given("completed", 7, council="brackenmoor")])
    town.load([Given("completed", 10)])
    assert {extent.council for extent in town.reader.extents()} == {"arden-vale"}
    assert {one.council for one in town.reader.completeness("month")} == {"arden-vale"}


def test_two_sources_with_the_same_measure_for_the_same_cell_are_refused_and_nothing_changes(town: Town) -> None:
    town.load(ROWS, "crm")
    before = contents(town)
    with pytest.raises(WarehouseError) as refusal:
        town.load([Given("completed", 81)], "export")
    assert contents(town) == before
    assert str(refusal.value) == (
        "Sources 'export' and 'crm' both give 'completed' of service 'missed-bin' for council 'arden-vale' in the "
        "period from 2025-04-01. Take the measure out of one of them, or name one in the other's 'precedes'; nothing "
        "of 'export' was loaded and the figures loaded before stay."
    )


def test_an_empty_figure_in_one_source_does_not_contradict_a_figure_in_another(town: Town) -> None:
    town.load([Given("completed", 10, channel="all"), BLANK_COST], "crm", cost_basis="full")
    town.load([Given("cost", 30, channel="all")], "finance", cost_basis="full")
    [cell] = cells(town, "cost_per_transaction")
    assert sides(cell) == (30, 10)


def test_a_source_that_is_put_right_can_be_loaded_after_a_contradiction(town: Town) -> None:
    town.load(ROWS, "crm")
    with pytest.raises(WarehouseError):
        town.load([Given("completed", 81), Given("cost", 9)], "export", cost_basis="full")
    town.load([Given("cost", 9)], "export", cost_basis="full")
    assert observed(town, "cost") == [("web", "2025-04", 9)]


def test_three_versions_are_kept(folder_town: Town) -> None:
    for value in range(5):
        folder_town.load([Given("completed", value)])
    names = sorted(path.name for path in folder_town.store.folder.glob("*.duckdb"))
    assert names == [f"guildhall-{number:06d}.duckdb" for number in (4, 5, 6)]
    assert folder_town.store.current == folder_town.store.folder / names[-1]


def test_a_row_with_the_same_code_is_a_duplicate_and_the_first_is_kept(town: Town) -> None:
    rows = [Given("completed", 80, code="WEB|2025-04"), Given("completed", 99, code="WEB|2025-04")]
    report = town.load(rows, at_once=1)
    assert report.rows_refused == 1
    assert observed(town) == [("web", "2025-04", 80)]
    [row] = town.reader.refused_rows()
    assert (row.row, row.value, row.reason) == ("2", "WEB|2025-04", "Duplicate of an earlier row")


def test_rows_with_different_codes_of_one_channel_are_added(town: Town) -> None:
    town.load([Given("completed", 80, code="WEB"), Given("completed", 5, code="WEBFORM")])
    assert observed(town) == [("web", "2025-04", 85)]


def test_A2_a_sum_of_codes_that_lacks_one_is_not_known(town: Town) -> None:
    town.load([Given("completed", 80, code="WEB"), Given("completed", None, code="WEBFORM")])
    assert observed(town) == [("web", "2025-04", None)]


def test_an_amount_beyond_measure_is_refused_and_the_rest_is_loaded(town: Town) -> None:
    report = town.load([Given("completed", 80), Given("cost", 10**12, channel="all")], cost_basis="full")
    assert report.rows_refused == 1
    [row] = town.reader.refused_rows()
    assert (row.row, row.reason) == ("2", "A figure of 1,000,000,000,000 or more")
    assert observed(town) == [("web", "2025-04", 80)]


def test_exact_decimals_stay_exact(town: Town) -> None:
    town.load([Given("cost", "0.100001"), Given("cost", "0.2", channel="phone")], cost_basis="full")
    assert [value for *_, value in observed(town, "cost")] == [Decimal("0.2"), Decimal("0.100001")]


def test_another_cost_basis_alone_makes_the_cells_anew(town: Town) -> None:
    rows = [Given("completed", 10), Given("cost", 30)]
    town.load(rows, cost_basis="full", fingerprint="1")
    town.load(rows, cost_basis="direct", fingerprint="2")
    [cell] = cells(town, "cost_per_transaction")
    assert cell.sums.bases == {"direct"}


def test_a_declared_channel_alone_makes_the_cells_anew_and_taking_it_back_does_too(town: Town) -> None:
    post = DeclaredOffering("arden-vale", "missed-bin", "post", None, None)
    town.load(ROWS, fingerprint="1")
    for offerings, provided in (((post,), 0), ((), 1)):
        town.load(ROWS, offerings=offerings, fingerprint=str(provided))
        assert [cell.sums.provided for cell in cells(town, "digital_take_up")] == [provided]


def test_a_catalogue_that_changed_makes_every_cell_anew(town: Town) -> None:
    town.load(ROWS)
    phone_counts = tuple(
        replace(kpi, version=2, numerator=replace(kpi.numerator, channels=frozenset({"web", "phone"})))
        if kpi.key == "digital_take_up"
        else kpi
        for kpi in town.kpis
        if kpi.key != "completion_rate"
    )
    other = Catalogue(phone_counts)
    writer = Writer(town.store, other)
    assert writer.reference([], [], [])
    town.kpis, town.library = other, Library(town.store, other)
    [cell] = cells(town, "digital_take_up")
    assert (*sides(cell), cell.definition_version) == (100, 100, 2)
    assert cells(town, "completion_rate") == []
    assert not writer.reference([], [], [])


def test_retiring_a_source_takes_its_figures_and_leaves_the_others(town: Town) -> None:
    town.load([Given("completed", 80), *(Given("started", 100, month) for month in ("2025-04", "2025-05"))], "crm")
    town.load([Given("completed", 20, channel="phone")], "phones", refusals=(Refusal("9", "n", "x", "bad", "fix"),))
    assert town.writer.retire({"crm"}) == {"phones"}
    [cell] = cells(town, "digital_take_up")
    assert sides(cell) == (80, 80)
    assert [source.name for source in town.reader.sources()] == ["crm"]
    assert list(town.reader.refused_rows()) == []
    assert town.writer.fingerprints() == {"crm": ""}


def test_retiring_nothing_makes_no_version(town: Town) -> None:
    town.load(ROWS)
    before = contents(town)
    assert town.writer.retire({"crm", "another"}) == set()
    assert contents(town) == before


def test_a_second_loader_is_refused_while_the_first_is_at_work(town: Town) -> None:
    refused = []

    def batches() -> Iterator[Batch]:
        with pytest.raises(WarehouseError) as refusal:
            town.load(ROWS, "second")
        refused.append(str(refusal.value))
        rows = table(ROWS)
        yield Batch(rows, rows.num_rows)

    first = Arrival(SourceRecord("first", "First", "csv"), batches(), datetime(2026, 4, 14))
    assert town.writer.load(first).changed
    assert refused == [
        f"Another load is writing to {town.store.name}. Wait for it to end; the figures stay as they are."
    ]
    assert [source.name for source in town.reader.sources()] == ["first"]


def test_a_load_that_breaks_off_leaves_the_figures_and_no_file(town: Town) -> None:
    town.load(ROWS)
    before = contents(town)

    def batches() -> Iterator[Batch]:
        rows = table([Given("completed", 1)])
        yield Batch(rows, rows.num_rows)
        raise ConnectionError("the council's server went away")

    with pytest.raises(ConnectionError):
        town.writer.load(Arrival(SourceRecord("crm", "Crm", "csv"), batches(), datetime(2026, 4, 14)))
    assert contents(town) == before
    assert town.load([Given("completed", 1)]).changed


def test_a_source_without_a_row_is_a_source_all_the_same(town: Town) -> None:
    assert town.load([], "empty").changed
    [source] = town.reader.sources()
    assert (source.name, source.observations, source.councils, source.first) == ("empty", 0, 0, None)
    assert not town.load([], "empty").changed


def test_the_same_councils_again_make_no_version(town: Town) -> None:
    before = contents(town)
    assert not town.writer.reference(town.reader.register.councils, town.reader.services().values(), [])
    assert contents(town) == before


def test_reloads_do_not_swell_the_file(folder_town: Town) -> None:
    months = [f"2025-{month:02d}" for month in range(1, 13)]
    rows = [Given("completed", 10, month, council=c) for month in months for c in ("arden-vale", "brackenmoor")]
    sizes = []
    for value in range(12):
        folder_town.load([replace(rows[0], value=value), *rows[1:]])
        assert folder_town.store.current
        sizes.append(folder_town.store.current.stat().st_size)
    assert max(sizes[6:]) <= max(sizes[:6]) * 1.1
