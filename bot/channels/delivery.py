"""How a delivery can end, the same for every channel."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, TypeAlias

from handlers.messages import AskMembership
from storage import codec
from storage.codec import Arrival
from storage.outbox import Parcel


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
    """It may not go before the person writes again; they had not by `since`."""

    why: str
    since: datetime


@dataclass(frozen=True, slots=True)
class MovedTo:
    """The chat goes on under another id; send it there."""

    chat: str


Delivered: TypeAlias = Sent | NotNow | Lost | Refused | Held | MovedTo


class Channel(Protocol):
    """Where messages go out. A channel never retries by itself: the outbox does."""

    @property
    def name(self) -> str: ...

    async def deliver(self, parcel: Parcel) -> Delivered:
        """Hand one message over, once."""
        ...

    async def find(self, parcel: Parcel) -> Sent | None:
        """Whether a message whose answer was lost did go out; None if not, or nobody can tell."""
        ...


def membership_answer(parcel: Parcel, asked: AskMembership, member: bool, now: datetime) -> Arrival:
    """What was said, once more, now that we know whether the sender is in the chat."""
    said = replace(asked.said, member=member, at=now)
    return Arrival(asked.to.channel, f"job:{parcel.id}", codec.heard_json(said), said)
