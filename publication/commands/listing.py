"""Which releases there are, and what one of them holds."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import typer
from pydantic import TypeAdapter

from configuration import read_configuration
from kpis.wording import counted
from publication.commands.words import Config, Json, Number, print_table, told_in_words
from publication.releases.archive import every_release, root_of, the_release
from publication.releases.errors import ReleaseError
from publication.releases.shelf import FolderReader, now
from publication.releases.times import said
from views.open.release import ReleaseFacts

HEADINGS = ("Release", "Title", "Comes out", "State", "Councils", "Figures", "Changed")
APPROVALS = ("Release", "Approved by", "on", "Published", "Hidden", "Sources")
PARTS = ("Council", "Since release", "Approved by", "on", "Services", "KPIs", "Provided", "Expected", "Hidden")

Council = Annotated[str, typer.Option(help="This council's approvals: a council's key.")]


def list_releases(config: Config, council: Council = "", json: Json = False) -> None:
    """List every release; with --council, who approved which part of that council."""
    with told_in_words():
        releases = every_release(root_of(read_configuration(config)))
        if json:
            print(TypeAdapter(list[ReleaseFacts]).dump_json([one.facts for one in releases], indent=1).decode())
        elif council:
            _approvals(releases, council)
        elif releases:
            print_table(HEADINGS, (_line(one, now()) for one in releases))
        else:
            print("There is no release yet. Make one with: python -m publication release CONFIG --title TITLE")


def show(config: Config, number: Number, json: Json = False) -> None:
    """Show what a release holds, who approved it and what is hidden."""
    with told_in_words():
        release = the_release(root_of(read_configuration(config)), number)
        if json:
            told = {**asdict(release.facts), "parts": {key: asdict(part) for key, part in release.parts.items()}}
            print(TypeAdapter(dict[str, object]).dump_json(told, indent=1).decode())
            return
        facts = release.facts
        print(f"Release {facts.number}: {facts.title} ({state(facts, now())}, {said(facts.published_at)})")
        for line in (facts.withdrawn_because, facts.notes):
            if line:
                print(line)
        print_table(
            PARTS,
            (
                (
                    release.register.by_key[part.council.lower()].name,
                    part.since,
                    part.approved_by,
                    part.approved_on,
                    len(part.services),
                    len(part.kpis),
                    part.provided,
                    part.expected,
                    part.hidden,
                )
                for part in release.parts.values()
            ),
        )
        print(f"{counted(release.manifest.figures, 'figure')}; made from version {release.manifest.made_from}.")


def state(facts: ReleaseFacts, at: datetime) -> str:
    """'published', 'under embargo' or 'withdrawn'."""
    if facts.withdrawn_at:
        return "withdrawn"
    return "published" if facts.published_at <= at else "under embargo"


def _line(release: FolderReader, at: datetime) -> tuple[object, ...]:
    facts, manifest = release.facts, release.manifest
    number = str(facts.number)
    comes = said(facts.published_at)
    return number, facts.title, comes, state(facts, at), len(release.parts), manifest.figures, manifest.revised


def _approvals(releases: list[FolderReader], council: str) -> None:
    """Each part of the council once, in the release that first held it."""
    parts = [
        (one.facts, part)
        for one in releases
        for part in one.parts.values()
        if part.council.lower() == council.lower() and part.since == one.facts.number
    ]
    if not parts:
        raise ReleaseError(f"No release holds figures of a council '{council}'.")
    print_table(
        APPROVALS,
        (
            (
                str(part.since),
                part.approved_by,
                part.approved_on,
                f"{said(part.published_at)}, {state(facts, now())}",
                part.hidden,
                ", ".join(part.sources),
            )
            for facts, part in parts
        ),
    )
