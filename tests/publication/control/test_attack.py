"""Everything that is published, in a solver's hands: no hidden number is known more closely than from 1 to 4."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publication.control import UnprotectedError
from tests.publication.control.town import Act, Town, attack_on
from views.open.release import Finished, Threshold

CHANNELS = ("web", "app", "phone", "post")
FEW = st.one_of(st.integers(0, 6), st.integers(0, 6), st.integers(5, 60))


@st.composite
def towns(draw: st.DrawFn, services: int, channels: int, months: int) -> Town:
    counts = {}
    for service in ["bins", "badges", "permits"][:services]:
        for channel in CHANNELS[:channels]:
            for month in range(months):
                counts[Act("finished", service, channel, month)] = draw(FEW)
                if channel in ("web", "app"):
                    counts[Act("given up", service, channel, month)] = draw(FEW)
    return Town(counts, date(2025, 4, 1))


@settings(max_examples=8)
@given(towns(services=2, channels=4, months=1))
def test_P2a_no_total_over_channels_or_services_tells_a_hidden_count(town):
    assert attack_on(town, town.protected().rows).too_narrow() == []


@settings(max_examples=1)
@given(towns(services=1, channels=3, months=14))
def test_P2a_no_12_month_window_tells_a_hidden_month(town):
    assert attack_on(town, town.protected().rows).too_narrow() == []


@settings(max_examples=6)
@given(towns(services=2, channels=3, months=1), st.integers(0, 5), st.integers(0, 40))
def test_P3_two_releases_together_tell_no_more_than_each(town, place, now):
    first = town.protected().rows
    revised = Town({**town.counts, sorted(town.counts)[place]: now}, town.first)
    try:
        second = revised.protected(before=first).rows
    except UnprotectedError:
        return
    attack = attack_on(revised, second)
    for (row, part, whole), old in zip(revised.rows(), first, strict=True):
        for side, said, number in (
            (part, old.figure.numerator, row.figure.numerator),
            (whole, old.figure.denominator, row.figure.denominator),
        ):
            if said is not None and said == number and not side.cost:
                attack.tell(side.acts, int(said))
    assert attack.too_narrow() == []


def small_town(web: int = 3, app: int = 12, phone: int = 40) -> Town:
    counts = {Act("finished", "bins", channel, 0): n for channel, n in (("web", web), ("app", app), ("phone", phone))}
    given_up = {Act("given up", "bins", channel, 0): 20 for channel in ("web", "app")}
    return Town(counts | given_up)


def shown(rows: tuple[Finished, ...], kpi: str, channel: str, service: str = "bins") -> Finished:
    return next(row for row in rows if (row.kpi, row.channel, row.service) == (kpi, channel, service))


def test_P1_a_hidden_rate_has_no_value_interval_or_numerator():
    figure = shown(small_town().protected().rows, "completion_rate", "web").figure
    assert (figure.value, figure.numerator, figure.lower, figure.upper) == (None, None, None, None)
    assert figure.markers == ("c",)


def test_P1_a_threshold_of_10_hides_what_one_of_5_shows():
    town = small_town(web=7)
    assert "c" not in shown(town.protected().rows, "completion_rate", "web").figure.markers
    hidden = town.protected(thresholds={"bins": Threshold(10)}).rows
    assert "c" in shown(hidden, "completion_rate", "web").figure.markers


def test_P1_nothing_is_hidden_where_nothing_is_small():
    town = small_town(web=30)
    assert town.protected().rows == tuple(row for row, *_ in town.rows())


def test_P3_the_same_figures_are_hidden_in_the_next_release_if_nothing_changed():
    first = small_town().protected().rows
    assert small_town().protected(before=first).rows == first


def test_P3_an_error_names_the_count_that_the_last_release_tells_and_what_to_do():
    town = small_town()
    rows = [row for row, *_ in town.rows()]
    # The last release showed the whole and app and phone, and had nothing for web: 55 - 12 - 40 = 3
    before = [
        row._replace(figure=replace(row.figure, value=None, numerator=None, markers=("x",)))
        if row.channel == "web" or row.kpi == "completion_rate"
        else row
        for row in rows
    ]
    assert shown(tuple(before), "digital_take_up", "app").figure.numerator == Decimal(12)
    with pytest.raises(UnprotectedError, match=r"completed .*bins.*1 April 2025 to 30 April 2025.*Withdraw"):
        town.protected(before=before)
