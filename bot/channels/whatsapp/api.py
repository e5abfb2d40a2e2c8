"""Twilio's REST API, as much of it as the desk needs, through the vendor's library.

The library's own asynchronous client knows no time limit and posts again what may have been
executed; so it is given a client of ours. What it returns without types becomes small values here.
"""

import json
import re
from collections.abc import AsyncIterator, Awaitable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aiohttp import encode_basic_auth
from twilio.base import values
from twilio.base.exceptions import TwilioRestException, TwilioServiceException
from twilio.rest import Client
from twilio.rest.api.v2010.account.message import MessageInstance

from bot.channels.whatsapp.transport import Transport
from bot.http import AnswerLost, Http

REST = "https://api.twilio.com/2010-04-01"
PREFIX = "whatsapp:"

_MESSAGE_SID = re.compile(r"[SM]M[0-9a-fA-F]{32}")
_MEDIA_SID = re.compile(r"ME[0-9a-fA-F]{32}")
_PAGE = 200
_FEW = 20
_GONE = (404, 410)
_FAILED = ("failed", "undelivered", "canceled")
_UNDECIDED = ("accepted", "scheduled", "queued", "sending")
_JSON = {"Content-Type": "application/json"}


class MediaGone(Exception):
    """Twilio has the file no longer, or never had it."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message Twilio has, sent or received; `to` and `from_` without their prefix."""

    sid: str
    to: str
    from_: str
    body: str
    created_at: datetime
    num_media: int
    status: str = ""
    code: int = 0
    why: str = ""

    @property
    def failed(self) -> bool:
        """Whether it did not arrive, and never will."""
        return self.status in _FAILED

    @property
    def undecided(self) -> bool:
        """Whether Twilio still has it: it may fail yet."""
        return self.status in _UNDECIDED


@dataclass(frozen=True, slots=True)
class Media:
    """A file that came with a message."""

    sid: str
    content_type: str


@dataclass(frozen=True, slots=True)
class ContentItem:
    """A message shape, or a template, that is kept at Twilio."""

    sid: str
    friendly_name: str
    language: str


@dataclass(frozen=True, slots=True)
class Approval:
    """What WhatsApp says to a template: unsubmitted, received, pending, approved, rejected, paused
    or disabled, and why.
    """

    status: str
    reason: str


@dataclass(frozen=True, slots=True)
class Account:
    """The account our keys open."""

    sid: str
    status: str
    friendly_name: str
    trial: bool = False


