from pathlib import Path
from urllib.parse import parse_qs

import pytest

from callbacks.council import council_answer
from callbacks.routes import fields
from callbacks.service import service_answer
from kpis.councils import Council
from kpis.neighbours import Areas, Trait
from kpis.selection import Selection, parse_selection
from layouts.markup import markup
from tests.views.nations import SERVICES, flat, online
from tests.warehouse.given import Town
from tests.warehouse.remembered import begun
from views.compare import Compare, compare
from views.council import council_view
from views.neighbours_link import NeighboursLink
from views.not_found import NotFound
from views.service import service_view

KEYS = [f"C{place:02d}" for place in range(20)]
TRAITS = (Trait("people", "Population", "people", "2020", "Somebody"),)


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Twenty councils in a row, each with ten thousand people more than the one before; C19 runs no such service."""
    return begun(_row, tmp_path / "row")


def _row(folder: Path) -> None:
    found = Town(folder)
    councils = [Council(key, f"Council {key}", key, "Unitary council, Scotland", "Scotland") for key in KEYS]
    values = {key: {"people": 10_000.0 * place} for place, key in enumerate(KEYS)}
    found.writer.reference(councils, SERVICES, [], Areas(TRAITS, values))
    found.load(flat(online(key, 40, 10) for key in KEYS[:19]))


def seen(town: Town, query: str) -> Compare:
    view = compare(town.reader, parse_selection(parse_qs(query)))
    assert isinstance(view, Compare)
    return view


def test_F8_a_councils_fifteen_nearest_are_compared_with_it(town: Town):
    view = seen(town, "group=neighbours-C03")
    assert view.each is not None
    # C03 and the fifteen that are nearest in the row: C00 to C02 and C04 to C15.
    assert [row.name for row in view.each.rows] == [f"Council {key}" for key in KEYS[:16]]
    assert [row.name for row in view.each.rows if row.picked] == ["Council C03"]


def test_F8_a_neighbour_without_figures_is_named_with_the_reason_and_nobody_takes_its_place(town: Town):
    view = seen(town, "group=neighbours-C18")
    assert view.each is not None
    assert len(view.each.rows) == 15
    assert view.members is not None
    assert [(one.reason, one.names) for one in view.members.left_out] == [
        ("no figures for this measure are loaded", ("Council C19",))
    ]


def test_F8_the_set_is_explained_with_the_share_of_each_trait(town: Town):
    view = seen(town, "group=neighbours-C03")
    assert view.members is not None
    told = " ".join(view.members.group)
    assert "15 councils of 19 of the same kind and nation" in told
    assert "population (2020): traits of the area, never of the council" in told
    assert "The set is that of 2025-26" in told
    assert "list of traits is short" in told
    assert "not mutual" in told
    why, traits = view.members.why
    rows = {row[0].text: [cell.text for cell in row[1:]] for row in why.rows}
    # C15 is furthest, twelve steps away; C04 one of them.
    assert rows["Council C15"] == ["1.00", "100%"]
    assert rows["Council C04"] == ["0.08", "100%"]
    assert [cell.text for cell in traits.rows[0]] == ["Population", "people", "2020", "1", "Somebody"]


def test_F8_the_neighbours_of_a_council_that_is_picked_are_offered(town: Town):
    view = seen(town, "council=C03&group=scotland")
    assert view.form.groups[0] == (
        "Nearest neighbours",
        (("neighbours-C03", "Nearest neighbours of Council C03 (16)"),),
    )
    assert view.members is not None
    assert view.members.why == ()


def test_where_no_council_is_picked_the_page_says_how_to_come_to_neighbours(town: Town):
    view = seen(town, "group=scotland")
    assert view.members is not None
    assert "add it above and choose them as the group" in view.members.group[-1]


def test_the_neighbours_of_nobody_are_not_found(town: Town):
    assert isinstance(compare(town.reader, parse_selection({"group": ["neighbours-nope"]})), NotFound)


def links(town: Town, key: str) -> list[NeighboursLink | None]:
    """The ways to its neighbours from a council's page and from that of its service."""
    reader = town.reader
    council = reader.register.by_key[key.lower()]
    whole = council_view(reader, council, Selection())
    one = service_view(reader, council, reader.services()["missed-bin"], Selection())
    assert whole
    assert one
    return [whole.neighbours, one.neighbours]


def test_F8_the_pages_of_a_council_and_its_service_lead_to_a_comparison_with_its_neighbours(town: Town):
    for found in links(town, "C18"):
        assert found
        # Of the 15 nearest to C18, C04 to C17 and C19, only C19 has no figures.
        assert found.words == (
            "15 councils of the same kind and nation serve areas most like Council C18’s, by population: alike in "
            "area, not in how well they do. 14 of them have figures to compare."
        )
        assert found.link == (
            "Compare completion rate (Report a missed bin) with them, and see why each is a neighbour"
        )
        view = seen(town, found.href.partition("?")[2])
        assert view.choice.group.key == "neighbours-C18"
        assert view.members is not None
        assert view.members.why


def test_F8_no_way_is_shown_to_neighbours_without_figures_or_of_an_area_that_nobody_knows(town: Town):
    town.load(online("C00", 40, 10, service="blue-badge"), source="other")
    reader = town.reader
    alone = service_view(reader, reader.register.by_key["c00"], reader.services()["blue-badge"], Selection())
    assert alone
    assert alone.neighbours is None
    register, services = reader.register.councils, reader.services().values()
    town.writer.reference(register, services, [], Areas())
    assert links(town, "C18") == [None, None]


def test_F8_the_pages_say_it_in_a_section_with_a_link(town: Town):
    reader = town.reader
    for page in (
        markup(council_answer(lambda: reader)(fields(""), "C18").body),
        markup(service_answer(lambda: reader)(fields(""), "C18", "missed-bin").body),
    ):
        section = page.split(">Councils with areas like this one</h2>", 1)[1].split("</section>", 1)[0]
        assert 'href="/compare?kpi=completion_rate&amp;service=missed-bin&amp;group=neighbours-C18"' in section
