"""Small multiples: one panel for each series, all on one scale, one line in blue and what it is compared with grey."""

from collections.abc import Sequence

from figures import markup
from figures.axis import Scaled, value_axis
from figures.drawing import Line, drawn, gaps
from figures.lettering import width
from figures.palette import FOCUS, OTHER
from figures.picture import Picture
from figures.svg import FOOT, frame, grid, stretched, time_axis
from figures.timeline import Timeline, TimeTick, axis_name, timeline
from kpis.periods import Period
from kpis.series import Series

HEIGHT = 110
LINE_EVERY = 36
"""Pixels between grid lines at least."""

ROOMS = {3: 125, 4: 88}
"""Pixels of a panel's plot by the number of panels beside each other, on a page of 700 px and more."""

NARROW = 89
"""Pixels of a panel's plot where two are beside each other on a page of 320 px."""

APART = 4
"""Pixels between the two labels of a time axis."""


def multiples(
    scaled: Scaled,
    series: Sequence[Series],
    *,
    prefix: str,
    labels: Sequence[str],
    shared: Series | None = None,
    height: int = HEIGHT,
    whole_axis: bool = False,
    columns: int = 4,
) -> tuple[Picture, ...]:
    """One picture for each series, in their order, with its own of the `labels`.

    Grey is `shared`, the group as a whole say, or without it every other series. `columns` is how many panels a wide
    page has beside each other, 3 or 4. Ids begin with `prefix` and the panel's number.
    """
    everything = [*series, *([shared] if shared else [])]
    time = timeline(everything)
    axis = value_axis(scaled, _values(everything), height // LINE_EVERY + 1, whole_axis)
    below = grid(axis, height)
    foot = time_axis(time, _ends(scaled, time, ROOMS[columns]), height, last_inside=True)
    pale = [markup.path(drawn(one, OTHER, time, axis, height)) for one in ([shared] if shared else series)]
    result = []
    for place, (one, label) in enumerate(zip(series, labels, strict=True)):
        line = drawn(one, FOCUS, time, axis, height)
        behind = pale if shared else [*pale[:place], *pale[place + 1 :]]
        middle = _panel(line, "".join(behind), time, height, ROOMS[columns], thick=shared is None)
        svg = frame(f"{below}{middle}{foot}", f"{prefix}-{place}", label, height + FOOT, "gh-plot--y")
        result.append(Picture(svg, None, label, height + FOOT, axis.starts_at))
    return tuple(result)


def _values(series: Sequence[Series]) -> list[float | None]:
    return [point.figure.value for one in series for point in one.points]


def _panel(line: Line, behind: str, time: Timeline, height: int, room: int, thick: bool) -> str:
    paths = behind + markup.path(line, " g-line--thick" if thick else "")
    stems = markup.stems(gaps(line, time, height, room, NARROW), time, height)
    return stretched(paths, height) + stems + markup.last_dot(line, alone=2)


def _ends(scaled: Scaled, time: Timeline, wide_room: int) -> list[TimeTick]:
    """First and last; by year where the whole names would touch on a narrow page."""
    if time.last < 1:
        return [TimeTick(index, axis_name(scaled, period)) for index, period in enumerate(time.periods)]
    ends = {index: time.periods[index] for index in (0, time.last)}
    names = {index: axis_name(scaled, period) for index, period in ends.items()}
    wide, narrow = (_fitting(names, ends, room) for room in (wide_room, NARROW))
    if wide == narrow:
        return [TimeTick(index, text) for index, text in wide.items()]
    return [
        TimeTick(index, text, wide=is_wide, narrow=not is_wide)
        for is_wide, texts in ((True, wide), (False, narrow))
        for index, text in texts.items()
    ]


def _fitting(names: dict[int, str], ends: dict[int, Period], room: int) -> dict[int, str]:
    """The names, or shorter ones: '2023' and '2026', '26 May' and '3 Nov'; the first stands over its mark's middle."""
    first, last = names.values()
    if width(first) / 2 + width(last) + APART <= room * 0.96 or ends[0].frequency in ("year", "financial_year"):
        return names
    years = {index: str(period.end.year) for index, period in ends.items()}
    if len(set(years.values())) > 1:
        return years
    return {index: name.rpartition(" ")[0] or name for index, name in names.items()}
