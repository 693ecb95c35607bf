"""What search engines ask for: which pages there are, and that they may read them."""

from collections.abc import Iterable
from datetime import datetime
from xml.sax.saxutils import escape

from views.open.addresses import SITEMAP

MOST = 50_000
"""Addresses that one site map may hold, by its protocol."""


def sitemap(addresses: Iterable[str], base: str, published: datetime | None) -> str:
    """The site map: every page, with the day of its release."""
    day = f"<lastmod>{published.date().isoformat()}</lastmod>" if published else ""
    entries = [f"<url><loc>{escape(base + one)}</loc>{day}</url>" for one in addresses]
    inside = "\n".join(entries[:MOST])
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{inside}\n</urlset>\n'
    )


def robots(base: str) -> str:
    """Everything may be read; searches and old releases need not be."""
    lines = ("User-agent: *", "Allow: /open/", "Disallow: /open/find/", f"Sitemap: {base}{SITEMAP}")
    return "\n".join(lines) + "\n"
