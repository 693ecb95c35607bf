from datetime import date
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.councils import Council
from kpis.neighbours import NEIGHBOURS, Areas, Neighbour, Trait, eligible, nearest
from kpis.periods import containing

YEAR = containing(date(2023, 4, 1), "financial_year")


def areas(values: dict[str, dict[str, float]], weights: dict[str, float] | None = None) -> Areas:
    names = dict.fromkeys(name for known in values.values() for name in known)
    traits = (Trait(name, name, "", "2020", "", (weights or {}).get(name, 1.0)) for name in names)
    return Areas(tuple(traits), values)


def found(all_areas: Areas, council: str, count: int = NEIGHBOURS) -> dict[str, Neighbour]:
    return {one.key: one for one in nearest(all_areas, council, all_areas.values, count)}


def test_F8_distance_by_hand():
    # p: 0, 2, 4: mean 2, SD sqrt(8/3) = 1.63299; q: 1, 1, 4: mean 2, SD sqrt(2) = 1.41421.
    given = areas({"a": {"p": 0, "q": 1}, "b": {"p": 2, "q": 1}, "c": {"p": 4, "q": 4}})
    near = found(given, "a")
    # a-b: (2/1.63299)² = 1.5, over two traits 0.75; a-c: (4/1.63299)² + (3/1.41421)² = 6 + 4.5, over two 5.25.
    assert near["c"].distance == 1
    assert near["b"].distance == pytest.approx(sqrt(0.75 / 5.25))
    assert near["c"].shares == pytest.approx({"p": 6 / 10.5, "q": 4.5 / 10.5})
    assert near["b"].shares == {"p": 1.0, "q": 0.0}


def test_F8_there_are_fifteen_and_the_furthest_is_one():
    given = areas({f"c{place:02d}": {"p": place} for place in range(20)})
    near = found(given, "c00")
    assert list(near) == [f"c{place:02d}" for place in range(1, 16)]
    assert near["c15"].distance == 1
    assert near["c03"].distance == pytest.approx(3 / 15)


def test_F8_neighbourhood_is_not_mutual():
    given = areas({"far": {"p": 100}, "edge": {"p": 10}, "in": {"p": 8}, "mid": {"p": 7}})
    assert "edge" in found(given, "far", 1)
    assert "far" not in found(given, "edge", 1)


def test_F8_a_missing_trait_leaves_a_mean_over_the_others_if_four_fifths_are_shared():
    names = "pqrst"
    values = {key: dict.fromkeys(names, float(place)) for place, key in enumerate("abcd")}
    del values["b"]["t"]
    near = found(areas(values), "a")
    assert near["b"].lacking == ("t",)
    assert near["b"].shares.keys() == {"p", "q", "r", "s"}
    del values["b"]["s"]
    assert "b" not in found(areas(values), "a")


def test_F8_a_weight_counts_a_trait_so_many_times():
    values = {"a": {"p": 0.0, "q": 0.0}, "b": {"p": 1.0, "q": 0.0}, "c": {"p": 0.0, "q": 1.0}}
    near = found(areas(values, {"p": 3.0}), "a")
    assert near["b"].distance == 1
    assert near["c"].distance == pytest.approx(sqrt(1 / 3))


def test_F8_only_councils_of_the_same_kind_and_nation_that_existed_on_the_years_first_day():
    own = Council("A", "A", "A", "District council", "England")
    others = (
        Council("B", "B", "B", "District council", "England"),
        Council("C", "C", "C", "County council", "England"),
        Council("D", "D", "D", "District council", "Northern Ireland"),
        Council("E", "E", "E", "District council", "England", end=date(2023, 4, 1)),
        Council("F", "F", "F", "District council", "England", start=date(2023, 4, 2)),
        Council("G", "G", "G", "District council", "England", illustrative=True),
    )
    assert [one.key for one in eligible((own, *others), own, YEAR)] == ["A", "B"]


def test_F7_city_of_london_and_scilly_are_nobodys_neighbours():
    own = Council("A", "A", "A", "London borough", "England")
    city = Council("LND", "City", "City", "London borough", "England")
    assert eligible((own, city), own, YEAR) == [own]


NUMBERS = st.floats(-1e6, 1e6).map(lambda value: round(value, 3))
MANY = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=4),
    st.fixed_dictionaries({"p": NUMBERS, "q": NUMBERS, "r": NUMBERS}),
    min_size=2,
    max_size=25,
)


@given(MANY, st.floats(0.5, 100), st.floats(-1000, 1000))
def test_F8_the_unit_of_a_trait_changes_nothing(values, times, plus):
    council = min(values)
    changed = {key: {**known, "p": known["p"] * times + plus} for key, known in values.items()}
    before, after = found(areas(values), council), found(areas(changed), council)
    assert len(before) == len(after)
    nearer = sorted(one.distance for one in before.values())
    assert sorted(one.distance for one in after.values()) == pytest.approx(nearer, abs=1e-3)


@given(MANY)
def test_F8_shares_add_to_the_whole_and_distances_end_at_one(values):
    near = found(areas(values), min(values))
    assert all(sum(one.shares.values()) == pytest.approx(1) or not any(one.shares.values()) for one in near.values())
    assert all(0 <= one.distance <= 1 for one in near.values())
    assert len(near) == min(NEIGHBOURS, len(values) - 1)
