"""Delivering on Telegram, and telling its errors apart."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from pydantic import JsonValue
from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
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
    inspect,
    late_picture,
    membership_answer,
)
from bot.channels.telegram import NAME, drawing, updates
from bot.channels.telegram.api import NeverSentError, ServerTroubleError, ask
from bot.clock import Clock
from bot.files import Files
from handlers.messages import AskMembership, Attachment, Fetch, Inspect, Spoken
from storage.codec import Arrival
from storage.outbox import Parcel

log = structlog.get_logger()

LONGEST_BACKOFF = 300.0
"""Seconds between attempts while the server is in trouble."""

_UNREACHABLE = ("chat not found", "user is deactivated", "peer_id_invalid")
_GONE = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "no text in the message to edit",
)


class Telegram:
    """The bot's way out. One call a message; nothing is tried twice here."""

    name = NAME
    edits = True

    def __init__(
        self,
        bot: Bot,
        take: Callable[[list[Arrival]], Awaitable[None]],
        files: Files,
        clock: Clock,
    ) -> None:
        """`take` is the intake, for what Telegram answers to our questions."""
        self._bot = bot
        self._take = take
        self._files = files
        self._clock = clock

    async def call(self, method: str, payload: dict[str, Any]) -> Any:
        """One method of the Bot API; raises python-telegram-bot's errors."""
        return await ask(self._bot, method, payload)

    async def find(self, parcel: Parcel) -> Sent | None:
        """Telegram tells nobody what a bot has sent."""
        return None

    async def deliver(self, parcel: Parcel) -> Delivered:
        body = parcel.body
        try:
            if isinstance(body, AskMembership):
                return await self._ask(parcel, body)
            if isinstance(body, Fetch):
                return Sent()  # Telegram keeps what people send
            if isinstance(body, Inspect):
                return await inspect(parcel, body, self._files, self._take, self._clock)
            if body.picture is not None and body.picture.channel != NAME:
                late = await late_picture(parcel, body.picture, self._files)
                if late is not None:
                    return late
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
                if says(error, "not modified"):
                    return parcel.replaces
                if not says(error, *_GONE):
                    raise
            else:
                return parcel.replaces
        if spoken.picture is not None:
            return await self._picture(payload, spoken.picture)
        sent = await self.call("sendMessage", payload)
        return str(sent["message_id"])

    async def _picture(self, payload: dict[str, JsonValue], picture: Attachment) -> str:
        """A picture with the text below it; of one that cannot be had, the text alone."""
        kind = "photo" if picture.kind == "photo" else "document"
        content = await self._content(picture)
        if content is not None:
            captioned = {**drawing.captioned(payload), kind: content}
            try:
                sent = await self.call(f"send{kind.capitalize()}", captioned)
            except BadRequest as error:
                if says(error, *_UNREACHABLE):
                    raise
                log.warning("picture_refused", kind=kind, why=error.message)
            else:
                return str(sent["message_id"])
        sent = await self.call("sendMessage", payload)
        return str(sent["message_id"])

    async def _content(self, picture: Attachment) -> str | InputFile | None:
        """What to send: Telegram's own id of it, or the bytes on our disk."""
        if picture.channel == NAME:
            return picture.ref
        path = self._files.path(picture)
        if path is None:
            return None
        return InputFile(await asyncio.to_thread(path.read_bytes), filename=picture.name)

    async def _ask(self, parcel: Parcel, asked: AskMembership) -> Delivered:
        """Ask for a membership; where Telegram does not say yes, it counts as no."""
        payload = {"chat_id": parcel.to.chat, "user_id": asked.person}
        try:
            found = await self.call("getChatMember", payload)
        except (BadRequest, Forbidden):
            member = False
        else:
            member = updates.present(found)
        await self._take([membership_answer(parcel, asked, member, self._clock())])
        return Sent()

    async def answer_press(self, callback: str) -> None:
        """End the button's waiting at once; that it may be too late by now is no matter."""
        try:
            await self.call("answerCallbackQuery", {"callback_query_id": callback})
        except Exception as error:
            log.debug("press_not_answered", why=repr(error))


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
            return Refused(error.message, unreachable=says(error, *_UNREACHABLE))
        case NeverSentError():
            return NotNow(backoff, error.message, whole=False)
        case ServerTroubleError():
            return NotNow(backoff, error.message, whole=False, unsure=True)
        case _:
            return Lost(error.message)


def says(error: TelegramError, *any_of: str) -> bool:
    """Whether it holds any of these words; the library changes capitals in what Telegram says."""
    said = error.message.casefold()
    return any(words in said for words in any_of)


def seconds(error: RetryAfter) -> float:
    """How long Telegram wants us to wait."""
    wait = error.retry_after
    return float(wait) if isinstance(wait, int | float) else wait.total_seconds()