class Twilio:
    """One account, and one number of it.

    What Twilio refuses raises the library's `TwilioException`; what never got an answer raises
    the errors of `bot.http`.
    """

    def __init__(
        self,
        http: Http,
        *,
        account_sid: str,
        user: str,
        password: str,
        sender: str,
        public_url: str,
        api_url: str = "",
    ) -> None:
        """`user` is an API key or the account itself, `password` what belongs to it; `sender` is
        the number we write from.
        """
        self._http = http
        self._transport = Transport(http, api_url)
        self._client = Client(user, password, account_sid, http_client=self._transport)
        self._content = self._client.content.v1
        self._authorization = {"Authorization": encode_basic_auth(user, password)}
        self._account = account_sid
        self._sender = PREFIX + sender
        self._status_url = f"{public_url}/whatsapp/status"

    # ---- messages

    async def send(
        self,
        *,
        to: str,
        row: int,
        body: str = "",
        content: str = "",
        variables: Mapping[str, str] | None = None,
        media: str = "",
    ) -> str:
        """Send one message; returns Twilio's id of it. What becomes of it is told for `row`."""
        sent = await self._client.messages.create_async(
            to=PREFIX + to,
            from_=self._sender,
            body=body or values.unset,
            content_sid=content or values.unset,
            content_variables=json.dumps(variables) if variables else values.unset,
            media_url=[media] if media else values.unset,
            status_callback=f"{self._status_url}?row={row}#rc=3&rp=all",
        )
        return _id(sent.sid)

    async def sent_to(self, to: str, since: datetime) -> list[Message]:
        """What we wrote to somebody since then, newest first: what still waits at Twilio too,
        which has no date of its sending that could be asked for, but nothing that failed.
        """
        listed = await self._client.messages.stream_async(
            to=PREFIX + to, from_=self._sender, page_size=_FEW
        )
        return [message for message in await _newer(listed, since) if not message.failed]

    async def sent(self, since: datetime) -> list[Message]:
        """What we wrote to anybody since then, oldest first, whatever became of it."""
        listed = await self._client.messages.stream_async(from_=self._sender, page_size=_PAGE)
        return (await _newer(listed, since))[::-1]

    async def received(self, since: datetime) -> list[Message]:
        """What was written to our number since then, oldest first."""
        found = await self._client.messages.list_async(
            to=self._sender, date_sent_after=since.astimezone(UTC), page_size=_PAGE
        )
        return [_message(one, since) for one in reversed(found)]

    # ---- files

    async def media_of(self, message: str) -> list[Media]:
        """The files that came with a message."""
        found = await self._client.messages(message).media.list_async()
        return [Media(str(one.sid), str(one.content_type or "")) for one in found]

    async def fetch_media(self, message: str, media: str, most: int) -> bytes:
        """A file that came with a message; raises `MediaGone`, and `TooLarge` of `bot.http`.

        Its address is made of ids alone, so that none that somebody sent us is ever asked for.
        """
        _check_ids(message, media)
        path = f"{REST}/Accounts/{self._account}/Messages/{message}/Media/{media}"
        url = self._transport.address(path)
        answer = await self._http.download(url, most, self._authorization)
        if answer.status in _GONE:
            raise MediaGone(f"answered {answer.status}")
        if answer.status != 200:
            raise TwilioRestException(answer.status, url, "the file was refused", answer.status)
        return answer.body

    async def delete_media(self, message: str, media: str) -> None:
        """Let Twilio forget a file; one it has forgotten already is no error."""
        _check_ids(message, media)
        await _gone(self._client.messages(message).media(media).delete_async())

    # ---- contents

    async def contents(self) -> list[ContentItem]:
        """Everything of that kind the account has, ours and others'."""
        found = await self._content.contents.list_async(page_size=_PAGE)
        return [
            ContentItem(str(one.sid), str(one.friendly_name or ""), str(one.language or ""))
            for one in found
        ]

    async def create_content(self, definition: Mapping[str, object]) -> str:
        """Make one; returns its id."""
        made = await self._posted("/Content", definition)
        return _id(made.get("sid"))

    async def delete_content(self, sid: str) -> None:
        """Remove one; that it is not there is no error."""
        await _gone(self._content.contents(sid).delete_async())

    async def submit(self, sid: str, name: str, category: str) -> Approval:
        """Ask WhatsApp to approve a template under this name."""
        asked = {"name": name, "category": category}
        return _approval(await self._posted(f"/Content/{sid}/ApprovalRequests/whatsapp", asked))

    async def approval(self, sid: str) -> Approval:
        """What WhatsApp says to a template."""
        said = await self._content.contents(sid).approval_fetch().fetch_async()
        return _approval(said.whatsapp or {})

    async def _posted(self, path: str, asked: Mapping[str, object]) -> dict[str, Any]:
        """What the library would want as a tree of its own classes."""
        made: dict[str, Any] = await self._content.create_async(
            "POST", path, data=dict(asked), headers=dict(_JSON)
        )
        return made

    # ---- the account

    async def account(self) -> Account:
        """Who we are to Twilio."""
        me = await self._client.api.v2010.accounts(self._account).fetch_async()
        return Account(str(me.sid), str(me.status), str(me.friendly_name), str(me.type) == "Trial")


async def _newer(listed: AsyncIterator[MessageInstance], since: datetime) -> list[Message]:
    """What was made since then, of a list whose newest come first; it knows whole seconds."""
    since = since.replace(microsecond=0)
    found: list[Message] = []
    async for one in listed:
        message = _message(one, since)
        if message.created_at < since:
            break
        found.append(message)
    return found


def _message(listed: MessageInstance, since: datetime) -> Message:
    return Message(
        str(listed.sid),
        str(listed.to).removeprefix(PREFIX),
        str(listed.from_).removeprefix(PREFIX),
        str(listed.body or ""),
        listed.date_created or listed.date_sent or since,
        int(listed.num_media or 0),
        str(listed.status),
        int(listed.error_code or 0),
        str(listed.error_message or ""),
    )


def _id(told: object) -> str:
    if not told:
        raise AnswerLost("it has no id")
    return str(told)


def _check_ids(message: str, media: str) -> None:
    if not (_MESSAGE_SID.fullmatch(message) and _MEDIA_SID.fullmatch(media)):
        raise MediaGone("no id of Twilio's")


async def _gone(deleting: Awaitable[object]) -> None:
    """Delete something; that it is there no longer is no error."""
    try:
        await deleting
    except (TwilioRestException, TwilioServiceException) as error:
        if error.status not in _GONE:
            raise


def _approval(said: Mapping[str, Any]) -> Approval:
    return Approval(
        str(said.get("status") or "unsubmitted"), str(said.get("rejection_reason") or "")
    )
