"""The HTML document around a painted page: what a browser gets for any address of the site."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from html import escape
from string import Template
from typing import Any

from layouts.columns import Columned, columned
from layouts.markup import markup
from layouts.page import Page, SiteFacts
from layouts.shell import shell

DOCUMENT = Template("""<!DOCTYPE html>
<html lang="en-GB" class="govuk-template" data-pages="$pages" data-plotly="$plotly">
<head>
<meta charset="utf-8">
<title>$title</title>
<meta name="description" content="$description">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="theme-color" content="#12436d">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="$styles">
<script src="$scripts" defer></script>
<link rel="preload" href="/_dash-layout" as="fetch" crossorigin>
<link rel="preload" href="/_dash-dependencies" as="fetch" crossorigin>
</head>
<body class="govuk-template__body gh-page">
<div id="page">$page</div>
<div id="announcement" class="govuk-visually-hidden" role="status"></div>
<div id="message" class="gh-message" role="status"></div>
<div id="react-entry-point" hidden></div>
<script id="_dash-config" type="application/json">$config</script>
</body>
</html>
""")


@dataclass(frozen=True)
class Linked:
    """The addresses of the files a document links to, and the first path segments that are pages of the app."""

    styles: str
    scripts: str
    plotly: str
    pages: Sequence[str]


@dataclass(frozen=True)
class Painted:
    """A page as it is seen: `html` is the inside of the element that Dash takes over."""

    status: int
    title: str
    description: str
    html: str
    redirect: str | None = None

    @cached_property
    def name(self) -> str:
        """What the page holds, in sixteen letters: the browser's script finds the same for what it was sent."""
        return sha256(self.html.encode()).hexdigest()[:16]

    @cached_property
    def columned(self) -> Columned:
        """The page with its rows as columns, as it is sent to Dash."""
        return columned(self.html)


def painted(page: Page, site: SiteFacts) -> Painted:
    """The page in the site's shell; its title is its own, then the site's."""
    inside = "" if page.redirect else markup(shell(page, site))
    return Painted(page.status, f"{page.title} - {site.title}", page.description, inside, page.redirect)


def document(page: Painted, linked: Linked, config: Mapping[str, Any]) -> str:
    """The whole document, complete without JavaScript. `config` is what Dash's renderer reads."""
    return DOCUMENT.substitute(
        pages=escape(" ".join(linked.pages)),
        plotly=escape(linked.plotly),
        title=escape(page.title),
        description=escape(page.description),
        styles=escape(linked.styles),
        scripts=escape(linked.scripts),
        page=page.html,
        config=json.dumps(config, separators=(",", ":")).replace("<", "\\u003c"),
    )
