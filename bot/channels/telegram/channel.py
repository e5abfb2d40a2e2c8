"""Delivering on Telegram, and telling its errors apart."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from pydantic import JsonValue
from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.channels.delivery import (
    Delivered,
    Lost,
    MovedTo,
    NotNow,
    Refused,
    Sent,
    membership_answer,
)
from bot.channels.telegram import NAME, drawing
from bot.channels.telegram.api import NeverSentError, ServerTroubleError
from bot.clock import Clock
from handlers.messages import AskMembership, Attachment, Spoken
from storage.codec import Arrival
from storage.outbox import Parcel

LONGEST_BACKOFF = 300.0
"""Seconds between attempts while the server is in trouble."""

_UNREACHABLE = ("chat not found", "user is deactivated", "PEER_ID_INVALID")
_GONE = ("message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID")
_PRESENT = frozenset({"creator", "administrator", "member"})


class Telegram:
    """The bot's way out. One call a message; nothing is tried twice here."""

    name = NAME

    def __init__(
        self,
        bot: Bot,
        take: Callable[[list[Arrival]], Awaitable[None]],
        file: Callable[[str], Path | None],
        clock: Clock,
    ) -> None:
        """`take` is the intake, for what Telegram answers to our questions; `file` finds what
        was attached on a screen of our own.
        """
        self._bot = bot
        self._take = take
        self._file = file
        self._clock = clock

    async def call(self, method: str, payload: dict[str, Any]) -> Any:
        """One method of the Bot API; raises python-telegram-bot's errors."""
        return await self._bot.do_api_request(method, api_kwargs=payload)

    async def deliver(self, parcel: Parcel) -> Delivered:
        body = parcel.body
        try:
            if isinstance(body, AskMembership):
                return await self._ask(parcel, body)
            return Sent(await self._show(parcel, body))
        except TelegramError as error:
            return ending(error, parcel.attempt)

    async def _show(self, parcel: Parcel, spoken: Spoken) -> str:
        """Edit the message there is, or send a new one; returns its id."""
        payload = drawing.message(spoken, parcel.to.chat, parcel.answers)
        if parcel.replaces:
            payload.pop("reply_parameters", None)
            try:
                await self.call("editMessageText", {**payload, "message_id": parcel.replaces})
            except BadRequest as error:
                if "not modified" in error.message:
                    return parcel.replaces
                if not any(gone in error.message for gone in _GONE):
                    raise
            else:
                return parcel.replaces
        if spoken.picture is not None:
            return await self._picture(payload, spoken.picture)
        sent = await self.call("sendMessage", payload)
        return str(sent["message_id"])

    async def _picture(self, payload: dict[str, JsonValue], picture: Attachment) -> str:
        """A picture with the text below it; one that cannot be had leaves its name in the text."""
        content: str | InputFile
        if picture.channel == NAME:
            content = picture.ref
        else:
            path = self._file(picture.ref)
            if path is None:
                sent = await self.call("sendMessage", payload)
                return str(sent["message_id"])
            content = InputFile(path.read_bytes(), filename=picture.name)
        kind = "photo" if picture.kind == "photo" else "document"
        caption = {
            "caption": drawing.shortened(str(payload["text"]), drawing.LONGEST_CAPTION),
            kind: content,
        }
        rest = {
            k: v for k, v in payload.items() if k in ("chat_id", "reply_markup", "reply_parameters")
        }
        sent = await self.call(f"send{kind.capitalize()}", {**rest, **caption})
        return str(sent["message_id"])

    async def _ask(self, parcel: Parcel, asked: AskMembership) -> Delivered:
        """Ask for a membership; where Telegram does not say yes, it counts as no."""
        payload = {"chat_id": asked.to.chat, "user_id": asked.person}
        try:
            found = await self.call("getChatMember", payload)
        except (BadRequest, Forbidden):
            member = False
        else:
            status = str(found["status"])
            member = status in _PRESENT or (status == "restricted" and found["is_member"])
        await self._take([membership_answer(parcel, asked, member, self._clock())])
        return Sent()

    async def answer_press(self, callback: str) -> None:
        """End the button's waiting at once; that it may be too late by now is no matter."""
        try:
            await self.call("answerCallbackQuery", {"callback_query_id": callback})
        except TelegramError:
            return


def ending(error: TelegramError, attempt: int) -> Delivered:
    """What an error means for the message: executed, not executed, or nobody knows."""
    backoff = min(2.0**attempt, LONGEST_BACKOFF)
    match error:
        case RetryAfter():
            return NotNow(seconds(error), error.message)
        case ChatMigrated():
            return MovedTo(str(error.new_chat_id))
        case Forbidden():
            return Refused(error.message, unreachable=True)
        case InvalidToken() | Conflict():
            return NotNow(LONGEST_BACKOFF, error.message)
        case BadRequest():
            unreachable = any(words in error.message for words in _UNREACHABLE)
            return Refused(error.message, unreachable=unreachable)
        case NeverSentError() | ServerTroubleError():
            return NotNow(backoff, error.message, whole=False)
        case NetworkError():
            return Lost(error.message)
        case _:
            return Refused(error.message)


def seconds(error: RetryAfter) -> float:
    """How long Telegram wants us to wait."""
    wait = error.retry_after
    return float(wait) if isinstance(wait, int | float) else wait.total_seconds()
