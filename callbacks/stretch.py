"""A stretch of time that ends before it begins is said at the form that asked for it, over the figures without it."""

from callbacks.routes import Query
from kpis.selection import Selection, StretchError, parse_selection

WRONG = "From is later than To. The figures below are those without this choice: choose an earlier From or a later To."


def selected(query: Query) -> tuple[Selection, str]:
    """What the query chooses; and if only its stretch cannot be, the choice without one and what is wrong, in words.

    Raises SelectionError for anything else that cannot be.
    """
    fields = dict(query.lists())
    try:
        return parse_selection(fields), ""
    except StretchError:
        return parse_selection({key: values for key, values in fields.items() if key not in ("from", "to")}), WRONG
