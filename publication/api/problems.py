"""What cannot be answered, in words for people and in a form for programs (RFC 9457)."""

from http import HTTPStatus

from pydantic import BaseModel, Field

PROBLEM = "application/problem+json"


class Problem(BaseModel):
    """Why there is no answer, and what to do."""

    type: str = Field(description="The kind of problem: 'about:blank', as the status says which.")
    title: str = Field(description="The status in words.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What cannot be answered, and what can be.")


class Refused(Exception):  # noqa: N818 - it is an answer, not a fault
    """A question that has no answer: with its status, and why in words."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.problem = Problem(type="about:blank", title=HTTPStatus(status).phrase, status=status, detail=detail)
