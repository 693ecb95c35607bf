"""Writes docs/kpis.md from the catalogue: `make docs` runs it."""

from pathlib import Path

from kpis.definitions import built_in
from kpis.documentation import kpi_page

PAGE = Path(__file__).parent / "kpis.md"


def main() -> None:
    """Write the page again; the tests fail when it is not what the catalogue says."""
    PAGE.write_text(kpi_page(built_in()), encoding="utf-8")


if __name__ == "__main__":
    main()
