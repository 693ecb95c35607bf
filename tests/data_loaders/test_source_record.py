"""What a source says of how it counts goes into the warehouse in words."""

from data_loaders.register import full_register
from data_loaders.source_record import source_record
from tests.data_loaders.taking import configured

TOML = """
[[service]]
key = "permits"
name = "Permits"

[[source]]
name = "crm"
title = "Customer database"
kind = "csv"
path = "export.csv"
cost_basis = "direct"
{said}

[source.council]
fixed = "STG"

[source.service]
fixed = "permits"

[source.period]
column = "Month"
length = "month"

[source.measures]
cost = "Spent"
rating_5 = "Very satisfied"
"""


def bases(folder, said):
    configuration = configured(folder, TOML.format(said=said), {"export.csv": "Month,Spent,Very satisfied\n"})
    [source] = configuration.source
    record = source_record(source, full_register(configuration), configuration.folder)
    return record.cost_basis, record.collection_basis


def test_D5_D6_the_year_of_prices_and_where_answers_are_asked_for_are_said_in_words(tmp_path):
    said = 'price_base_year = "2024-25"\ncollection_point = "follow_up"'
    assert bases(tmp_path, said) == ("direct, 2024-25 prices", "follow-up")


def test_D5_D6_a_source_that_says_neither_has_cash_and_answers_from_a_point_not_stated(tmp_path):
    assert bases(tmp_path, "") == ("direct", "not stated")
