"""A tree of components as HTML: the first paint, the page without JavaScript, and what Dash takes over."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from dash.development.base_component import Component

from layouts.parts import Option, Plot, Search, Select

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
ACTIVE = frozenset({"script", "style", "iframe", "object", "embed", "base", "link", "meta", "frame", "frameset"})
ADDRESSES = frozenset({"href", "src", "action", "formaction", "poster", "cite", "data"})
LOOKED_INTO = ADDRESSES | {"style"}
RENAMED = {"className": "class", "htmlFor": "for", "acceptCharset": "accept-charset", "httpEquiv": "http-equiv"}
RENAMED_TYPES = {"ObjectEl": "object", "MapEl": "map"}
NOT_ATTRIBUTES = frozenset(
    {
        "children", "key", "n_clicks", "n_clicks_timestamp", "disable_n_clicks",
        "available_properties", "available_wildcard_properties",
    }
)  # fmt: skip
WORDED = ("aria-", "data-", "contenteditable", "draggable", "spellcheck")
UNPRINTABLE = re.compile("[\x00\ud800-\udfff]")
NEEDS_CARE = re.compile("[&<>\r\x00\ud800-\udfff]")
DANGEROUS = re.compile(r"^[\x00-\x20]*(?:javascript|vbscript|data)[\x00-\x20]*:", re.IGNORECASE)
CAPITAL = re.compile("[A-Z]")

Write = Callable[[str], None]


class NotMarkupError(TypeError):
    """A tree holds something that no page may carry, or that has no place in HTML."""


def markup(tree: Any) -> str:
    """The tree as HTML, text and attributes escaped, nothing added between elements.

    A tree is a component, a text, a number, nothing, or a sequence of these. Scripts and styles are refused.
    """
    written: list[str] = []
    _node(tree, written.append)
    return "".join(written)


def _node(node: Any, write: Write) -> None:
    if isinstance(node, str):
        write(_text(node))
    elif isinstance(node, Component):
        PAINTERS.get(type(node), _element)(node, write)
    elif isinstance(node, list | tuple):
        for child in node:
            _node(child, write)
    elif node is None or isinstance(node, bool):
        return
    elif isinstance(node, int | float):
        write(str(node))
    else:
        raise NotMarkupError(f"A page cannot show a {type(node).__name__}: {node!r}")


def _element(component: Component, write: Write) -> None:
    properties = vars(component)
    tag, void = _tag(component._type)
    opening, children = _opening(tag, properties), properties.get("children")
    if tag == "pre":  # HTML drops the first line break there
        opening += "\n"
    if isinstance(children, str) and not void:
        write(f"{opening}{_text(children)}</{tag}>")
        return
    write(opening)
    if not void:
        _node(children, write)
        write(f"</{tag}>")
    elif children is not None:
        raise NotMarkupError(f"<{tag}> has no children.")


@cache
def _tag(kind: str) -> tuple[str, bool]:
    """The HTML element of one of dash's html components, and whether it is void."""
    tag = RENAMED_TYPES.get(kind) or kind.lower()
    if tag in ACTIVE:
        raise NotMarkupError(f"A page carries no <{tag}>: scripts and styles belong in assets.")
    return tag, tag in VOID


def _opening(tag: str, properties: Mapping[str, Any]) -> str:
    opening = "<" + tag
    for name, attribute in _attributes(tuple(properties)):
        if (value := properties[name]) is not None:
            opening += _attribute(attribute, value)
    return opening + ">"


@lru_cache(maxsize=4096)
def _attributes(properties: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Which properties are attributes, and their HTML names; sorted, as dash sets them in no order."""
    written = (name for name in properties if name[0] != "_" and name not in NOT_ATTRIBUTES)
    return tuple(sorted((name, RENAMED.get(name) or name.lower()) for name in written))


def _attribute(name: str, value: Any) -> str:
    if isinstance(value, str) and name not in LOOKED_INTO:
        return f" {name}={_quoted(value)}"
    if isinstance(value, bool):
        if name.startswith(WORDED):
            return f' {name}="{"true" if value else "false"}"'
        return f" {name}" if value else ""
    if name == "style":
        value = _style(value)
    elif name in ADDRESSES and DANGEROUS.match(str(value)):
        value = "about:blank"
    return f" {name}={_quoted(str(value))}"


def _select(component: Component, write: Write) -> None:
    properties = dict(vars(component))
    options, value = properties.pop("options"), properties.pop("value", None)
    write(_opening("select", properties))
    for option in options:
        if isinstance(option[1], str):
            _option(option, value, write)
        else:
            write(f"<optgroup label={_quoted(option[0])}>")
            for one in option[1]:
                _option(one, value, write)
            write("</optgroup>")
    write("</select>")


def _option(option: Option, chosen: str | None, write: Write) -> None:
    key, label, *also = option
    found_by = f" data-also={_quoted(also[0])}" if also and also[0] else ""
    write(f"<option value={_quoted(key)}{found_by}{' selected' if key == chosen else ''}>{_text(label)}</option>")


def _search(component: Component, write: Write) -> None:
    write(_opening("input", vars(component)))


def _plot(component: Component, write: Write) -> None:
    properties = dict(vars(component))
    svg, figure = properties.pop("svg"), properties.pop("figure", None)
    if figure is None:
        write(svg)
        return
    label, height = properties.pop("label", None), properties.pop("height", None)
    box = {
        "className": " ".join(filter(None, ("gh-figure", properties.pop("className", None)))),
        "role": "group" if label else None,
        "aria-label": label,
        "style": {"height": f"{height}px"} if height else None,
        "data-figure": component.figure_json(),
    }
    write(f"{_opening('div', box | properties)}{svg}</div>")


def _text(text: str) -> str:
    if not NEEDS_CARE.search(text):
        return text
    text = UNPRINTABLE.sub("\ufffd", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def _quoted(value: str) -> str:
    """An attribute's value in the quotes that need the least escaping."""
    text = _text(value)
    if '"' not in text:
        return f'"{text}"'
    if "'" not in text:
        return f"'{text}'"
    return '"' + text.replace('"', "&quot;") + '"'


def _style(style: Mapping[str, Any] | Sequence[Any]) -> str:
    if not isinstance(style, Mapping):
        raise NotMarkupError(f"A style is a mapping of properties, not {style!r}")
    return ";".join(
        f"{name if name.startswith('--') else CAPITAL.sub(lambda c: '-' + c[0].lower(), name)}:{value}"
        for name, value in style.items()
        if value is not None
    )


PAINTERS: Mapping[type[Component], Callable[[Component, Write], None]] = {
    Plot: _plot,
    Search: _search,
    Select: _select,
}
