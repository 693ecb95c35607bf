"""The council register: kinds in words, half-open times, names and codes that meet the source's."""

import json
from datetime import date
from pathlib import Path

import pytest

from configuration import ConfigurationError
from data_loaders.register import full_register, official_councils
from kpis.councils import AmbiguousCouncilError, Register
from tests.data_loaders.taking import configured

PUBLISHED = Path(__file__).parents[1] / "reference" / "council_succession.json"


@pytest.fixture(scope="module")
def register():
    return Register(official_councils())


def test_every_council_of_the_register_is_there_under_its_code(register):
    assert len(register.councils) == 470
    stirling = register.with_code("STG")
    assert (stirling.name, stirling.full_name, stirling.gss) == ("Stirling", "Stirling Council", "S12000030")
    assert (stirling.kind, stirling.nation) == ("Unitary council, Scotland", "Scotland")


def test_F7_kinds_tell_tier_and_nation_apart(register):
    kinds = {council.kind for council in register.councils}
    assert {"Unitary council, England", "Unitary council, Wales", "Unitary council, Scotland"} <= kinds
    assert {"London borough", "District council", "County council", "Metropolitan borough"} <= kinds
    assert len([council for council in register.councils if council.kind == "London borough"]) == 32


def test_A10_a_council_ends_the_day_its_successor_begins(register):
    # The source has 2019-03-31 for Taunton Deane and 2023-04-01 for Somerset West and Taunton.
    assert register.with_code("TAU").end == date(2019, 4, 1) == register.with_code("SWT").start
    assert register.with_code("SWT").end == date(2023, 4, 1) == register.with_code("SMT").start


def test_A10_every_published_succession_is_half_open(register):
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))["ended"]
    assert len(published) == 48
    for ended in published:
        council = register.with_code(ended["code"])
        assert list(council.replaced_by) == ended["replaced_by"]
        starts = {register.with_code(key).start for key in council.replaced_by}
        assert starts == {council.end}, ended["name"]


def test_A10_an_end_without_a_successor_is_the_day_after_the_last(register):
    derry = register.with_code("NIR-A")
    assert (derry.end, derry.replaced_by) == (date(2015, 4, 1), ())


def test_the_day_an_entry_was_first_written_down_is_not_taken_for_a_start(register):
    # Aberdeen City's start reads 2005-06-18; it was made in 1996.
    assert register.with_code("ABE").start is None
    assert register.with_code("BUC").start == date(2020, 4, 1)


def test_A10_a_name_that_two_councils_had_is_settled_by_date(register):
    days = date(2017, 1, 1), date(2017, 12, 31)
    assert register.named("North Yorkshire", *days).key == "NYK"
    assert register.named("North Yorkshire", date(2024, 4, 1), date(2025, 3, 31)).key == "NYE"
    with pytest.raises(AmbiguousCouncilError):
        register.named("North Yorkshire")


def test_current_and_former_gss_codes_find_a_council(register):
    # East Hertfordshire was E07000097 until its boundary changed.
    assert register.with_code("E07000242").key == register.with_code("E07000097").key == "EHE"


def test_names_with_a_comma_in_them_are_not_taken_apart(register):
    assert register.named("Armagh City").key == "NIR-O"
    assert register.named("armagh city, banbridge and craigavon").key == "ABC"


def test_no_council_has_an_empty_name_or_alias(register):
    assert all(council.name.strip() == council.name != "" for council in register.councils)
    assert not [council.key for council in register.councils for name in council.aliases if not name.strip()]


def test_organisations_of_the_deployment_stand_beside_the_register(tmp_path):
    council = '[[council]]\nkey = "fictionham"\nname = "Fictionham"\nkind = "District council"\nillustrative = true\n'
    register = full_register(configured(tmp_path, council))
    assert len(register.councils) == 471
    assert register.named("fictionham").illustrative


def test_a_key_of_the_register_cannot_be_taken(tmp_path):
    configuration = configured(tmp_path, '[[council]]\nkey = "stg"\nname = "Sting"\nkind = "District council"\n')
    with pytest.raises(ConfigurationError) as caught:
        full_register(configuration)
    assert "[[council]] 'stg' has the key of Stirling Council in the register. Choose another key." in str(caught.value)
