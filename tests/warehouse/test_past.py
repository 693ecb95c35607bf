"""What was said once: corrections, withdrawals, definitions and offerings as they stood on a day (METHODS A6)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from kpis.catalogue import Catalogue, each
from tests.warehouse.given import Given, Town
from tests.warehouse.test_derivation import cells, sides
from views.reader import CellQuery
from warehouse.arrival import DeclaredOffering
from warehouse.history import Which, values_had
from warehouse.library import Library
from warehouse.writer import Writer

APRIL, MAY, JUNE = date(2026, 4, 14), date(2026, 5, 14), date(2026, 6, 14)
BOTH = [Given("completed", 30), Given("completed", 10, channel="phone")]


def take_up(town: Town, day: date) -> list[tuple[Decimal | None, Decimal | None]]:
    """Numerator and denominator of every cell of digital take-up as it stood on that day."""
    reader = town.library.reader_on(day)
    assert reader is not None
    return [sides(cell) for cell in reader.cells(CellQuery(("digital_take_up",), frozenset({"council", "service"})))]


def history(town: Town, **which: str) -> list[tuple[str, Decimal | None, str, date, date | None]]:
    """Channel, value, status, the day it came and the day it went."""
    engine = town.reader.engine
    with engine.connect() as connection:
        return [
            (said.channel, said.value, said.status, said.came.date(), said.went.date() if said.went else None)
            for said in values_had(connection, Which(**which))
        ]


def test_A6_a_correction_is_shown_and_what_it_replaced_can_be_read_as_it_stood(town: Town) -> None:
    town.load(BOTH)
    town.today = MAY
    town.load([replace(BOTH[0], value=50), BOTH[1]])
    assert take_up(town, APRIL) == [(30, 40)]  # 30 web of 30 + 10
    assert take_up(town, MAY) == [(50, 60)]  # 50 web of 50 + 10
    assert [sides(cell) for cell in cells(town, "digital_take_up")] == [(50, 60)]
    assert history(town, channel="web") == [("web", 30, "provided", APRIL, MAY), ("web", 50, "provided", MAY, None)]


def test_A6_a_figure_that_was_withdrawn_and_came_back_has_both_stays_in_its_history(town: Town) -> None:
    for town.today, rows in ((APRIL, BOTH), (MAY, BOTH[:1]), (JUNE, BOTH)):
        town.load(rows)
    assert history(town, channel="phone") == [
        ("phone", 10, "provided", APRIL, MAY),
        ("phone", 10, "provided", JUNE, None),
    ]
    assert [take_up(town, day) for day in (APRIL, MAY, JUNE)] == [[(30, 40)], [(30, 30)], [(30, 40)]]


def test_A6_a_source_that_has_gone_is_there_on_the_days_before(town: Town) -> None:
    town.load(BOTH)
    town.load([Given("completed", 5, council="brackenmoor")], "theirs")
    town.today = MAY
    assert town.writer.retire({"crm"}) == {"theirs"}
    assert take_up(town, APRIL) == [(30, 40), (5, 5)]
    assert take_up(town, MAY) == [(30, 40)]


def test_A6_figures_are_made_by_the_definition_of_the_day(town: Town) -> None:
    town.load([Given("started", 100), Given("completed", 80), Given("abandoned", 15)])
    failing = replace(
        town.kpis["completion_rate"],
        version=2,
        numerator=replace(town.kpis["completion_rate"].numerator, weights=each("abandoned")),
    )
    changed = Catalogue(tuple(failing if kpi.key == "completion_rate" else kpi for kpi in town.kpis))
    town.today = MAY
    clock = town.writer.now
    town.writer = Writer(town.store, changed, clock)
    town.library = Library(town.store, changed)
    town.writer.reference(town.reader.register.councils, town.reader.services().values(), [])
    [now] = cells(town, "completion_rate")
    assert (sides(now), now.definition_version) == ((15, 100), 2)
    then = town.library.reader_on(APRIL)
    assert then is not None
    [cell] = then.cells(CellQuery(("completion_rate",), frozenset()))
    assert (sides(cell), cell.definition_version) == ((80, 100), 1)


def test_A6_what_was_offered_is_what_was_declared_by_then(town: Town) -> None:
    web_only = (DeclaredOffering("arden-vale", "missed-bin", "web", date(2025, 4, 1), None),)
    phone_too = (*web_only, DeclaredOffering("arden-vale", "missed-bin", "phone", date(2025, 4, 1), None))
    town.load([Given("completed", 30)], offerings=web_only)
    town.today = MAY
    town.load([Given("completed", 30)], offerings=phone_too)
    assert take_up(town, APRIL) == [(30, 30)]
    assert take_up(town, MAY) == [(None, None)]  # the phone's figure is owed and has not come (D4)


def test_before_the_first_load_there_is_nothing_to_read(town: Town) -> None:
    town.load(BOTH)
    assert town.library.reader_on(date(2026, 4, 13)) is None


def test_the_figures_of_today_are_read_where_they_are_and_not_made_again(town: Town) -> None:
    town.load(BOTH)
    assert town.library.reader_on(MAY) is town.reader


def test_a_cell_whose_channels_are_summed_stands_as_it_did_in_every_table(town: Town) -> None:
    town.load([*BOTH, Given("cost", 100, channel="all"), Given("rating_5", 9, channel="all")], cost_basis="full")
    before = {kpi.key: [sides(cell) for cell in cells(town, kpi.key)] for kpi in town.kpis}
    town.today = MAY
    town.load([Given("completed", 1)], cost_basis="direct")
    then = town.library.reader_on(APRIL)
    assert then is not None
    keys = frozenset({"council", "service"})
    assert {kpi.key: [sides(c) for c in then.cells(CellQuery((kpi.key,), keys))] for kpi in town.kpis} == before
    assert {basis for c in then.cells(CellQuery(("cost_per_transaction",), keys)) for basis in c.sums.bases} == {"full"}


# --- Part of a source at a time


def test_a_load_of_the_later_months_leaves_the_earlier_ones(town: Town) -> None:
    months = [Given("completed", 10 + n, f"2025-0{n}") for n in range(4, 8)]
    town.load(months)
    report = town.load([replace(months[2], value=99)], since=date(2025, 6, 1))
    assert (report.came, report.went) == (1, 2)  # June corrected, July withdrawn
    found = town.reader.observed("arden-vale", "missed-bin", ("completed",))
    assert [(one.period.start.month, one.value) for one in found] == [(4, 14), (5, 15), (6, 99)]


def test_how_far_a_source_was_read_is_remembered(town: Town) -> None:
    town.load(BOTH, watermark="2025-04-30")
    assert town.writer.watermark("crm") == "2025-04-30"
    assert not town.load(BOTH, watermark="2025-04-30").changed
    assert town.load(BOTH, watermark="2025-05-02").changed
    assert town.writer.watermark("crm") == "2025-05-02"
    town.load([Given("completed", 30)])
    assert town.writer.watermark("crm") == "2025-05-02"
