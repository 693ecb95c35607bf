# ruff: noqa: N803 (properties are called what dash's html components call theirs)
"""The parts that pages are made of beside dash's html: controls, plots and icons."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from math import isfinite
from pathlib import Path
from typing import Any, ClassVar

from dash.development.base_component import Component

Option = tuple[str, str] | tuple[str, str, str]
"""(value, label), and in a list to pick from the further words by which it is found."""

OptionGroup = tuple[str, Sequence[Option]]


class Part(Component):
    """A component of our own: it is kept as plain attributes and painted by `layouts.markup`."""

    _namespace = "guildhall"
    _valid_wildcard_attributes: ClassVar[list[str]] = ["data-", "aria-"]
    available_wildcard_properties: ClassVar[list[str]] = ["data-", "aria-"]

    def __init__(self, **properties: Any) -> None:
        # Dash's own looks for a package of the namespace's name on the disk, for each property of each component.
        for name, value in properties.items():
            if name not in self._prop_names and not name.startswith(tuple(self._valid_wildcard_attributes)):
                raise TypeError(f"{self._type} has no property '{name}'; it has {', '.join(self._prop_names)}.")
            if value is not None:
                setattr(self, name, value)


class Select(Part):
    """A native select. `options` are (value, label) pairs, or (group label, pairs) for groups.

    With `data-pick` it becomes a field to type in, once there are scripts (`assets/scripts/picker.js`).

    An option with the value "" is the one that leaves the field out of the address. On the way back to a page it shows
    what the address says and not, as browsers would have it, what was chosen there last.
    """

    _type = "Select"
    _prop_names: ClassVar[list[str]] = [
        "id", "name", "options", "value", "className", "autoComplete", "required", "disabled",
    ]  # fmt: skip

    def __init__(
        self,
        id: str,
        name: str,
        options: Sequence[Option | OptionGroup],
        value: str | None = None,
        className: str = "govuk-select",
        autoComplete: str = "off",
        **attributes: Any,
    ) -> None:
        properties = {"value": value, "className": className, "autoComplete": autoComplete}
        super().__init__(id=id, name=name, options=tuple(options), **properties, **attributes)


class Search(Part):
    """A native search field; `type` may be any other text type of an input."""

    _type = "Search"
    _prop_names: ClassVar[list[str]] = [
        "id", "name", "value", "className", "type", "autoComplete", "list", "spellCheck", "maxLength", "required",
    ]  # fmt: skip

    def __init__(
        self,
        id: str,
        name: str,
        value: str | None = None,
        className: str = "govuk-input",
        type: str = "search",
        autoComplete: str = "off",
        **attributes: Any,
    ) -> None:
        super().__init__(
            id=id, name=name, value=value, className=className, type=type, autoComplete=autoComplete, **attributes
        )


class Plot(Part):
    """A plot: the server's own SVG and, where there is a `figure`, the Plotly figure that takes over its box.

    `svg` is trusted markup from `figures`. Without a figure it stays for ever (sparklines, rows, icons). `label` names
    the plot for whoever cannot see it, `height` reserves its box in pixels.
    """

    _type = "Plot"
    _prop_names: ClassVar[list[str]] = ["id", "svg", "figure", "label", "height", "className"]

    def __init__(
        self,
        svg: str,
        figure: Mapping[str, Any] | None = None,
        label: str | None = None,
        height: int | None = None,
        className: str | None = None,
        id: str | None = None,
        **attributes: Any,
    ) -> None:
        super().__init__(svg=svg, figure=figure, label=label, height=height, className=className, id=id, **attributes)

    def figure_json(self) -> str:
        """The figure as compact JSON: dates as ISO 8601, arrays as lists, and no value (NaN) as null."""
        return json.dumps(_plain(self.figure), separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _plain(value: Any) -> Any:
    """A figure's part as JSON knows it."""
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, str | bool | int | None):
        return value
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float | Decimal):
        return float(value) if isfinite(value) else None
    if hasattr(value, "tolist"):  # numpy's arrays and scalars, without importing numpy here
        return _plain(value.tolist())
    raise TypeError(f"A figure cannot hold a {type(value).__name__}: {value!r}")


@cache
def _shape(name: str) -> str:
    """The drawing inside an icon's file, without its frame and title, written as everything else is."""
    source = (Path(__file__).parent.parent / "assets" / "icons" / f"{name}.svg").read_text("utf-8")
    return source.split("</title>", 1)[1].removesuffix("\n").removesuffix("</svg>").replace(" />", "/>")


def icon(name: str, small: bool = False) -> Plot:
    """One of the icons in assets/icons, 24 px or 18 if small; the words beside it say what it means.

    So it is hidden from screen readers. Drawn in place: measured, that is smaller than a sprite of the icons used and
    needs no ids and no request.
    """
    size = "gh-icon gh-icon--small" if small else "gh-icon"
    return Plot(f'<svg class="{size}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{_shape(name)}</svg>')
