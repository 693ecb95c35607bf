"""What answers `/health`: whether there are figures, which version, and how old they are."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from flask import Flask, jsonify

from views.reader import Reader
from warehouse.store import WarehouseError

NOTHING = (
    "Nothing has been loaded yet, so there are no figures to show. Run: python -m data_loaders refresh CONFIG.toml"
)

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The time in UTC without a zone, as the warehouse keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)


def register_health(server: Flask, reader: Callable[[], Reader], now: Clock = utc_now) -> None:
    """Answers 200 with figures and 503 without; the answer is for machines, the words for whoever reads their logs."""

    def health() -> Any:
        try:
            return _health(reader(), now())
        except WarehouseError as error:
            return jsonify(status="unavailable", reason=str(error)), 503

    server.add_url_rule("/health", "health", health)


def _health(reader: Reader, now: datetime) -> Any:
    sources = reader.sources()
    if not sources:
        return jsonify(status="unavailable", version=reader.version, reason=NOTHING), 503
    newest, oldest = max(s.loaded_at for s in sources), min(s.loaded_at for s in sources)
    return jsonify(
        status="ok",
        version=reader.version,
        loaded_at=f"{newest.isoformat()}Z",
        age_hours=_hours(newest, now),
        oldest_load_at=f"{oldest.isoformat()}Z",
        oldest_age_hours=_hours(oldest, now),
        figures_to=max((s.last.isoformat() for s in sources if s.last), default=None),
        sources=len(sources),
        rows_refused=sum(s.rows_refused for s in sources),
    )


def _hours(then: datetime, now: datetime) -> float:
    return round(max(0.0, (now - then).total_seconds()) / 3600, 1)
