"""Twilio's forms, and the messages it lists, to what they say. Each is read on its own: one that
cannot be read is set aside and stalls nothing.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    StringConstraints,
    ValidationError,
)

from bot.channels.whatsapp import NAME
from bot.channels.whatsapp.api import Message
from bot.channels.whatsapp.codes import fault
from handlers.messages import Address, Attachment, Fetch, Reach, Receipt, Said
from storage.codec import Arrival

_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
_PREFIX = "whatsapp:"
_PHONE = re.compile(r"\+[1-9][0-9]{6,14}")
_ID = r"\+?[A-Za-z0-9._-]{1,139}"
"""A number, or the id WhatsApp gives who shows none ("ID.4566546130240823")."""

_MEDIA = re.compile(
    r"https://api\.twilio\.com/2010-04-01/Accounts/(AC[0-9a-fA-F]{32})"
    r"/Messages/([SM]M[0-9a-fA-F]{32})/Media/(ME[0-9a-fA-F]{32})"
)
_MEDIA_FIELD = re.compile(r"Media(?:Url|ContentType)[0-9]+")
_MOST_MEDIA = 10
_SOURCE = re.compile(r"(?:^|\s)#(?!(?:[0-9]+|[0-9a-fA-F]{6})$)([A-Za-z0-9_-]{1,64})$")
"""The word our links put at the end of the first message; "#12" is an order, "#ffcc00" a colour."""

_FILES = {
    "image/jpeg": "foto.jpg",
    "image/png": "foto.png",
    "image/webp": "foto.webp",
    "image/gif": "foto.gif",
    "image/heic": "foto.heic",
    "application/pdf": "berkas.pdf",
    "application/msword": "berkas.doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "berkas.docx",
    "application/vnd.ms-excel": "berkas.xls",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "berkas.xlsx",
    "application/vnd.ms-powerpoint": "berkas.ppt",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "berkas.pptx",
    "text/plain": "berkas.txt",
    "audio/ogg": "suara.ogg",
    "audio/mpeg": "suara.mp3",
    "audio/mp4": "suara.m4a",
    "audio/amr": "suara.amr",
    "audio/aac": "suara.aac",
    "video/mp4": "video.mp4",
    "video/3gpp": "video.3gp",
    "text/vcard": "kontak.vcf",
    "text/x-vcard": "kontak.vcf",
}
_UNKNOWN_FILE = "berkas.bin"

_States = Literal["sent", "delivered", "read", "failed"]
_STATES: Mapping[str, _States] = {
    "sent": "sent",
    "delivered": "delivered",
    "read": "read",
    "failed": "failed",
    "undelivered": "failed",
}
"""The others tell only that Twilio has it, which the answer to our request told already."""

_CODE = re.compile(r"[0-9]{1,9}")
_LONGEST_REASON = 300


def _storable(words: Any) -> Any:
    return _UNSTORABLE.sub("\ufffd", words) if isinstance(words, str) else words


_Words = Annotated[str, BeforeValidator(_storable)]
"""A text without what no database takes: halves of a sign, and zeros."""

_MessageSid = Annotated[str, StringConstraints(pattern=r"^[SM]M[0-9a-fA-F]{32}$")]

_Sender = Annotated[str, StringConstraints(pattern=rf"^{_PREFIX}{_ID}$")]


class _Message(BaseModel):
    """The fields that mean something to us; a form may have any others."""

    model_config = ConfigDict(strict=True)

    message_sid: _MessageSid = Field(alias="MessageSid")
    account_sid: _Words = Field("", alias="AccountSid")
    sender: _Sender = Field(alias="From")
    other_id: _Words = Field("", alias="ExternalUserId")
    profile_name: _Words = Field("", alias="ProfileName")
    body: _Words = Field("", alias="Body")
    button_payload: _Words = Field("", alias="ButtonPayload")
    list_id: _Words = Field("", alias="ListId")
    replied_to: _Words = Field("", alias="OriginalRepliedMessageSid")
    label: _Words = Field("", alias="Label")
    address: _Words = Field("", alias="Address")
    latitude: _Words = Field("", alias="Latitude")
    longitude: _Words = Field("", alias="Longitude")
    ad: _Words = Field("", alias="ReferralSourceId")
    ad_click: _Words = Field("", alias="ReferralCtwaClid")
    opt_out: _Words = Field("", alias="OptOutType")

    @property
    def known_as(self) -> Address:
        return Address(NAME, self.sender.removeprefix(_PREFIX))

    @property
    def aliases(self) -> tuple[str, ...]:
        other = self.other_id.removeprefix(_PREFIX)
        known = re.fullmatch(_ID, other)
        return (other,) if known and other != self.known_as.chat else ()


class _Status(BaseModel):
    """What a status callback tells of a message of ours."""

    model_config = ConfigDict(strict=True)

    message_sid: _MessageSid = Field(alias="MessageSid")
    status: Annotated[str, StringConstraints(pattern=r"^[A-Za-z_]{1,32}$")] = Field(
        alias="MessageStatus"
    )
    error_code: _Words = Field("", alias="ErrorCode")
    error_message: _Words = Field("", alias="ErrorMessage")
    channel_message: _Words = Field("", alias="ChannelStatusMessage")


_MEANT = frozenset(
    str(field.alias) for model in (_Message, _Status) for field in model.model_fields.values()
)


def meant(name: str) -> bool:
    """Whether a form's field of this name means something to us, so that it may come only once."""
    return name in _MEANT or _MEDIA_FIELD.fullmatch(name) is not None


