"""What a public page says of normal variation is what the dashboard says, re-basings and all."""

from dataclasses import dataclass, replace
from datetime import date

from kpis.notes import Notes, Rebase, Scope
from kpis.variation import variation
from tests.publication.given import InMemory, row
from views.open.charts import open_chart
from views.open.lines import released

MONTHS = [f"{2024 + place // 12}-{place % 12 + 1:02d}" for place in range(26)]
REBASE = Rebase(
    Scope("ARD", "missed-bin", "completion_rate"), date(2025, 2, 1), "A new form was launched", "A. Officer"
)


@dataclass(frozen=True)
class Noted(InMemory):
    """A release with a re-basing on record."""

    rebases: tuple[Rebase, ...] = ()

    @property
    def notes(self) -> Notes:
        return Notes(rebases=self.rebases)


def given() -> list:
    """Thirteen months about 60 % and, after a new form, thirteen about 90 %."""
    return [
        row(month=month, numerator=(600 if place < 13 else 900) + 3 * (place % 4), denominator=1000)
        for place, month in enumerate(MONTHS)
    ]


def line(*rebases: Rebase):
    reader = Noted(given(), rebases=rebases)
    return released(reader, reader.rows())[0]


def test_T7_limits_are_made_anew_from_a_re_basing_on_record():
    plain, based = line(), line(REBASE)
    assert based.variation == variation(based.kpi, based.series, (REBASE,))
    last = based.series.points[-1].period
    # One stretch: the average lies between both levels, near 75 %. Two: the newest stretch has its own, near 90 %.
    assert 0.7 < plain.variation.at(last).mean < 0.8
    assert 0.9 < based.variation.at(last).mean < 0.91
    assert plain.verdict.kind != based.verdict.kind


def test_T7_the_page_says_from_when_normal_variation_is_counted_anew_and_why():
    said = "Normal variation is counted anew from 1 February 2025: A new form was launched"
    assert said in open_chart(line(REBASE), "Arden Vale").notes
    assert not any("anew" in note for note in open_chart(line(), "Arden Vale").notes)


def test_a_re_basing_of_another_service_changes_nothing():
    other = replace(REBASE, scope=Scope("ARD", "=garden", "completion_rate"))
    assert line(other).variation == line().variation
