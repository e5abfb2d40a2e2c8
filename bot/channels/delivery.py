"""How a delivery can end, the same for every channel."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeAlias

import structlog

from bot.artwork import inspection
from bot.clock import Clock
from bot.files import Files
from handlers.messages import AskMembership, Attachment, Fetch, Inspect, Unfetched
from storage import codec
from storage.codec import Arrival
from storage.outbox import Parcel

LONGEST_BACKOFF = 300.0
"""Seconds between two attempts to get a file."""

FETCHES = 12
"""Attempts after which what somebody sent is given up, half an hour after they sent it."""

LATE_PICTURES = 3
"""Attempts after which a message goes without its picture: words are not held up for long."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Sent:
    """It is there, under this id of the channel's. `more` if that was a part of it only: the
    rest follows as the next part.
    """

    id: str = ""
    more: bool = False


@dataclass(frozen=True, slots=True)
class NotNow:
    """It was not executed; the same again after so many seconds. `whole` if it was the channel
    as a whole that was too fast, not this chat; `unsure` if it may have been executed after all,
    so that the next one must say so.
    """

    seconds: float
    why: str
    whole: bool = True
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Lost:
    """The answer never came: it may be there or not."""

    why: str


@dataclass(frozen=True, slots=True)
class Refused:
    """It will never work. `unreachable` if that is so for everything to this chat."""

    why: str
    unreachable: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """It may not go before the person writes again; they had not by `since`. `id` is the
    channel's of what knocked meanwhile, "" if nothing did.
    """

    why: str
    since: datetime
    id: str = ""


@dataclass(frozen=True, slots=True)
class Dropped:
    """It may not go before the person writes again, and is not worth waiting for."""

    why: str


@dataclass(frozen=True, slots=True)
class MovedTo:
    """The chat goes on under another id; send it there."""

    chat: str


Delivered: TypeAlias = Sent | NotNow | Lost | Refused | Held | Dropped | MovedTo


class Channel(Protocol):
    """Where messages go out. A channel never retries by itself: the outbox does."""

    @property
    def name(self) -> str: ...

    @property
    def edits(self) -> bool:
        """Whether what was sent can be changed."""
        ...

    async def deliver(self, parcel: Parcel) -> Delivered:
        """Hand one message over, once."""
        ...

    async def find(self, parcel: Parcel) -> Sent | NotNow | None:
        """Whether a message whose answer was lost did go out; None if not, or nobody can tell.
        Where that may be told later, the message is not sent before.
        """
        ...


def membership_answer(parcel: Parcel, asked: AskMembership, member: bool, now: datetime) -> Arrival:
    """What was said, once more, now that we know whether the sender is in the chat."""
    said = replace(asked.said, member=member, at=now)
    return Arrival(asked.to.channel, f"job:{parcel.id}", codec.heard_json(said), said)


async def run_errand(
    parcel: Parcel,
    errand: Fetch,
    files: Files,
    take: Callable[[list[Arrival]], Awaitable[None]],
    clock: Clock,
) -> Delivered:
    """Get on to our disk what somebody sent; where that cannot be done, the desk hears of it."""
    found, late = await _fetched(errand.attachment, files, parcel.attempt)
    if late and parcel.attempt < FETCHES:
        return late
    if found is None:
        heard = Unfetched(parcel.to, errand.attachment, clock())
        key = f"job:{parcel.id}"
        await take([Arrival(parcel.to.channel, key, codec.heard_json(heard), heard)])
    return Sent()


async def inspect(
    parcel: Parcel,
    errand: Inspect,
    files: Files,
    take: Callable[[list[Arrival]], Awaitable[None]],
    clock: Clock,
) -> Delivered:
    """See what a file is worth as a logo, and let the desk hear of it.

    Of one that cannot be had nothing is said here: whoever fetches it says so.
    """
    sent = errand.attachment
    found, late = await _fetched(sent, files, parcel.attempt)
    if found is not None:
        found, late = await _fetched(inspection.report_on(sent), files, parcel.attempt)
    if late and parcel.attempt < FETCHES:
        return late
    if found is None:
        return Sent()
    heard = inspection.told(replace(errand, to=parcel.to), clock(), found.read_bytes())
    key = f"job:{parcel.id}"
    await take([Arrival(parcel.to.channel, key, codec.heard_json(heard), heard)])
    return Sent()


async def late_picture(parcel: Parcel, picture: Attachment, files: Files) -> NotNow | None:
    """See to it that a message's picture is on our disk; tells to wait while that may yet be.

    None means that it is there, or that the message has to go without it.
    """
    _, late = await _fetched(picture, files, parcel.attempt)
    return late if parcel.attempt < LATE_PICTURES else None


async def _fetched(
    attachment: Attachment, files: Files, attempt: int
) -> tuple[Path | None, NotNow | None]:
    """Where the file is, and when to look for it again if that is not known yet."""
    try:
        return await files.fetch(attachment), None
    except Exception as error:
        why = f"{type(error).__name__}: {error}"
        log.warning("file_late", channel=attachment.channel, attempt=attempt, why=why)
        return None, NotNow(min(2.0**attempt, LONGEST_BACKOFF), why, whole=False)
