"""The view in Panel: python panel_page.py CONTENT.json PORT."""

import json
import sys

import pandas as pd
import panel as pn
import plotly.graph_objects as go


def figure(given):
    """A chart as plotly draws it by itself."""
    if given["bars"]:
        names, values = zip(*given["bars"], strict=True)
        return go.Figure(go.Bar(x=values, y=names, orientation="h"))
    return go.Figure(
        [go.Scatter(x=one["x"], y=one["y"], name=one["name"], mode="lines+markers") for one in given["lines"]]
    )


def main(path, port):
    """Serves it with Panel's own server."""
    pn.extension("plotly")
    with open(path, encoding="utf-8") as file:
        content = json.load(file)

    def parts(frequency):
        shown = content[frequency]
        made = [pn.pane.Markdown(shown["lead"]), *(pn.pane.Markdown("\n\n".join(tile)) for tile in shown["tiles"])]
        for one in shown["charts"]:
            made.append(pn.pane.Markdown(f"## {one['title']}"))
            made.append(pn.pane.Plotly(figure(one), sizing_mode="stretch_width", height=400))
            made.append(pn.pane.DataFrame(pd.DataFrame(one["rows"], columns=one["headings"]), index=False))
        for heading, lines in shown["origins"]:
            made.append(pn.pane.Markdown("\n\n".join([f"### {heading}", *lines])))
        return pn.Column(*made, sizing_mode="stretch_width")

    def page():
        choice = pn.widgets.Select(name="Show by", options=list(content))
        title = pn.pane.Markdown(f"# {content['month']['title']}")
        return pn.Column(title, choice, pn.bind(parts, choice), sizing_mode="stretch_width")

    pn.serve({"/": page}, port=port, address="127.0.0.1", show=False, websocket_origin=[f"127.0.0.1:{port}"])


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
