"""A note about a council that is not there is refused before anything is loaded."""

import pytest

from configuration import ConfigurationError
from data_loaders.noted import refuse_unknown_councils
from data_loaders.register import full_register
from tests.data_loaders.taking import configured

COUNCIL = """
[[council]]
key = "anytown"
name = "Anytown"
kind = "Unitary council"
"""
EVENT = """
[[annotation]]
council = "{council}"
date = 2025-04-10
text = "New form launched"
"""
TARGET = """
[[target]]
council = "{council}"
kpi = "digital_take_up"
value = 80
from = 2025-04-01
approved_by = "Cabinet, 12 February 2025"
"""


@pytest.mark.parametrize(("table", "toml"), [("annotation", EVENT), ("target", TARGET)])
def test_a_misspelt_council_is_named_with_the_one_that_may_be_meant(tmp_path, table, toml):
    configuration = configured(tmp_path, COUNCIL + toml.format(council="anytwon"), {})
    with pytest.raises(ConfigurationError) as refused:
        refuse_unknown_councils(configuration, full_register(configuration))
    assert f"[[{table}]] is about the council 'anytwon', which the register does not know. Is 'anytown' meant?" in str(
        refused.value
    )


def test_a_council_of_the_configuration_or_of_the_register_is_known(tmp_path):
    configuration = configured(tmp_path, COUNCIL + EVENT.format(council="anytown") + TARGET.format(council="SOL"), {})
    refuse_unknown_councils(configuration, full_register(configuration))
