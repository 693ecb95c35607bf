from pathlib import Path
from urllib.parse import parse_qs

import pytest

from kpis.funnel import DIFFERENT, NOT_DISTINGUISHABLE, WORTH_A_LOOK, funnel
from kpis.intervals import wilson
from kpis.selection import SelectionError, parse_selection
from tests.views.large import TWELVE, shares, twelve
from tests.views.nations import SCOTTISH, flat, library, online
from tests.warehouse.given import Town
from views.compare import Compare, compare


@pytest.fixture(name="twelve")
def of_twelve(tmp_path: Path) -> Town:
    return twelve(tmp_path / "twelve")


def seen(town: Town, query: str = "") -> Compare:
    view = compare(town.reader, parse_selection(parse_qs(query)))
    assert isinstance(view, Compare)
    return view


def test_F4_each_row_says_one_of_three_phrases_and_the_titles_count_them(twelve: Town):
    view = seen(twelve)
    assert view.each is not None
    assert view.chance is not None
    said = {row.name: row.phrase for row in view.each.rows}
    made = funnel((float(x), float(n)) for x, n in TWELVE.values())
    assert made is not None
    assert said == {key.title(): made.phrase(x, n) for key, (x, n) in TWELVE.items()}
    assert (said["Irb"], said["Ald"]) == (DIFFERENT, NOT_DISTINGUISHABLE)
    look = [name for name, phrase in said.items() if phrase == WORTH_A_LOOK]
    rate = sum(x for x, _ in TWELVE.values()) / sum(n for _, n in TWELVE.values())
    above = sum(x / n > rate for x, n in TWELVE.values())
    assert len(look) == 2
    assert view.each.title == (
        f"{above} of 12 councils are above {rate:.1%}, the figure for all together; "
        "1 is different from the group and 2 are worth a look"
    )
    assert view.chance.title == "1 council is different from the group; 2 more are worth a look"
    assert view.chance.label.endswith(f"1 different from the group: Irb. 2 worth a look: {look[0]}, {look[1]}.")


def test_F2_the_note_counts_what_wilson_intervals_at_99_8_exclude(twelve: Town):
    rate = sum(x for x, _ in TWELVE.values()) / sum(n for _, n in TWELVE.values())
    outside = 0
    for part, whole in TWELVE.values():
        interval = wilson(part, whole, 3.090232306167813)
        assert interval is not None
        outside += not interval.lower <= rate <= interval.upper
    chance = seen(twelve).chance
    assert chance is not None
    assert f"Plain limits, not widened, would put {outside} of 12 beyond 99.8%" in str(chance.notes[0][0])
    assert chance.notes[0][1] == ("Show plain limits", "/compare?limits=plain")


def test_F3_phi_and_tau_are_shown_and_the_phrases_do_not_follow_the_lines_shown(twelve: Town):
    made = funnel((float(x), float(n)) for x, n in TWELVE.values())
    assert made is not None
    views = [seen(twelve, query).chance for query in ("", "limits=plain", "limits=exact")]
    phrases = []
    for view in views:
        assert view is not None
        spread = made.dispersion
        assert f"Over-dispersion: φ {spread.phi:.2f}, τ {spread.tau:.3f}" in [note[0] for note in view.notes]
        phrases.append([one.phrase for one in view.group.councils])
    assert phrases[0] == phrases[1] == phrases[2]
    plain = views[1]
    assert plain is not None
    assert plain.notes[0][1] == ("Show widened limits only", "/compare")
    assert "dotted, the plain ones" in plain.subtitle


def test_F3_fewer_than_ten_have_intervals_only_and_the_page_says_so(land: Town):
    land.load(flat(online(key, 40, 10) for key in SCOTTISH))
    view = seen(land)
    assert view.chance is None
    assert view.each is not None
    assert {row.phrase for row in view.each.rows} == {""}
    assert "With fewer than 10 councils nobody is called different" in view.each.notes[-1]


def test_F6_a_cost_has_no_funnel_and_nothing_is_said_of_one(tmp_path: Path):
    town = twelve(tmp_path / "costs")
    town.load(flat(library(key, 100, 10) for key in TWELVE), source="costs")
    view = seen(town, "kpi=cost_per_transaction")
    assert view.chance is None
    assert view.each is not None
    assert not any("fewer than" in note for note in view.each.notes)


def test_F7_city_of_london_is_shown_and_not_in_the_funnel(tmp_path: Path):
    town = shares(tmp_path / "london", {**TWELVE, "LND": (1, 10)})
    view = seen(town)
    assert view.each is not None
    assert view.chance is not None
    assert {row.name: row.phrase for row in view.each.rows}["Lnd"] == ""
    assert "Lnd" not in {one.name for one in view.chance.group.councils}
    assert view.chance.everyone == "All 12"


def test_F2_few_expected_are_named_as_rough_with_a_way_to_exact_limits(tmp_path: Path):
    town = shares(tmp_path / "few", {**TWELVE, "min": (7, 8)})
    view = seen(town).chance
    assert view is not None
    assert view.group.few_expected == 1
    assert ("Show exact limits", "/compare?limits=exact") in [part for note in view.notes for part in note]


def test_limits_that_do_not_exist_are_refused_in_words():
    with pytest.raises(SelectionError, match="'limits' cannot be 'wide'; it is one of adjusted, plain, exact"):
        parse_selection({"limits": ["wide"]})


def test_the_table_holds_every_council_with_its_limits(twelve: Town):
    view = seen(twelve).chance
    assert view is not None
    rows = {row[0].text: [cell.text for cell in row[1:]] for row in view.table.rows}
    made = funnel((float(x), float(n)) for x, n in TWELVE.values())
    assert made is not None
    inner = made.adjusted(1000)
    assert rows["Irb"][:3] == ["1,000", "60.0%", f"{100 * inner.lower_95:.1f} to {100 * inner.upper_95:.1f}"]
    assert rows["Irb"][-1] == DIFFERENT
