from datetime import datetime

from kpis.selection import Selection
from layouts.markup import markup
from layouts.service import service_page
from tests.warehouse.given import Given, Town, table
from views.service import ServiceView, service_view
from warehouse.arrival import Arrival, Batch, SourceRecord


def seen(town: Town) -> ServiceView:
    reader = town.reader
    view = service_view(reader, reader.register.by_key["arden-vale"], reader.services()["missed-bin"], Selection())
    assert view is not None
    return view


def completed(**channels: int) -> list[Given]:
    return [Given("completed", value, channel=channel, code=channel.upper()) for channel, value in channels.items()]


def test_D8_the_page_shows_own_codes_and_what_take_up_would_be_by_another_choice(land: Town) -> None:
    given = completed(web=45, kiosk=34, face_to_face=21)
    codes = {("missed-bin", one.channel, one.code) for one in given}
    batch = Batch(table(given), len(given), channel_codes=codes)
    record = SourceRecord("crm", "Customer records", "sql")
    land.writer.load(Arrival(record, iter([batch]), datetime(2026, 4, 14, 6, 10)))
    view = seen(land)
    assert view.mappings is not None
    assert view.mappings.title == (
        "In April 2025 take-up would be from 45.0% to 79.0%, depending on which channels count as digital"
    )
    assert [[cell.text for cell in row] for row in view.mappings.table.rows] == [
        ["As defined", "web (WEB)", "45.0%"],
        ["With kiosk", "web (WEB) and kiosk (KIOSK)", "79.0%"],
    ]
    assert "What counts as digital" in markup(service_page(view).body)


def test_where_no_channel_is_debated_there_is_no_such_section(land: Town) -> None:
    land.load(completed(web=45, phone=21))
    assert seen(land).mappings is None
