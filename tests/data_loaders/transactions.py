"""A slow, obvious count of transactions: plain rows, one at a time, kept in dictionaries."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from kpis.periods import containing

CHANNELS = {"W": "web", "A": "app", "T": "phone"}
SERVICES = {"B": "bins", "P": "permits"}
OUTCOMES = {"done": "completed", "no": "completed", "quit": "failed", "": "open"}
STARTS = {"web", "app", "digital"}


def count(
    rows: Iterable[dict[str, str]],
    *,
    frequency: str,
    basis: str,
    today: date,
    time_limit: int,
    with_ids: bool,
    is_file: bool = True,
) -> tuple[dict[tuple[Any, ...], int | None], list[tuple[str, str]]]:
    """(service, channel, period's start, measure) -> count, None if not known yet; and (row, reason) of refusals."""
    refused: list[tuple[str, str]] = []
    sound = [journey for number, row in enumerate(rows, 1) if (journey := _read(row, number, basis, today, refused))]
    last = max((day for j in sound for day in (j["began"], j["ended"]) if day), default=date.min)
    known_to = min(last, today) if is_file else today
    if with_ids:
        sound = _merged(sound)
    figures: Counter[tuple[Any, ...]] = Counter()
    cells, still_open = set(), set()
    for journey in sound:
        about = journey["service"], journey["channel"]
        began = containing(journey["began"], frequency)
        counted_in = containing(journey["ended"], frequency) if basis == "event" and journey["ended"] else began
        cells |= {(*about, began), (*about, counted_in)}
        figures[*about, began, "started"] += 1
        figures[*about, counted_in, "completed"] += journey["outcome"] == "completed"
        if journey["rating"]:
            figures[*about, counted_in, f"rating_{journey['rating']}"] += 1
        if journey["outcome"] == "open":
            still_open.add((*about, began))
    found: dict[tuple[Any, ...], int | None] = {}
    for service, channel, period in cells:
        if is_file and last < period.end < today:
            continue
        waits = basis == "cohort" and (service, channel, period) in still_open
        waits = waits and not period.end + timedelta(days=time_limit) < known_to
        for measure in ("completed", *(f"rating_{level}" for level in range(1, 6))):
            number = figures[service, channel, period, measure]
            found[service, channel, period.start, measure] = None if waits else number
        if channel in STARTS:
            found[service, channel, period.start, "started"] = figures[service, channel, period, "started"]
    return found, sorted(refused)


def _read(row, number, basis, today, refused):
    service, channel = SERVICES.get(row["svc"]), CHANNELS.get(row["route"])
    began, ended = _day(row["begun"]), _day(row["ended"])
    outcome = OUTCOMES.get(row["result"])
    fault = None
    if began is None:
        fault = "Not a period"
    elif service is None or channel is None:
        fault = "Unknown service" if service is None else "Unknown channel"
    elif outcome is None:
        fault = "Unknown outcome"
    elif row["ended"] and ended is None:
        fault = "Not a date"
    elif began > today or (ended and ended > today):
        fault = "Date in the future"
    elif ended and ended < began:
        fault = "Ended before it began"
    elif basis == "event" and outcome == "completed" and ended is None:
        fault = "Completed without an end"
    if fault:
        refused.append((str(number), fault))
        return None
    rating = row["stars"]
    if rating not in ("", "-", "1", "2", "3", "4", "5"):
        refused.append((str(number), "Unknown rating"))
        rating = ""
    return {
        "service": service, "channel": channel, "began": began, "ended": ended, "outcome": outcome,
        "rating": int(rating) if rating.isdigit() else 0, "id": row["ref"] or f"row {number}",
        "order": list(CHANNELS).index(row["route"]),
    }  # fmt: skip


def _merged(journeys):
    together = defaultdict(list)
    for journey in journeys:
        together[journey["service"], journey["id"]].append(journey)
    merged = []
    for rows in together.values():
        first = min(rows, key=lambda one: one["began"])
        outcomes = {one["outcome"] for one in rows}
        ends = [one["ended"] for one in rows if one["ended"]]
        done = [one["ended"] for one in rows if one["ended"] and one["outcome"] == "completed"]
        merged.append(
            first
            | {
                "outcome": next(kind for kind in ("completed", "failed", "open") if kind in outcomes),
                "ended": min(done) if done else max(ends, default=None),
                "rating": min((one["rating"] for one in rows if one["rating"]), default=0),
            }
        )
    return merged


def _day(text):
    try:
        return date.fromisoformat(text[:10]) if len(text) == 10 or text[10:11] in (" ", "T") else None
    except ValueError:
        return None
