"""The HTML document around a public page: no script, one style sheet, everything that programs look for."""

import json
from collections.abc import Mapping
from html import escape
from string import Template
from typing import Any

from layouts.markup import markup
from layouts.open.page import OpenPage, OpenSite
from layouts.open.shell import shell

DOCUMENT = Template("""<!DOCTYPE html>
<html lang="en-GB" class="govuk-template">
<head>
<meta charset="utf-8">
<title>$title</title>
<meta name="description" content="$description">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="theme-color" content="#12436d">
$links<link rel="icon" href="data:,">
<link rel="stylesheet" href="$styles">
$dataset</head>
<body class="govuk-template__body gh-page">
$page
</body>
</html>
""")

LONGEST_DESCRIPTION = 300
"""Characters of a description that search engines show at most."""


def document(page: OpenPage, site: OpenSite, styles: str, framed: bool = False) -> str:
    """The whole document; `framed`: what stands in another site's frame, without header and footer."""
    return DOCUMENT.substitute(
        title=escape(f"{page.title} - {site.title}"),
        description=escape(page.description[:LONGEST_DESCRIPTION]),
        links=_links(page, site),
        styles=escape(styles),
        dataset=_dataset(page.dataset),
        page=markup(page.body if framed else shell(page, site)),
    )


def _links(page: OpenPage, site: OpenSite) -> str:
    if not page.address:
        return '<meta name="robots" content="noindex">\n'
    return f'<link rel="canonical" href="{escape(site.base + page.address)}">\n'


def _dataset(dataset: Mapping[str, Any] | None) -> str:
    """A block of data, which browsers do not run."""
    if dataset is None:
        return ""
    said = json.dumps(dataset, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{said}</script>\n'
