"""The command that writes a spreadsheet for figures that stand in no database."""

from datetime import UTC, datetime
from pathlib import Path

from configuration import read_configuration
from data_loaders.register import full_register
from data_loaders.template_form import make_form
from data_loaders.template_writing import write_template
from kpis.definitions import catalogue


def template(config: Path, file: Path, council: str, first: str, months: int) -> str:
    """Write the spreadsheet and say so; raises ConfigurationError if there is nothing to ask, or the file is there."""
    configuration = read_configuration(config)
    today = datetime.now(UTC).date()
    asked = make_form(configuration, full_register(configuration), council, first, months, today)
    write_template(asked, catalogue(configuration.kpi), file)
    services = f"{len(asked.services)} service{'' if len(asked.services) == 1 else 's'}"
    return f"{file}: {services} of {asked.council.full_name}, {asked.span}. Fill in the white cells."
