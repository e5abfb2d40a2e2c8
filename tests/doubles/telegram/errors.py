"""The refusals of the Bot API, word for word as its server says them."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


class ApiError(Exception):
    """An answer with `ok: false`: a code, a description, sometimes parameters."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters or {}

    def as_json(self) -> Json:
        """The body of the answer (Bot API: `parameters` only where there are some)."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(reason: str) -> ApiError:
    """A 400; the server writes the first letter small unless the second is a capital or `_`."""
    return ApiError(400, f"Bad Request: {_lowered(reason)}")


def forbidden(reason: str) -> ApiError:
    """A 403: the bot may not, and trying again will not help."""
    return ApiError(403, f"Forbidden: {reason}")


def conflict(reason: str) -> ApiError:
    """A 409: two ways of fetching updates at once."""
    return ApiError(409, f"Conflict: {reason}")


def too_many_requests(seconds: int) -> ApiError:
    """A 429: nothing was executed; the same request is welcome after so many seconds."""
    text = f"Too Many Requests: retry after {seconds}"
    return ApiError(429, text, {"retry_after": seconds})


def _lowered(reason: str) -> str:
    if len(reason) > 1 and (reason[1] == "_" or "A" <= reason[1] <= "Z"):
        return reason
    return reason[:1].lower() + reason[1:]
