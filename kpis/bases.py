"""How figures were counted, as their sources say it; what was counted differently never meets (METHODS D3, D5, D6)."""

NOT_STATED = "not stated"

COUNTED = {
    "cohort": "counted by the start of each journey",
    "event": "counted by the date of each event",
    "full": "counted at full cost",
    "direct": "counted at direct cost",
    "marginal": "counted at marginal cost",
    "end pages": "asked where a transaction ends",
    "all pages": "asked on all pages",
    "follow-up": "asked in a follow-up",
    NOT_STATED: "asked at a point that is not stated",
    "": "counted on a basis that is not stated",
}
"""Basis and how it is said of a figure."""

COSTS = {"full": "Full cost", "direct": "Direct cost", "marginal": "Marginal cost"}


def cost_basis(included: str, price_base_year: str) -> str:
    """'full'; 'full, 2024-25 prices' where the amounts are in real terms, so that cash is never compared with them."""
    return ", ".join(filter(None, (included, f"{price_base_year} prices" if price_base_year else "")))


def collection_basis(point: str | None) -> str:
    """'end pages' for 'end_pages', 'follow-up' for 'follow_up'; 'not stated', which is a basis of its own, for None."""
    return {"follow_up": "follow-up"}.get(point, point.replace("_", " ")) if point else NOT_STATED


def how_counted(basis: str) -> str:
    """'counted at full cost, in 2024-25 prices', 'asked on all pages'."""
    kind, _, prices = basis.partition(", ")
    return f"{COUNTED.get(kind, f'counted {kind}')}{f', in {prices}' if prices else ''}"


def cost_name(basis: str) -> str:
    """'Full cost', 'Full cost, 2024-25 prices'; '' if none is stated."""
    kind, _, prices = basis.partition(", ")
    return ", ".join(filter(None, (COSTS.get(kind, kind), prices)))


def has_prices(basis: str) -> bool:
    """Whether a cost's basis says whose year's prices it is in."""
    return ", " in basis
