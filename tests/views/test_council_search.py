from dataclasses import replace

import pytest

from tests.views.nations import COUNCILS, flat, online
from tests.warehouse.given import Town
from views.council_search import LONGEST, search


@pytest.fixture
def known(land: Town):
    land.load(flat(online(key, 10, 8) for key in ("FIR", "GLE", "ASH", "arden-vale")))
    return land.reader


@pytest.mark.parametrize(
    "typed", ["Firthshire", "firthshire council", "  FIRTHSHIRE  ", "FIR", "S12000001", "s12000001"]
)
def test_a_name_or_code_that_means_one_council_finds_it(known, typed: str):
    assert search(known, typed).found == "FIR"


def test_a_code_in_small_letters_may_be_the_beginning_of_another_name(known):
    found = search(known, "ash")
    assert found.found == ""
    assert [(match.name, match.key) for match in found.matches] == [("Ashwell", "ASH"), ("Ashford", "")]
    assert not found.near
    assert found.heading == "Councils that “ash” may mean"


def test_a_match_says_what_it_is_and_where_and_that_it_has_no_figures(known):
    ashwell, ashford = search(known, "ash").matches
    assert (ashwell.detail, ashwell.href) == ("District council, East Midlands", "/council/ASH")
    assert (ashford.detail, ashford.href) == ("District council, South East, no figures here", "")


def test_A10_a_council_that_ended_says_when_and_who_does_its_work_now(known):
    [oldby] = search(known, "Oldby").matches
    assert oldby.detail == "District council, South East, until 1 April 2019, now Ashford, no figures here"


def test_an_invented_council_is_said_to_be_illustrative(known):
    [match] = search(known, "arden").matches
    assert match.illustrative


def test_a_name_that_two_councils_have_is_not_settled(land: Town):
    twin = replace(COUNCILS[5], key="TWN", full_name="Ashwell Borough Council")
    land.writer.reference([*COUNCILS, twin], [], [])
    land.load(flat(online(key, 10, 8) for key in ("ASH", "TWN")))
    found = search(land.reader, "Ashwell")
    assert found.found == ""
    assert {match.key for match in found.matches} == {"ASH", "TWN"}


def test_words_that_many_names_share_do_not_hide_the_one_that_is_meant(known):
    found = search(known, "Glenmor Royal Borough Council")
    assert found.near
    assert [match.key for match in found.matches] == ["GLE"]


def test_a_mistyped_name_finds_names_like_it(known):
    found = search(known, "Firthshyre")
    assert found.near
    assert found.matches[0].key == "FIR"
    assert found.heading == "No council is called “Firthshyre”. Did you mean one of these?"


def test_what_is_like_no_name_finds_nothing_and_is_repeated_no_longer_than_a_name(known):
    found = search(known, "z" * 500)
    assert found.matches == ()
    assert found.heading == f"No council is called “{'z' * LONGEST}”"
