"""Twilio's error codes: what each means for the message it is about.

Twilio refuses some messages at once, and reports others as failed minutes after it took them; the
codes are the same. https://www.twilio.com/docs/api/errors explains each.
"""

from typing import Final

import structlog
from twilio.base.exceptions import TwilioException

from bot.channels.delivery import Delivered, Lost, NotNow, Refused
from bot.http import AnswerLost, NeverSent, ServerTrouble
from handlers.messages import Fault

log = structlog.get_logger()

UNSENT: Final = (TwilioException, AnswerLost, NeverSent, ServerTrouble)
"""What asking something of Twilio may raise."""

LONGEST_BACKOFF = 300.0
"""Seconds between attempts while nothing can be sent at all."""

_FAULTS: dict[Fault, frozenset[int]] = {
    "closed": frozenset({63016}),
    "unreachable": frozenset({21211, 21610, 63003, 63014, 63024}),
    "never": frozenset({63032, 63049}),
    "ours": frozenset(
        {20003, 20404, 21617, 21654, 21655, 21656, 21658, 63007, 63008, 63013, 63021, 63028, 92007}
    ),
}
_OF_CODE: dict[int, Fault] = {code: fault for fault, codes in _FAULTS.items() for code in codes}

_CONFIGURATION = frozenset({20003, 20404, 63007, 63008})
"""The account or the number is not what we were told: nothing goes out until that is mended."""


def fault(code: int) -> Fault:
    """Why a message that Twilio took did not arrive.

    A code we do not know may pass by itself, as those for a file that could not be got from us do.
    """
    return _OF_CODE.get(code, "later")


def ending(error: Exception, attempt: int) -> Delivered:
    """What an error of sending means: executed, not executed, or nobody knows.

    Nobody knows what became of a request the server answered 5xx to; Twilio is asked what it has
    before anything is sent again.
    """
    backoff = min(2.0**attempt, LONGEST_BACKOFF)
    if isinstance(error, NeverSent):
        return NotNow(backoff, str(error), whole=False)
    if isinstance(error, AnswerLost | ServerTrouble):
        return Lost(str(error))
    status, code = code_of(error)
    why = f"{code}: refused with {status}"
    if status == 429:
        return NotNow(backoff, why)
    if status in (401, 403) or code in _CONFIGURATION:
        log.error("twilio_refuses_us", code=code, status=status, advice="prokana check")
        return NotNow(LONGEST_BACKOFF, why)
    found = _OF_CODE.get(code, "ours")
    if found == "ours":
        log.error("twilio_refuses_a_message", code=code, status=status)
    return Refused(why, unreachable=found == "unreachable")


def code_of(error: Exception) -> tuple[int, int]:
    """The HTTP status and Twilio's code of what it refused."""
    status, code = getattr(error, "status", 0), getattr(error, "code", 0)
    return (status if isinstance(status, int) else 0), (code if isinstance(code, int) else 0)
