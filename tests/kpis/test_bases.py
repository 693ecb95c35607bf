import pytest

from kpis.bases import collection_basis, cost_basis, cost_name, has_prices, how_counted


@pytest.mark.parametrize(
    ("included", "year", "basis", "name", "said"),
    [
        ("full", "", "full", "Full cost", "counted at full cost"),
        ("direct", "2024-25", "direct, 2024-25 prices", "Direct cost, 2024-25 prices",
         "counted at direct cost, in 2024-25 prices"),
    ],
)  # fmt: skip
def test_D5_the_year_of_the_prices_is_part_of_what_a_cost_is_counted_on(included, year, basis, name, said):
    assert cost_basis(included, year) == basis
    assert (cost_name(basis), how_counted(basis), has_prices(basis)) == (name, said, bool(year))


@pytest.mark.parametrize(
    ("point", "basis", "said"),
    [
        ("end_pages", "end pages", "asked where a transaction ends"),
        ("all_pages", "all pages", "asked on all pages"),
        ("follow_up", "follow-up", "asked in a follow-up"),
        (None, "not stated", "asked at a point that is not stated"),
    ],
)
def test_D6_where_answers_are_asked_for_is_a_basis_and_so_is_not_saying_it(point, basis, said):
    assert collection_basis(point) == basis
    assert how_counted(basis) == said
