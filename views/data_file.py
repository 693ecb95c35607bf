"""A file of figures: what an address asks for, the columns it has, and what must be known to use them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from kpis.catalogue import Kpi
from kpis.channels import ALL, CHANNELS
from kpis.selection import COLUMNS, Selection, SelectionError, as_at, parse_selection
from views.not_found import NotFound, unknown_council, unknown_kpi, unknown_service
from views.reader import Extent, Reader

KEYS = ("council", "service", "channel", "segment", "by", "frequency", "from", "to", "as_at", "boundaries")
"""What an address of a file may say."""

COLUMNS_OF: Mapping[str, tuple[str, ...]] = {
    "period": ("period_start", "period_end"),
    "council": ("council", "council_gss", "council_name"),
    "service": ("service", "service_name"),
    "channel": ("channel",),
    "segment": ("segment",),
}
FIGURES = (
    "numerator",
    "denominator",
    "value",
    "lower",
    "upper",
    "provided",
    "expected",
    "marker",
    "basis",
    "definition_version",
    "caution",
)
JUDGED = ("average", "lower_limit", "upper_limit", "variation", "target", "target_status")
"""Columns of a file that names its councils and keeps each figure over time apart."""

LONGEST_NAME = 120


@dataclass(frozen=True)
class FileRequest:
    """A file that can be made. `selection.by` holds every column to keep, `kept_apart` those named in the address."""

    kpi: Kpi
    selection: Selection
    kept_apart: frozenset[str]
    as_at: date | None = None
    """The day on which the figures stood so; None for now."""

    @cached_property
    def keeps(self) -> frozenset[str]:
        """The columns that are kept."""
        return frozenset(self.selection.by)

    @cached_property
    def by_channel(self) -> bool:
        """Whether each channel has rows of its own; otherwise all together, or the one chosen."""
        return "channel" in self.kept_apart and not self.selection.channel

    @cached_property
    def channel_shares(self) -> bool:
        """Whether channels are asked for of a measure that is a share of all of them: then each has its own share."""
        kpi = self.kpi
        both = bool(kpi.denominator and kpi.numerator.weights == kpi.denominator.weights)
        asked = "channel" in self.kept_apart or bool(self.selection.channel)
        return asked and both and not kpi.by_channel and kpi.numerator.channels is not None

    @cached_property
    def by_segment(self) -> bool:
        """Whether each segment has rows of its own."""
        return "segment" in self.kept_apart or bool(self.selection.segment)

    @cached_property
    def judged(self) -> bool:
        """Whether its rows are what limits and targets are about: whole figures of named councils over time."""
        one, keeps = self.selection, self.keeps
        told_apart = ("council" in keeps or len(one.councils) == 1) and ("service" in keeps or len(one.services) == 1)
        whole = not (self.by_channel or self.by_segment or self.channel_shares or one.channel)
        return bool(one.councils) and told_apart and whole and "period" in keeps

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in the order of every file."""
        keys = [name for key, names in COLUMNS_OF.items() if key in self.keeps for name in names]
        return (*keys, *FIGURES, *(JUDGED if self.judged else ()))

    def name(self, kind: str) -> str:
        """A file name that says what is in it: 'completion_rate_arden-vale_blue-badge_month_2025-04-01.csv'."""
        one = self.selection
        parts = [self.kpi.key, _few(one.councils, "councils"), _few(one.services, "services"), one.channel, one.segment]
        parts += [f"by-{'-'.join(sorted(self.kept_apart))}" if self.kept_apart else "", one.frequency or ""]
        parts += [day.isoformat() for day in (one.first, one.last) if day]
        parts += [f"as-at-{self.as_at}"] if self.as_at else []
        parts += ["todays-boundaries"] if one.boundaries else []
        safe = "_".join(re.sub(r"[^A-Za-z0-9._-]+", "-", part) for part in parts if part)
        return f"{safe[:LONGEST_NAME]}.{kind}"


