"""Councils that were merged or split: what a council of today was before, as far as that can be known (METHODS A10)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from kpis.councils import Council, Register, alphabetical
from kpis.figure import Sums, total
from kpis.periods import Period
from kpis.wording import joined

Boundaries = Literal["as_it_was", "today"]
"""Councils as they were in each period (the default), or today's councils with the past of those they came from."""

Tier = Literal["upper", "lower", "both"]
COUNTY, DISTRICT = "County council", "District council"


@dataclass(frozen=True)
class Ancestry:
    """The councils that a council of today came from which were there throughout a period, in alphabetical order.

    `merged` went into it whole; `split` went into it and into others, so that no part of their figures is known.
    """

    merged: tuple[Council, ...]
    split: tuple[Council, ...]


@dataclass(frozen=True)
class Rebuilt:
    """Sums of a council of today for a period before it existed; without `sums` why not, and the marker for it.

    `parts` are the councils whose figures were added. Where a figure is rebuilt it is marked [b] as well: the series
    was broken on vesting day, and normal variation begins anew there.
    """

    sums: Sums | None
    parts: tuple[str, ...] = ()
    reason: str = ""
    marker: Literal["b", "x"] = "b"


def tier(council: Council) -> Tier:
    """Which services a council has: a county's, a district's, or both."""
    if council.kind.startswith(COUNTY):
        return "upper"
    return "lower" if council.kind == DISTRICT else "both"


def ancestry(register: Register, council: Council, period: Period) -> Ancestry:
    """Whose area the council's was in a period before it began, following chains of mergers."""
    merged: list[Council] = []
    split: list[Council] = []
    for one in register.councils:
        if one.key == council.key or not one.replaced_by or not _throughout(one, period):
            continue
        after = register.successors(one)
        if council in after:
            (merged if len(after) == 1 else split).append(one)
    return Ancestry(tuple(alphabetical(merged)), tuple(alphabetical(split)))


def rebuilt(register: Register, council: Council, period: Period, sums: Mapping[str, Sums]) -> Rebuilt:
    """One service's sums for today's council, from those of the councils before it: only if every one reported.

    `sums` are by council, of those who have any for this service. Districts are added to districts and counties stand
    for their area; unitary councils are part of both. The two tiers are never added for one service.
    """
    if council.start is not None and period.start < council.start <= period.end:
        return Rebuilt(None, reason=f"it began on {council.start} within the period")
    came_from = ancestry(register, council, period)
    known = {key for key, one in sums.items() if one.expected or one.provided}
    upper, lower = (_reporting(came_from, known, side) for side in ("upper", "lower"))
    if upper and lower:
        names = joined([one.name for one in (*upper, *lower)])
        return Rebuilt(None, reason=f"both tiers have figures of their own and are never added ({names})")
    if split := [one for one in came_from.split if one.key in known]:
        return Rebuilt(
            None, reason=f"{joined([one.name for one in split])} was split, and its figures cannot be divided"
        )
    wanted = [one for one in came_from.merged if tier(one) in ("both", "upper" if upper else "lower")]
    if not wanted or not any(one.key in known for one in wanted):
        return Rebuilt(None, reason="none of the councils before it has figures", marker="x")
    lacking = [one.name for one in wanted if one.key not in sums or not sums[one.key].whole]
    if lacking:
        were = "was" if len(lacking) == 1 else "were"
        return Rebuilt(None, reason=f"without {joined(lacking)}, which {were} part of it", marker="x")
    return Rebuilt(total(sums[one.key] for one in wanted), tuple(one.key for one in wanted))


def inherited(register: Register, council: Council, period: Period, sums: Mapping[str, Sums]) -> Sums | None:
    """What stands for today's council in a period: its own sums, else those of the councils before it or why not.

    `sums` are its own and theirs, by council, for one service. None where it has nothing to say of that period.
    """
    if council.key in sums:
        return sums[council.key]
    if not sums or council.start is None or period.start >= council.start:
        return None
    if not any(one.expected or one.provided for one in sums.values()):
        return Sums(not_applicable=1)
    made = rebuilt(register, council, period, sums)
    if made.sums is None:
        return Sums(expected=1, reason=made.reason, broken=made.marker == "b")
    return made.sums._replace(broken=True)


def todays(register: Register, councils: Iterable[Council]) -> tuple[Council, ...]:
    """These councils as they are today: each that has ended gives way to those that do its work now."""
    found = {one.key: one for council in councils for one in (register.successors(council) or (council,))}
    return tuple(alphabetical(found.values()))


def _reporting(came_from: Ancestry, known: set[str], side: str) -> list[Council]:
    return [one for one in (*came_from.merged, *came_from.split) if tier(one) == side and one.key in known]


def _throughout(council: Council, period: Period) -> bool:
    begun = council.start is None or council.start <= period.start
    return begun and (council.end is None or council.end > period.end)
