"""Selects figures of a release council by council, so that no answer reads more than it needs; nothing is added up."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from kpis.channels import ALL, CHANNELS
from publication.api.asking import Asked
from publication.api.problems import Refused
from views.open.release import Finished, ReleaseReader


@dataclass(frozen=True)
class Selected:
    """Figures, and the query of the next ones; '' if these were the last."""

    rows: Sequence[Finished]
    next: str


def selected(reader: ReleaseReader, asked: Asked) -> Selected:
    """The figures asked for; raises Refused for what the release does not have."""
    _refuse_unknown(reader, asked)
    councils, passed = _councils(reader, asked)
    taken: list[Finished] = []
    for council in councils:
        rows = _of(reader, asked, council)[passed:]
        room = asked.limit - len(taken)
        if len(rows) > room:
            return Selected([*taken, *rows[:room]], _next(reader, asked, f"{council}.{passed + room}"))
        taken, passed = [*taken, *rows], 0
    return Selected(taken, "")


def _councils(reader: ReleaseReader, asked: Asked) -> tuple[list[str], int]:
    """The councils still to be read, and how many figures of the first one were given before."""
    every = list(reader.parts)
    if asked.council:
        named = reader.register.with_code(asked.council)
        every = [key for key in every if named and key == named.key]
        if not every:
            raise Refused(404, f"Release {reader.facts.number} has no part of a council '{asked.council}'.")
    if not asked.after:
        return every, 0
    council, _, place = asked.after.rpartition(".")
    if council not in every or not (place.isascii() and place.isdigit()):
        raise Refused(422, "'after' is no place in these figures. Take it from 'next' of the answer before.")
    return every[every.index(council) :], int(place)


def _of(reader: ReleaseReader, asked: Asked, council: str) -> list[Finished]:
    """One council's figures that agree with what is asked."""
    found = reader.rows(
        council=council,
        service=_whole(asked.service),
        kpi=asked.kpi,
        channel=_whole(asked.channel),
    )
    return [
        row
        for row in found
        if (asked.from_ is None or row.period.start >= asked.from_) and (asked.to is None or row.period.end <= asked.to)
    ]


def _refuse_unknown(reader: ReleaseReader, asked: Asked) -> None:
    number = reader.facts.number
    if asked.service and asked.service != ALL and asked.service not in reader.services:
        raise Refused(
            404, f"Release {number} has no service '{asked.service}'. /open/api/releases/{number} lists them."
        )
    if asked.kpi and asked.kpi not in reader.catalogue.by_key:
        raise Refused(404, f"Release {number} has no KPI '{asked.kpi}'. /open/api/releases/{number} lists them.")
    if asked.channel and asked.channel not in CHANNELS:
        raise Refused(404, f"There is no channel '{asked.channel}'. There are {', '.join(CHANNELS)}.")


def _whole(key: str | None) -> str | None:
    """'all' as a release's tables write it."""
    return "" if key == ALL else key


def _next(reader: ReleaseReader, asked: Asked, after: str) -> str:
    """The same question from there on, of this very release: the newest may be another one by then."""
    said = asked.model_dump(by_alias=True, exclude_none=True, exclude={"after", "release"}, mode="json")
    return urlencode(said | {"release": reader.facts.number, "after": after})
