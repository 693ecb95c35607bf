"""The catalogue as arrays: which series an aim adds up, which aims a side of a KPI adds, and what it asks of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from kpis.catalogue import Catalogue
from warehouse.facts import Bits, Flags, Places
from warehouse.known import Ids
from warehouse.labels import Labels
from warehouse.matching import joined, pair
from warehouse.terms import Terms, kpi_label, must_match

NO_BASIS = -1
"""The place of an aim's basis among `bases` where its sources need have none in common."""


@dataclass(frozen=True)
class Aims:
    """Uses in the order of (measure, channel): the aim that such a series serves, its role there and its channel's bit.

    `basis`, `exact`, `stands` and `alone` say of each aim what `terms` says of it. `bases` are, for each kind of basis,
    what each source states, numbered.
    """

    count: int
    measure_and_channel: npt.NDArray[np.int64]
    aim: Places
    role: npt.NDArray[np.int8]
    bit: Bits
    basis: Places
    exact: Flags
    stands: Flags
    alone: Flags
    bases: Sequence[npt.NDArray[np.int16]]

    def uses_of(self, measure: Ids, channel: Ids) -> tuple[Places, Places]:
        """Each series' place and the place of a use of it, for every use of every series."""
        return joined(pair(measure, channel), self.measure_and_channel)


def aims_of(terms: Terms, labels: Labels, bits: Mapping[str, int], bases: Mapping[str, npt.NDArray[np.int16]]) -> Aims:
    """The aims of a catalogue; `bits` are by channel, `bases` by kind of basis."""
    kinds = list(bases)
    uses = sorted(
        (labels.id("measure", aim.measure), labels.id("channel", channel), number, role, bits[channel])
        for aim, number in terms.aims.items()
        for channel, role in aim.roles.items()
    )
    measures, channels, numbers, roles, marks = (np.array(column) for column in zip(*uses, strict=True))
    return Aims(
        count=len(terms.aims),
        measure_and_channel=pair(measures, channels),
        aim=numbers.astype(np.intp),
        role=roles.astype(np.int8),
        bit=marks.astype(np.int32),
        basis=np.array([kinds.index(aim.basis) if aim.basis else NO_BASIS for aim in terms.aims], np.intp),
        exact=np.array([aim.is_exact for aim in terms.aims]),
        stands=np.array([aim.may_stand for aim in terms.aims]),
        alone=np.array([len(aim.roles) == 1 for aim in terms.aims]),
        bases=list(bases.values()),
    )


@dataclass(frozen=True)
class Sides:
    """In each row an aim that one side of a KPI adds into the cell of a channel. `track` numbers KPI and channel."""

    aim: Places
    track: Places
    side: npt.NDArray[np.int8]
    weight: Sequence[Decimal]
    needed: npt.NDArray[np.int16]
    """How many aims that side adds."""


@dataclass(frozen=True)
class Kpis:
    """What each numbered track's KPI is: labels of KPI and channel, and what its two sides must be."""

    kpi: Ids
    channel: Ids
    is_ratio: Flags
    bounded: Flags
    same_channels: Flags
    is_completion: Flags


def sides_of(terms: Terms, labels: Labels) -> tuple[Sides, Kpis]:
    """Both sides of every KPI, and the KPIs, of a catalogue; tracks are in the order of KPI and channel labels."""
    catalogue: Catalogue = terms.catalogue
    ids = {kpi.key: labels.id("kpi", kpi_label(kpi)) for kpi in catalogue}
    of_term = [(ids[term.kpi], labels.id("channel", term.channel)) for term in terms.every]
    tracks = sorted(set(of_term))
    facts = {ids[kpi.key]: kpi for kpi in catalogue}
    together = [(term.kpi, term.channel, term.side) for term in terms.every]
    sides = Sides(
        aim=np.array([terms.aims[term.aim] for term in terms.every], np.intp),
        track=np.array([tracks.index(each) for each in of_term], np.intp),
        side=np.array([term.side for term in terms.every], np.int8),
        weight=[round(term.weight, 9) for term in terms.every],
        needed=np.array([together.count(each) for each in together], np.int16),
    )
    return sides, Kpis(
        kpi=np.array([kpi for kpi, _ in tracks], np.int32),
        channel=np.array([channel for _, channel in tracks], np.int32),
        is_ratio=np.array([facts[kpi].denominator is not None for kpi, _ in tracks]),
        bounded=np.array([facts[kpi].bounded for kpi, _ in tracks]),
        same_channels=np.array([must_match(facts[kpi]) for kpi, _ in tracks]),
        is_completion=np.array([facts[kpi].basis == "completion" for kpi, _ in tracks]),
    )
