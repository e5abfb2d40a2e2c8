"""Raw updates of the Bot API to what they say. Each is read on its own: one that cannot be
read is set aside and stalls nothing.
"""

import hashlib
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, Field, JsonValue, StrictInt, ValidationError

from bot.channels.telegram import NAME
from handlers.messages import Address, Attachment, Heard, Joined, Moved, Reach, Said
from storage.codec import Arrival

ALLOWED = ("message", "callback_query", "my_chat_member", "chat_member")
"""The updates we ask Telegram for; by default it would leave `chat_member` out."""

_PRESENT = frozenset({"creator", "administrator", "member"})
_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
_ADDRESSED = re.compile(r"(/\w+)@(\w+)(?!\S)")


def _storable(words: Any) -> Any:
    return _UNSTORABLE.sub("\ufffd", words) if isinstance(words, str) else words


_Words = Annotated[str, BeforeValidator(_storable)]
"""A text without what no database takes: halves of a sign, and zeros."""

_Moment = Annotated[int, Field(ge=0, le=253_402_214_400)]
"""Seconds since 1970, up to the last year there is."""


class _User(BaseModel):
    id: int
    is_bot: bool = False
    first_name: _Words = ""
    last_name: _Words = ""
    language_code: _Words = ""
    username: _Words = ""

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


class _Chat(BaseModel):
    id: int
    type: str

    @property
    def address(self) -> Address:
        return Address(NAME, str(self.id))


class _Photo(BaseModel):
    file_id: _Words
    width: int = 0
    height: int = 0


class _Document(BaseModel):
    file_id: _Words
    file_name: _Words = ""


class _Ref(BaseModel):
    message_id: int
    sender: _User | None = Field(None, alias="from")


class _Pressed(BaseModel):
    """What is left of a message too old for Telegram to show; of none do we need more."""

    message_id: int
    chat: _Chat


class _Message(_Pressed):
    date: _Moment
    sender: _User | None = Field(None, alias="from")
    sender_chat: _Chat | None = None
    text: _Words = ""
    caption: _Words = ""
    photo: tuple[_Photo, ...] = ()
    document: _Document | None = None
    reply_to_message: _Ref | None = None
    migrate_to_chat_id: int | None = None
    migrate_from_chat_id: int | None = None
    new_chat_members: tuple[_User, ...] = ()
    left_chat_member: _User | None = None


class _Callback(BaseModel):
    id: str
    sender: _User = Field(alias="from")
    message: _Pressed | None = None
    data: _Words = ""


class _Member(BaseModel):
    status: str
    user: _User
    is_member: bool = False

    @property
    def present(self) -> bool:
        """A restricted person may be in the chat or not; the others' status says it."""
        return self.status in _PRESENT or (self.status == "restricted" and self.is_member)


class _MemberUpdate(BaseModel):
    chat: _Chat
    date: _Moment
    new_chat_member: _Member


class _Update(BaseModel):
    update_id: StrictInt
    message: _Message | None = None
    callback_query: _Callback | None = None
    my_chat_member: _MemberUpdate | None = None
    chat_member: _MemberUpdate | None = None


def arrivals(raw: JsonValue, now: datetime, username: str = "") -> list[Arrival]:
    """What an update is to the desk: one thing, or one for each of several people who joined."""
    first = arrival(raw, now, username)
    if not isinstance(first.heard, Joined) or not isinstance(raw, dict):
        return [first]
    joined = _Update.model_validate(raw)
    others = joined.message.new_chat_members[1:] if joined.message else ()
    return [
        first,
        *(
            replace(
                first,
                ext_id=f"{first.ext_id}+{at}",
                body="",
                heard=replace(first.heard, person=str(other.id)),
            )
            for at, other in enumerate(others, 1)
        ),
    ]


def arrival(raw: JsonValue, now: datetime, username: str = "") -> Arrival:
    """What an update is to the desk. `username` is our own, to know whom a command is for."""
    try:
        body = _json(raw)
    except RecursionError:
        return Arrival(NAME, _key(raw, ""), "", None, "cannot be read: nested too deeply")
    try:
        update = _Update.model_validate(raw)
    except ValidationError as error:
        return Arrival(NAME, _key(raw, body), body, None, f"cannot be read: {_why(error)}")
    return Arrival(NAME, str(update.update_id), body, _heard(update, now, username))


def present(member: JsonValue) -> bool:
    """Whether a ChatMember is in the chat; one that cannot be read is not."""
    try:
        return _Member.model_validate(member).present
    except ValidationError:
        return False


