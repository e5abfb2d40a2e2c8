"""Messages and their media as the REST API shows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime

from tests.doubles.twilio.errors import Json
from tests.doubles.twilio.shapes import Shape

API_VERSION = "2010-04-01"


@dataclass
class Media:
    """A picture or a file of a message, kept until it is deleted."""

    sid: str
    content: bytes
    content_type: str
    created: float


@dataclass
class Message:
    """One message, in either direction; `code` says why it failed.

    `look` is what a Content resource became with its variables, `places` are those it has.
    """

    sid: str
    account: str
    sender: str
    to: str
    body: str
    direction: str
    status: str
    created: float
    media: dict[str, Media] = field(default_factory=dict)
    num_media: int = 0
    sent: float | None = None
    updated: float = 0.0
    code: int | None = None
    callback: str = ""
    look: Shape | None = None
    places: frozenset[str] = frozenset()
    variables: dict[str, str] = field(default_factory=dict)
    template: str = ""
    media_url: str = ""

    @property
    def uri(self) -> str:
        """Where the resource is, without its ending."""
        return f"/{API_VERSION}/Accounts/{self.account}/Messages/{self.sid}"

    @property
    def inbound(self) -> bool:
        """Whether a customer sent it."""
        return self.direction == "inbound"

    def as_json(self) -> Json:
        """Twilio: the Message resource; numbers of things are strings, codes are numbers."""
        return {
            "account_sid": self.account,
            "api_version": API_VERSION,
            "body": self.body,
            "date_created": rfc2822(self.created),
            "date_sent": rfc2822(self.sent) if self.sent else None,
            "date_updated": rfc2822(self.updated or self.created),
            "direction": self.direction,
            "error_code": self.code,
            "error_message": None,
            "from": self.sender,
            "messaging_service_sid": None,
            "num_media": str(self.num_media),
            "num_segments": "1",
            "price": None,
            "price_unit": None,
            "sid": self.sid,
            "status": self.status,
            "subresource_uris": {"media": f"{self.uri}/Media.json"},
            "to": self.to,
            "uri": f"{self.uri}.json",
        }

    def media_json(self, media: Media) -> Json:
        """Twilio: the Media resource."""
        return {
            "account_sid": self.account,
            "content_type": media.content_type,
            "date_created": rfc2822(media.created),
            "date_updated": rfc2822(media.created),
            "parent_sid": self.sid,
            "sid": media.sid,
            "uri": f"{self.uri}/Media/{media.sid}.json",
        }


def rfc2822(moment: float) -> str:
    """A time as the API of 2010 writes it: whole seconds, +0000."""
    return format_datetime(datetime.fromtimestamp(int(moment), UTC))


def iso8601(moment: float) -> str:
    """A time as the newer hosts write it."""
    return datetime.fromtimestamp(int(moment), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
