"""Addresses of pages and files: the public contract of DESIGN.md, written in one place."""

from urllib.parse import quote, urlencode

from kpis.selection import Selection

METHODS = "/methods"


def council_address(council: str) -> str:
    """One council's page."""
    return f"/council/{quote(council, safe='')}"


def service_address(council: str, service: str, query: str = "") -> str:
    """One service of one council; `query` as Selection.query() writes it."""
    return f"{council_address(council)}/{quote(service, safe='')}{query}"


def compare_address(selection: Selection) -> str:
    """Councils side by side."""
    return f"/compare{selection.query()}"


def file_address(kpi: str, selection: Selection, kind: str = "csv") -> str:
    """The data behind a chart or table, as a file."""
    return f"/data/{kpi}.{kind}{selection.query(kpi='', sort='', text='', show=None)}"


def refused_rows_address() -> str:
    """Every refused row, as CSV."""
    return "/data/refused-rows.csv"


def search_address(text: str) -> str:
    """The overview with a search made."""
    return f"/?{urlencode({'q': text})}"
