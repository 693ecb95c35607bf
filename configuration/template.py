"""What is known of every spreadsheet that the `template` command writes, so that its source need not say it."""

from typing import Any, get_args

from configuration.entry import Channel

SERVICE, CHANNEL, PERIOD, FIGURE, VALUE, ESTIMATED = "Service code", "Channel code", "Period", "Figure", "Value", "How"
"""The columns that reading a filled template gives, one row per figure."""

COLUMNS = (SERVICE, CHANNEL, PERIOD, FIGURE, VALUE, ESTIMATED)
COUNTED, ESTIMATE = "", "estimated"
MEASURES = ("started", "completed", "cost", *(f"rating_{level}" for level in range(1, 6)))


def described(values: dict[str, Any]) -> dict[str, Any]:
    """A source of kind 'template' with everything that the template settles; raises ValueError for a key of those."""
    settled: dict[str, Any] = {
        "service": {"column": SERVICE},
        "channel": {"column": CHANNEL, "map": {channel: channel for channel in get_args(Channel)}},
        "period": {"column": PERIOD, "length": "month"},
        "measure": {"column": FIGURE, "value": VALUE, "map": {measure: measure for measure in MEASURES}},
        "estimates": {"column": ESTIMATED, "methods": {ESTIMATE: ESTIMATE}, "counted": [COUNTED]},
    }
    for key in (*settled, "measures", "columns", "transactions", "estimated", "cost_basis", "segment"):
        if key in values:
            raise ValueError(f"has '{key}', which the template itself settles; remove it")
    council = values.get("council")
    if isinstance(council, dict) and not council.get("fixed"):
        raise ValueError("kind 'template' holds one council's figures, so [source.council] needs 'fixed'")
    return values | settled
