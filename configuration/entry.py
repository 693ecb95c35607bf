"""What every table of the TOML file shares: unknown keys are refused, values never change."""

from pydantic import BaseModel, ConfigDict


class Entry(BaseModel):
    """One table of the file; a key that is not described here is an error, not a guess."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, str_strip_whitespace=False)
