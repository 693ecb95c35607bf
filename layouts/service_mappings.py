"""The section that says what take-up would be if other channels counted as digital."""

from dash import html

from layouts.anatomy import link, section
from layouts.table import table
from views.addresses import METHODS
from views.service_mappings import Mappings


def mappings_section(view: Mappings) -> html.Section:
    """A sentence and every choice."""
    words = html.P([f"{view.title}. ", link("Which channels count, and why", f"{METHODS}#channels"), "."])
    return section("mappings", "What counts as digital", [words, table(view.table, caption_hidden=True)])
