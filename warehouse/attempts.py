"""What a run of the loader tried and what came of it, kept beside the versions: a failure makes no new one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from pydantic import TypeAdapter, ValidationError

KEPT = timedelta(days=90)
"""As long as refused rows."""

Outcome = Literal["begun", "loaded", "unchanged", "held", "failed"]


@dataclass(frozen=True)
class Attempt:
    """One source at one run (UTC); `sentence` says why it failed or was held back, '' if neither."""

    source: str
    at: datetime
    outcome: Outcome
    sentence: str = ""

    @property
    def trouble(self) -> str:
        """What is to be looked at, in words; '' if all went well or is said of the source itself."""
        when = f"{self.at:%Y-%m-%d %H:%M}"
        if self.outcome == "begun":
            return f"began at {when} and has not ended: still at work, or stopped"
        return f"failed at {when}: {self.sentence}" if self.outcome == "failed" else ""


LINE = TypeAdapter(Attempt)


def written(attempts: Iterable[Attempt], now: datetime) -> str:
    """One JSON object a line, oldest first, without those that are too old."""
    return "".join(f"{LINE.dump_json(one).decode()}\n" for one in attempts if one.at > now - KEPT)


def read(text: str) -> list[Attempt]:
    """Every attempt in it; a line that is none is passed over."""
    found = []
    for line in text.splitlines():
        try:
            found.append(LINE.validate_json(line))
        except ValidationError:
            continue
    return found


def latest(attempts: Iterable[Attempt]) -> dict[str, Attempt]:
    """Source and its last attempt."""
    return {one.source: one for one in attempts}
