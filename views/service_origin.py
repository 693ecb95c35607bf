"""What a figure is made of: the division, what counts, how much is in, the definition, the channels, the source."""

from dataclasses import dataclass

from kpis.bases import how_counted
from kpis.catalogue import Kpi
from kpis.channels import CHANNELS, DIGITAL, UNAIDED
from kpis.periods import MONTHS, long_date
from kpis.wording import joined, number, value_text
from views.clock import uk_time
from views.judgement import Judgement
from views.reader import SourceStatus
from views.service_figures import ServiceFigures
from views.service_trends import counted_side, interval
from views.service_variation import limits_words, rebased_words
from views.standing import MANY, Standing


@dataclass(frozen=True)
class Origin:
    """One figure, and what it is made of: terms, each with its words in lines."""

    name: str
    period: str
    pairs: tuple[tuple[str, tuple[str, ...]], ...]


def origin(figures: ServiceFigures, found: Standing, codes: dict[str, tuple[str, ...]]) -> Origin:
    """Everything that must be known to reproduce the figure."""
    kpi = found.kpi
    judged = figures.judged(found)
    entries = (
        (kpi.name, _division(found)),
        ("What counts", kpi.definition),
        ("How to read it", kpi.guidance),
        ("95% interval", _interval(found)),
        ("Coverage", _coverage(figures, found)),
        ("Limits", limits_words(judged)),
        ("Definition", _definition(found)),
        ("Channels counted as digital", _digital(figures, found, codes)),
        ("Other channels", _others(kpi, codes)),
        ("Number of the service (LG Inform Plus)", figures.service.numbers),
    )
    sources = tuple(_source(source) for source in figures.sources_of(kpi))
    said = [(term, (words,)) for term, words in entries if words]
    more = (("Re-based", rebased_words(judged)), ("Target", _target(judged)), ("Source", sources))
    return Origin(kpi.name, found.period, (*said, *((term, lines) for term, lines in more if lines)))


def _target(judged: Judgement) -> tuple[str, ...]:
    """The target with its dates and who approved it."""
    target = judged.against.target
    if target is None:
        return ()
    until = f" to {long_date(target.last)}" if target.last else ""
    held = f"In force from {long_date(target.first)}{until}. Approved by {target.approved_by}."
    return tuple(filter(None, (f"{judged.against.words}.", f"{judged.promise}." if judged.promise else "", held)))


def _division(found: Standing) -> str:
    kpi, figure = found.kpi, found.now.figure
    if figure.numerator is None:
        return value_text(kpi, figure)
    above = f"{counted_side(kpi, figure, True)} {kpi.numerator_name[0].lower()}{kpi.numerator_name[1:]}"
    times = f"{number(kpi.multiplier)} × " if kpi.multiplier != 1 else ""
    if kpi.denominator is None or figure.denominator is None:
        return f"{times}{above}"
    below = f"{counted_side(kpi, figure, False)} {kpi.denominator_name[0].lower()}{kpi.denominator_name[1:]}"
    return f"{times}{above} ÷ {below} = {value_text(kpi, figure)}"


def _interval(found: Standing) -> str:
    bounds = interval(found.kpi, found.now.figure)
    if not bounds:
        return ""
    return f"{bounds}: how far chance alone could move the share, although everyone who was counted is in it"


def _coverage(figures: ServiceFigures, found: Standing) -> str:
    """'12 of 12 months', in the periods that the figures came by."""
    figure = found.now.figure
    native = {extent.frequency for extent in figures.extents if extent.kpi == found.kpi.key}
    unit = "period"
    if len(native) == 1:
        unit = MANY[next(iter(native))]
    if found.kpi.window and MONTHS.get(found.now.period.frequency, 12) < found.kpi.window:
        unit = MANY[found.now.period.frequency]
    plural = unit if figure.expected == 1 or unit == "12 months" else f"{unit}s"
    return f"{figure.provided:,} of {figure.expected:,} {plural}"


def _definition(found: Standing) -> str:
    kpi, basis = found.kpi, found.now.figure.basis
    how = how_counted(basis) if basis else ""
    window = f", over {kpi.window} months" if kpi.window else ""
    return f"{kpi.name}, version {kpi.version}{window}{f', {how}' if how else ''}."


def _digital(figures: ServiceFigures, found: Standing, codes: dict[str, tuple[str, ...]]) -> str:
    """The digital channels with the council's own codes; and what take-up would be without help, if that is known."""
    counted = found.kpi.numerator.channels
    if counted is None or not counted <= DIGITAL:
        return ""
    named = [_channel(channel, codes[channel]) for channel in CHANNELS if channel in counted and channel in codes]
    if not named:
        return ""
    words = f"{joined(named)[0].upper()}{joined(named)[1:]}."
    unaided = figures.kpi("unaided_digital_take_up")
    if found.kpi.key != "digital_take_up" or unaided is None:
        return words
    other = figures.whole_line(unaided).at(found.now.period)
    if other.value is None or not counted - UNAIDED & codes.keys():
        return words
    return f"{words} Without assisted digital it would be {value_text(unaided, other)}, not {found.value}."


def _others(kpi: Kpi, codes: dict[str, tuple[str, ...]]) -> str:
    if kpi.numerator.channels is None or kpi.key != "digital_take_up":
        return ""
    named = [_channel(channel, codes[channel]) for channel in CHANNELS if channel in codes and channel not in DIGITAL]
    return f"{joined(named)[0].upper()}{joined(named)[1:]}." if named else ""


def _channel(channel: str, codes: tuple[str, ...]) -> str:
    name = CHANNELS[channel].lower()
    return f"{name} ({', '.join(codes)})" if codes else name


def _source(source: SourceStatus) -> str:
    refused = "No row refused" if not source.rows_refused else f"{source.rows_refused:,} rows refused"
    return f"{source.title}. Loaded {uk_time(source.loaded_at)}. {refused}."
