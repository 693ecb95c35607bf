from typing import get_args

from configuration.entry import Channel
from configuration.mapping import Length
from kpis.channels import CHANNELS
from kpis.period_labels import Length as KnownLength


def test_a_source_may_name_exactly_the_channels_that_pages_know():
    assert set(get_args(Channel)) == set(CHANNELS)


def test_a_source_may_name_exactly_the_lengths_that_labels_are_read_for():
    assert set(get_args(Length)) == set(get_args(KnownLength))
