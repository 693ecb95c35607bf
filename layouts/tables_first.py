"""Tables before charts, for readers who prefer them: each chart and its table of every value change places."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from layouts.anatomy import details


def tables_first(parts: list[Any]) -> list[Any]:
    """The parts with every chart that has a table of values turned round; the chart is then opened on demand."""
    return [_turned(part) for part in parts]


def _turned(part: Any) -> Any:
    children: Any = getattr(part, "children", None)
    if isinstance(part, html.Figure):
        part.children = _figure(children)
    elif isinstance(children, list | tuple):
        part.children = tables_first(list(children))
    elif isinstance(children, Component):
        part.children = _turned(children)
    return part


def _figure(children: list[Any]) -> list[Any]:
    caption, picture, *rest = (child for child in children if child is not None)
    if not rest or not isinstance(rest[-1], html.Details):
        return children
    _, opened = rest[-1].children
    return [caption, opened.children, *rest[:-1], details("The same as a chart", picture)]
