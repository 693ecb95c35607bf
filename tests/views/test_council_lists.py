from datetime import date

from kpis.councils import Council
from kpis.periods import containing
from tests.views.nations import SCOTTISH, SERVICES, flat, library, online
from tests.warehouse.given import Given, Town
from views.clock import uk_date
from views.council_lists import FIRST, MANY, CouncilList, council_list
from views.sections import section_figures


def lists(town: Town) -> dict[str, CouncilList]:
    return {part.section.key: council_list(town.reader, part) for part in section_figures(town.reader)}


def loaded(town: Town) -> str:
    return uk_date(town.reader.sources()[0].loaded_at)


def test_each_council_stands_with_the_newest_period_it_has_a_figure_for(land: Town):
    land.load(
        [*library("FIR", 600, 200, "2012-13"), *library("GLE", 600, 200, "2011-12"), *online("FIR", 9, 8, "2014-05")]
    )
    firthshire, glenmor = lists(land)["scotland"].councils
    assert (firthshire.name, firthshire.href, firthshire.latest) == ("Firthshire", "/council/FIR", "May 2014")
    assert glenmor.latest == "2011-12"


def test_a_council_whose_newest_figures_are_awaited_is_in_part_only(land: Town):
    newest = containing(date.today(), "month").previous()
    before = newest.previous()
    months = [period.start.isoformat()[:7] for period in (before, newest)]
    bins = flat(online(key, 10, 8, month) for key in ("FIR", "GLE") for month in months)
    badges = flat(online("FIR", 10, 8, month, "blue-badge") for month in months)
    land.load([*bins, *badges, *online("GLE", 10, 8, months[0], "blue-badge")])
    scotland = lists(land)["scotland"]
    assert [council.latest for council in scotland.councils] == [newest.label, f"{newest.label}, in part"]
    assert f"Glenmor has given nothing on Apply for a Blue Badge since {newest.label}." in scotland.freshness


def test_A2_a_council_that_owes_figures_and_gave_none_is_listed_and_counted(land: Town):
    nothing = [
        Given(m, None, "2022-23", "all", "GLE", "library-visits", "financial_year") for m in ("cost", "completed")
    ]
    land.load([*library("FIR", 600, 200), *nothing])
    scotland = lists(land)["scotland"]
    assert [council.latest for council in scotland.councils] == ["2022-23", "no figures"]
    assert "1 council has given no usable figure." in scotland.freshness


def test_the_list_says_how_often_what_and_from_which_source(land: Town):
    land.load(flat(library(key, 600, 200, year) for key in SCOTTISH for year in ("2021-22", "2022-23")), source="books")
    freshness = lists(land)["scotland"].freshness
    assert freshness == (
        f"By financial year: Cost per library visit, 2021-22 to 2022-23. Source: Books. Loaded {loaded(land)}."
    )


def test_many_measures_are_counted_not_named(land: Town):
    ratings = [Given(f"rating_{level}", 20, council="FIR") for level in range(1, 6)]
    up = [Given("seconds_up", 9, council="FIR"), Given("seconds_down", 1, council="FIR")]
    land.load([*online("FIR", 10, 8), *ratings, *up])
    assert lists(land)["scotland"].freshness.startswith("Monthly: 4 measures, April 2025.")


def test_an_invented_section_says_so_first(land: Town):
    land.load(online("arden-vale", 10, 8))
    assert lists(land)["illustrative"].freshness.startswith("Invented figures. Monthly: ")


def test_bodies_without_a_service_in_common_are_said_to_stand_alone(land: Town):
    other = Council("ministry-of-locks", "Ministry of Locks", "Ministry of Locks", "Government department")
    land.writer.reference([*land.reader.register.councils, other], SERVICES, [])
    land.load(
        [
            *online("ministry-of-barges", 10, 8, service="barge-licence"),
            *online("ministry-of-locks", 10, 8, service="lock-keeping"),
        ]
    )
    assert "No two of them run the same service" in lists(land)["government-departments"].freshness


def test_a_long_list_shows_whole_letters_and_the_rest_when_asked(land: Town):
    names = [f"{letter}{number:02d}shire" for letter in "ABCDE" for number in range(20)]
    land.writer.reference([Council(n, n, n, "District council", "England") for n in names], SERVICES, [])
    land.load(flat(online(name, 10, 8) for name in names))
    england = lists(land)["england"]
    assert len(england.councils) == 100 > MANY
    assert (len(england.shown), england.letters) == (40, ("A", "B"))
    assert len(england.shown) >= FIRST
    assert england.all_href == "/?group=england#england"


def test_the_letter_of_a_name_with_an_accent_is_the_plain_one(land: Town):
    ynys = Council("YNM", "Ýnys Môn", "Ýnys Môn", "Unitary council", "Wales")
    land.writer.reference([ynys], SERVICES, [])
    land.load(online("YNM", 10, 8))
    assert lists(land)["wales"].councils[0].letter == "Y"
