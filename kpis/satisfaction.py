"""The built-in KPIs of answers on satisfaction (METHODS D6)."""

from decimal import Decimal

from kpis.catalogue import Count, Kpi, each

RATINGS = tuple(f"rating_{level}" for level in range(1, 6))
"""Very dissatisfied to very satisfied."""

LEVELS = ("Very dissatisfied", "Dissatisfied", "Neither", "Satisfied", "Very satisfied")
"""The five levels in words, lowest first."""


def user_satisfaction() -> Kpi:
    """The share of answers on the two highest levels (METHODS D6)."""
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
        basis="collection",
        definition="Answers “satisfied” and “very satisfied” divided by all answers on the five levels, with a 95% "
        "interval. Fewer than 30 answers are marked [u] (our threshold).",
        guidance="People choose whether to answer, so the interval understates the doubt. Who is asked only where a "
        "transaction ends has not given up, so answers asked for at different points are never mixed.",
    )


def satisfaction_score() -> Kpi:
    """The Performance Platform's mean of the levels (METHODS D6)."""
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
        basis="collection",
        headline=False,
        definition="The mean of the five levels placed evenly from 0% (all very dissatisfied) to 100% (all very "
        "satisfied): (sum of level x answers / answers - 1) / 4. Counts are pooled first.",
        guidance="Not a share of people; never shown in one chart with user satisfaction.",
    )


def response_rate() -> Kpi:
    """How many completed transactions an answer stands for (METHODS D6)."""
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
        basis="collection",
        headline=False,
        definition="Answers on the five levels divided by completed transactions. It says how much user satisfaction "
        "rests on; it is not a measure of the service.",
        guidance="Only for answers asked for at the end of a transaction; more answers than transactions are refused.",
    )
