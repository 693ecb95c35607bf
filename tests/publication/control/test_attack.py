"""Everything that is published, in a solver's hands: no hidden number is known more closely than from 1 to 4."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.publication.control.town import Act, Town, attack_on

CHANNELS = ("web", "app", "phone", "post")
FEW = st.one_of(st.integers(0, 6), st.integers(0, 6), st.integers(5, 60))


@st.composite
def towns(draw: st.DrawFn, services: int, channels: int, months: int) -> Town:
    counts = {}
    for service in ["bins", "badges", "permits"][:services]:
        for channel in CHANNELS[:channels]:
            for month in range(months):
                counts[Act("finished", service, channel, month)] = draw(FEW)
                if channel in ("web", "app"):
                    counts[Act("given up", service, channel, month)] = draw(FEW)
    return Town(counts, date(2025, 4, 1))


@settings(max_examples=8)
@given(towns(services=2, channels=4, months=1))
def test_P2a_no_total_over_channels_or_services_tells_a_hidden_count(town):
    assert attack_on(town, town.protected().rows).too_narrow() == []


@settings(max_examples=1)
@given(towns(services=1, channels=3, months=14))
def test_P2a_no_12_month_window_tells_a_hidden_month(town):
    assert attack_on(town, town.protected().rows).too_narrow() == []
