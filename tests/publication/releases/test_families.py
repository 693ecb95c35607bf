from kpis.councils import Council, Register
from publication.releases.families import families


def council(key: str, *heirs: str) -> Council:
    return Council(key, key, key, "District council", replaced_by=heirs)


def test_P3_councils_that_were_merged_belong_together_and_others_stand_alone():
    register = Register((council("OLD", "NEW"), council("ELD", "new"), council("NEW"), council("FAR")))
    found = families({"OLD", "ELD", "NEW", "FAR"}, register)
    assert found == {"FAR": ("FAR",)} | dict.fromkeys(("ELD", "NEW", "OLD"), ("ELD", "NEW", "OLD"))


def test_P3_two_that_became_one_are_a_family_though_that_one_is_not_released():
    register = Register((council("OLD", "NEW"), council("ELD", "NEW"), council("NEW")))
    assert families({"OLD", "ELD"}, register)["OLD"] == ("ELD", "OLD")
