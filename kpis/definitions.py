"""The built-in KPIs (METHODS D3 to D6, D8a) and a deployment's own, as one catalogue."""

from collections.abc import Iterable
from decimal import Decimal

from configuration import CountEntry, KpiEntry
from kpis.catalogue import Catalogue, Count, Kpi
from kpis.channels import DIGITAL, ONLINE, UNAIDED

MONEY_AND_TIME = frozenset({"cost", "seconds_up", "seconds_down"})
"""Built-in measures that are not counts, so that a share of them has no interval (METHODS F1)."""

RATINGS = tuple(f"rating_{level}" for level in range(1, 6))
"""Very dissatisfied to very satisfied."""


def each(*measures: str) -> tuple[tuple[str, Decimal], ...]:
    """Every measure once."""
    return tuple((measure, Decimal(1)) for measure in measures)


def built_in() -> tuple[Kpi, ...]:
    """The KPIs every deployment has."""
    return (
        _completion_rate(),
        _digital_take_up(),
        _unaided_take_up(),
        _cost_per_transaction(),
        _user_satisfaction(),
        _satisfaction_score(),
        _response_rate(),
        _availability(),
    )


def catalogue(entries: Iterable[KpiEntry] = ()) -> Catalogue:
    """The built-in KPIs and the deployment's own; raises ValueError if a key is taken."""
    kpis = (*built_in(), *(_own(entry) for entry in entries))
    keys = [kpi.key for kpi in kpis]
    for key in keys:
        if keys.count(key) > 1:
            raise ValueError(f"[[kpi]] '{key}' is the key of another KPI; choose a key of its own")
    return Catalogue(kpis)


def _own(entry: KpiEntry) -> Kpi:
    part = entry.denominator is not None and entry.unit == "percent"
    numerator = _count(entry.numerator)
    denominator = _count(entry.denominator) if entry.denominator else None
    return Kpi(
        key=entry.key,
        name=entry.name,
        short_name=entry.short_name or entry.name,
        description=entry.description,
        phrase=entry.phrase,
        numerator=numerator,
        denominator=denominator,
        numerator_name=entry.numerator_name,
        denominator_name=entry.denominator_name or "",
        unit=entry.unit,
        decimals=entry.decimals if entry.decimals is not None else {"percent": 1, "pounds": 2, "number": 0}[entry.unit],
        better=entry.better,
        definition=entry.definition,
        guidance=entry.guidance,
        multiplier=entry.multiplier,
        window=entry.window,
        bounded=part,
        basis="cost" if entry.unit == "pounds" else "",
        version=entry.version,
        counts=not numerator.measures & MONEY_AND_TIME,
    )


def _count(entry: CountEntry) -> Count:
    measures = entry.measures
    weights = tuple(measures.items()) if isinstance(measures, dict) else each(*measures)
    return Count(weights, frozenset(entry.channels) or None)


def _completion_rate() -> Kpi:
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


def _digital_take_up() -> Kpi:
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


def _unaided_take_up() -> Kpi:
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


def _cost_per_transaction() -> Kpi:
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


def _user_satisfaction() -> Kpi:
    return Kpi(
        key="user_satisfaction",
        name="User satisfaction",
        short_name="Satisfaction",
        description="Satisfied or very satisfied, of those who answered",
        phrase="of people who answered were satisfied or very satisfied",
        numerator=Count(each("rating_4", "rating_5")),
        denominator=Count(each(*RATINGS)),
        numerator_name="Satisfied or very satisfied",
        denominator_name="Answers",
        unit="percent",
        decimals=1,
        better="higher",
        bounded=True,
        by_channel=True,
        enough=30,
        definition="Answers “satisfied” and “very satisfied” divided by all answers on the five levels, with a 95% "
        "interval. Fewer than 30 answers are marked [u] (our threshold).",
        guidance="People choose whether to answer, so the interval understates the doubt.",
    )


def _satisfaction_score() -> Kpi:
    weights = tuple((f"rating_{level}", Decimal(level - 1) / 4) for level in range(2, 6))
    return Kpi(
        key="satisfaction_score",
        name="Satisfaction score",
        short_name="Score",
        description="The Performance Platform’s score, 0% to 100%",
        phrase="was the Performance Platform’s satisfaction score",
        numerator=Count(weights),
        denominator=Count(each(*RATINGS)),
        numerator_name="Weighted answers",
        denominator_name="Answers",
        unit="percent",
        decimals=1,
        better="higher",
        bounded=True,
        enough=30,
        headline=False,
        definition="The mean of the five levels placed evenly from 0% (all very dissatisfied) to 100% (all very "
        "satisfied): (sum of level x answers / answers - 1) / 4. Counts are pooled first.",
        guidance="Not a share of people; never shown in one chart with user satisfaction.",
    )


def _response_rate() -> Kpi:
    return Kpi(
        key="response_rate",
        name="Satisfaction response rate",
        short_name="Response rate",
        description="Answers on satisfaction, of completed transactions",
        phrase="of completed transactions were followed by an answer on satisfaction",
        numerator=Count(each(*RATINGS)),
        denominator=Count(each("completed")),
        numerator_name="Answers",
        denominator_name="Completed",
        unit="percent",
        decimals=1,
        better=None,
        bounded=True,
        headline=False,
        definition="Answers on the five levels divided by completed transactions. It says how much user satisfaction "
        "rests on; it is not a measure of the service.",
        guidance="Only for answers asked for at the end of a transaction; more answers than transactions are refused.",
    )


def _availability() -> Kpi:
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
