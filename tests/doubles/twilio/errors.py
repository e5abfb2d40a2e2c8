"""The refusals of Twilio's REST API, in the shape every one of its hosts answers them."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


class ApiError(Exception):
    """An answer of 4xx: a status, one of Twilio's codes, a sentence."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message

    def as_json(self) -> Json:
        """The body of the answer."""
        return {
            "code": self.code,
            "message": self.message,
            "more_info": f"https://www.twilio.com/docs/errors/{self.code}",
            "status": self.status,
        }


def bad_request(code: int, message: str) -> ApiError:
    """A 400: nothing was executed, and it will be refused again."""
    return ApiError(400, code, message)


def bad_variables() -> ApiError:
    """21656, which says this and no more, whatever is wrong with them."""
    return bad_request(21656, "The Content Variables parameter is invalid.")


def not_found(path: str) -> ApiError:
    """20404: no such resource, or none of this account."""
    return ApiError(404, 20404, f"The requested resource {path} was not found")


def unauthenticated() -> ApiError:
    """20003: wrong or missing credentials."""
    return ApiError(401, 20003, "Authenticate")


def too_many_requests() -> ApiError:
    """20429: not executed, safe to repeat; Twilio does not say when."""
    return ApiError(429, 20429, "Too Many Requests")
