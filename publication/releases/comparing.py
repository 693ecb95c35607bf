"""Two releases side by side: every figure that differs, with the reason that was given for it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from publication.releases.archive import the_release
from publication.releases.changes import revisions_between
from publication.releases.shelf import FolderReader
from publication.releases.tables import order
from views.open.release import Revision


def differences(root: Path, first: int, second: int) -> Iterator[Revision]:
    """What the second release has otherwise than the first, council by council; raises ReleaseError.

    The reason is the last one given in the releases from the first to the second.
    """
    before, now = the_release(root, first), the_release(root, second)
    reasons = _reasons(root, before, now)
    for council in sorted({*before.parts, *now.parts}):
        was, stands = (one.rows(council=council, channel=None) for one in (before, now))
        for one in revisions_between(was, stands):
            yield replace(one, reason=reasons.get(order(one.row)) or one.reason)


def _reasons(root: Path, before: FolderReader, now: FolderReader) -> dict[tuple[object, ...], str]:
    """Each figure and why it was changed, following the releases back from the second to the first."""
    found: dict[tuple[object, ...], str] = {}
    release: FolderReader | None = now
    while release and release.facts.number > before.facts.number:
        for one in release.revisions():
            if one.reason:
                found.setdefault(order(one.row), one.reason)
        previous = release.facts.previous
        release = the_release(root, previous) if previous else None
    return found
