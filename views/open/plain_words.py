"""Figures as people say them: in ten, in a sentence, with what they were and whether that is more than chance."""

from kpis.bases import has_prices, how_counted
from kpis.wording import caution, in_period, number, period_name, value_text
from views.open.lines import Released
from views.standing import MANY, Standing, sentence

NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
CLOSE = 0.005
"""A share so near to tenths is said to be them."""


def amount(count: int) -> str:
    """'Eight', '12': small numbers in words, as a sentence begins with them."""
    return NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"


def in_ten(value: float) -> str:
    """'nearly eight in ten', 'about half', 'more than nine in ten', 'nearly all': a share without decimals."""
    tenths = int(value * 10 + 0.5)
    side = "about" if abs(value - tenths / 10) <= CLOSE else "nearly" if value < tenths / 10 else "more than"
    if tenths <= 0:
        return "fewer than one in ten"
    if tenths >= 10:
        return "all" if value == 1 else "nearly all"
    if tenths == 5:
        return f"{'just over' if side == 'more than' else side} half of"
    return f"{side} {NUMBERS[tenths].lower()} in ten"


def roughly(line: Released) -> str:
    """'nearly eight in ten completed transactions were made online'; '' where it cannot be said so."""
    found = line.standing
    if found is None or found.now.figure.value is None or not line.kpi.phrase.startswith("of "):
        return ""
    share = in_ten(found.now.figure.value)
    return f"{share} {line.kpi.phrase.removeprefix('of ')}" if 0 <= found.now.figure.value <= 1 else ""


def capital(words: str) -> str:
    """With a capital at its beginning."""
    return f"{words[:1].upper()}{words[1:]}"


def when(found: Standing) -> str:
    """'in March 2026', 'in the 12 months to March 2026', 'from April to June 2016'."""
    name = period_name(found.kpi, found.now.period)
    said = in_period(found.now.period) if name == found.now.period.label else f"In the {name}"
    return f"{said[0].lower()}{said[1:]}"


def after_the_value(line: Released) -> str:
    """What goes on after the number in large type: what it is of, what it was, and whether that is more than chance."""
    found = line.standing
    if found is None:
        return ""
    return " ".join(filter(None, (_what(found), *_beside(line, found))))


def lead(line: Released) -> str:
    """The same as whole sentences."""
    found = line.standing
    if found is None:
        return f"{line.kpi.name}: no figure has been published yet."
    first = sentence(found.kpi, found.now.figure, found.now.period)
    return " ".join(filter(None, (first, *_beside(line, found))))


def beside(line: Released) -> str:
    """What is said of a figure that stands already in the title: the change, normal variation, what came in since."""
    return " ".join(filter(None, _beside(line, line.standing))) if line.standing else ""


def _what(found: Standing) -> str:
    if found.now.figure.value is None:
        return f"{found.kpi.name.lower()} {when(found)}."
    said = caution(found.kpi, found.now.figure)
    counted = f", {how_counted(found.now.figure.basis)}" if found.kpi.basis == "cost" and found.now.figure.basis else ""
    return f"{found.kpi.phrase} {when(found)}{counted}{f' ({said})' if said else ''}."


def _beside(line: Released, found: Standing) -> tuple[str, ...]:
    """The change, how it stands against normal variation, what it rests on, and what came in since."""
    return (_change(found), _normal(line), _answers(found), f"{found.later}." if found.later else "")


def _change(found: Standing) -> str:
    if found.clause:
        cash = ", before allowing for inflation" if _in_cash(found) else ""
        return f"That is {found.clause}{cash}."
    return f"{found.change}." if found.change.startswith("Not compared") else ""


def _in_cash(found: Standing) -> bool:
    return found.kpi.basis == "cost" and not has_prices(found.now.figure.basis)


def _normal(line: Released) -> str:
    judged, found = line.verdict, line.standing
    if found is None or judged is None or not judged.clause:
        return ""
    more = (
        f", more than it usually varies from one {MANY[found.now.period.frequency]} to the next"
        if judged.is_signal
        else ""
    )
    return f"It is {judged.clause}{more}."


def _answers(found: Standing) -> str:
    below = found.now.figure.denominator
    if found.kpi.basis != "collection" or below is None or found.now.figure.value is None:
        return ""
    return f"{number(below)} answers; only people who choose to answer are counted."


def written(line: Released) -> str:
    """The value shown, or the marker in its place."""
    return value_text(line.kpi, line.standing.now.figure) if line.standing else ""
