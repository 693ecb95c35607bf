"""What others published on the cost of a contact by channel: context, and never a default of anything (METHODS D9)."""

from dataclasses import dataclass

from kpis.wording import joined, written


@dataclass(frozen=True)
class Published:
    """Pounds for each contact by channel; a pair is the least and the most of several councils."""

    source: str
    year: int | None
    costs: tuple[tuple[str, float | tuple[float, float]], ...]

    @property
    def words(self) -> str:
        """'Lambeth, 2009: face to face £1.66, phone £0.85, web £0.09'."""
        named = self.source if self.year is None else f"{self.source}, {self.year}"
        return f"{named}: {', '.join(f'{channel} {_pounds(cost)}' for channel, cost in self.costs)}"


PUBLISHED = (
    Published("Socitm", 2012, (("face to face", 8.62), ("phone", 2.83), ("web", 0.15))),
    Published("Socitm’s range", 2009, (("face to face", (4.83, 9.56)), ("phone", (1.28, 5.57)), ("web", (0.22, 0.56)))),
    Published("NWeGG with CIPFA for CLG", 2008, (("face to face", 7.81), ("phone", 4.0), ("web", 0.17))),
    Published("PwC", 2009, (("face to face", 10.53), ("phone", 3.39), ("post", 12.1), ("web", 0.08))),
    Published("Socitm as quoted by Power", None, (("face to face", 14.0), ("phone", 5.0), ("automated phone", 0.2),
                                                  ("web", 0.17))),
    Published("Lambeth", 2009, (("face to face", 1.66), ("phone", 0.85), ("web", 0.09))),
    Published("GDS, booking a driving test", 2013, (("post", 6.62), ("phone", 4.11), ("web", 0.22))),
)  # fmt: skip


def spread(channel: str) -> str:
    """'from £1.66 to £14.00': how far published figures for one channel lie apart."""
    found = [cost for one in PUBLISHED for name, cost in one.costs if name == channel]
    ends = [end for cost in found for end in (cost if isinstance(cost, tuple) else (cost,))]
    return f"from {_pounds(min(ends))} to {_pounds(max(ends))}"


def as_context() -> str:
    """Every published figure with its source and year, behind what they are."""
    every = "; ".join(one.words for one in PUBLISHED)
    apart = joined([f"{channel} {spread(channel)}" for channel in ("face to face", "phone", "web")])
    return (
        "Averages for each contact, most of them to give information, and not for each completed transaction. They lie "
        f"far apart: {apart}. No figure here is made of them. {every}."
    )


def _pounds(cost: float | tuple[float, float]) -> str:
    if isinstance(cost, tuple):
        return " to ".join(written(end, "pounds", 2) for end in cost)
    return written(cost, "pounds", 2)
