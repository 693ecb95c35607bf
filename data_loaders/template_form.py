"""What the spreadsheet asks for: one council's services and channels, some months, and the year of its costs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from configuration import Configuration, ConfigurationError
from kpis.channels import ALL, CHANNELS, UNDIVIDED_DIGITAL
from kpis.councils import Council, Register
from kpis.period_labels import parse_period, spelled_out
from kpis.periods import Period, add_months, between, containing, twelve_months_to

NOTES, VOLUMES, COST, RATINGS = "Notes", "Volumes", "Cost", "Ratings"
SERVICE, SERVICE_CODE, CHANNEL, CHANNEL_CODE = "Service", "Service code", "Channel", "Channel code"
FIGURE, ANSWER, LEVEL, LINE, AMOUNT = "Figure", "Answer", "Level", "Cost", "Amount (£)"
ESTIMATED, METHOD = "Estimated?", "How it was estimated"
BASIS, DAYS, TOTAL = "Basis", "First and last day", "Total"
FIGURES = {"Started": "started", "Completed": "completed"}
YES, NO = "Yes", "No"

SINGLE = tuple(channel for channel in CHANNELS if channel not in (ALL, UNDIVIDED_DIGITAL))
LEAVES = "Nothing was written."


@dataclass(frozen=True)
class Form:
    """Rows and columns of the spreadsheet. `services`: key and name; `channels`: each service's, in order."""

    council: Council
    services: Mapping[str, str]
    channels: Mapping[str, tuple[str, ...]]
    months: tuple[Period, ...]

    @property
    def span(self) -> str:
        """The months in words."""
        first, last = self.months[0].label, self.months[-1].label
        return first if first == last else f"{first} to {last}"

    @property
    def year(self) -> Period:
        """The 12 months that costs are asked for: those that end with the last month."""
        rolling = twelve_months_to(self.months[-1])
        return spelled_out(rolling.start, rolling.end)


def make_form(configuration: Configuration, register: Register, key: str, first: str, months: int, today: date) -> Form:
    """The form for a council; raises ConfigurationError for a council, a month or services that are not there.

    `first` is a month such as '2025-04'; '' means the first of the last financial year that is over.
    """
    council = _council(configuration, register, key)
    if not configuration.service:
        raise ConfigurationError(
            f"{configuration.path} describes no [[service]], so there is nothing to ask for. Add one. {LEAVES}"
        )
    offered = _offered(configuration, council.key) or _given(configuration, council.key)
    services = {entry.key: entry.name for entry in configuration.service if not offered or entry.key in offered}
    channels = {service: offered.get(service) or SINGLE for service in services}
    return Form(council, services, channels, _months(first, months, today))


def _council(configuration: Configuration, register: Register, key: str) -> Council:
    if council := register.with_code(key):
        return council
    keys = {council.key for council in register.councils}
    near = get_close_matches(key.upper(), keys, n=1) or get_close_matches(key, keys, n=1)
    hint = f"Is '{near[0]}' meant? " if near else ""
    raise ConfigurationError(
        f"The register and {configuration.path} know no council '{key}'. {hint}"
        f"Give its code, or add it as a [[council]]. {LEAVES}"
    )


def _offered(configuration: Configuration, council: str) -> dict[str, tuple[str, ...]]:
    """Service and single channels, as the sources declare what the council offers; empty if none does."""
    found: dict[str, set[str]] = {}
    for source in configuration.source:
        for entry in source.offering:
            if council in (entry.councils or (source.council.fixed,)) and entry.offered:
                found.setdefault(entry.service, set()).update(entry.channels)
    return {service: tuple(one for one in SINGLE if one in channels) for service, channels in found.items()}


def _given(configuration: Configuration, council: str) -> dict[str, tuple[str, ...]]:
    """Service and single channels, as far as the sources that hold this council alone map any."""
    found: dict[str, set[str]] = {}
    for source in configuration.source:
        if source.council.fixed == council and source.kind != "template":
            channels = {*source.channel.map.values(), source.channel.fixed} - {None}
            for service in {*source.service.map.values(), source.service.fixed} - {None}:
                found.setdefault(str(service), set()).update(map(str, channels))
    return {service: tuple(one for one in SINGLE if one in channels) for service, channels in found.items()}


def _months(first: str, count: int, today: date) -> tuple[Period, ...]:
    try:
        start = parse_period(first, "month") if first else _last_financial_year(today)
    except ValueError as error:
        raise ConfigurationError(f"--from: {error}. Write it as 2025-04. {LEAVES}") from None
    return tuple(between(start, containing(add_months(start.start, count - 1), "month")))


def _last_financial_year(today: date) -> Period:
    return containing(containing(today, "financial_year").previous().start, "month")
