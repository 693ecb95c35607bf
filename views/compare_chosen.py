"""What is chosen of a comparison, in words, each with the address of the page without it."""

from dataclasses import replace

from kpis.periods import FREQUENCY_NAMES
from views.addresses import compare_address
from views.chosen import Chosen, Named, chosen, chosen_councils
from views.compare_choice import Choice
from views.compare_form import Form

LIMITS = {"plain": "plain", "exact": "exact", "adjusted": "widened"}


def what_is_chosen(choice: Choice, form: Form) -> Chosen:
    """Every field that the address holds, then the councils chosen by hand."""
    selection = choice.selection
    every: tuple[Named, ...] = (
        ("kpi", "Measure", dict(form.kpis).get(form.kpi, choice.kpi.name)),
        ("services", "Service", choice.service.name),
        ("group", "Group", choice.group.name),
        ("frequency", "Show by", FREQUENCY_NAMES[choice.frequency]),
        ("first", "From", dict(form.starts)[form.start]),
        ("last", "To", dict(form.ends)[form.end]),
        ("boundaries", "Boundaries", dict(form.boundaries).get(form.boundary, "")),
        ("limits", "Limits", LIMITS.get(selection.limits or "", "")),
    )
    found = chosen(selection, [one for one in every if getattr(selection, one[0])], compare_address)
    return replace(found, tags=(*found.tags, *chosen_councils(selection, form.picked, compare_address)))
