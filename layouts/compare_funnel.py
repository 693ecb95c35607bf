"""The funnel plot with its sentence, notes and every value."""

from typing import Any

from dash import html

from figures.funnel_drawing import funnel_plot
from kpis.catalogue import Kpi
from layouts.anatomy import link
from layouts.chart import Words, chart
from views.compare_funnel import MoreThanChance, Note


def funnel(kpi: Kpi, view: MoreThanChance) -> html.Figure:
    """The section's only chart."""
    picture = funnel_plot(kpi, view.group, view.everyone, prefix="funnel", label=view.label)
    starts = (f"Axis starts at {picture.starts_at}",) if picture.starts_at else ()
    notes = [_note(line) for line in view.notes]
    return chart(Words(view.title, view.subtitle, (*notes, *starts), view.file), picture, view.table)


def _note(line: tuple[Note, ...]) -> Any:
    pieces: list[Any] = []
    for place, one in enumerate(line):
        pieces += [". " if place else "", one if isinstance(one, str) else link(*one)]
    return pieces[1:]
