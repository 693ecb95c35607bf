"""Every release that was ever made, those under embargo and withdrawn among them: for whoever makes them."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from configuration import Configuration
from publication.releases.errors import ReleaseError
from publication.releases.folders import alone, folder_of, numbers, withdraw
from publication.releases.manifest import Withdrawal, facts_now, read_manifest
from publication.releases.shelf import FolderReader
from publication.releases.times import said


def root_of(configuration: Configuration) -> Path:
    """The folder of a deployment's releases."""
    return (configuration.folder / configuration.publication.folder).resolve()


def every_release(root: Path) -> list[FolderReader]:
    """Every release, oldest first; raises ReleaseError if one cannot be read."""
    return [_opened(root, number) for number in numbers(root)]


def the_release(root: Path, number: int) -> FolderReader:
    """One release; raises ReleaseError if there is none of that number."""
    if number not in numbers(root):
        raise ReleaseError(
            f"There is no release {number} in {root}. 'python -m publication list' shows those there are."
        )
    return _opened(root, number)


def last_standing(root: Path) -> FolderReader | None:
    """The newest release that was not withdrawn, out or not: the next one is compared with it."""
    standing = [one for one in every_release(root) if one.facts.withdrawn_at is None]
    return standing[-1] if standing else None


def take_back(root: Path, number: int, because: str, at: datetime) -> FolderReader:
    """Withdraws a release for good and returns it; raises ReleaseError if it cannot be withdrawn."""
    release = the_release(root, number)
    if not because.strip():
        raise ReleaseError("Say with --because why the release is withdrawn: its address will answer with it.")
    with alone(root):
        if gone := the_release(root, number).facts.withdrawn_at:
            raise ReleaseError(f"Release {number} was withdrawn already, on {said(gone)}. Nothing was changed.")
        withdraw(root, number, Withdrawal(at, because.strip()))
    return release


def still_in(root: Path, number: int) -> dict[int, list[str]]:
    """Later releases that stand and hold parts of this one unchanged, with the councils' names."""
    found = {}
    for release in every_release(root):
        names = [release.register.by_key[key.lower()].name for key, one in release.parts.items() if one.since == number]
        if release.facts.number > number and release.facts.withdrawn_at is None and names:
            found[release.facts.number] = names
    return found


def _opened(root: Path, number: int) -> FolderReader:
    folder = folder_of(root, number)
    manifest = read_manifest(folder)
    return FolderReader(folder, replace(manifest, facts=facts_now(manifest, folder)))
