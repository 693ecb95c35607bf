"""A chart as a reader meets it: the sentence, what it measures, the picture, its sources, every value."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import html

from figures.picture import Picture
from layouts.anatomy import details
from layouts.parts import Plot
from layouts.table import dense_table, with_markers
from views.table import Table


@dataclass(frozen=True)
class Words:
    """What stands around a picture: the sentence, what it measures, notes under it (texts or components), its file."""

    title: str
    subtitle: str
    notes: Sequence[Any] = ()
    csv: str = ""


def plot(picture: Picture) -> Plot:
    """A picture as a part of the page."""
    return Plot(svg=picture.svg, figure=picture.figure, label=picture.label, height=picture.height)


def plot_only(picture: Picture) -> Plot:
    """The server's own drawing and nothing that could take it over."""
    return Plot(svg=picture.svg)


def chart(words: Words, picture: Any, values: Table | None = None, level: int = 3) -> html.Figure:
    """A figure with its sentence above, its notes and file below, and a table of every value."""
    title = {2: html.H2, 3: html.H3, 4: html.H4}[level](words.title, className="gh-chart__title")
    caption = html.Figcaption([title, html.P(words.subtitle, className="gh-chart__sub")])
    body = plot(picture) if isinstance(picture, Picture) else picture
    drawn = isinstance(picture, Picture) and picture.figure is not None
    parts = [caption, body, foot(words, drawn), table_of_values(values) if values else None]
    return html.Figure([part for part in parts if part is not None], className="gh-chart")


def table_of_values(values: Table) -> html.Details:
    """Every value in the chart, opened on demand."""
    return details("Table of every value in this chart", dense_table(values))


def foot(words: Words, drawn: bool = False) -> html.P | None:
    """Sources, cautions and the file, under the picture; and the picture itself as a file, once it is live."""
    pieces: list[Any] = [
        html.Span(with_markers(note) if isinstance(note, str) else note) for note in words.notes if note
    ]
    if words.csv:
        hidden = html.Span(f": {words.title}", className="govuk-visually-hidden")
        pieces.append(html.Span(html.A(["Download CSV", hidden], href=words.csv)))
    if drawn:
        pieces.append(_saving(words.title))
    return html.P(pieces, className="gh-chart__foot") if pieces else None


def _saving(title: str) -> html.Span:
    """Buttons that the script answers; their place is kept from the first paint, so that nothing moves."""
    buttons = [
        html.Button(
            [f"Save as {kind.upper()}", html.Span(f": {title}", className="govuk-visually-hidden")],
            type="button",
            className="gh-save",
            **{"data-save": kind},
        )
        for kind in ("png", "svg")
    ]
    return html.Span(buttons, **{"data-save": ""})


def empty(title: str, words: Any, more: Any = None) -> html.Div:
    """Where a chart would stand if there were anything to show."""
    lines = [html.P(html.Strong(title)), html.P(words)]
    return html.Div([*lines, html.P(more)] if more else lines, className="gh-empty gh-after")