def file_request(reader: Reader, key: str, query: Mapping[str, Sequence[str]]) -> FileRequest | NotFound:
    """What an address asks for; raises SelectionError, in words, for what cannot be answered.

    The reader is the one of the day that the address names.
    """
    kpi = reader.catalogue.get(key)
    if kpi is None:
        return unknown_kpi(reader, key)
    if unknown := [name for name in query if name not in KEYS]:
        raise SelectionError(f"'{unknown[0][:40]}' is not known here. A file can be asked for by {', '.join(KEYS)}.")
    selection = parse_selection({name: values for name, values in query.items() if name != "as_at"})
    known = _known(reader, selection)
    if isinstance(known, NotFound):
        return known
    kept = frozenset(known.by)
    request = FileRequest(kpi, replace(known, by=known.by or COLUMNS), kept, as_at(query))
    _refuse(reader, request)
    return request


def _known(reader: Reader, selection: Selection) -> Selection | NotFound:
    """The same with keys as the warehouse writes them."""
    councils, services = [], []
    for key in selection.councils:
        if (council := reader.register.with_code(key)) is None:
            return unknown_council(reader, key)
        councils.append(council.key)
    for key in selection.services:
        if key not in reader.services():
            return unknown_service(reader, key)
        services.append(key)
    if selection.channel not in ("", *CHANNELS):
        raise SelectionError(f"'channel' cannot be '{selection.channel[:40]}'; it is one of {', '.join(CHANNELS)}.")
    channel = "" if selection.channel == ALL else selection.channel
    return replace(
        selection,
        councils=tuple(dict.fromkeys(councils)),
        services=tuple(dict.fromkeys(services)),
        channel=channel,
    )


def _refuse(reader: Reader, request: FileRequest) -> None:
    """Refuses to add what must not be added; each refusal says what to do."""
    kpi, one, keeps = request.kpi, request.selection, request.keeps
    if one.segment and "segment" not in keeps:
        raise SelectionError("A segment is a part of a whole: keep 'segment' in 'by', or leave 'segment' out.")
    if "period" not in keeps and kpi.window:
        raise SelectionError(f"Each figure of {kpi.name} covers {kpi.window} months: keep 'period' in 'by'.")
    if "service" not in keeps and (alone := _alone(reader, request)):
        raise SelectionError(f"{alone} is not added to other services: keep 'service' in 'by', or name one service.")
    _refuse_channels(request)
    invented = {reader.register.by_key[extent.council.lower()].illustrative for extent in extents(reader, request)}
    if "council" not in keeps and len(invented) > 1:
        raise SelectionError(
            "Illustrative councils are never added to real ones: keep 'council' in 'by', or name the councils."
        )


def _refuse_channels(request: FileRequest) -> None:
    asked = "channel" in request.kept_apart or bool(request.selection.channel)
    if not asked or request.kpi.by_channel:
        return
    if not request.channel_shares:
        raise SelectionError(f"{request.kpi.name} says something of all channels together only: leave 'channel' out.")
    one, keeps = request.selection, request.keeps
    told_apart = "council" in keeps or len(one.councils) == 1
    if request.by_segment or not one.councils or not told_apart or not keeps >= {"channel", "service", "period"}:
        raise SelectionError(
            f"{request.kpi.name} by channel is each channel’s share, for councils that are named: say which with "
            "'council', keep 'council', 'service', 'channel' and 'period' in 'by', and leave 'segment' out."
        )


def adding(reader: Reader, request: FileRequest) -> tuple[str, ...] | None:
    """The services to read, None for all: those asked for; where they are to be added, those that add up."""
    if request.selection.services or "service" in request.keeps:
        return request.selection.services or None
    services, have = reader.services(), sorted({extent.service for extent in extents(reader, request)})
    return tuple(key for key in have if services[key].in_total or len(have) == 1)


def _alone(reader: Reader, request: FileRequest) -> str:
    """A service that would have to be added to others and is never; '' if there is none (METHODS D5)."""
    services = reader.services()
    if len(request.selection.services) > 1:
        return next((services[key].name for key in request.selection.services if not services[key].in_total), "")
    made_of = extents(reader, request)
    return services[made_of[0].service].name if made_of and adding(reader, request) == () else ""


def extents(reader: Reader, request: FileRequest) -> list[Extent]:
    """What the file is made of."""
    one = request.selection
    return [
        extent
        for extent in reader.extents(kpi=request.kpi.key)
        if (not one.councils or extent.council in one.councils) and (not one.services or extent.service in one.services)
    ]


def _few(keys: tuple[str, ...], many: str) -> str:
    return "-".join(keys) if len(keys) < 3 else f"{len(keys)}-{many}"
