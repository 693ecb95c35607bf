"""The built-in KPIs of transactions: completion, digital take-up, cost, availability (METHODS D3 to D5, D8a)."""

from kpis.catalogue import Count, Kpi, each
from kpis.channels import DIGITAL, ONLINE, UNAIDED


def completion_rate() -> Kpi:
    """Started journeys that were finished (METHODS D3)."""
    return Kpi(
        key="completion_rate",
        name="Completion rate",
        short_name="Completion rate",
        description="Online transactions finished, of those started",
        phrase="of online transactions started were completed",
        numerator=Count(each("completed"), ONLINE),
        denominator=Count(each("started"), ONLINE),
        numerator_name="Completed",
        denominator_name="Started",
        unit="percent",
        decimals=1,
        better="higher",
        bounded=True,
        by_channel=True,
        basis="completion",
        definition="Completed online transactions divided by those started, online journeys only. Endings such as "
        "“not eligible” and “already paid” count as completed. Never above 100%: such a month is refused, or "
        "marked [u] where each event is counted by its own date.",
        guidance="A saved journey that is resumed is not a new start. Compare only figures counted the same way: "
        "by the start of the journey (cohort) or by the date of each event.",
    )


def digital_take_up() -> Kpi:
    """The digital share of completed transactions (METHODS D4)."""
    return Kpi(
        key="digital_take_up",
        name="Digital take-up",
        short_name="Digital take-up",
        description="Completed transactions done online, of all channels",
        phrase="of completed transactions were made online",
        numerator=Count(each("completed"), DIGITAL),
        denominator=Count(each("completed")),
        numerator_name="Completed online",
        denominator_name="Completed, all channels",
        unit="percent",
        decimals=1,
        better="higher",
        bounded=True,
        definition="Transactions completed online, with or without help, divided by those completed through every "
        "channel. If a channel that the service offers has no figure, there is no take-up for that period.",
        guidance="Online is web, app and assisted digital. Kiosks, automated phone lines and e-mail are not.",
        version=1,
    )


def unaided_take_up() -> Kpi:
    """The share completed online without help (METHODS D4)."""
    return Kpi(
        key="unaided_digital_take_up",
        name="Unaided digital take-up",
        short_name="Unaided take-up",
        description="Completed online without help, of all channels",
        phrase="of completed transactions were made online without help",
        numerator=Count(each("completed"), UNAIDED),
        denominator=Count(each("completed")),
        numerator_name="Completed online unaided",
        denominator_name="Completed, all channels",
        unit="percent",
        decimals=1,
        better="higher",
        bounded=True,
        headline=False,
        definition="Transactions completed by web or app without help, divided by those completed through every "
        "channel. Not known where a source does not tell assisted digital from the rest.",
    )


def cost_per_transaction() -> Kpi:
    """Cost of a completed transaction over 12 months (METHODS D5)."""
    return Kpi(
        key="cost_per_transaction",
        name="Cost per transaction",
        short_name="Cost, 12 months",
        description="All costs over completed transactions, 12 months",
        phrase="for each completed transaction",
        numerator=Count(each("cost")),
        denominator=Count(each("completed")),
        numerator_name="Cost",
        denominator_name="Completed",
        unit="pounds",
        decimals=2,
        better="lower",
        window=12,
        by_channel=True,
        basis="cost",
        definition="Total cost of the service through every channel divided by completed transactions through every "
        "channel, over 12 months. Costs on different bases (full, direct, marginal) are never mixed.",
        guidance="Compare the same service only. An average cost is not what one transaction fewer would save.",
    )


def availability() -> Kpi:
    """The share of watched time in which the service was up (METHODS D8a)."""
    return Kpi(
        key="availability",
        name="Availability",
        short_name="Availability",
        description="Time the online service was up, of time watched",
        phrase="of the time it was watched, the online service was up",
        numerator=Count(each("seconds_up")),
        denominator=Count(each("seconds_up", "seconds_down")),
        numerator_name="Seconds up",
        denominator_name="Seconds watched",
        unit="percent",
        decimals=2,
        better="higher",
        bounded=True,
        counts=False,
        definition="Seconds the online service was up divided by seconds up and down. Time in which nobody was "
        "watching is in neither.",
    )
