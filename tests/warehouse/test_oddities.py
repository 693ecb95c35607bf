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
