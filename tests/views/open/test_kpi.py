"""Who stands beside whom on a public comparison."""

from collections.abc import Mapping
from dataclasses import dataclass

from tests.publication.given import InMemory, part, row
from views.open.kpi import open_kpi, side_by_side
from views.open.release import CouncilPart


@dataclass(frozen=True)
class Mixed(InMemory):
    """The same two councils, and of these only Arden Vale is invented."""

    real: tuple[str, ...] = ("BRI",)

    @property
    def parts(self) -> Mapping[str, CouncilPart]:
        return {key: part(key, illustrative=key not in self.real) for key in ("ARD", "BRI")}


def both() -> list:
    return [row(council="ARD"), row(council="BRI")]


def test_invented_figures_never_stand_beside_real_ones() -> None:
    assert open_kpi(Mixed(both()), "completion_rate", "missed-bin") is None  # one of each: nothing to compare
    assert side_by_side(Mixed(both()), {"ARD", "BRI"}) == {"ARD"}


def test_two_real_councils_or_two_invented_ones_are_compared() -> None:
    for real in (("ARD", "BRI"), ()):
        view = open_kpi(Mixed(both(), real=real), "completion_rate", "missed-bin")
        assert view is not None
        assert [name for name, _ in view.names] == ["Arden Vale", "Brigh, the Isle"]
        # 811 of 1,128 each: 71.9 %
        assert view.lead == "In March 2026, 2 councils lie between 71.9% and 71.9%."
