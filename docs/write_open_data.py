"""Writes docs/open-data.md from what writes the files and answers programs: `make docs` runs it."""

from pathlib import Path

from publication.documentation import open_data_page

PAGE = Path(__file__).parent / "open-data.md"


def main() -> None:
    """Write the page again; the tests fail when it is not what the code says."""
    PAGE.write_text(open_data_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
