"""Which councils stand beside each other: configured groups, nations, kinds, or a choice by hand (METHODS F7, F8)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kpis.councils import Council, alphabetical, plain
from kpis.services import Group
from kpis.wording import joined
from views.reader import Reader
from views.sections import NATIONS, sections_of

EVERYONE = "all-councils"
NEIGHBOURS_OF = "neighbours-"
"""Before a council's key: the group of its nearest neighbours."""


@dataclass(frozen=True)
class ComparisonGroup:
    """Councils to put side by side; `having` have figures for what is compared, the `others` have none loaded.

    `key` is its name in addresses, '' for a choice by hand. `apart` are illustrative members of a group of real
    councils: the two are never compared.
    """

    key: str
    name: str
    description: str
    having: tuple[Council, ...]
    others: tuple[Council, ...] = ()
    apart: tuple[Council, ...] = ()
    configured: bool = False

    @property
    def illustrative(self) -> bool:
        """Whether its councils are invented."""
        return any(council.illustrative for council in self.having)

    @property
    def mixed(self) -> str:
        """The kinds its councils are of, where they are of several: 'county council and district council'."""
        kinds = sorted({council.kind for council in self.having})
        return joined([kind[:1].lower() + kind[1:] for kind in kinds]) if len(kinds) > 1 else ""


def groups_of(reader: Reader, kpi: str, service: str, around: Iterable[Group] = ()) -> tuple[ComparisonGroup, ...]:
    """Groups in which at least two councils have this measure of this service; `around` are councils' neighbours."""
    having = {extent.council for extent in reader.extents(kpi=kpi, service=service) if extent.latest}
    configured = [
        _grouped(group, _members(reader, group), having, configured=True)
        for group in reader.groups()
        if not group.services or service in group.services
    ]
    near = [_grouped(group, _members(reader, group), having) for group in around]
    taken = {group.key for group in configured if len(group.having) > 1}
    built = [
        _grouped(group, _of_kinds_with_figures(members, having), having)
        for group, members in _built(reader.register.councils)
        if group.key not in taken and any(council.key in having for council in members)
    ]
    offered = [group for group in (*near, *built, *configured) if len(group.having) > 1]
    if not offered:
        every = Group(EVERYONE, "Every council with figures", "No group of like councils has two with figures.", ())
        offered = [_grouped(every, [c for c in reader.register.councils if c.key in having], having)]
    return tuple(group for group in offered if len(group.having) > 1)


def group_names(reader: Reader) -> Mapping[str, str]:
    """Key and name of every group that an address may name, whatever the measure."""
    built = {group.key: group.name for group, _ in _built(reader.register.councils)}
    return built | {group.key: group.name for group in reader.groups()} | {EVERYONE: "Every council with figures"}


def chosen(councils: Iterable[Council], kpi: str, service: str, reader: Reader) -> ComparisonGroup:
    """Councils that somebody picked, as a group."""
    having = {extent.council for extent in reader.extents(kpi=kpi, service=service) if extent.latest}
    return _grouped(Group("", "Chosen by you", "These councils were chosen by hand.", ()), list(councils), having)


def with_added(
    group: ComparisonGroup, councils: Iterable[Council], kpi: str, service: str, reader: Reader
) -> ComparisonGroup:
    """The group with councils that somebody added: shown and counted like its own, and named beside it."""
    having = {extent.council for extent in reader.extents(kpi=kpi, service=service) if extent.latest}
    known = {*group.having, *group.others, *group.apart}
    new = [council for council in councils if council not in known]
    alike = [c for c in new if c.key in having and c.illustrative == group.illustrative]
    return replace(
        group,
        name=joined([group.name, *(council.name for council in alphabetical(alike))]),
        having=tuple(alphabetical([*group.having, *alike])),
        others=tuple(alphabetical([*group.others, *(c for c in new if c.key not in having)])),
        apart=tuple(alphabetical([*group.apart, *(c for c in new if c.key in having and c not in alike)])),
    )


def largest(groups: Iterable[ComparisonGroup], council: str = "") -> ComparisonGroup | None:
    """The group to begin with: like councils, real ones, the most; one that holds the council if there is such."""

    def place(group: ComparisonGroup) -> tuple[bool, bool, bool, int]:
        holds = any(member.key == council for member in group.having)
        return not holds, group.illustrative, bool(group.mixed), -len(group.having)

    return min(groups, key=place, default=None)


def _grouped(group: Group, members: list[Council], having: set[str], configured: bool = False) -> ComparisonGroup:
    """The group of those alike: real councils where at least one of them has figures."""
    have = alphabetical(council for council in members if council.key in having)
    invented = all(council.illustrative for council in have)
    return ComparisonGroup(
        group.key,
        group.name,
        group.description,
        tuple(council for council in have if council.illustrative == invented),
        tuple(alphabetical(c for c in members if c.key not in having and c.illustrative <= invented)),
        tuple(council for council in have if council.illustrative != invented),
        configured,
    )


def _of_kinds_with_figures(members: list[Council], having: set[str]) -> list[Council]:
    kinds = {council.kind for council in members if council.key in having}
    return [council for council in members if council.kind in kinds]


def _members(reader: Reader, group: Group) -> list[Council]:
    return [reader.register.by_key[key.lower()] for key in group.councils if key.lower() in reader.register.by_key]


def _built(councils: Iterable[Council]) -> list[tuple[Group, list[Council]]]:
    """By nation (or kind of body, or illustrative), and in a nation with several kinds of council by kind."""
    found = []
    for section in sections_of(councils):
        found.append((section.group, list(section.members)))
        kinds: dict[str, list[Council]] = defaultdict(list)
        for council in section.members:
            kinds[council.kind].append(council)
        if section.name in NATIONS and len(kinds) > 1:
            found += [(_kind(kind), kinds[kind]) for kind in sorted(kinds)]
        if section.name in NATIONS:
            found += _regions(section.members)
    return found


def _regions(councils: Iterable[Council]) -> list[tuple[Group, list[Council]]]:
    """In a nation of several regions, the councils of one kind in each (METHODS F7)."""
    found: dict[tuple[str, str], list[Council]] = defaultdict(list)
    for council in councils:
        if council.region:
            found[council.region, council.kind].append(council)
    return [(_in_region(region, kind), found[region, kind]) for region, kind in sorted(found)]


def _in_region(region: str, kind: str) -> Group:
    many = _kind(kind)
    name = f"{many.name.partition(', ')[0]}, {region}"
    key = f"{plain(name).replace(' ', '-')}"
    return Group(key, name, "Councils of one kind in one region.", ())


def _kind(kind: str) -> Group:
    name, _, rest = kind.partition(", ")
    many = f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"
    named = f"{many}, {rest}" if rest else many
    return Group(plain(named).replace(" ", "-"), named, "Councils of one kind in one nation.", ())
