"""What two releases say differently."""

import json as writer
from collections import Counter
from collections.abc import Mapping

from configuration import read_configuration
from kpis.catalogue import Kpi
from kpis.figure import Figure
from kpis.markers import bracketed
from kpis.wording import counted, value_text
from publication.commands.words import Config, Json, Number, print_table, told_in_words
from publication.releases.archive import root_of, the_release
from publication.releases.comparing import differences
from views.open.release import Revision

HEADINGS = ("Council", "Service", "KPI", "Channel", "Period", "Was", "Is", "Reason")
COUNTED = ("Council", "Added", "Revised", "Withdrawn")
AT_MOST = 100
"""Lines that are shown; --json gives all of them."""


def compare(config: Config, first: Number, second: Number, json: Json = False) -> None:
    """Show what was added, revised and withdrawn from one release to another, and why."""
    with told_in_words():
        root = root_of(read_configuration(config))
        if json:
            for one in differences(root, first, second):
                print(writer.dumps(_record(one), ensure_ascii=False))
            return
        found = list(differences(root, first, second))
        kpis = {**the_release(root, first).catalogue.by_key, **the_release(root, second).catalogue.by_key}
        counts: Counter[tuple[str, str]] = Counter((one.row.council, one.kind) for one in found)
        councils = sorted({council for council, _ in counts})
        kinds = ("added", "revised", "withdrawn")
        print_table(COUNTED, ((council, *(counts[council, kind] for kind in kinds)) for council in councils))
        changed = [one for one in found if one.kind != "added"]
        print_table(HEADINGS, (_line(one, kpis) for one in changed[:AT_MOST]))
        if len(changed) > AT_MOST:
            print(f"and {len(changed) - AT_MOST:,} more; --json gives all of them.")
        print(f"{counted(len(found), 'figure')} of release {second} differ from release {first}.")


def _line(one: Revision, kpis: Mapping[str, Kpi]) -> tuple[str, ...]:
    row, kpi = one.row, kpis[one.row.kpi]
    was, now = (value_text(kpi, figure) if figure else "" for figure in (one.before, one.now))
    return row.council, row.service or "all services", kpi.name, row.channel, row.period.label, was, now, one.reason


def _record(one: Revision) -> dict[str, object]:
    row = one.row
    return {
        "council": row.council,
        "service": row.service,
        "kpi": row.kpi,
        "channel": row.channel,
        "segment": row.segment,
        "period_start": row.period.start.isoformat(),
        "period_end": row.period.end.isoformat(),
        "kind": one.kind,
        "was": _figure(one.before),
        "is": _figure(one.now),
        "reason": one.reason,
    }


def _figure(figure: Figure | None) -> dict[str, object] | None:
    if figure is None:
        return None
    sides = {"numerator": figure.numerator, "denominator": figure.denominator}
    counts = {name: None if side is None else float(side) for name, side in sides.items()}
    return {"value": figure.value, **counts, "marker": " ".join(map(bracketed, figure.markers))}
