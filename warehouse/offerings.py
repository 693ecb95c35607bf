"""What to expect of each council: learned from what was given, bounded by what is declared.

A series (one measure of one service through one channel) is owed

- from its own first value. A series that has only ever come empty is owed too, if its source has that measure through
  that channel for anyone, but not before the council has it through any channel, or else the source for anyone. A
  reported total that has only come empty is not owed where its parts have come: they are the figures;
- to the last value of any channel of the same measure, or to the last one that its source has for any council. So a
  month that comes in by web but not by phone lacks the phone, whichever systems the two come from. What others give
  does not lengthen what a council owes beyond its own end;
- but no longer than it was said not to apply, if that was the last word on it; and a reported total and its parts that
  took turns each end with their last value.

Where the channel is declared, `completed` is owed from the declared first day (else from its own or the service's first
value) whether it ever came or not, and every measure to the declared last day (else to the last value that the council
has of that measure for any service).
"""

from sqlalchemy import Connection, select

from kpis.channels import ALL, CHANNELS, DIGITAL, UNDIVIDED_DIGITAL
from kpis.periods import SHORTEST
from warehouse import bulk
from warehouse.labels import Labels, number_new
from warehouse.schema import declared_offering
from warehouse.script import run

COMPLETED = "completed"

DECLARED = """
SELECT c.id AS council, s.id AS service, ch.id AS channel, d.starts, d.ends
FROM declared_offering AS d
JOIN label AS c ON c.kind = 'council' AND c.text = d.council
JOIN label AS s ON s.kind = 'service' AND s.text = d.service
JOIN label AS ch ON ch.kind = 'channel' AND ch.text = d.channel
WHERE d.offered AND c.id IN (SELECT council FROM touched)
"""

DECLARED_SERIES = """
SELECT DISTINCT p.id AS place, d.channel, s.measure, s.frequency FROM declared AS d
JOIN place AS p ON p.council = d.council AND p.service = d.service AND p.breakdown = 0
JOIN series AS s ON s.place = p.id AND s.measure = {completed}
"""
"""A declared channel that never came has a series all the same, so that its absence is seen."""

SEEN = """
SELECT s.id AS series, s.place, p.council, p.service, p.breakdown, s.channel, s.measure, s.frequency,
    CASE WHEN min(o.source) = max(o.source) THEN min(o.source) END AS source,
    min(o.first_value) AS first_value, max(o.last_value) AS last_value, min(o.first_word) AS first_word,
    max(o.last_not_applicable) AS last_not_applicable, max(o.last_word) AS last_word,
    CAST(coalesce(sum(o.observations), 0) AS BIGINT) AS observations
FROM series AS s
JOIN place AS p ON p.id = s.place
LEFT JOIN spoken AS o ON o.series = s.id
WHERE p.council IN (SELECT council FROM touched)
GROUP BY s.id, s.place, p.council, p.service, p.breakdown, s.channel, s.measure, s.frequency
"""
"""Every series of the councils in `touched`, and what all sources together said of it; its `source`, if it is one."""

FAMILY = """
SELECT council, service, breakdown, measure, frequency,
    min(first_value) AS first_value, max(last_value) AS last_value,
    min(CASE WHEN channel = {total} THEN first_value END) AS total_first,
    max(CASE WHEN channel = {total} THEN last_value END) AS total_last,
    min(CASE WHEN channel <> {total} THEN first_value END) AS parts_first,
    max(CASE WHEN channel <> {total} THEN last_value END) AS parts_last,
    min(CASE WHEN channel = {digital} THEN first_value END) AS digital_first,
    max(CASE WHEN channel = {digital} THEN last_value END) AS digital_last,
    min(CASE WHEN channel IN ({digital_parts}) THEN first_value END) AS digital_parts_first,
    max(CASE WHEN channel IN ({digital_parts}) THEN last_value END) AS digital_parts_last
FROM seen GROUP BY council, service, breakdown, measure, frequency
"""
"""Every channel and segment of one measure of one council's service."""

REACH_BY = """
SELECT source, {by}, breakdown, measure, frequency, min(first_value) AS first_value, max(last_value) AS last_value
FROM reach GROUP BY source, {by}, breakdown, measure, frequency
"""

REACHED = """
LEFT JOIN service_reach AS v ON v.source = {giver}.source AND v.service = s.service AND v.breakdown = s.breakdown
    AND v.measure = s.measure AND v.frequency = s.frequency
LEFT JOIN channel_reach AS c ON c.source = {giver}.source AND c.channel = s.channel AND c.breakdown = s.breakdown
    AND c.measure = s.measure AND c.frequency = s.frequency
"""
"""What a source has of a series' measure for anyone: for the same service, and through the same channel."""

TOGETHER = f"""
SELECT s.series, min(v.first_value) AS first_value, max(v.last_value) AS last_value,
    min(c.first_value) AS channel_first, max(c.last_value) AS channel_last
FROM seen AS s
JOIN spoken AS g ON g.series = s.series {REACHED.format(giver="g")}
WHERE s.source IS NULL GROUP BY s.series
"""
"""The same of all sources of a series, where there are several."""

PEERS = f"""
SELECT s.*, coalesce(v.first_value, t.first_value) AS peers_first, coalesce(v.last_value, t.last_value) AS peers_last,
    coalesce(c.first_value, t.channel_first) AS channel_first, coalesce(c.last_value, t.channel_last) AS channel_last
FROM seen AS s
LEFT JOIN together AS t ON t.series = s.series {REACHED.format(giver="s")}
"""

