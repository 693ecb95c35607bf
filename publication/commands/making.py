"""Making a release of what is loaded now, or only showing what it would be."""

from typing import TYPE_CHECKING, Annotated

import typer

from configuration import Configuration, read_configuration
from kpis.wording import counted
from publication.commands.words import (
    Config,
    Councils,
    Embargo,
    Notes,
    Reason,
    Title,
    print_table,
    told_in_words,
)
from publication.releases.archive import root_of
from publication.releases.counted import Counted
from publication.releases.errors import ReleaseError
from publication.releases.folders import numbers
from publication.releases.making import Asked
from publication.releases.manifest import Manifest
from publication.releases.shelf import now
from publication.releases.times import read_time, said

if TYPE_CHECKING:
    from publication.releases.desk import Desk

IfNone = Annotated[bool, typer.Option("--if-none", help="Only if there is no release yet; else nothing is done.")]
HEADINGS = ("Council", "Approved by", "on", "Figures", "Hidden", "Added", "Revised", "Withdrawn")


def release(
    config: Config,
    title: Title,
    council: Councils = None,
    embargo: Embargo = "",
    notes: Notes = "",
    reason: Reason = "",
    if_none: IfNone = False,
) -> None:
    """Make a release of what is loaded now and store it for good; small counts are hidden first."""
    with told_in_words():
        configuration = read_configuration(config)
        if if_none and numbers(root_of(configuration)):
            return
        asked = _asked(title, council, embargo, notes, reason)
        manifest, changed = _desk(configuration).release(asked, now())
        _show(manifest, changed)
        print(f"{_comes(manifest)} It is release {manifest.facts.number}, in {root_of(configuration)}.")


def preview(
    config: Config,
    title: Title = "Preview",
    council: Councils = None,
    embargo: Embargo = "",
    notes: Notes = "",
    reason: Reason = "",
) -> None:
    """Show what a release would hold, hide and change; nothing is stored."""
    with told_in_words():
        asked = _asked(title, council, embargo, notes, reason)
        manifest, changed = _desk(read_configuration(config)).preview(asked, now())
        _show(manifest, changed)
        print(f"It would be release {manifest.facts.number}. Nothing was stored.")


def _asked(title: str, councils: list[str] | None, embargo: str, notes: str, reason: str) -> Asked:
    if not title.strip():
        raise ReleaseError("A release needs a title, by which readers know it. Nothing was released.")
    at = read_time(embargo) if embargo else now()
    if embargo and at <= now():
        raise ReleaseError(
            f"{said(at)} is past, so nothing can be held back until then. Leave --embargo out to publish at once. "
            "Nothing was released."
        )
    return Asked(title.strip(), at, tuple(councils or ()), notes.strip(), reason.strip())


def _desk(configuration: Configuration) -> "Desk":
    """Imported when it is needed, so that a process that only serves pages never holds the warehouse."""
    from publication.releases.desk import desk

    return desk(configuration)


def _show(manifest: Manifest, changed: Counted) -> None:
    new = [part for part in manifest.parts.values() if part.since == manifest.facts.number]
    rows = []
    for part in new:
        kinds = changed.changes[part.council]
        changes = [kinds[kind] for kind in ("added", "revised", "withdrawn")]
        figures = changed.rows[part.council]
        rows.append((part.council, part.approved_by, part.approved_on, figures, part.hidden, *changes))
    print_table(HEADINGS, rows)
    kept = len(manifest.parts) - len(new)
    hidden = sum(part.hidden for part in manifest.parts.values())
    carried = f", {counted(kept, 'other')} as before" if kept else ""
    print(
        f"{counted(manifest.figures, 'figure')} of {counted(len(manifest.parts), 'council')}: {len(new)} made "
        f"anew{carried}. {hidden:,} hidden, as they are small or would reveal a small number."
    )


def _comes(manifest: Manifest) -> str:
    at = manifest.facts.published_at
    return f"Under embargo until {said(at)}." if at > manifest.made_at else f"Published on {said(at)}."