def arrival(fields: Mapping[str, str], now: datetime) -> Arrival:
    """What a message posted to us is to the desk; such a form does not tell when it was sent."""
    form = dict(fields)
    body = _json(form)
    try:
        message = _Message.model_validate(form)
    except ValidationError as error:
        return _aside(body, error)
    return _arrival(message, tuple(_attachments(message, form)), body, now)


def listed(
    *, sid: str, sender: str, body: str, media: Sequence[tuple[str, str]], at: datetime
) -> Arrival:
    """The same arrival from a message that was not posted to us but listed afterwards.

    `sender` is its `from`, `media` are the id and the content type of each of its files. A listed
    message tells the title of what was pressed, not its id; the desk finds it by that.
    """
    fields = {"MessageSid": sid, "From": sender, "Body": body}
    files: list[JsonValue] = [list(file) for file in media]
    kept = _json({**fields, "Media": files, "DateCreated": at.isoformat()})
    try:
        message = _Message.model_validate(fields)
    except ValidationError as error:
        return _aside(kept, error)
    attachments = tuple(_attachment(sid, file, content_type) for file, content_type in media)
    return _arrival(message, attachments, kept, at)


def receipt(fields: Mapping[str, str], row: int, now: datetime) -> Arrival:
    """What a status callback is to the desk. `row` is the outbox row it was asked for.

    Each event is kept once, in whatever order they come.
    """
    form = dict(fields)
    body = _json(form)
    try:
        told = _Status.model_validate(form)
    except ValidationError as error:
        return _aside(body, error)
    code = told.error_code if _CODE.fullmatch(told.error_code) else ""
    ext_id = ":".join(part for part in (told.message_sid, told.status.lower(), code) if part)
    state = _STATES.get(told.status.lower())
    if state is None:
        return Arrival(NAME, ext_id, body)
    heard = Receipt(row, NAME, told.message_sid, state, now)
    if state == "failed":
        words = told.error_message or told.channel_message
        why = ": ".join(part for part in (code, words) if part)[:_LONGEST_REASON]
        heard = Receipt(row, NAME, told.message_sid, state, now, fault(int(code or 0)), why)
    return Arrival(NAME, ext_id, body, heard)


