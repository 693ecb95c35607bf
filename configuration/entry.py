"""What every table of the TOML file shares: unknown keys are refused, values never change."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

KEY = r"^[A-Za-z0-9][A-Za-z0-9-]*$"
Key = Annotated[str, Field(pattern=KEY)]
"""What names a council, a service or a group in addresses."""

MEASURE = r"^[a-z][a-z0-9_]*$"
Measure = Annotated[str, Field(pattern=MEASURE)]

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