def callback_id(raw: JsonValue) -> str:
    """The id by which a press is answered at once, before anything is read; "" if it is none."""
    callback = raw.get("callback_query") if isinstance(raw, dict) else None
    key = callback.get("id") if isinstance(callback, dict) else None
    return key if isinstance(key, str) else ""


def update_id(raw: JsonValue) -> int | None:
    """The id an update is confirmed by, whatever else is wrong with it."""
    key = raw.get("update_id") if isinstance(raw, dict) else None
    return key if type(key) is int else None


def _json(raw: JsonValue) -> str:
    """The update as it came; half a sign is written as JSON writes it, for no file takes it."""
    written = json.dumps(raw, ensure_ascii=False, separators=(",", ":"))
    return written.encode(errors="backslashreplace").decode()


def _key(raw: JsonValue, body: str) -> str:
    key = update_id(raw)
    return str(key) if key is not None else hashlib.sha256(body.encode()).hexdigest()


def _why(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"


def _heard(update: _Update, now: datetime, username: str) -> Heard | None:
    if update.message is not None:
        return _message(update.message, now, username)
    if update.callback_query is not None:
        return _press(update.callback_query, now)
    mine, others = update.my_chat_member, update.chat_member
    if mine is not None and mine.chat.type == "private":
        return Reach(mine.chat.address, mine.new_chat_member.present, now)
    if others is not None:
        member = others.new_chat_member
        return Joined(others.chat.address, str(member.user.id), member.present, now)
    return None


def _message(message: _Message, now: datetime, username: str) -> Heard | None:
    address = message.chat.address
    if message.migrate_to_chat_id is not None:
        return Moved(address, Address(NAME, str(message.migrate_to_chat_id)), now)
    if message.migrate_from_chat_id is not None:
        return Moved(Address(NAME, str(message.migrate_from_chat_id)), address, now)
    if message.left_chat_member is not None:
        return Joined(address, str(message.left_chat_member.id), False, now)
    if message.new_chat_members:
        return Joined(address, str(message.new_chat_members[0].id), True, now)
    sender = message.sender
    if sender is None or message.chat.type == "channel":
        return None
    if sender.is_bot and message.sender_chat is None:
        return None
    text = _for_us(message.text or message.caption, username)
    if text is None:
        return None
    return Said(
        address=address,
        sender=str(sender.id),
        name=sender.name,
        at=_moment(message.date),
        text=text,
        attachments=_attachments(message),
        private=message.chat.type == "private",
        language=sender.language_code[:2],
        source=_source(text),
        message=str(message.message_id),
        reply_to=_replied_to(message.reply_to_message),
        named=message.sender_chat is None,
        handle=sender.username.casefold(),
    )


def _press(callback: _Callback, now: datetime) -> Said | None:
    """A press. The message pressed may be too old for Telegram to show; its chat is still there."""
    if callback.message is None or not callback.data:
        return None
    return Said(
        address=callback.message.chat.address,
        sender=str(callback.sender.id),
        name=callback.sender.name,
        at=now,
        press=callback.data,
        private=callback.message.chat.type == "private",
        language=callback.sender.language_code[:2],
        message=str(callback.message.message_id),
        handle=callback.sender.username.casefold(),
    )


def _replied_to(message: _Ref | None) -> str:
    """The message replied to, if it is a bot's: what people answer each other is not for us."""
    ours = message is not None and message.sender is not None and message.sender.is_bot
    return str(message.message_id) if message is not None and ours else ""


def _for_us(text: str, username: str) -> str | None:
    """The text without our name behind its command; None if the command names another bot."""
    addressed = _ADDRESSED.match(text)
    if addressed is None:
        return text
    if username and addressed[2].casefold() != username.casefold():
        return None
    return addressed[1] + text[addressed.end() :]


def _source(text: str) -> str:
    """The word of the deep link somebody came by: "/start ig_nov" says "ig_nov"."""
    command, _, payload = text.partition(" ")
    return payload.strip()[:64] if command == "/start" else ""


def _attachments(message: _Message) -> tuple[Attachment, ...]:
    if message.photo:
        largest = max(message.photo, key=lambda p: p.width * p.height)
        return (Attachment(NAME, largest.file_id, "foto.jpg", "photo"),)
    if message.document is not None:
        name = message.document.file_name or "berkas"
        return (Attachment(NAME, message.document.file_id, name[:80], "file"),)
    return ()


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
