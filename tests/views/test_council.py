"""One council's page as values: every number worked out by hand."""

from kpis.selection import Selection
from kpis.services import Service
from tests.views.counting import Counting
from tests.views.nations import COUNCILS, SERVICES, library, online
from tests.warehouse.given import Given, Town
from views.council import CouncilView, council_view
from views.council_tiles import Tile


def seen(town: Town, council: str = "arden-vale") -> CouncilView:
    view = council_view(town.reader, town.reader.register.by_key[council.lower()], Selection())
    assert view is not None
    return view


def tile(view: CouncilView, name: str) -> Tile:
    return next(tile for tile in view.tiles if tile.name == name)


def months(year: int, last: int = 12) -> list[str]:
    return [f"{year}-{month:02d}" for month in range(1, last + 1)]


def test_A1_a_total_divides_the_sum_by_the_sum_and_is_not_the_mean_of_rates(land: Town) -> None:
    land.load([*online("arden-vale", 10, 5), *online("arden-vale", 30, 10, service="blue-badge")])
    total = tile(seen(land), "Completion rate")
    assert total.standing.value == "37.5%"  # (5 + 10) / (10 + 30); the mean of 50% and 33.3% would be 41.7%
    assert total.period == "April 2025, 2 of 2 services"


def test_the_change_is_against_the_same_month_a_year_before_with_that_figure_and_its_direction(land: Town) -> None:
    land.load([*online("arden-vale", 200, 160, "2024-04"), *online("arden-vale", 200, 150, "2025-04")])
    assert tile(seen(land), "Completion rate").standing.change == (
        "5.0 percentage points lower than April 2024 (80.0%): worse"  # 75% against 80%
    )


def test_A5_a_month_that_lacks_a_service_is_not_compared_but_said_beside_the_last_whole_one(land: Town) -> None:
    lost = [
        Given("started", 50, "2025-05", service="blue-badge"),
        Given("completed", None, "2025-05", service="blue-badge"),
    ]
    land.load(
        [
            *online("arden-vale", 100, 80),
            *online("arden-vale", 50, 40, service="blue-badge"),
            *online("arden-vale", 100, 90, "2025-05"),
            *lost,
            Given("completed", 1, "2025-05", service="blue-badge", council="brackenmoor"),
        ]
    )
    total = tile(seen(land), "Completion rate")
    assert total.period == "April 2025, 2 of 2 services"
    assert total.standing.value == "80.0%"  # 120 / 150
    assert total.standing.later == "May 2025: 90.0% [p], only 1 of 2 are in"


def test_a_total_says_which_service_it_has_that_it_had_not_a_year_before(land: Town) -> None:
    land.load(
        [
            *online("arden-vale", 100, 80, "2024-04"),
            *online("arden-vale", 100, 80),
            *online("arden-vale", 50, 40, service="blue-badge"),
        ]
    )
    assert tile(seen(land), "Completion rate").scope == "With Apply for a Blue Badge, not in it a year before"


def test_a_total_that_lost_a_service_is_not_said_to_have_changed_most(land: Town) -> None:
    land.load([*online("arden-vale", 100, 80, "2024-04"), *online("arden-vale", 100, 50)], source="crm")
    land.load(online("arden-vale", 50, 5, "2024-04", service="blue-badge"), source="badges")
    view = seen(land)
    assert tile(view, "Completion rate").scope == "Without Apply for a Blue Badge, in it a year before"
    assert "changed" not in view.lead
    assert view.lead.endswith("The figures of Apply for a Blue Badge end with April 2024.")


def test_a_service_that_stopped_coming_is_the_reason_given_for_what_is_missing(land: Town) -> None:
    months = ("2025-03", "2025-04")
    badges = [row for month in months for row in online("brackenmoor", 50, 40, month, "blue-badge")]
    rows = [row for month in months for row in online("arden-vale", 100, 80, month)]
    silent = [Given(measure, None, "2025-04", service="blue-badge") for measure in ("started", "completed")]
    land.load([*rows, *badges, *online("arden-vale", 50, 40, "2025-03", "blue-badge"), *silent])
    # Two services, two measures, two months; April's two of the badges did not come.
    assert seen(land).lead.endswith(
        "Of 8 figures for the last 12 months 2 are missing, as those of Apply for a Blue Badge end with March 2025."
    )


def test_the_lead_gives_the_newest_figures_what_changed_and_what_is_missing(land: Town) -> None:
    phone = [Given("completed", count, period, "phone") for count, period in ((40, "2024-04"), (20, "2025-04"))]
    gap = [*online("arden-vale", 100, 80, "2025-03"), Given("completed", None, "2025-03", "phone")]
    land.load([*online("arden-vale", 100, 60, "2024-04"), *online("arden-vale", 100, 80), *phone, *gap])
    assert seen(land).lead == (
        "In April 2025, 80.0% of online transactions started were completed and 80.0% of completed transactions were "
        "made online. "  # 80 of 100; 80 of 80 + 20
        # completion 60% -> 80%; take-up 60 of 100 -> 80 of 100; both 20 points, so the first of them is named
        "Completion rate changed most in a year: 20.0 percentage points higher than April 2024 (60.0%), "
        "for the better. "
        # Two measures in each month from May 2024 to April 2025 are 24 figures. Completion came for March and April,
        # take-up for April, as no phone figure came for March.
        "Of 24 figures for the last 12 months 21 are missing: Report a missed bin."
    )


