"""What a load says a data owner should look at; nothing is refused for it."""

from tests.warehouse.given import Given, Town

MONTHS = [f"2025-{month:02}" for month in range(4, 12)]
STEADY = [Given("completed", 100 + place % 3, month) for place, month in enumerate(MONTHS)]
BY_PHONE = [Given("completed", 40 + place % 3, month, channel="phone") for place, month in enumerate(MONTHS)]


def test_a_value_out_of_all_proportion_to_its_own_past_is_pointed_out(town: Town) -> None:
    town.load(STEADY)
    report = town.load([*STEADY, Given("completed", 1010, "2025-12")])
    [oddity] = report.oddities  # the median of the eight months is 101; 1,010 is ten times that
    assert oddity == ("completed of arden-vale, missed-bin, web is 1010 in December 2025, 10.0 times its usual size")
    assert town.reader.observed("arden-vale", "missed-bin", ("completed",))[-1].value == 1010


def test_a_drop_is_pointed_out_as_well(town: Town) -> None:
    [oddity] = town.load([*STEADY, Given("completed", 10, "2025-12")]).oddities
    assert oddity.endswith("is 10 in December 2025, 10% of its usual size")


def test_what_was_pointed_out_once_is_not_said_again(town: Town) -> None:
    jump = [*STEADY, Given("completed", 1010, "2025-12")]
    town.load(jump)
    report = town.load([*jump, Given("completed", 100, "2026-01")])
    assert (report.changed, report.oddities) == (True, ())


def test_a_channel_that_went_silent_is_pointed_out(town: Town) -> None:
    town.load([*STEADY, *BY_PHONE])
    report = town.load([*STEADY, *BY_PHONE, Given("completed", 101, "2025-12")])
    assert report.oddities == (
        "completed of arden-vale, missed-bin, phone has no figure for December 2025, and had one for the period before",
    )


def test_steady_figures_are_nothing_to_look_at(town: Town) -> None:
    town.load([*STEADY[:-1], *BY_PHONE[:-1]])
    assert town.load([*STEADY, *BY_PHONE]).oddities == ()


def test_many_are_counted_instead_of_told_one_by_one(town: Town) -> None:
    wards = [Given("completed", 100, month, breakdown="ward", segment=f"w{n}") for month in MONTHS for n in range(13)]
    jumps = [Given("completed", 900, "2025-12", breakdown="ward", segment=f"w{n}") for n in range(13)]
    report = town.load([*wards, *jumps])
    assert len(report.oddities) == 11
    assert report.oddities[-1] == "and 3 more like these"


def test_a_period_that_is_skipped_is_pointed_out_when_the_next_one_comes(town: Town) -> None:
    town.load(STEADY)
    report = town.load([*STEADY, Given("completed", 101, "2026-02")])
    assert report.oddities == ("completed of arden-vale, missed-bin, web skips December 2025 to January 2026",)
    assert town.load([*STEADY, Given("completed", 102, "2026-02"), Given("completed", 99, "2026-03")]).oddities == (
        "completed of arden-vale, missed-bin, web skips December 2025 to January 2026",
    )
    assert town.load([*STEADY, Given("completed", 102, "2026-02"), Given("completed", 98, "2026-03")]).oddities == ()


def test_a_period_in_which_it_did_not_apply_is_not_skipped(town: Town) -> None:
    town.load(STEADY)
    closed = Given("completed", None, "2025-12", status="not_applicable")
    assert town.load([*STEADY, closed, Given("completed", 101, "2026-01")]).oddities == ()


def test_more_completed_than_started_is_pointed_out(town: Town) -> None:
    begun = [Given("started", 120, month) for month in MONTHS]
    town.load([*STEADY[:-1], *begun[:-1]])
    report = town.load([*STEADY[:-1], *begun[:-1], Given("completed", 130, MONTHS[-1]), begun[-1]])
    assert report.oddities == (
        "completion_rate of arden-vale, missed-bin, web is above 100% in November 2025: 130 of 120",
    )


def test_more_digital_than_there_was_at_all_is_pointed_out(town: Town) -> None:
    totals = [Given("completed", 150, month, channel="all") for month in MONTHS]
    digital = [Given("completed", 100, month, channel="digital") for month in MONTHS]
    town.load([*totals[:-1], *digital[:-1]])
    report = town.load([*totals, *digital[:-1], Given("completed", 160, MONTHS[-1], channel="digital")])
    assert report.oddities == (
        "digital_take_up of arden-vale, missed-bin, all channels is above 100% in November 2025: 160 of 150",
    )
