"""What a browser has already is not sent again: parts of a page that seldom change, named by what they hold."""

import re
from collections.abc import Collection
from hashlib import sha256

PART = re.compile(r"<(header|footer|select)( [^>]*)?>(.*?)</\1>", re.DOTALL)
"""Elements that are never inside one of their own kind; painted text and attributes hold no '>' of their own."""

NAMED = re.compile(r'(<(header|footer|select)(?: [^>]*)? data-part="(\w+)">).*?</\2>', re.DOTALL)

LEAST = 200
"""Characters; for less, the name is not worth its bytes."""


def with_parts(painted: str) -> str:
    """The painted page with its parts named in `data-part`."""
    return PART.sub(_named, painted)


def without(painted: str, held: Collection[str]) -> str:
    """The same where the named parts that the browser holds are empty; its script puts them back."""
    if not held:
        return painted
    return NAMED.sub(lambda found: f"{found[1]}</{found[2]}>" if found[3] in held else found[0], painted)


def _named(found: re.Match[str]) -> str:
    tag, attributes, inside = found[1], found[2] or "", found[3]
    if len(inside) < LEAST:
        return found[0]
    name = sha256(inside.encode()).hexdigest()[:10]
    return f'<{tag}{attributes} data-part="{name}">{inside}</{tag}>'
