"""Faults a test may order for a call to come."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from tests.doubles.telegram.errors import ApiError, Json, bad_request, forbidden, too_many_requests
from tests.doubles.telegram.params import Params


@dataclass(frozen=True)
class Fault:
    """What goes wrong: an answer, a lost connection, a delay; and whether the call is executed."""

    status: int = 200
    body: str = ""
    executed: bool = False
    dropped: bool = False
    seconds: float = 0.0
    retry_after: int = 0

    @classmethod
    def of(cls, error: ApiError) -> Fault:
        """Any refusal of the API, given instead of executing the call."""
        retry_after = int(error.parameters.get("retry_after", 0))
        return cls(error.code, json.dumps(error.as_json()), retry_after=retry_after)

    @classmethod
    def too_many(cls, retry_after: int = 1) -> Fault:
        """429: not executed, welcome again after so many seconds."""
        return cls.of(too_many_requests(retry_after))

    @classmethod
    def server_error(cls, status: int = 500, *, executed: bool = False) -> Fault:
        """5xx: 500 speaks JSON, the gateway errors are HTML from the machine in front."""
        body = json.dumps({"ok": False, "error_code": 500, "description": "Internal Server Error"})
        if status != 500:
            body = f"<html><head><title>{status}</title></head><body>nginx</body></html>"
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
    def forbidden(cls, reason: str = "bot was blocked by the user") -> Fault:
        """403 with the server's words."""
        return cls.of(forbidden(reason))

    @classmethod
    def bad_request(cls, reason: str, parameters: Json | None = None) -> Fault:
        """400 with the server's words, for instance `chat not found`."""
        return cls.of(ApiError(400, bad_request(reason).description, parameters))


@dataclass
class _Ordered:
    method: str
    fault: Fault
    times: int
    when: Callable[[Params], bool]


class Faults:
    """The faults still to come."""

    def __init__(self) -> None:
        self._ordered: list[_Ordered] = []

    def order(
        self,
        method: str,
        fault: Fault,
        times: int = 1,
        when: Callable[[Params], bool] = lambda _: True,
    ) -> None:
        """Let the next `times` calls of a method fail; `*` is every method but getUpdates."""
        self._ordered.append(_Ordered(method.lower(), fault, times, when))

    def clear(self) -> None:
        """Order no more faults."""
        self._ordered = []

    def next_for(self, method: str, params: Params) -> Fault | None:
        """The fault this call meets, used up by asking."""
        for ordered in self._ordered:
            fits = ordered.method == method.lower() or (
                ordered.method == "*" and method != "getUpdates"
            )
            if fits and ordered.times > 0 and ordered.when(params):
                ordered.times -= 1
                return ordered.fault
        return None
