"""Lines over time as SVG."""

from collections.abc import Container, Iterable, Sequence
from html import escape

from figures.drawing import Gap, Line, Spot
from figures.labels import Label
from figures.palette import FOCUS, OTHER, WHITE
from figures.svg import short, track, words
from figures.timeline import Timeline

DOT = 3
LAST_DOT = 4


def path(line: Line, css: str = "") -> str:
    """The line, broken at gaps; stands in a stretched box."""
    data = "".join(track((spot.x, spot.y) for spot in run) for run in line.runs if len(run) > 1)
    if not data:
        return ""
    style = line.style
    if style == OTHER:
        return f'<path class="g-line g-line--pale" d="{data}"/>'
    if style == FOCUS:
        return f'<path class="g-line{css}" d="{data}"/>'
    # The style sheet knows the first colour only; the others come with their dash, so that both stay together.
    return (
        f'<path fill="none" stroke="{style.colour}" stroke-width="{style.width}" stroke-dasharray="{style.dash}" '
        f'stroke-linejoin="round" vector-effect="non-scaling-stroke" d="{data}"/>'
    )


def dots(line: Line, radius: float = DOT, without: Container[int] = ()) -> str:
    """The marks of a line's points, in the series' shape; what is partial is hollow, the last is larger.

    Places in `without` have a mark of their own.
    """
    dotted = [spot for spot in line.dotted if spot.place not in without]
    last = line.spots[-1] if line.runs else None
    return "".join(_dot(line, spot, LAST_DOT if spot is last else radius) for spot in dotted)


def last_dot(line: Line, alone: float) -> str:
    """For small plots: the last point as a dot, and small ones of that radius where no line reaches."""
    if not line.runs:
        return ""
    last = line.spots[-1]
    lonely = [run[0] for run in line.runs if len(run) == 1 and run[0] is not last]
    return "".join(_dot(line, spot, 3.5 if spot is last else alone) for spot in (*lonely, last))


def band(runs: Iterable[Sequence[tuple[float, float, float]]]) -> str:
    """Areas between a lower and an upper bound, each a run of (x, lower y, upper y); stands in a stretched box."""
    data = []
    for run in runs:
        upper = [(x, top) for x, _, top in run]
        lower = [(x, bottom) for x, bottom, _ in reversed(run)]
        data.append(f"{track(upper + lower)}z")
    return f'<path class="g-band" d="{"".join(data)}"/>' if data else ""


def stems(gaps: Iterable[Gap], time: Timeline, height: float) -> str:
    """Dotted stems where figures are missing, each stretch with its marker."""
    parts = []
    for gap in gaps:
        for index in gap.stems:
            at = f"{short(time.x(index))}%"
            parts.append(f'<line class="g-gap" x1="{at}" x2="{at}" y1="{short(gap.top, 1)}" y2="{short(height)}"/>')
        if gap.wide or gap.narrow:
            where = "" if gap.wide and gap.narrow else " wide" if gap.wide else " narrow"
            parts.append(words(gap.marker, f"{short(time.x(gap.middle))}%", gap.top - 9, f"m b on-pale{where}"))
    return "".join(parts)


def labels(wide: Sequence[Label], narrow: Sequence[Label]) -> str:
    """Labels at line ends; those that are alike at both widths stand once."""
    both = [label for label in wide if label in narrow]
    parts = [_label(label, "") for label in both]
    parts += [_label(label, " wide") for label in wide if label not in both]
    parts += [_label(label, " narrow") for label in narrow if label not in both]
    return "".join(parts)


def _dot(line: Line, spot: Spot, radius: float) -> str:
    style, at, y = line.style, f"{short(spot.x)}%", short(spot.y, 1)
    if style.path:
        fill = WHITE if spot.partial else style.colour
        stroke = f' stroke="{style.colour}" stroke-width="2"' if spot.partial else ""
        shape = f'<path d="{style.path}" fill="{fill}"{stroke}/>'
        return f'<svg x="{at}" y="{y}" overflow="visible">{shape}</svg>'
    if spot.partial:
        return f'<circle class="g-dot--open" cx="{at}" cy="{y}" r="{short(max(radius, 3.5))}"/>'
    css = "g-dot g-dot--pale" if style == OTHER else "g-dot"
    return f'<circle class="{css}" cx="{at}" cy="{y}" r="{short(radius)}"/>'


def _label(label: Label, where: str) -> str:
    at = f"{short(label.x)}%"
    css = "q" if label.quiet else ""
    if not label.beside:
        css += " on-pale" if label.start else " on-pale e"
    dx = label.away if label.beside else 0
    parts = [_leader(label, at, where)] if label.moved else []
    if not label.rest:
        parts.append(words(label.bold, at, label.y + 5, f"b {css}{where}".replace("  ", " ").strip(), dx))
        return "".join(parts)
    first = " ".join(filter(None, (_bold(label.bold), escape(label.rest[0], quote=False))))
    css = f"{css}{where}".strip()
    kind = f' class="{css}"' if css else ""
    shift = f' dx="{dx}"' if dx else ""
    parts.append(f'<text{kind} x="{at}" y="{short(label.y + 5, 1)}"{shift}>{first}</text>')
    parts += [words(text, at, label.y + 5 + 17 * row, css, dx) for row, text in enumerate(label.rest[1:], start=1)]
    return "".join(parts)


def _bold(text: str) -> str:
    return f'<tspan class="b">{escape(text, quote=False)}</tspan>' if text else ""


def _leader(label: Label, at: str, where: str) -> str:
    place = f'<path d="M5 {short(label.at, 1)}L11 {short(label.y, 1)}" fill="none" class="g-base"/>'
    css = f' class="{where.strip()}"' if where else ""
    return f'<svg{css} x="{at}" overflow="visible">{place}</svg>'
