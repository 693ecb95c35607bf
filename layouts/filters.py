"""The filters of a page: a plain GET form, what is chosen as tags to take away, and what stands first."""

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from layouts.anatomy import link
from layouts.parts import Option, OptionGroup, Search, Select
from views.chosen import Chosen, Tag

PICK_FROM = 15
"""So many options are looked through as quickly as typed in."""

OTHER = {"chart": "Show tables first", "table": "Show charts first"}
SAID = {"chart": "Charts first", "table": "Tables first"}


def filter_form(fields: Sequence[Component | None], action: str, reset: str, name: str = "gh-filters") -> html.Form:
    """The fields, hidden ones among them (`kept_field`), with Apply and Reset."""
    act = html.Div(
        [html.Button("Apply", type="submit", className="govuk-button"), html.A("Reset", href=reset)],
        className="gh-filters__act",
    )
    shown = [field for field in fields if field is not None]
    return html.Form([*shown, act], className=name, method="get", action=action, autoComplete="off")


def filter_field(
    name: str,
    label: str,
    options: Sequence[Option | OptionGroup],
    value: str,
    short: bool = False,
    pick: bool = False,
    wrong: str = "",
) -> html.Div | None:
    """A select with its label; nothing where there is nothing to choose from.

    `pick` makes a long one a field to type in, where there are scripts; `wrong` says what cannot be in it.
    """
    if not options:
        return None
    key = f"choose-{name}"
    further = {"data-pick": name} if pick and len(options) > PICK_FROM else {}
    if wrong:
        further |= {"aria-invalid": "true", "aria-describedby": f"{key}-wrong"}
    return html.Div(
        [
            html.Label(label, className="govuk-label", htmlFor=key),
            html.P(wrong, id=f"{key}-wrong", className="govuk-error-message") if wrong else None,
            Select(id=key, name=name, options=options, value=value, **further),
        ],
        className=f"govuk-form-group{' gh-filters__short' if short else ''}",
    )


def kept_field(name: str, value: str | None, form: str = "kept") -> list[Search]:
    """A choice made elsewhere on the page that a form must not lose; `form` tells two forms' fields apart."""
    return [Search(id=f"{form}-{name}", name=name, value=value, type="hidden", className="")] if value else []


def chosen_bar(chosen: Chosen, reset: bool = False) -> html.Div | None:
    """Each active filter as a link that takes it away, and the way to have charts or tables first.

    `reset` puts the way to take away all of them here, for a form that has none.
    """
    parts: list[Any] = []
    if chosen.tags:
        tags = html.Ul([html.Li(_tag(tag)) for tag in chosen.tags], className="gh-tags")
        parts.append(html.Nav(tags, **{"aria-label": "Filters in use"}))
        if reset:
            parts.append(html.P(link("Reset", chosen.reset)))
    if chosen.other:
        way = link(OTHER[chosen.first], chosen.other, **{"data-said": SAID[chosen.first]})
        parts.append(html.P(way, className="gh-chosen__show"))
    return html.Div(parts, className="gh-chosen") if parts else None


def _tag(tag: Tag) -> html.A:
    return html.A(
        [
            html.Span("Remove filter ", className="govuk-visually-hidden"),
            html.Span([f"{tag.label}: ", html.B(tag.words)]),
            html.Span("×", **{"aria-hidden": "true"}),
        ],
        href=tag.without,
        className="gh-tag",
    )
