"""The configuration's own mergers and splits, put to the councils they are of (METHODS A10)."""

from collections.abc import Iterable
from dataclasses import replace

from configuration import Configuration, ConfigurationError, SuccessionEntry
from kpis.councils import Council, Register
from kpis.periods import long_date

KEEPS = "Nothing was loaded or changed."


def with_successions(configuration: Configuration, councils: Iterable[Council]) -> tuple[Council, ...]:
    """These councils, with ends and successors as the configuration's `[[succession]]` entries have them.

    Raises ConfigurationError where an entry is at odds with the register or with another.
    """
    found = {council.key: council for council in councils}
    own = {entry.key for entry in configuration.council}
    for entry in configuration.succession:
        try:
            _apply(found, own, entry)
        except ValueError as fault:
            where = f"{configuration.path}: [[succession]] from {entry.first}"
            raise ConfigurationError(f"{where} {fault}. {KEEPS}") from None
    for council in found.values():
        if council.start and council.end and council.start >= council.end:
            raise ConfigurationError(
                f"{configuration.path}: {council.name} ({council.key}) would begin on {long_date(council.start)} and "
                f"end on {long_date(council.end)}. Correct the days of [[succession]] or [[council]]. {KEEPS}"
            )
    return tuple(found.values())


def _apply(found: dict[str, Council], own: set[str], entry: SuccessionEntry) -> None:
    """Ends the councils of one entry and begins those that follow; raises ValueError with why it cannot be."""
    register = Register(tuple(found.values()))
    ended, following = ([_known(register, key) for key in keys] for keys in (entry.councils, entry.replaced_by))
    if len({council.illustrative for council in (*ended, *following)}) > 1:
        raise ValueError(
            "joins illustrative councils and real ones, whose figures are never added; let each follow its own kind"
        )
    for council in ended:
        _ends(council, entry)
        keys = tuple(one.key for one in following)
        found[council.key] = replace(council, end=entry.first, replaced_by=keys)
    for council in following:
        if council.start is None and council.key in own:
            found[council.key] = replace(council, start=entry.first)
        elif council.start != entry.first:
            began = f"began on {long_date(council.start)}" if council.start else "was there before"
            raise ValueError(
                f"lets {council.name} ({council.key}) begin, which {began}. A council that takes in another begins "
                "anew: give it a [[council]] with a key of its own, or correct the day"
            )


def _known(register: Register, key: str) -> Council:
    if council := register.by_key.get(key.lower()):
        return council
    raise ValueError(f"names '{key}', a council of neither the register nor a [[council]]; correct the key or add one")


def _ends(council: Council, entry: SuccessionEntry) -> None:
    if council.replaced_by:
        raise ValueError(
            f"ends {council.name} ({council.key}), of which the register says already who follows "
            f"({', '.join(council.replaced_by)}); leave it out"
        )
    if council.end not in (None, entry.first):
        raise ValueError(
            f"ends {council.name} ({council.key}) on another day than its own 'end', {council.end}; correct one of them"
        )
