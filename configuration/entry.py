"""What every table of the TOML file shares: unknown keys are refused, values never change."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

NAME = r"^[a-z0-9][a-z0-9-]*$"
"""What names a source in messages and commands."""

KEY = r"^[A-Za-z0-9][A-Za-z0-9-]*$"
Key = Annotated[str, Field(pattern=KEY)]
"""What names a council, a service or a group in addresses."""

MEASURE = r"^[a-z][a-z0-9_]*$"
Measure = Annotated[str, Field(pattern=MEASURE)]

SPAN = r"^\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d$"
"""A first and a last day."""

YEAR = r"^(\d{4}(-\d\d)?)?$"
"""A calendar or financial year."""

ADDRESS = r"^(https?://[^\s?#]+[^\s?#/])?$"
"""The public pages' own address, up to the place where '/open/' begins."""

IN_WORDS = {
    NAME: "use small letters, digits and '-' only",
    KEY: "use letters, digits and '-' only",
    MEASURE: "use small letters, digits and '_' only, beginning with a letter",
    YEAR: "write a year as in '2024' or '2024-25'",
    ADDRESS: "write 'https://' and the rest of the address, without a '/' at its end",
    SPAN: "write the first and the last day, as in '2015-10-01/2016-09-30'",
}
"""Each pattern, for whoever has written something else."""

Channel = Literal[
    "web",
    "app",
    "assisted_digital",
    "kiosk",
    "phone",
    "phone_automated",
    "face_to_face",
    "post",
    "email",
    "other",
    "digital",
    "all",
]
"""The channels of METHODS D8; 'digital' and 'all' say that a source did not split."""


class Entry(BaseModel):
    """One table of the file; a key that is not described here is an error, not a guess."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, str_strip_whitespace=False)
