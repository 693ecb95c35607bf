"""Writes every council's files into one folder, once per version of this package."""

import hashlib
import json
import os
import tempfile
from pathlib import Path

from examples.illustrative import arden_vale, brackenmoor, eastmere, hollinford, saltwick_bay, tarnside, wyncastle

MARKER = "illustrative.json"


def build(folder: Path) -> bool:
    """Write the databases and exports of every council into `folder`, and nothing outside it.

    Returns False, having touched nothing, when this version's files are already there. Files are moved into
    place whole and the marker is written last, so a build that is killed is done again the next time.
    """
    version = version_of_builder()
    if _is_present(folder, version):
        return False
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".building-") as scratch:
        names = _write_all(Path(scratch))
        marker = {"illustrative": True, "version": version, "files": names}
        (Path(scratch) / MARKER).write_text(json.dumps(marker, indent=2) + "\n", encoding="utf-8")
        for name in [*names, MARKER]:
            os.replace(Path(scratch) / name, folder / name)
    return True


def version_of_builder() -> str:
    """A digest of this package's own source, so that a change to any figure or schema is a new version."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _write_all(folder: Path) -> list[str]:
    for council in (arden_vale, brackenmoor, eastmere, hollinford, saltwick_bay, tarnside, wyncastle):
        council.write(folder)
    return sorted(path.name for path in folder.iterdir())


def _is_present(folder: Path, version: str) -> bool:
    try:
        marker = json.loads((folder / MARKER).read_text(encoding="utf-8"))
        names = list(marker["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return marker.get("version") == version and all((folder / name).is_file() for name in names)
