"""The view in Streamlit: streamlit run streamlit_page.py -- CONTENT.json."""

import json
import sys

import pandas as pd
import plotly.graph_objects as go
import streamlit as st


def figure(given):
    """A chart as plotly draws it by itself."""
    if given["bars"]:
        names, values = zip(*given["bars"], strict=True)
        return go.Figure(go.Bar(x=values, y=names, orientation="h"))
    return go.Figure(
        [go.Scatter(x=one["x"], y=one["y"], name=one["name"], mode="lines+markers") for one in given["lines"]]
    )


def main(path):
    """Shows it; Streamlit runs this anew at every choice."""
    with open(path, encoding="utf-8") as file:
        content = json.load(file)
    st.title(content["month"]["title"])
    shown = content[st.radio("Show by", list(content))]
    st.write(shown["lead"])
    for tile in shown["tiles"]:
        st.write("\n\n".join(tile))
    for one in shown["charts"]:
        st.subheader(one["title"])
        st.plotly_chart(figure(one), key=one["key"])
        st.table(pd.DataFrame(one["rows"], columns=one["headings"]))
    for heading, lines in shown["origins"]:
        st.subheader(heading)
        st.write("\n\n".join(lines))


main(sys.argv[1])
