"""What is being looked at: it is the URL and nothing else (no session, no hidden store)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, Literal, get_args
from urllib.parse import urlencode

from kpis.funnel import Lines
from kpis.periods import FREQUENCIES, Frequency, Period, month_end
from kpis.succession import Boundaries

YEARS = range(1900, 2200)
"""Years that a date in an address may have: room to count from, and no figure lies outside."""

Show = Literal["table"]
"""What stands first where a chart has a table of its values: the chart, unless this says otherwise."""

REPEATABLE = ("council", "service", "by")


class SelectionError(ValueError):
    """The address asks for something that cannot be: the message says what and how to put it right."""


class StretchError(SelectionError):
    """The stretch of time ends before it begins; all else in the address may hold."""


@dataclass(frozen=True)
class Selection:
    """A choice of figures; an empty field means no choice was made."""

    kpi: str = ""
    councils: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    group: str = ""
    channel: str = ""
    segment: str = ""
    frequency: Frequency | None = None
    first: date | None = None
    last: date | None = None
    by: tuple[str, ...] = ()
    sort: str = ""
    text: str = field(default="")
    limits: Lines | None = None
    show: Show | None = None
    boundaries: Boundaries | None = None

    @property
    def service(self) -> str:
        """The one service chosen, or ''."""
        return self.services[0] if self.services else ""

    def holds(self, period: Period) -> bool:
        """Whether a period lies in the stretch chosen; 'to' may name a period by its first day."""
        begun = self.first is None or period.start >= self.first
        return begun and (self.last is None or period.end <= self.last or period.start == self.last)

    def query(self, **changes: Any) -> str:
        """The selection as a query string, with changes; '' if nothing is chosen."""
        values = {f.name: getattr(self, f.name) for f in fields(self)} | changes
        pairs = [
            (KEYS_OF_FIELDS[name], _written(item))
            for name, value in values.items()
            for item in (value if isinstance(value, tuple) else (value,))
            if item
        ]
        return f"?{urlencode(pairs)}" if pairs else ""


KEYS_OF_FIELDS = {
    "kpi": "kpi",
    "councils": "council",
    "services": "service",
    "group": "group",
    "channel": "channel",
    "segment": "segment",
    "frequency": "frequency",
    "first": "from",
    "last": "to",
    "by": "by",
    "sort": "sort",
    "limits": "limits",
    "show": "show",
    "boundaries": "boundaries",
    "text": "q",
}
"""Field and the key that stands for it in an address."""

COLUMNS = ("council", "service", "channel", "segment", "period")
"""What 'by' may keep."""


def parse_selection(query: Mapping[str, Sequence[str]]) -> Selection:
    """The selection a query string stands for; an empty value counts as absent, unknown keys are ignored.

    A month will do for a date: 'to=2026-03' is up to 31 March. Raises SelectionError for a frequency, date or column
    that does not exist, a key given two values, or figures as they stood at another time.
    """
    given = {key: tuple(dict.fromkeys(value for value in values if value)) for key, values in query.items()}
    for key, values in given.items():
        if key in KEYS_OF_FIELDS.values() and key not in REPEATABLE and len(values) > 1:
            raise SelectionError(f"'{key}' is given {len(values)} times; keep one.")
    if given.get("as_at"):
        raise SelectionError(
            "'as_at' cannot be answered here: a page shows the figures as they stand now. Files of data can be asked "
            "for as they stood on a day; leave it out, or download one and add it to its address."
        )
    one = {key: values[0] for key, values in given.items() if values}
    first, last = _day(one, "from"), _day(one, "to")
    if first and last and first > last:
        raise StretchError(f"'from' ({first}) is after 'to' ({last}); swap them.")
    return Selection(
        kpi=one.get("kpi", ""),
        councils=given.get("council", ()),
        services=given.get("service", ()),
        group=one.get("group", ""),
        channel=one.get("channel", ""),
        segment=one.get("segment", ""),
        frequency=_frequency(one.get("frequency")),
        first=first,
        last=last,
        by=_columns(given.get("by", ())),
        sort=one.get("sort", ""),
        limits=_limits(one.get("limits")),
        show=_show(one.get("show")),
        boundaries=_boundaries(one.get("boundaries")),
        text=one.get("q", ""),
    )


def as_at(query: Mapping[str, Sequence[str]]) -> date | None:
    """The day on which figures are to stand, by the key 'as_at'; None for now. Raises SelectionError if it is none."""
    given = [value for value in query.get("as_at", ()) if value]
    if len(set(given)) > 1:
        raise SelectionError(f"'as_at' is given {len(set(given))} times; keep one.")
    return _day({"as_at": given[0]}, "as_at") if given else None


def _frequency(text: str | None) -> Frequency | None:
    if text is None:
        return None
    if text not in get_args(Frequency):
        raise SelectionError(f"'frequency' cannot be '{text[:40]}'; it is one of {', '.join(FREQUENCIES)}.")
    return text  # type: ignore[return-value]


def _limits(text: str | None) -> Lines | None:
    if text is None:
        return None
    if text not in get_args(Lines):
        raise SelectionError(f"'limits' cannot be '{text[:40]}'; it is one of {', '.join(get_args(Lines))}.")
    return text  # type: ignore[return-value]


def _show(text: str | None) -> Show | None:
    if text is None:
        return None
    if text not in get_args(Show):
        raise SelectionError(f"'show' cannot be '{text[:40]}'; it is {', '.join(get_args(Show))}, or left out.")
    return text  # type: ignore[return-value]


def _boundaries(text: str | None) -> Boundaries | None:
    """Councils as they were are the rule, so an address that asks for them says no more than one that does not."""
    if text is not None and text not in get_args(Boundaries):
        raise SelectionError(f"'boundaries' cannot be '{text[:40]}'; it is one of {', '.join(get_args(Boundaries))}.")
    return "today" if text == "today" else None


def _columns(columns: tuple[str, ...]) -> tuple[str, ...]:
    for column in columns:
        if column not in COLUMNS:
            raise SelectionError(f"'by' cannot be '{column[:40]}'; it is one of {', '.join(COLUMNS)}.")
    return columns


def _day(one: Mapping[str, str], key: str) -> date | None:
    text = one.get(key)
    if text is None:
        return None
    whole_month = len(text) == 7
    try:
        day = date.fromisoformat(f"{text}-01" if whole_month else text)
    except ValueError:
        day = None
    if day is None or day.year not in YEARS:
        raise SelectionError(f"'{key}' cannot be '{text[:40]}'; write a date such as 2025-04-01.")
    return month_end(day) if whole_month and key in ("to", "as_at") else day


def _written(item: Any) -> str:
    return item.isoformat() if isinstance(item, date) else str(item)
