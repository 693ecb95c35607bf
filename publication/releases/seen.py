"""What the public has seen of councils, in all releases together: a later one must not tell what they hid."""

from collections.abc import Iterable, Sequence

from publication.control.earlier import Earlier
from publication.releases.shelf import FolderReader
from views.open.release import ReleaseFacts


def was_seen(facts: ReleaseFacts) -> bool:
    """Whether a release was public, or will be: one that was withdrawn under embargo never was."""
    return facts.withdrawn_at is None or facts.withdrawn_at >= facts.published_at


def seen_of(releases: Sequence[FolderReader], councils: Iterable[str]) -> list[Earlier]:
    """The councils' rows in each release, in the same order; what a release took over unchanged stands once.

    It stands for as long as any release does that has it.
    """
    found = []
    held = _holders(releases, set(councils))
    for release in releases:
        for withdrawn in (False, True):
            new = [
                council
                for (council, _), holders in held.items()
                if holders[0] is release and withdrawn == all(one.facts.withdrawn_at for one in holders)
            ]
            if rows := [row for council in sorted(new) for row in release.rows(council=council, channel=None)]:
                found.append(Earlier(rows, release.catalogue, withdrawn))
    return found


def _holders(releases: Iterable[FolderReader], councils: set[str]) -> dict[tuple[str, int], list[FolderReader]]:
    """Each part that there ever was, by council and the release that made it, with the releases that hold it."""
    found: dict[tuple[str, int], list[FolderReader]] = {}
    for release in releases:
        for council, part in release.parts.items():
            if council in councils:
                found.setdefault((council, part.since), []).append(release)
    return found
