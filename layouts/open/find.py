"""Find your council: a form that asks by its address alone."""

from dash import html

from layouts.parts import Search


def find_form(action: str = "/open/find/", value: str = "") -> html.Form:
    """Search by name, former name or code."""
    return html.Form(
        [
            html.Label("Find your council", className="govuk-label govuk-label--m", htmlFor="q"),
            html.Div("A name, a former name or a code", id="q-hint", className="govuk-hint"),
            Search(id="q", name="q", value=value, maxLength="80", **{"aria-describedby": "q-hint"}),
            html.Button("Find", className="govuk-button", type="submit"),
        ],
        className="gh-find",
        action=action,
        method="get",
        role="search",
    )