def test_A4_the_facts_count_what_came_of_what_was_expected(land: Town) -> None:
    rows = [row for period in months(2025, 3) for row in online("arden-vale", 100, 80, period)]
    rows += [Given("completed", 20, period, "phone") for period in ("2025-01", "2025-03")]
    land.load(rows)
    # Completion: 3 months of 3. Take-up: January and March of 3, as February's phone figure did not come.
    fact = next(fact for fact in seen(land).facts if fact.name == "Data in")
    assert (fact.value, fact.more) == ("5 of 6 figures", "12 months; 1 missing")


def test_the_volume_is_that_of_the_newest_month_for_which_every_service_gave_it(land: Town) -> None:
    rows = [*online("arden-vale", 100, 80), *online("arden-vale", 50, 40, service="blue-badge")]
    land.load([*rows, Given("completed", 30, channel="phone")])
    fact = next(fact for fact in seen(land).facts if fact.name.startswith("Transactions"))
    assert (fact.name, fact.value, fact.more) == ("Transactions in April 2025", "150", "2 services")  # 80 + 40 + 30


def test_D5_services_that_stand_alone_have_a_tile_each_and_are_never_added(land: Town) -> None:
    land.load([*library("FIR", 5000, 1000), *library("FIR", 4000, 1000, "2021-22")], cost_basis="direct")
    view = seen(land, "FIR")
    alone = tile(view, "Cost per library visit")
    assert (alone.standing.value, alone.period) == ("£5.00", "2022-23, direct cost")
    assert alone.standing.change == "£1.00 higher than 2021-22 (£4.00): worse"
    assert alone.href == "/council/FIR/library-visits"
    assert view.services is None
    assert view.lead == (
        "In 2022-23, the cost was £5.00 for each library visit. "
        "Cost per library visit is £1.00 higher than 2021-22 (£4.00), for the worse."
    )


def test_D5_costs_on_different_bases_make_no_total_and_the_tile_says_why(land: Town) -> None:
    year = months(2025)
    for service, basis in (("missed-bin", "full"), ("blue-badge", "direct")):
        rows = [Given("completed", 10, period, service=service) for period in year]
        rows += [Given("cost", 50, period, service=service) for period in year]
        land.load(rows, source=service, cost_basis=basis)
    view = seen(land)
    assert all(one.name != "Cost per transaction" for one in view.tiles)
    assert view.services is not None
    costs = [
        cell for row in view.services.rows for cell in row.cells if cell and cell.kpi.key == "cost_per_transaction"
    ]
    assert [cell.value for cell in costs] == ["£5.00", "£5.00"]


def test_a_council_of_which_nothing_is_loaded_has_no_page(land: Town) -> None:
    land.load(online("arden-vale", 10, 5))
    assert council_view(land.reader, land.reader.register.by_key["gle"], Selection()) is None


def test_a_council_whose_figures_never_came_says_so_and_shows_no_number(land: Town) -> None:
    never = [Given(measure, None, council="brackenmoor") for measure in ("started", "completed")]
    land.load([*online("arden-vale", 10, 5), *never])
    view = seen(land, "brackenmoor")
    assert view.lead == "Figures are expected and none has come in yet."
    assert view.tiles == ()


def test_A10_a_council_that_has_ended_names_those_that_do_its_work(land: Town) -> None:
    land.load(online("OLD", 10, 5, "2018-04"))
    ended = seen(land, "OLD").ended
    assert ended is not None
    assert ended.words == "Oldby no longer exists since 1 April 2019. Its figures are shown as they were."
    # Nothing of Ashford's own is loaded: only by today's boundaries is there a page to lead to.
    assert ended.successors == (("Ashford", "/council/FRD?boundaries=today"),)
    land.load(online("FRD", 10, 5), source="ashford")
    later = seen(land, "OLD").ended
    assert later is not None
    assert later.successors == (("Ashford", "/council/FRD"),)


def test_invented_figures_are_labelled_by_the_council_or_by_their_source(land: Town) -> None:
    land.load(online("arden-vale", 10, 5))
    assert seen(land).notice == "Arden Vale is a fictional council."
    land.load(online("FIR", 10, 5), source="made-up", illustrative=True)
    assert seen(land, "FIR").notice == "Made-Up: not the council’s own."
    land.load(online("GLE", 10, 5), source="real")
    assert seen(land, "GLE").notice == ""


def test_the_kind_names_the_nation_once(land: Town) -> None:
    land.load([*online("FIR", 10, 5), *online("ASH", 10, 5)])
    assert seen(land, "FIR").caption == "Unitary council, Scotland"
    assert seen(land, "ASH").caption == "District council, England"


def test_a_page_asks_for_cells_no_more_than_four_times_however_many_services_there_are(land: Town) -> None:
    many = [Service(f"service-{number:03d}", f"Service {number:03d}") for number in range(60)]
    land.writer.reference(COUNCILS, [*SERVICES, *many], [])
    land.load([row for one in many for row in online("arden-vale", 10, 5, service=one.key)])
    reader = Counting(land.reader)
    assert council_view(reader, reader.register.by_key["arden-vale"], Selection()) is not None
    assert 0 < reader.asked <= 4
