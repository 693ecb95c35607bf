"""What differs between two releases' rows: added, revised, withdrawn, with the reason."""

from collections.abc import Iterable
from dataclasses import replace

from kpis.figure import Figure
from publication.releases.tables import order
from views.open.release import Finished, Revision

Key = tuple[object, ...]
REVISED = "r"


def revisions_between(before: Iterable[Finished], now: Iterable[Finished], reason: str = "") -> list[Revision]:
    """Every row that is not the same in both, in the order of the tables.

    A figure that only lost or won its [r] is the same. Without a reason given, a new definition is one.
    """
    was, stands = {order(row): row for row in before}, {order(row): row for row in now}
    found = []
    for key in sorted(was.keys() | stands.keys()):
        old, new = was.get(key), stands.get(key)
        if new is None and old is not None:
            found.append(Revision(old, "withdrawn", old.figure, None, reason))
        elif old is None and new is not None:
            found.append(Revision(new, "added", None, new.figure))
        elif old and new and _plain(old.figure) != _plain(new.figure):
            found.append(Revision(new, "revised", old.figure, new.figure, reason or _new_definition(old, new)))
    return found


def marked(rows: Iterable[Finished], revisions: Iterable[Revision]) -> list[Finished]:
    """The rows with [r] on every value that stands where the release before had another one."""
    changed = {order(one.row) for one in revisions if _is_revision(one)}
    return [_marked(row) if order(row) in changed else row for row in rows]


def _is_revision(one: Revision) -> bool:
    before, now = one.before, one.now
    return bool(before and now and before.value is not None and now.value is not None) and _said(before) != _said(now)


def _said(figure: Figure | None) -> tuple[object, ...]:
    return (figure.value, figure.numerator, figure.denominator) if figure else ()


def _marked(row: Finished) -> Finished:
    return row._replace(figure=replace(row.figure, markers=(*_plain(row.figure).markers, "r")))


def _plain(figure: Figure) -> Figure:
    return replace(figure, markers=tuple(one for one in figure.markers if one != REVISED))


def _new_definition(before: Finished, now: Finished) -> str:
    if before.definition_version == now.definition_version:
        return ""
    return f"the definition changed from version {before.definition_version} to {now.definition_version}"