def told_of(message: Message, row: int, now: datetime) -> Arrival | None:
    """The same from a message of ours that was listed, so that whichever comes second is
    recognised; None where nothing is known of it yet.
    """
    if message.status.lower() not in _STATES:
        return None
    fields = {
        "MessageSid": message.sid,
        "MessageStatus": message.status,
        "ErrorCode": str(message.code or ""),
        "ErrorMessage": message.why,
    }
    return receipt({name: value for name, value in fields.items() if value}, row, now)


def _json(form: Mapping[str, JsonValue]) -> str:
    """The form as it came; half a sign is written as JSON writes it, for no file takes it."""
    written = json.dumps(form, ensure_ascii=False, separators=(",", ":"))
    return written.encode(errors="backslashreplace").decode()


def _aside(body: str, error: ValidationError) -> Arrival:
    first = error.errors(include_url=False, include_input=False)[0]
    why = f"cannot be read: {'.'.join(map(str, first['loc']))}: {first['msg']}"
    return Arrival(NAME, hashlib.sha256(body.encode()).hexdigest(), body, None, why)


def _arrival(
    message: _Message, attachments: tuple[Attachment, ...], body: str, at: datetime
) -> Arrival:
    if message.opt_out in {"STOP", "START"}:
        reach = Reach(message.known_as, message.opt_out == "START", at)
        return Arrival(NAME, message.message_sid, body, reach)
    press = message.button_payload or message.list_id
    text, source = ("", "") if press else _text(message)
    said = Said(
        address=message.known_as,
        sender=message.known_as.chat,
        name=message.profile_name.strip(),
        at=at,
        text=text,
        press=press,
        attachments=attachments,
        source=source,
        message=message.message_sid,
        reply_to=message.replied_to,
        aliases=message.aliases,
        phone=message.known_as.chat if _PHONE.fullmatch(message.known_as.chat) else "",
        groups=False,
    )
    errands = tuple(Fetch(said.address, attachment) for attachment in attachments)
    return Arrival(NAME, message.message_sid, body, said, errands=errands)


def _text(message: _Message) -> tuple[str, str]:
    """What was written, and the word of the link or the advertisement that led here."""
    written, source = message.body, ""
    if found := _SOURCE.search(written.rstrip()):
        written, source = written[: found.start()].rstrip(), found[1]
    elif message.ad or message.ad_click:
        source = f"ad-{message.ad}"[:64]
    place = _place(message)
    return "\n".join(part for part in (written, place) if part), source


def _place(message: _Message) -> str:
    """A place that was shared, in a line: what it is called, and where it lies."""
    names = [" ".join(name.split()) for name in (message.label, message.address)]
    called = ", ".join(name for name in names if name)
    where = [_degrees(message.latitude, 90), _degrees(message.longitude, 180)]
    if not all(where):
        return called
    return f"{called} ({', '.join(where)})" if called else ", ".join(where)


def _degrees(written: str, most: int) -> str:
    try:
        degrees = float(written)
    except ValueError:
        return ""
    if not abs(degrees) <= most:
        return ""
    return f"{degrees:.6f}".rstrip("0").rstrip(".")


def _attachments(message: _Message, fields: Mapping[str, str]) -> Iterable[Attachment]:
    """The files of a form. One that does not lie in our account is left out: it is not for us to
    ask for it, and the words beside it are heard all the same.
    """
    for at in range(_MOST_MEDIA):
        found = _MEDIA.fullmatch(fields.get(f"MediaUrl{at}", ""))
        if found and found[1] == message.account_sid:
            yield _attachment(found[2], found[3], fields.get(f"MediaContentType{at}", ""))


def _attachment(sid: str, media: str, content_type: str) -> Attachment:
    kind = content_type.partition(";")[0].strip().lower()
    name = _FILES.get(kind, _UNKNOWN_FILE)
    return Attachment(
        NAME, f"{sid}/{media}", name, "photo" if kind.startswith("image/") else "file"
    )
