"""The filters of a comparison as a form that works without scripts, and the councils chosen by hand."""

from dash import html

from layouts.anatomy import link
from layouts.filters import filter_field, filter_form, kept_field
from layouts.parts import Search
from views.chosen import Chosen
from views.compare_form import Form


def compare_form(form: Form, chosen: Chosen, wrong: str = "") -> html.Form:
    """Each field shows what the page shows, so that sending the form keeps the page as it is."""
    fields = [
        filter_field("kpi", "Measure", form.kpis, form.kpi),
        filter_field("service", "Service", form.services, form.service),
        filter_field("group", "Group", form.groups, form.group),
        filter_field("frequency", "Show by", form.frequencies, form.frequency, short=True),
        filter_field("from", "From", form.starts, form.start, short=True, wrong=wrong),
        filter_field("to", "To", form.ends, form.end, short=True),
        filter_field("boundaries", "Boundaries", form.boundaries, form.boundary, short=True),
        filter_field("council", "Add a council", form.addable, "", pick=True),
    ]
    picked = [
        Search(id=f"picked-{key}", name="council", value=key, type="hidden", className="gh-picked")
        for key, _ in form.picked
    ]
    kept = [*kept_field("limits", form.limits), *kept_field("show", "table" if chosen.tables_first else "")]
    return filter_form([*fields, *picked, *kept], "/compare", chosen.reset)


def picked_councils(form: Form) -> html.P | None:
    """What the councils chosen by hand are, and how to compare no others."""
    if not form.only_picked:
        return None
    pieces = ["The councils chosen by you stand out below; ", link("compare only these", form.only_picked), "."]
    return html.P(pieces, className="gh-small")