ENDED = """
SELECT c.ends, l.id AS council FROM council AS c JOIN label AS l ON l.kind = 'council' AND l.text = c.key
WHERE c.ends IS NOT NULL
"""
"""Councils that are no more (METHODS A10): `ends` is the first day on which they were not there."""

LEARNED = """
SELECT s.series, s.council, s.service, s.breakdown, s.channel, s.measure, s.frequency, f.first_value AS family_first,
    CASE WHEN s.first_value IS NOT NULL THEN s.first_value
        WHEN s.first_word IS NULL OR s.channel_first IS NULL THEN NULL
        WHEN s.channel = {total} AND f.parts_first IS NOT NULL THEN NULL
        WHEN s.channel = {digital} AND f.digital_parts_first IS NOT NULL THEN NULL
        ELSE greatest(s.first_word, coalesce(f.first_value, s.peers_first, s.channel_first)) END AS starts,
    CASE WHEN s.last_not_applicable = s.last_word THEN s.last_not_applicable
        WHEN s.channel = {total} AND f.total_last < f.parts_first THEN f.total_last
        WHEN s.channel <> {total} AND f.parts_last < f.total_first THEN f.parts_last
        WHEN s.channel = {digital} AND f.digital_last < f.digital_parts_first THEN f.digital_last
        WHEN s.channel IN ({digital_parts}) AND f.digital_parts_last < f.digital_first THEN f.digital_parts_last
        WHEN s.peers_last > f.last_value THEN greatest(f.last_value, least(s.peers_last, e.ends - {days}))
        ELSE coalesce(f.last_value, s.peers_last, s.channel_last) END AS ends,
    s.last_not_applicable = s.last_word AS closed
FROM ({peers}) AS s
JOIN family AS f ON f.council = s.council AND f.service = s.service AND f.breakdown = s.breakdown
    AND f.measure = s.measure AND f.frequency = s.frequency
LEFT JOIN ({ended}) AS e ON e.council = s.council
"""
"""A period that is owed because others have it lies before a council's end as a whole: it begins its length before."""

OFFERED = """
INSERT INTO offering (series, starts, ends)
SELECT series, starts, ends FROM ({learned}) AS l WHERE starts <= ends
"""

OFFERED_AS_DECLARED = """
INSERT INTO offering (series, starts, ends)
SELECT l.series, l.starts, l.ends FROM learned AS l
LEFT JOIN declared AS d ON d.council = l.council AND d.service = l.service AND d.channel = l.channel
WHERE d.council IS NULL AND l.starts <= l.ends
UNION
SELECT series, starts, ends FROM (
    SELECT l.series,
        CASE WHEN l.measure = {completed} AND l.breakdown = 0 AND l.family_first IS NOT NULL
                THEN coalesce(d.starts, l.starts, l.family_first)
            WHEN d.starts > l.starts THEN d.starts ELSE l.starts END AS starts,
        CASE WHEN d.ends IS NOT NULL THEN d.ends WHEN l.closed THEN l.ends ELSE latest.last_value END AS ends
    FROM learned AS l
    JOIN declared AS d ON d.council = l.council AND d.service = l.service AND d.channel = l.channel
    JOIN (
        SELECT council, breakdown, measure, frequency, max(last_value) AS last_value FROM family
        GROUP BY council, breakdown, measure, frequency
    ) AS latest ON latest.council = l.council AND latest.breakdown = l.breakdown
        AND latest.measure = l.measure AND latest.frequency = l.frequency
) AS bounded WHERE starts <= ends
"""

FORGET = "DELETE FROM offering WHERE series IN (SELECT series FROM seen)"


def learn_offerings(connection: Connection, labels: Labels) -> None:
    """Settle anew what is expected of the councils in the temporary table `touched`.

    The temporary table `seen` of their series is left for the cells, which follow.
    """
    channels = labels.learn("channel", CHANNELS)
    frequencies = labels.learn("frequency", SHORTEST)
    days = " ".join(f"WHEN {frequencies[one]} THEN {length}" for one, length in SHORTEST.items())
    names = {
        "peers": PEERS,
        "ended": ENDED,
        "days": f"CASE s.frequency {days} END",
        "completed": labels.learn("measure", [COMPLETED])[COMPLETED],
        "total": channels[ALL],
        "digital": channels[UNDIVIDED_DIGITAL],
        "digital_parts": ", ".join(str(channels[part]) for part in sorted(DIGITAL - {UNDIVIDED_DIGITAL})),
    }
    declared = _declared(connection)
    if declared:
        key = ("place", "channel", "measure", "frequency")
        number_new(connection, "series", key, DECLARED_SERIES.format(**names))
    reaches = {f"{by}_reach": REACH_BY.format(by=by) for by in ("service", "channel")}
    for name, query in ({"seen": SEEN, "family": FAMILY} | reaches | {"together": TOGETHER}).items():
        bulk.make(connection, name, query.format(**names))
    learned = LEARNED.format(**names)
    if declared:
        bulk.make(connection, "learned", learned)
    offered = OFFERED_AS_DECLARED.format(**names) if declared else OFFERED.format(learned=learned)
    run(connection, FORGET, offered)


def _declared(connection: Connection) -> bool:
    """Temporary table `declared`, if anything is; whether something is of the councils in `touched`."""
    if connection.execute(select(declared_offering.c.source).limit(1)).first() is None:
        return False
    bulk.make(connection, "declared", DECLARED)
    return bulk.fetch(connection, "SELECT council FROM declared LIMIT 1").num_rows > 0
