"""Fills the tables of keys in docs/sources.md from the settings: `make docs` runs it."""

from pathlib import Path

from configuration.documentation import with_tables_of_keys

PAGE = Path(__file__).parent / "sources.md"


def main() -> None:
    """Write the page again; the tests fail when a table of keys is not what the settings say."""
    PAGE.write_text(with_tables_of_keys(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
