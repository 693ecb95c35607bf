"""The examples as this project ships them, loaded as anyone would load them: once, for all who only read them."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from filelock import FileLock

from tests.house.doors import PRODUCT

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "build" / "examples"
LOAD = """
. ./examples/environment.sh
"$PYTHON" -m examples.illustrative var/illustrative
"$PYTHON" -m data_loaders refresh examples/guildhall.toml
"""


def loaded_examples() -> Path:
    """The configuration of the examples, whose warehouse nobody writes to; `var/illustrative` has their databases.

    One load serves every process and every run that would make the same: see `made_of`.
    """
    KEPT.mkdir(parents=True, exist_ok=True)
    folder = KEPT / made_of()
    with FileLock(KEPT / "loading.lock"):
        if not (folder / "loaded").exists():
            _make_room(folder)
            load_examples(folder)
            (folder / "loaded").touch()
    return folder / "examples" / "guildhall.toml"


def _make_room(folder: Path) -> None:
    """Clears what a load cut short left, and older loads but the last: a run may still read that."""
    shutil.rmtree(folder, ignore_errors=True)
    others = sorted((path for path in KEPT.iterdir() if path.is_dir()), key=lambda path: path.stat().st_mtime)
    for older in others[:-1]:
        shutil.rmtree(older)


def load_examples(folder: Path) -> None:
    """Loads the examples into `folder`, `var` and all, with the documented commands."""
    shutil.copytree(ROOT / "examples", folder / "examples", ignore=shutil.ignore_patterns("__pycache__"))
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHON": sys.executable}
    ran = subprocess.run(["sh", "-ec", LOAD], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, f"The examples could not be loaded:\n{ran.stdout}\n{ran.stderr}"


def made_of(root: Path = ROOT) -> str:
    """Names all that a load is made of: the product, the examples, the pinned libraries, Python and the day."""
    told = sha256(f"{sys.version} {datetime.now(UTC).date()}".encode())
    for path in sorted(_sources(root)):
        told.update(f"{path.relative_to(root)} {path.stat().st_size}\n".encode() + path.read_bytes())
    return told.hexdigest()[:20]


def _sources(root: Path) -> Iterator[Path]:
    yield root / "requirements.txt"
    for package in (*PRODUCT, "examples"):
        yield from (path for path in (root / package).rglob("*") if path.is_file() and path.suffix != ".pyc")
