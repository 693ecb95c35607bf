"""Published numbers from tests/reference, each file with its source."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "reference"


def published(name: str) -> dict[str, Any]:
    """The content of one reference file."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
