"""Each council of a comparison in its group's funnel (METHODS F2 to F4)."""

from collections.abc import Mapping
from dataclasses import dataclass

from kpis.catalogue import Kpi
from kpis.comparison import NEVER_POOLED, Compared
from kpis.exact import few_expected
from kpis.funnel import Funnel, Limits, Lines, Phrase, funnel


@dataclass(frozen=True)
class InFunnel:
    """One council: `part` of `whole`, the limits for so many, and what may be said of it."""

    key: str
    name: str
    part: float
    whole: float
    limits: Limits
    phrase: Phrase

    @property
    def share(self) -> float:
        """Part over whole."""
        return self.part / self.whole


@dataclass(frozen=True)
class GroupFunnel:
    """A group's funnel and its councils in alphabetical order; `lines` are the limits that each council is given."""

    funnel: Funnel
    councils: tuple[InFunnel, ...]
    lines: Lines = "adjusted"

    def called(self, phrase: Phrase) -> list[InFunnel]:
        """The councils of which that may be said."""
        return [one for one in self.councils if one.phrase == phrase]

    @property
    def by_key(self) -> Mapping[str, InFunnel]:
        """Council's key and its place in the funnel."""
        return {one.key: one for one in self.councils}

    @property
    def outside_plain(self) -> int:
        """How many lie outside the plain 99.8% limits."""
        return sum(not self.funnel.plain(one.whole).inside(one.share) for one in self.councils)

    @property
    def few_expected(self) -> int:
        """For how many fewer than five are expected on one side, so that all limits but exact ones are rough."""
        return sum(few_expected(one.whole, self.funnel.target) for one in self.councils)


def group_funnel(
    kpi: Kpi, compared: Compared, names: Mapping[str, str], lines: Lines = "adjusted"
) -> GroupFunnel | None:
    """The funnel of what is compared; None for what is no share of counted things, or where too few are in.

    `names` are the councils in the order wanted. Those that are never pooled are shown elsewhere and not here (F7).
    """
    if not kpi.is_share or compared.together.value is None:
        return None
    counts = {
        key: (float(found.numerator), float(found.denominator))
        for key in names
        if (found := compared.figures.get(key)) and key not in NEVER_POOLED
        if found.numerator is not None and found.denominator
    }
    made = funnel(counts.values())
    if made is None:
        return None
    placed = (
        InFunnel(key, names[key], part, whole, made.limits(whole, lines), made.phrase(part, whole))
        for key, (part, whole) in counts.items()
    )
    return GroupFunnel(made, tuple(placed), lines)
