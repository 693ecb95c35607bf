"""Reading a source again when what went wrong may pass: a lost connection, a deadlock, a server that starts anew."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential

from data_loaders.database_errors import PassingError
from data_loaders.errors import SourceError

T = TypeVar("T")


@dataclass(frozen=True)
class Patience:
    """How long to wait before the second try; each later wait is four times as long, up to `longest`."""

    first: float = 2
    longest: float = 60


PATIENT = Patience()


def tried(work: Callable[[bool], T], tries: int, patience: Patience = PATIENT) -> T:
    """The work's result; the work is told whether it has been tried before, and does everything anew.

    Raises SourceError at once for what will not pass, and after the last try, which it says, for what may.
    """
    wait = wait_exponential(multiplier=patience.first, exp_base=4, max=patience.longest)
    passing = retry_if_exception_type(PassingError)
    try:
        for attempt in Retrying(retry=passing, stop=stop_after_attempt(tries), wait=wait, reraise=True):
            with attempt:
                return work(attempt.retry_state.attempt_number > 1)
    except PassingError as error:
        if tries > 1:
            raise SourceError(f"{error.happened} It was tried {tries} times.", error.remedy) from None
        raise
    raise AssertionError("the last try either gives a result or raises")
