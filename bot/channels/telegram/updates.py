"""Raw updates of the Bot API to what they say. Each is read on its own: one that cannot be
read is set aside and stalls nothing.
"""

import hashlib
import json
from datetime import UTC, datetime
from typing import Literal

from pydantic import BaseModel, Field, JsonValue, ValidationError

from bot.channels.telegram import NAME
from handlers.messages import Address, Attachment, Heard, Joined, Moved, Reach, Said
from storage.codec import Arrival

ALLOWED = ("message", "callback_query", "my_chat_member", "chat_member")
"""The updates we ask Telegram for; by default it would leave `chat_member` out."""

_PRESENT = frozenset({"creator", "administrator", "member"})


class _User(BaseModel):
    id: int
    is_bot: bool = False
    first_name: str = ""
    last_name: str = ""
    language_code: str = ""

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


class _Chat(BaseModel):
    id: int
    type: Literal["private", "group", "supergroup", "channel"]

    @property
    def address(self) -> Address:
        return Address(NAME, str(self.id))


class _Photo(BaseModel):
    file_id: str
    width: int = 0
    height: int = 0


class _Document(BaseModel):
    file_id: str
    file_name: str = ""
    mime_type: str = ""


class _Ref(BaseModel):
    message_id: int


class _Message(_Ref):
    date: int = 0
    chat: _Chat
    sender: _User | None = Field(None, alias="from")
    sender_chat: _Chat | None = None
    text: str = ""
    caption: str = ""
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
    message: _Message | None = None
    data: str = ""


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
    date: int
    new_chat_member: _Member


class _Update(BaseModel):
    update_id: int
    message: _Message | None = None
    callback_query: _Callback | None = None
    my_chat_member: _MemberUpdate | None = None
    chat_member: _MemberUpdate | None = None


def arrival(raw: JsonValue, now: datetime, username: str = "") -> Arrival:
    """What an update is to the desk. `username` is our own, to know whom a command is for."""
    body = json.dumps(raw, ensure_ascii=False, separators=(",", ":"))
    try:
        update = _Update.model_validate(raw)
    except ValidationError as error:
        return Arrival(NAME, _key(raw, body), body, None, f"cannot be read: {_why(error)}")
    return Arrival(NAME, str(update.update_id), body, _heard(update, now, username))


def callback_id(raw: JsonValue) -> str:
    """The id by which a press is answered at once, before anything is read; "" if it is none."""
    callback = raw.get("callback_query") if isinstance(raw, dict) else None
    key = callback.get("id") if isinstance(callback, dict) else None
    return key if isinstance(key, str) else ""


def update_id(raw: JsonValue) -> int | None:
    """The id an update is confirmed by, whatever else is wrong with it."""
    key = raw.get("update_id") if isinstance(raw, dict) else None
    return key if isinstance(key, int) else None


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
        reply_to=str(message.reply_to_message.message_id) if message.reply_to_message else "",
        named=message.sender_chat is None,
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
    )


def _for_us(text: str, username: str) -> str | None:
    """The text without our name behind its command; None if the command names another bot."""
    if not text.startswith("/"):
        return text
    word, space, rest = text.partition(" ")
    command, at, bot = word.partition("@")
    if at and username and bot.casefold() != username.casefold():
        return None
    return f"{command}{space}{rest}"


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
