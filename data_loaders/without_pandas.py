"""Keeping pandas out of the loader's process: Arrow imports it with its first array, 100 MB that no load needs."""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType


class Absent(MetaPathFinder):
    """Says that pandas is not installed; Arrow and DuckDB then do without."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Refuses pandas, and leaves every other module to the finders after it."""
        if name == "pandas":
            raise ModuleNotFoundError("the loader does without pandas", name=name, path=str(path or target or ""))
        return None


def do_without_pandas() -> None:
    """From here on, this process imports no pandas; call it before the first load."""
    if "pandas" not in sys.modules:
        sys.meta_path.insert(0, Absent())
