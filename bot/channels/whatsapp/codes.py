"""Twilio's error codes: what each means for the message it is about.

Twilio refuses some messages at once, and reports others as failed minutes after it took them; the
codes are the same. https://www.twilio.com/docs/api/errors explains each.
"""

from typing import Final

import structlog
from twilio.base.exceptions import TwilioException

from bot.channels.delivery import Delivered, Held, Lost, NotNow, Refused
from bot.clock import Clock, wall
from bot.http import AnswerLost, NeverSent, ServerTrouble
from handlers.messages import Fault

log = structlog.get_logger()

UNSENT: Final = (TwilioException, AnswerLost, NeverSent, ServerTrouble)
"""What asking something of Twilio may raise."""

NO_SUCH_CONTENT = 21655
"""The shape or template a message was to be made of is not there."""

LONGEST_BACKOFF = 300.0
"""Seconds between attempts while nothing can be sent at all."""

DAY_IS_FULL = 3600.0
"""Seconds between attempts to write to one more person than a day allows. Whoever wrote to us
may be answered meanwhile."""

_FAULTS: dict[Fault, frozenset[int]] = {
    "closed": frozenset({63016}),
    "unreachable": frozenset({21211, 21610, 63003, 63014, 63024}),
    "capped": frozenset({63049}),
    "never": frozenset({63032}),
    "ours": frozenset(
        # The account or the number; what a message may hold; variables of a template.
        {20003, 20404, 63007, 63008, 63022}
        | {21617, 21654, 21655, 21656, 21658, 63013, 63021, 92007}
        | {63027, 63028, 63029, 63030}
    ),
}
_OF_CODE: dict[int, Fault] = {code: fault for fault, codes in _FAULTS.items() for code in codes}

_CONFIGURATION = frozenset({10001, 20003, 20005, 20404, 63007, 63008})
"""The account or the number is not what we were told, or shut: nothing goes out until that is
mended.
"""

_TOO_FAST = frozenset({20429, 21611, 63017, 63038})
_TOO_MANY_PEOPLE = 63018
_PASSING = frozenset({30001, 63001, 63012, 63020})
"""Trouble on the way to WhatsApp, with this message at least."""


def fault(code: int) -> Fault:
    """Why a message that Twilio took did not arrive.

    A code we do not know may pass by itself, as those for a file that could not be got from us do.
    """
    return _OF_CODE.get(code, "later")


def ending(error: Exception, attempt: int, clock: Clock = wall) -> Delivered:
    """What an error of sending means: executed, not executed, or nobody knows.

    Nobody knows what became of a request the server answered 5xx to; Twilio is asked what it has
    before anything is sent again.
    """
    if isinstance(error, NeverSent):
        return NotNow(_backoff(attempt), str(error), whole=False)
    if isinstance(error, AnswerLost | ServerTrouble):
        return Lost(str(error))
    status, code = code_of(error)
    why = f"{code}: refused with {status}"
    late = _put_off(status, code, attempt, why)
    if late is not None:
        return late
    meant = _OF_CODE.get(code, "ours")
    if meant == "closed":
        return Held(why, clock())
    if meant == "ours":
        log.error("twilio_refuses_a_message", code=code, status=status)
    return Refused(why, unreachable=meant == "unreachable")


def _put_off(status: int, code: int, attempt: int, why: str) -> NotNow | None:
    """When to try once more what was refused not for what it is. Where nobody gives a code of
    Twilio's, something before Twilio refused it.
    """
    if code == _TOO_MANY_PEOPLE:
        return NotNow(DAY_IS_FULL, why, whole=False)
    if status == 429 or code in _TOO_FAST or code in _PASSING:
        return NotNow(_backoff(attempt), why, whole=code not in _PASSING)
    everything = status == 401 or code in _CONFIGURATION
    if everything or status == 403 or code in {0, status}:
        log.error("twilio_refuses_us", code=code, status=status, advice="prokana check")
        return NotNow(LONGEST_BACKOFF, why, whole=everything)
    return None


def code_of(error: Exception) -> tuple[int, int]:
    """The HTTP status and Twilio's code of what it refused."""
    status, code = getattr(error, "status", 0), getattr(error, "code", 0)
    return (status if isinstance(status, int) else 0), (code if isinstance(code, int) else 0)


def _backoff(attempt: int) -> float:
    return min(2.0**attempt, LONGEST_BACKOFF)
