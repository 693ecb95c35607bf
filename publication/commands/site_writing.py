"""Writing the public pages as static files."""

import os
import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from configuration import read_configuration
from kpis.wording import counted
from publication.commands.site_progress import site_progress
from publication.commands.words import FAILED, Config, told_in_words
from publication.pages.deployment import application, public_site
from publication.pages.every_address import every_address
from publication.releases.archive import root_of
from publication.releases.errors import ReleaseError
from publication.releases.shelf import FolderShelf
from publication.site import SiteWritten, write_site
from publication.site_folder import SiteError, SiteFolder
from publication.site_part import Origin

MOST_BROKEN = 50
"""Links that lead nowhere that are named; more would hide the first."""

NOTHING = (
    "Nothing has been released, or every release was withdrawn, so there is no site to write and OUT is as it was. "
    "Make a release first: python -m publication release CONFIG --title TITLE"
)

Processes = Annotated[int, typer.Option(help="Processes that make pages; 0 is one for each core.", min=0)]
Out = Annotated[Path, typer.Argument(help="The folder to write into; it is made if it is not there.")]


def site(config: Config, out: Out, processes: Processes = 0) -> None:
    """Write every public page and file as static files into OUT, and follow every link; status 1 if one is broken."""
    with told_in_words():
        configuration = read_configuration(config)
        shelf, about = FolderShelf(root_of(configuration)), public_site(configuration)
        newest = shelf.newest()
        if newest is None:
            raise ReleaseError(NOTHING)
        origin = Origin(partial(application, config.resolve()), about.base, newest.facts.number)
        processes = processes or len(os.sched_getaffinity(0))
        try:
            with site_progress() as told:
                written = write_site(origin, every_address(shelf), SiteFolder(out), told, processes)
        except SiteError as error:
            print(error, file=sys.stderr)
            raise typer.Exit(FAILED) from None
    _show(written, [facts.number for facts in shelf.published() if facts.withdrawn_at])
    if written.broken:
        raise typer.Exit(FAILED)


def _show(written: SiteWritten, withdrawn: list[int]) -> None:
    every = written.pages + written.files
    rate = every / written.seconds if written.seconds else 0.0
    print(
        f"{counted(written.pages, 'page')} and {counted(written.files, 'file')} in {written.seconds:.1f} seconds "
        f"({rate:,.0f} a second): {written.changed:,} written, {every - written.changed:,} as they were, "
        f"{written.removed:,} taken away."
    )
    if withdrawn:
        numbers = ", ".join(map(str, withdrawn))
        print(f"Withdrawn: {numbers}. A rule in the web server sends 410 for their addresses: see docs/open-data.md.")
    for one in written.broken[:MOST_BROKEN]:
        place = f"#{one.link.place}" if one.link.place else ""
        print(f"{one.page} leads to {one.link.address}{place}, where there is nothing.", file=sys.stderr)
    if written.broken:
        print(f"{counted(len(written.broken), 'link')} lead nowhere.", file=sys.stderr)
    else:
        print("Every link leads somewhere.")
