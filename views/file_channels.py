"""A measure that is a share of all channels, by channel: what the chart of channels shows."""

from collections.abc import Iterator

from views.channel_shares import completed_by_channel, frequency_of_mix, share_lines, share_of_completed
from views.data_file import FileRequest, extents
from views.file_part import Given, Part
from views.reader import Reader
from views.service_figures import service_figures


def shares(reader: Reader, request: FileRequest) -> Iterator[Given]:
    """Each channel's completed transactions, of those through every channel, by council, service and period."""
    services, chosen = reader.services(), request.selection.channel
    for extent in dict.fromkeys((extent.council, extent.service) for extent in extents(reader, request)):
        council, service = reader.register.by_key[extent[0].lower()], services[extent[1]]
        found = service_figures(reader, council, service, request.selection)
        completed = completed_by_channel(reader.observed(council.key, service.key, ("completed",)))
        frequency = frequency_of_mix(found, completed) if found else None
        if found is None or frequency is None:
            continue
        for line in share_lines(share_of_completed(), completed, frequency, found):
            part = Part(council.key if "council" in request.keeps else "", service.key, line.key)
            if chosen in ("", line.key):
                yield from ((part, point.period, point.figure) for point in found.chosen(line).points)
