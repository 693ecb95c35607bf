"""The filters of a comparison as a form that works without scripts, and the councils chosen by hand."""

from collections.abc import Sequence
from typing import Any

from dash import html

from layouts.anatomy import link
from layouts.parts import Option, OptionGroup, Search, Select
from views.compare_form import Form

NONE = ("", "None")


def compare_form(form: Form) -> html.Form:
    """Each field shows what the page shows, so that sending the form keeps the page as it is."""
    fields = [
        _field("kpi", "Measure", form.kpis, form.kpi),
        _field("service", "Service", form.services, form.service),
        _field("group", "Group", form.groups, form.group),
        _field("frequency", "Show by", form.frequencies, form.frequency, short=True) if form.frequencies else None,
        _field("from", "From", form.starts, form.start, short=True),
        _field("to", "To", form.ends, form.end, short=True),
        _field("council", "Add a council", (NONE, *form.addable), "") if form.addable else None,
        html.Div(html.Button("Apply", className="govuk-button", type="submit"), className="gh-filters__act"),
    ]
    kept = [
        Search(id=f"picked-{council.key}", name="council", value=council.key, type="hidden", className="gh-picked")
        for council in form.picked
    ]
    return html.Form(
        [*kept, *(field for field in fields if field is not None)],
        className="gh-filters",
        method="get",
        action="/compare",
    )


def picked_councils(form: Form) -> html.P | None:
    """The councils chosen by hand, each with a way to take it out again."""
    if not form.picked:
        return None
    pieces: list[Any] = [html.Strong("Chosen by you: ")]
    for place, council in enumerate(form.picked):
        remove = link("remove", council.without, hidden=f" {council.name}")
        pieces += [", " if place else "", f"{council.name} (", remove, ")"]
    if form.only_picked:
        pieces += [". They stand out below; ", link("compare only these", form.only_picked), "."]
    return html.P(pieces, className="gh-small")


def _field(name: str, label: str, options: Sequence[Option | OptionGroup], value: str, short: bool = False) -> html.Div:
    extent = " gh-filters__short" if short else ""
    return html.Div(
        [
            html.Label(label, className="govuk-label", htmlFor=f"choose-{name}"),
            Select(id=f"choose-{name}", name=name, options=options, value=value),
        ],
        className=f"govuk-form-group{extent}",
    )
