"""Faults a test may order for a call to come."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from tests.doubles.twilio.errors import ApiError, too_many_requests

Params = dict[str, str]


@dataclass(frozen=True)
class Fault:
    """What goes wrong: an answer, a lost connection, a delay, a failure told later."""

    status: int = 0
    body: str = ""
    executed: bool = False
    dropped: bool = False
    seconds: float = 0.0
    code: int = 0

    @classmethod
    def of(cls, error: ApiError) -> Fault:
        """Any refusal of the API, given instead of executing the call."""
        return cls(error.status, json.dumps(error.as_json()))

    @classmethod
    def too_many(cls) -> Fault:
        """429 with code 20429: not executed."""
        return cls.of(too_many_requests())

    @classmethod
    def server_error(cls, status: int = 503, *, executed: bool = False) -> Fault:
        """5xx from the machine in front, in HTML; the message may have been taken all the same."""
        body = f"<html><head><title>{status}</title></head><body>upstream</body></html>"
        return cls(status, body, executed=executed)

    @classmethod
    def dropped_before(cls) -> Fault:
        """The connection breaks and nothing was executed."""
        return cls(dropped=True)

    @classmethod
    def answer_lost(cls) -> Fault:
        """The call is executed, then the connection breaks: the caller cannot know."""
        return cls(dropped=True, executed=True)

    @classmethod
    def slow(cls, seconds: float) -> Fault:
        """Executed at once, answered late."""
        return cls(executed=True, seconds=seconds)

    @classmethod
    def later(cls, code: int) -> Fault:
        """A send: accepted with 201, then it fails with this code (63049, 63018, 63024…)."""
        return cls(executed=True, code=code)


@dataclass
class _Ordered:
    operation: str
    fault: Fault
    times: int
    when: Callable[[Params], bool]


class Faults:
    """The faults still to come."""

    def __init__(self) -> None:
        self._ordered: list[_Ordered] = []

    def order(
        self,
        operation: str,
        fault: Fault,
        times: int = 1,
        when: Callable[[Params], bool] = lambda _: True,
    ) -> None:
        """Let the next `times` calls of an operation fail; `*` is every one."""
        self._ordered.append(_Ordered(operation, fault, times, when))

    def clear(self) -> None:
        """Order no more faults."""
        self._ordered = []

    def next_for(self, operation: str, params: Params) -> Fault | None:
        """The fault this call meets, used up by asking."""
        for ordered in self._ordered:
            fits = ordered.operation == operation or (
                ordered.operation == "*" and operation != "journey"
            )
            if fits and ordered.times > 0 and ordered.when(params):
                ordered.times -= 1
                return ordered.fault
        return None
