"""A figure judged in two ways that are kept apart: against normal variation, and against its target."""

from dataclasses import dataclass

from kpis.notes import Annotation, Target
from kpis.targets import Against, Assurance, against, assurance, assurance_words
from kpis.variation import Variation
from kpis.verdict import Verdict, verdict
from views.standing import Standing


@dataclass(frozen=True)
class Status:
    """One judgement as it stands on a page: an icon, what it judges, and words that say the same."""

    icon: str
    term: str
    words: str


@dataclass(frozen=True)
class Judgement:
    """How the figure shown stands: the line's normal variation, the verdict on the point, its target and assurance."""

    variation: Variation
    verdict: Verdict
    against: Against
    assurance: Assurance
    promise: str
    targets: tuple[Target, ...]
    events: tuple[Annotation, ...]

    @property
    def statuses(self) -> tuple[Status, ...]:
        """Variation and target; and whether normal variation will meet it, where that can be said."""
        found = (
            Status(self.verdict.icon, "Variation", self.verdict.words),
            Status(self.against.icon, "Target", self.against.words),
        )
        return (*found, Status(f"assurance-{self.assurance}", "Assurance", self.promise)) if self.promise else found

    @property
    def will_miss(self) -> bool:
        """Whether the target will consistently be missed: not said where the latest figure reaches it all the same."""
        return self.assurance == "misses" and self.against.status != "met"


def judge(
    found: Standing, variation: Variation, targets: tuple[Target, ...], events: tuple[Annotation, ...] = ()
) -> Judgement:
    """The judgement of the figure that is shown, from the whole line's variation."""
    figure, period = found.now.figure, found.now.period
    point = verdict(found.kpi, found.whole, variation, period)
    status = against(found.kpi, figure, targets, period)
    sure = assurance(found.kpi, status.target, variation)
    # Limits that the latest figure has left behind promise nothing about the next one.
    promise = "" if point.is_signal or not status.target else assurance_words(found.kpi, status.target, sure, period)
    return Judgement(variation, point, status, sure, promise, targets, events)
