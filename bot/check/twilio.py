"""Our account at Twilio: whether it opens with our keys, and what is the matter if not."""

from typing import Final

from bot.channels.whatsapp.api import Account
from bot.channels.whatsapp.codes import code_of
from bot.check.findings import Note, fail, ok, warn
from bot.logs import Redaction, known_secrets
from bot.settings import Settings
from handlers.messages import Phrase

UNSET: Final = fail(
    Phrase("check-twilio"), Phrase("check-twilio-unset"), Phrase("check-twilio-unset-advice")
)
"""WhatsApp has no settings at all."""

_TWILIO = Phrase("check-twilio")
_ACTIVE = "active"
_WHO = (401, 403, 404)
"""What is answered to keys that are unknown, may not do this, or are not this account's."""

_INACTIVE = 20005
"""Twilio's code for an account it has closed, which has nothing to do with its keys."""

_BUSY = 429


def standing(account: Account, number: str) -> Note:
    """Whether the account may send, and to everybody."""
    name = {"account": account.friendly_name, "number": number, "status": account.status}
    if account.status != _ACTIVE:
        found = Phrase("check-twilio-closed", name)
        return fail(_TWILIO, found, Phrase("check-twilio-closed-advice"))
    if account.trial:
        found = Phrase("check-twilio-trial", name)
        return warn(_TWILIO, found, Phrase("check-twilio-trial-advice"))
    return ok(_TWILIO, Phrase("check-twilio-fine", name))


def trouble(error: Exception, settings: Settings) -> Note:
    """What an error of asking Twilio means, for whoever can do something about it."""
    status, code = code_of(error)
    if not status:  # no answer, or not one of Twilio's
        found = Phrase("check-twilio-silent", {"why": str(error)})
        return fail(_TWILIO, found, Phrase("check-twilio-silent-advice"))
    numbers = {"status": str(status), "code": str(code)}
    if status in _WHO and code != _INACTIVE:
        found = Phrase("check-twilio-keys", numbers)
        return fail(_TWILIO, found, Phrase("check-twilio-keys-advice"))
    if status == _BUSY:
        found = Phrase("check-twilio-busy", numbers)
        return fail(_TWILIO, found, Phrase("check-twilio-busy-advice"))
    why = Redaction(known_secrets(settings)).text(_words(error))
    found = Phrase("check-twilio-refused", {"code": str(code), "why": why})
    return fail(_TWILIO, found, Phrase("check-twilio-refused-advice", {"code": str(code)}))


def _words(error: Exception) -> str:
    """Twilio's own sentence, without the one the library puts before it."""
    said = str(getattr(error, "detail", None) or getattr(error, "msg", ""))
    return said.partition(" was refused: ")[2] or said
