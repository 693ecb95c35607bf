"""A council's nearest neighbours in a sentence, and the way to a comparison with them."""

from dash import html

from layouts.anatomy import link, section
from views.neighbours_link import NeighboursLink


def neighbours_section(found: NeighboursLink) -> html.Section:
    """Who they are by, and the link."""
    words = html.P([found.words, " ", link(found.link, found.href), "."], className="gh-measure gh-after")
    return section("neighbours", "Councils with areas like this one", words)
