"""What digital take-up would be if other channels counted as digital (METHODS D4, D8)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from kpis.channels import ALL, CHANNELS, DIGITAL, UNAIDED, UNDIVIDED_DIGITAL
from kpis.wording import joined

DEBATED = ("kiosk", "phone_automated", "email")
"""Channels that are not digital in version 1 of the definition and that others do count."""


@dataclass(frozen=True)
class Mapped:
    """Take-up under one choice of channels; `defined` is the one that the definition makes."""

    name: str
    channels: frozenset[str]
    share: float
    defined: bool = False


def mappings(completed: Mapping[str, Decimal | None], whole: Decimal | None) -> tuple[Mapped, ...]:
    """Take-up by the definition and by each other choice that the channels of a service allow.

    `completed` is by channel, `whole` all of them together; nothing is returned where one is missing, as the share
    would be too high (METHODS D4), or where no channel is debated.
    """
    parts = {channel: value for channel, value in completed.items() if channel != ALL}
    if not whole or any(value is None for value in parts.values()):
        return ()
    present = [channel for channel in DEBATED if channel in parts]
    if not present:
        return ()
    choices = [("As defined", DIGITAL), *((f"With {_name([one])}", DIGITAL | {one}) for one in present)]
    if len(present) > 1:
        choices.append((f"With {_name(present)}", DIGITAL | set(present)))
    if parts.get("assisted_digital") and UNDIVIDED_DIGITAL not in parts:
        choices.append(("Without assisted digital", UNAIDED))
    return tuple(
        Mapped(name, frozenset(channels), _share(parts, channels, whole), channels == DIGITAL)
        for name, channels in choices
    )


def _share(parts: Mapping[str, Decimal | None], channels: Iterable[str], whole: Decimal) -> float:
    return float(sum((parts.get(channel) or Decimal(0) for channel in set(channels)), start=Decimal(0)) / whole)


def _name(channels: list[str]) -> str:
    return joined([CHANNELS[channel].lower() for channel in channels])
