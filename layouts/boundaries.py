"""Who served a council's area before it, and the way to the same page by other boundaries."""

from dash import html

from layouts.anatomy import link
from layouts.table import with_markers
from views.boundary_words import Past


def past_words(past: Past, address: str) -> html.P:
    """A sentence or two, and a link."""
    words = [with_markers(past.words), " ", link(past.other, f"{address}{past.query}"), "."]
    return html.P(words, className="gh-measure gh-after")
