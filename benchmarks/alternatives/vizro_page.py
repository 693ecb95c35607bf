# ruff: noqa: ARG001 - Vizro hands every chart a frame of data
"""The view in Vizro: python vizro_page.py CONTENT.json PORT."""

import json
import sys

import pandas as pd
import plotly.graph_objects as go
import vizro.models as vm
from dash import html
from vizro import Vizro
from vizro.models.types import capture


def main(path: str, port: int) -> None:
    """Serves it with Vizro's own theme and controls."""
    with open(path, encoding="utf-8") as file:
        content = json.load(file)
    first = content["month"]

    @capture("graph")
    def chart(data_frame, place=0, frequency="month"):
        given = content[frequency]["charts"][place]
        if given["bars"]:
            names, values = zip(*given["bars"], strict=True)
            return go.Figure(go.Bar(x=values, y=names, orientation="h"))
        return go.Figure(
            [go.Scatter(x=one["x"], y=one["y"], name=one["name"], mode="lines+markers") for one in given["lines"]]
        )

    @capture("figure")
    def values(data_frame, place=0, frequency="month"):
        given = content[frequency]["charts"][place]
        rows = [html.Tr([html.Td(text) for text in row]) for row in given["rows"]]
        return html.Table([html.Thead(html.Tr([html.Th(name) for name in given["headings"]])), html.Tbody(rows)])

    nothing = pd.DataFrame()
    parts = [vm.Card(text=first["lead"]), *(vm.Card(text="\n\n".join(tile)) for tile in first["tiles"])]
    targets = []
    for place, one in enumerate(first["charts"]):
        parts.append(vm.Graph(id=f"chart-{place}", title=one["title"], figure=chart(nothing, place=place)))
        parts.append(vm.Figure(id=f"table-{place}", figure=values(nothing, place=place)))
        targets += [f"chart-{place}.frequency", f"table-{place}.frequency"]
    parts += [vm.Card(text="\n\n".join([f"### {heading}", *lines])) for heading, lines in first["origins"]]
    choice = vm.RadioItems(id="frequency", options=list(content), value="month", title="Show by")
    page = vm.Page(
        title=first["title"],
        components=parts,
        layout=vm.Flex(),
        controls=[vm.Parameter(targets=targets, selector=choice)],
    )
    app = Vizro().build(vm.Dashboard(pages=[page]))
    app.run(host="127.0.0.1", port=port, debug=False)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
