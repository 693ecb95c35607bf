"""Councils that were merged into one another: what one shows may tell what another hides (METHODS P3)."""

from collections import defaultdict
from collections.abc import Collection

from kpis.councils import Register


def families(councils: Collection[str], register: Register) -> dict[str, tuple[str, ...]]:
    """Council and those of the collection that it is related to, itself among them, in order of key."""
    near: dict[str, set[str]] = defaultdict(set)
    for council in register.councils:
        for heir in council.replaced_by:
            near[council.key.lower()].add(heir.lower())
            near[heir.lower()].add(council.key.lower())
    found: dict[str, tuple[str, ...]] = {}
    for key in councils:
        if key not in found:
            related = _reached(key.lower(), near)
            family = tuple(sorted(one for one in councils if one.lower() in related))
            found |= dict.fromkeys(family, family)
    return found


def _reached(start: str, near: dict[str, set[str]]) -> set[str]:
    reached, left = {start}, [start]
    while left:
        for one in near.get(left.pop(), ()):
            if one not in reached:
                reached.add(one)
                left.append(one)
    return reached
