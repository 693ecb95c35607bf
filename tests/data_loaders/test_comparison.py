import pytest

from configuration import ConfigurationError
from data_loaders.comparison import groups, services
from data_loaders.register import full_register
from tests.data_loaders.taking import configured

MEMBERS = """Family_Group,Local_Authority,Type
Family Group 1,Stirling,Place
Family Group 1,Edinburgh City,Place
Family Group 2,Fife,Place
Family Group 1,Fife,People
"""
FROM_FILE = """
[[group]]
key = "place"
name = "Place services:"
description = "Eight alike"
file = "groups.csv"
council_column = "Local_Authority"
group_column = "Family_Group"
aliases = "aliases.csv"
where = { Type = "Place" }
services = ["library-visits"]

[[service]]
key = "library-visits"
name = "Libraries"
"""
ALIASES = "name,council\nEdinburgh City,EDH\n"


def grouped(folder, toml, **files):
    configuration = configured(folder, toml, {name.replace("_csv", ".csv"): text for name, text in files.items()})
    return groups(configuration, full_register(configuration))


def test_a_file_of_groups_gives_one_group_for_each_name_in_it(tmp_path):
    first, second = grouped(tmp_path, FROM_FILE, groups_csv=MEMBERS, aliases_csv=ALIASES)
    assert (first.key, first.name) == ("place-family-group-1", "Place services: Family Group 1")
    assert first.councils == ("STG", "EDH")
    assert (second.name, second.councils) == ("Place services: Family Group 2", ("FIF",))
    assert first.services == ("library-visits",)
    assert not first.illustrative


def test_members_are_named_by_key_or_by_name(tmp_path):
    toml = '[[group]]\nkey = "mine"\nname = "Mine"\ncouncils = ["STG", "fife", "S12000036"]\n'
    assert grouped(tmp_path, toml)[0].councils == ("STG", "FIF", "EDH")


def test_a_group_of_fictional_councils_is_illustrative(tmp_path):
    toml = '[[council]]\nkey = "aldham"\nname = "Aldham"\nkind = "District council"\nillustrative = true\n'
    toml += '[[group]]\nkey = "mine"\nname = "Mine"\ncouncils = ["Aldham"]\n'
    assert grouped(tmp_path, toml)[0].illustrative


@pytest.mark.parametrize(
    ("toml", "files", "sentence"),
    [
        (
            '[[group]]\nkey = "g"\nname = "G"\ncouncils = ["Atlantis"]\n',
            {},
            "[[group]] 'g' has the member 'Atlantis', which the register does not know. Write its key, or add it",
        ),
        (
            '[[group]]\nkey = "g"\nname = "G"\ncouncils = ["Somerset"]\n',
            {},
            "[[group]] 'g': 'Somerset' could be Somerset Council (SMT), Somerset County Council (SOM). Write the key",
        ),
        (FROM_FILE, {"aliases_csv": ALIASES}, "[[group]] 'place': the file"),
        (FROM_FILE, {"aliases_csv": ALIASES, "groups_csv": MEMBERS.replace("Place", "People")}, "has no member with"),
        (FROM_FILE, {"aliases_csv": ALIASES, "groups_csv": "Group,Council\nA,STG\n"}, "has no column 'Type'"),
        (FROM_FILE, {"aliases_csv": "a,b\n1,2\n", "groups_csv": MEMBERS}, "has not the columns 'name' and 'council'"),
    ],
)
def test_a_group_that_cannot_be_made_is_a_sentence(tmp_path, toml, files, sentence):
    with pytest.raises(ConfigurationError) as caught:
        grouped(tmp_path, toml, **files)
    assert sentence in str(caught.value)
    assert str(caught.value).endswith("Nothing was loaded or changed.")


def test_services_are_those_that_the_file_describes(tmp_path):
    toml = '[[service]]\nkey = "visits"\nname = "Libraries"\ntransaction = "library visit"\nin_total = false\n'
    (service,) = services(configured(tmp_path, toml))
    assert (service.key, service.transaction, service.in_total) == ("visits", "library visit", False)
