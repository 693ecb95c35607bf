"""What a release says of itself without its tables: `release.json`, read and written by one description."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import TypeAdapter, ValidationError

from kpis.catalogue import Catalogue
from kpis.councils import Register
from kpis.notes import Notes
from kpis.services import Service
from publication.releases.errors import ReleaseError
from views.open.release import CouncilPart, PublishedSource, ReleaseFacts, Threshold

Kind = TypeVar("Kind")

NAME = "release.json"
WITHDRAWN = "withdrawn.json"


@dataclass(frozen=True)
class Manifest:
    """Everything but the figures. `figures` and `revised` count the rows of the two tables.

    `made_at` is when the command ran and `made_from` the warehouse's version, so that anyone can see what was
    approved of.
    """

    facts: ReleaseFacts
    parts: dict[str, CouncilPart]
    sources: dict[str, PublishedSource]
    thresholds: dict[str, Threshold]
    catalogue: Catalogue
    register: Register
    services: dict[str, Service]
    made_at: datetime
    made_from: str
    figures: int = 0
    revised: int = 0
    notes: Notes = field(default_factory=Notes)
    format: Literal[1] = 1


@dataclass(frozen=True)
class Withdrawal:
    """When a release was taken back, and why; it stands beside the release, which itself never changes."""

    at: datetime
    because: str


def manifest_text(manifest: Manifest) -> bytes:
    """The manifest as JSON."""
    return TypeAdapter(Manifest).dump_json(manifest, indent=1)


def withdrawal_text(withdrawal: Withdrawal) -> bytes:
    """The withdrawal as JSON."""
    return TypeAdapter(Withdrawal).dump_json(withdrawal, indent=1)


def read_manifest(folder: Path) -> Manifest:
    """The manifest in a release's folder; raises ReleaseError if it cannot be read."""
    return _read(Manifest, folder / NAME)


def read_withdrawal(folder: Path) -> Withdrawal | None:
    """Why a release was withdrawn; None if it was not."""
    path = folder / WITHDRAWN
    return _read(Withdrawal, path) if path.exists() else None


def facts_now(manifest: Manifest, folder: Path) -> ReleaseFacts:
    """The release's facts, with its withdrawal if there was one."""
    withdrawal = read_withdrawal(folder)
    if withdrawal is None:
        return manifest.facts
    return replace(manifest.facts, withdrawn_at=withdrawal.at, withdrawn_because=withdrawal.because)


def _read(kind: type[Kind], path: Path) -> Kind:
    try:
        return TypeAdapter(kind).validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise ReleaseError(
            f"{path} cannot be read ({type(error).__name__}), so this release cannot be shown. Restore the folder "
            "from a backup; a release is never made anew under the same number."
        ) from None
