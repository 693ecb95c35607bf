"""What a browser has already is not sent again: parts of a page that seldom change, named by what they hold."""

import re
from collections.abc import Collection
from hashlib import sha256

PART = re.compile(r"<(header|footer|select)( [^>]*)?>(.*?)</\1>", re.DOTALL)
"""Elements that are never inside one of their own kind; painted text and attributes hold no '>' of their own."""

LEAST = 200
"""Characters; for less, the name is not worth its bytes."""


def with_parts(painted: str, held: Collection[str] = ()) -> str:
    """The painted page with its parts named in `data-part`, and empty where the browser holds what is in them.

    A document is sent whole. An answer to the script leaves out what `held` names; the script puts it back.
    """
    return PART.sub(lambda found: _part(found, held), painted)


def _part(found: re.Match[str], held: Collection[str]) -> str:
    tag, attributes, inside = found[1], found[2] or "", found[3]
    if len(inside) < LEAST:
        return found[0]
    name = sha256(inside.encode()).hexdigest()[:10]
    return f'<{tag}{attributes} data-part="{name}">{"" if name in held else inside}</{tag}>'
