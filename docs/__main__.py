"""Writes every page of documentation that is made from the code: `python -m docs` in the project's folder."""

from importlib import import_module
from pathlib import Path


def main() -> None:
    """Run each `docs/write_*.py`, in order of name."""
    for script in sorted(Path(__file__).parent.glob("write_*.py")):
        import_module(f"docs.{script.stem}").main()


if __name__ == "__main__":
    main()
