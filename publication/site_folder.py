"""A folder of static files: only what changed is rewritten, and only what was written here is ever taken away."""

import json
import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote

MANIFEST = ".guildhall-site.json"


class SiteError(Exception):
    """Why the site cannot be written, in words."""


class SiteFolder:
    """The folder; `now` is every file of this run with its fingerprint, `changed` and `removed` what the run did."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.now: dict[str, str] = {}
        self._before = _read(root / MANIFEST)
        self.changed = 0
        self.removed = 0

    def put(self, address: str, content: bytes) -> None:
        """Writes what the address answers, if it is not there already; raises SiteError if a file is in the way."""
        name = file_name(address)
        path, mark = self.root / name, sha256(content).hexdigest()
        self.now[name] = mark
        there = path.read_bytes() if path.is_file() else None
        if there == content:
            return
        if there is not None and name not in self._before:
            raise SiteError(f"{path} was not written by this command and is in the way. Choose another folder for it.")
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.writing")
        beside.write_bytes(content)
        os.replace(beside, path)
        self.changed += 1

    def read(self, address: str) -> bytes:
        """What was written for the address."""
        return (self.root / file_name(address)).read_bytes()

    def take(self, names: Mapping[str, str], changed: int) -> None:
        """Remembers what another process wrote here, so that a run that was stopped can be taken up."""
        self.now |= names
        self.changed += changed
        self.keep()

    def keep(self) -> None:
        """Remembers what was written so far."""
        self._write(self._before | self.now)

    def finish(self) -> None:
        """Takes away what an earlier run wrote and this one did not."""
        for name in sorted(self._before.keys() - self.now.keys(), reverse=True):
            path = self.root / name
            if path.is_file():
                path.unlink()
                self.removed += 1
            _prune(path.parent, self.root)
        self._write(self.now)

    def _write(self, files: dict[str, str]) -> None:
        self.root.mkdir(parents=True, exist_ok=True)
        content = json.dumps({"files": dict(sorted(files.items()))}, indent=0)
        beside = self.root / f"{MANIFEST}.writing"
        beside.write_text(content, encoding="utf-8")
        os.replace(beside, self.root / MANIFEST)


def file_name(address: str) -> str:
    """The file that answers an address: 'open/council/ARD/index.html'; raises SiteError for one that climbs out."""
    name = unquote(address).lstrip("/")
    parts = name.split("/")
    if any(part in ("", ".", "..") for part in parts[:-1]) or parts[-1] in (".", "..") or "\0" in name or "\\" in name:
        raise SiteError(f"'{address[:80]}' cannot be the name of a file.")
    return f"{name}index.html" if name.endswith("/") or not name else name


def _read(manifest: Path) -> dict[str, str]:
    if not manifest.is_file():
        return {}
    try:
        said: Any = json.loads(manifest.read_text(encoding="utf-8"))
        return {str(name): str(mark) for name, mark in said["files"].items()}
    except (ValueError, KeyError, AttributeError, TypeError):
        raise SiteError(
            f"{manifest} cannot be read, so it is not known which files were written by this command. "
            "Write the site into an empty folder."
        ) from None


def _prune(folder: Path, root: Path) -> None:
    """Takes away folders that are empty now."""
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
