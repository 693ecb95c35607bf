"""What can be asked of the interface: one description that reads a query and tells programs how to write one."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from publication.api.problems import Refused

PLACE = r"^.+\.[0-9]{1,9}$"
DIGITS, DAY = r"[0-9]{1,9}", r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
LONGEST_KEY = 100
USUAL_ROWS, MOST_ROWS = 1000, 5000


def _whole(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(DIGITS, value):
        raise ValueError("it is a whole number of at most nine digits")
    return value


def _day(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(DAY, value):
        raise ValueError("it is a day, written as 2026-03-31")
    return value


Whole = Annotated[int, BeforeValidator(_whole)]
Number = Annotated[int, Field(ge=1, le=999_999_999), BeforeValidator(_whole)]
Day = Annotated[date, BeforeValidator(_day)]
Key = Annotated[str, Field(min_length=1, max_length=LONGEST_KEY)]


class Asked(BaseModel):
    """Which figures: those that agree with everything that is said."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    council: Key | None = Field(None, description="A council's key or GSS code, as 'ARD'.")
    service: Key | None = Field(None, description="A service's key; 'all' is the services that add up, together.")
    kpi: Key | None = Field(None, description="A KPI's key, as 'completion_rate'.")
    channel: Key | None = Field(None, description="A channel's key, as 'web'; 'all' is every channel together.")
    from_: Day | None = Field(None, alias="from", description="Only periods that begin on this day or later.")
    to: Day | None = Field(None, description="Only periods that end on this day or before.")
    release: Number | None = Field(None, description="A release's number; without it, the newest release.")
    limit: Whole = Field(USUAL_ROWS, ge=1, le=MOST_ROWS, description="The most figures in one answer.")
    after: Annotated[str, Field(pattern=PLACE, max_length=2 * LONGEST_KEY)] | None = Field(
        None, description="Where to go on; it stands in 'next' of the answer before."
    )


def asked(query: Mapping[str, Sequence[str]]) -> Asked:
    """What a query asks for; raises Refused, in words, for one that cannot be read."""
    if twice := next((name for name, values in query.items() if len(values) > 1), None):
        raise Refused(400, f"'{twice[:40]}' is said more than once; say it once.")
    try:
        found = Asked.model_validate({name: values[0] for name, values in query.items()})
    except ValidationError as error:
        raise Refused(400, _in_words(error)) from None
    if found.from_ and found.to and found.from_ > found.to:
        raise Refused(422, f"'from' ({found.from_}) is later than 'to' ({found.to}): no period lies between them.")
    return found


def parameters() -> list[dict[str, Any]]:
    """The same as an OpenAPI document describes it."""
    properties = Asked.model_json_schema()["properties"]
    return [
        {"name": name, "in": "query", "description": said["description"], "schema": _plain(said)}
        for name, said in properties.items()
    ]


def _plain(schema: Mapping[str, Any]) -> dict[str, Any]:
    """A value's schema without 'or null', which an address cannot say."""
    either: dict[str, Any] = next((one for one in schema.get("anyOf", []) if one.get("type") != "null"), {})
    left = {name: value for name, value in schema.items() if name not in ("anyOf", "title", "default", "description")}
    return {**either, **left, **({"default": schema["default"]} if schema.get("default") is not None else {})}


def _in_words(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    name, about = str(first["loc"][0])[:40], first.get("ctx", {})
    match first["type"]:
        case "extra_forbidden":
            names = ", ".join(field.alias or key for key, field in Asked.model_fields.items())
            return f"'{name}' is not known here. Figures can be asked for by {names}."
        case "value_error":
            return f"'{name}' cannot be read: {about['error']}."
        case "less_than_equal":
            return (
                f"'{name}' is at most {about['le']:,}. Take more in several answers: each says where the next begins."
            )
        case "greater_than_equal":
            return f"'{name}' is at least {about['ge']}."
        case "string_too_long":
            return f"'{name}' is at most {about['max_length']} characters long."
        case "string_pattern_mismatch":
            return f"'{name}' is no place in figures. Take it from 'next' of the answer before."
        case "string_too_short":
            return f"'{name}' is empty: say which, or leave it out."
    return f"'{name}' cannot be read: {first['msg']}."
