"""What was asked for and is not there, with what may have been meant."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from kpis.councils import plain
from kpis.selection import Selection
from views.addresses import compare_address, council_address, service_address
from views.council_search import LONGEST, search
from views.reader import Reader

MOST = 8

LIKE = 0.6
"""So alike, of 1, are a mistyped name and the one that was meant."""


@dataclass(frozen=True)
class Near:
    """Something that may have been meant; `href` is '' if it has no page here."""

    key: str
    name: str
    detail: str = ""
    href: str = ""


@dataclass(frozen=True)
class NotFound:
    """Something that is not here: `asked` is what the address named; `council` is True if it should be one."""

    asked: str
    heading: str
    lead: str
    near: tuple[Near, ...]
    council: bool = False

    @property
    def sentence(self) -> str:
        """The same for an answer in plain text: 'We hold no measure called “cots”. Did you mean costs?'"""
        keys = ", ".join(near.key for near in self.near if near.key)
        return f"{self.heading}.{f' Did you mean {keys}?' if keys else ''}"


def unknown_council(reader: Reader, asked: str) -> NotFound:
    """No council has this key; those of a name like it, first those with figures here."""
    text = _short(asked)
    found = search(reader, text.replace("-", " "))
    matches = [(match.key, match.name, _detail(match.detail, match.illustrative)) for match in found.matches]
    if found.found:
        council = reader.register.by_key[found.found.lower()]
        matches = [(council.key, council.name, _detail(council.kind, council.illustrative))]
    near = [Near(key, name, detail, council_address(key) if key else "") for key, name, detail in matches[:MOST]]
    lead = "The address may be mistyped, or the council may have a new name or have merged into another."
    return NotFound(text, f"We hold no council called “{text}”", lead, tuple(near), council=True)


def unknown_service(reader: Reader, asked: str, council: str = "") -> NotFound:
    """No service has this key, or the council has no figures for it; its services of a name like it, else all."""
    text = _short(asked)
    here = {extent.service for extent in reader.extents(council=council or None)}
    names = {key: service.name for key, service in reader.services().items() if key in here}
    near = [Near(key, names[key], "", _service_page(key, council)) for key in alike(text, names) or names]
    whose = f" for {reader.register.by_key[council.lower()].name}" if council else ""
    lead = "The address may be mistyped, or the service may have another name here."
    return NotFound(text, f"We hold no service called “{text}”{whose}", lead, tuple(near[:MOST]))


def unknown_kpi(reader: Reader, asked: str) -> NotFound:
    """No measure has this key; those of a name like it, else all that have figures."""
    text = _short(asked)
    here = {extent.kpi for extent in reader.extents()}
    names = {kpi.key: kpi.name for kpi in reader.catalogue if kpi.key in here}
    near = [Near(key, names[key], "", compare_address(Selection(kpi=key))) for key in alike(text, names) or names]
    return NotFound(text, f"We hold no measure called “{text}”", "The address may be mistyped.", tuple(near[:MOST]))


def unknown_group(names: Mapping[str, str], asked: str) -> NotFound:
    """No group of councils has this key; those of a name like it, else all."""
    text = _short(asked)
    near = [Near(key, names[key], "", compare_address(Selection(group=key))) for key in alike(text, names) or names]
    return NotFound(text, f"We hold no group called “{text}”", "The address may be mistyped.", tuple(near[:MOST]))


def alike(text: str, names: Mapping[str, str]) -> list[str]:
    """Keys that are like the text, or have a name that is, likest first."""
    wanted = plain(text)
    likeness = {key: max(_likeness(wanted, plain(key)), _likeness(wanted, plain(name))) for key, name in names.items()}
    return sorted((key for key in names if likeness[key] >= LIKE), key=lambda key: (-likeness[key], names[key]))


def _detail(detail: str, illustrative: bool) -> str:
    return f"illustrative council; {detail[:1].lower()}{detail[1:]}" if illustrative else detail


def _service_page(service: str, council: str) -> str:
    return service_address(council, service) if council else compare_address(Selection(services=(service,)))


def _likeness(wanted: str, name: str) -> float:
    return 1.0 if wanted and wanted in name else SequenceMatcher(None, wanted, name).ratio()


def _short(asked: str) -> str:
    return " ".join(asked.split())[:LONGEST]
