"""Everything that is published, in a solver's hands: no hidden number is known more closely than from 1 to 4."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpis.definitions import catalogue
from kpis.figure import Figure
from publication.control.earlier import Earlier
from publication.control.protection import UnprotectedError, protected
from tests.publication.control.attacker import Attack
from tests.publication.control.town import Act, Town, attack_on, earlier
from views.open.release import Finished, Threshold

CHANNELS = ("web", "app", "phone", "post")
FEW = st.one_of(st.integers(0, 6), st.integers(0, 6), st.integers(5, 60))


WARDS = ("north", "south", "west")
MERGED = (("NEW", ("OLD-1", "OLD-2")),)


@st.composite
def towns(
    draw: st.DrawFn, services: int, channels: int, months: int, wards: int = 0, councils: tuple[str, ...] = ("ARD",)
) -> Town:
    counts = {}
    places = product(["bins", "badges", "permits"][:services], CHANNELS[:channels], range(months), councils)
    for service, channel, month, council in places:
        for ward in WARDS[:wards] or [""]:
            counts[Act("finished", service, channel, month, council, ward)] = draw(FEW)
            if channel in ("web", "app"):
                counts[Act("given up", service, channel, month, council, ward)] = draw(FEW)
    return Town(counts, date(2025, 4, 1), MERGED if councils == MERGED[0][1] else ())


@settings(max_examples=8)
@given(towns(services=2, channels=4, months=1))
def test_P2a_no_total_over_channels_or_services_tells_a_hidden_count(town):
    assert attack_on(town, town.protected().rows).too_narrow() == []


@settings(max_examples=1)
@given(towns(services=1, channels=3, months=14))
def test_P2a_no_12_month_window_tells_a_hidden_month(town):
    assert attack_on(town, town.protected().rows).too_narrow() == []


@settings(max_examples=6)
@given(towns(services=2, channels=2, months=1, wards=3))
def test_P2a_no_total_over_wards_tells_a_hidden_count(town):
    assert attack_on(town, town.protected().rows).too_narrow() == []


@settings(max_examples=6)
@given(towns(services=2, channels=2, months=1, councils=MERGED[0][1]))
def test_P3_a_merged_council_beside_those_before_it_tells_no_hidden_count(town):
    assert attack_on(town, town.protected().rows).too_narrow() == []


@st.composite
def revisions(draw: st.DrawFn, times: int) -> list[tuple[Town, int]]:
    """A town, some of its acts counted anew each time, and which of its rows each release leaves out."""
    town = draw(towns(services=2, channels=3, months=1))
    found = []
    for _ in range(times):
        changes = draw(st.dictionaries(st.sampled_from(sorted(town.counts)), FEW, max_size=2))
        town = Town({**town.counts, **changes}, town.first)
        found.append((town, draw(st.integers(0, 9))))
    return found


@settings(max_examples=8)
@given(revisions(times=4))
def test_P3_all_releases_together_tell_no_hidden_count(history):
    public: list[tuple[Town, Earlier]] = []
    for town, skipped in history:
        try:
            shown = town.protected(*(release for _, release in public)).rows
        except UnprotectedError:
            break
        left = tuple(row for place, row in enumerate(shown) if place % 10 != skipped)
        public.append((town, earlier(left)))
    attack = Attack()
    for town, release in public:
        attack = attack_on(town, release.rows, public[-1][0], attack)
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


def test_P1_a_row_that_is_hidden_does_not_say_in_words_how_few_there_were():
    row = shown(tuple(line.row for line in small_town().lines()), "completion_rate", "web")
    few = row._replace(
        kpi="user_satisfaction",
        # 3 of 23 were satisfied: fewer than 30 answered.
        figure=replace(row.figure, markers=("p", "u", "e"), provided=2, expected=3),
        caution="of all channels; only 2 of 3 are in; low reliability: fewer than 30 answers; estimated",
    )
    [public] = protected([few], catalogue(), small_town().known, {}).rows
    assert public.figure.markers == ("c", "p", "e")
    assert public.caution == "of all channels; only 2 of 3 are in; estimated"


def test_P1_all_of_a_sensitive_service_is_hidden_as_it_says_that_none_was_left():
    town = small_town(web=30)
    all_finished = Town({act: 0 if act.what == "given up" else count for act, count in town.counts.items()}, town.first)
    assert shown(all_finished.protected().rows, "completion_rate", "web").figure.value == 1
    sensitive = all_finished.protected(thresholds={"bins": Threshold(5, zero_too=True)}).rows
    assert shown(sensitive, "completion_rate", "web").figure.markers == ("c",)


def test_P1_nothing_is_hidden_where_nothing_is_small():
    town = small_town(web=30)
    assert town.protected().rows == tuple(line.row for line in town.lines())


def test_P3_the_same_figures_are_hidden_in_the_next_release_if_nothing_changed():
    first = small_town().protected().rows
    assert small_town().protected(earlier(first)).rows == first


def test_the_attacker_works_out_a_count_that_alone_was_hidden():
    town = small_town()
    # 55 - 12 - 40 = 3
    rows = [line.row for line in town.lines()]
    alone = [hidden(row) if row.channel == "web" or row.kpi == "completion_rate" else row for row in rows]
    found = {narrow[1:] for narrow in attack_on(town, alone).too_narrow()}
    assert (3, 3, 3) in found


def hidden(row: Finished) -> Finished:
    """[c] on the numerator, as if nothing else told it."""
    return row._replace(figure=Figure(None, None, row.figure.denominator, markers=("c",), provided=1, expected=1))


def told_by_the_rest() -> tuple[Finished, ...]:
    """The whole, app and phone, and nothing for web: 55 - 12 - 40 = 3."""
    rows = [line.row for line in small_town().lines()]
    return tuple(
        row._replace(figure=replace(row.figure, value=None, numerator=None, markers=("x",)))
        if row.channel == "web" or row.kpi == "completion_rate"
        else row
        for row in rows
    )


def test_P3_what_only_a_withdrawn_release_told_is_hidden_though_it_was_seen():
    rows = small_town().protected(earlier(told_by_the_rest(), withdrawn=True)).rows
    assert shown(rows, "digital_take_up", "web").figure.numerator is None


def test_P3_an_error_names_the_count_that_a_standing_release_tells_and_what_to_do():
    before = told_by_the_rest()
    assert shown(before, "digital_take_up", "app").figure.numerator == Decimal(12)
    with pytest.raises(UnprotectedError, match=r"completed .*bins.*1 April 2025 to 30 April 2025.*Withdraw"):
        small_town().protected(earlier(before))
