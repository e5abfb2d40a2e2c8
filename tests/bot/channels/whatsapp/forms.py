"""Forms as Twilio posts them, and what the desk hears of them."""

from datetime import UTC, datetime
from typing import Any

from bot.channels.whatsapp.updates import arrival
from handlers.messages import Said

NOW = datetime(2025, 12, 1, 3, 0, tzinfo=UTC)
ACCOUNT = "AC" + "0a" * 16
SID = "SM" + "1b" * 16
MEDIA = "ME" + "2c" * 16
DEWI, DEWIS_ID = "+6281234567890", "ID.4566546130240823"


def message(**fields: str) -> dict[str, str]:
    """What a telephone number writes, with all that comes along."""
    return {
        "SmsMessageSid": SID,
        "NumMedia": "0",
        "ProfileName": "Dewi",
        "MessageType": "text",
        "SmsSid": SID,
        "WaId": DEWI.removeprefix("+"),
        "SmsStatus": "received",
        "Body": "halo",
        "To": "whatsapp:+6281199990000",
        "NumSegments": "1",
        "ReferralNumMedia": "0",
        "MessageSid": SID,
        "AccountSid": ACCOUNT,
        "ChannelMetadata": '{"type":"whatsapp","data":{"context":{}}}',
        "From": f"whatsapp:{DEWI}",
        "ExternalUserId": f"whatsapp:{DEWIS_ID}",
        "ApiVersion": "2010-04-01",
        **fields,
    }


def media(content_type: str = "image/jpeg", at: str = "0", **parts: str) -> dict[str, str]:
    """The fields of one file; `parts` are of its address."""
    origin = parts.get("origin", "https://api.twilio.com")
    account, sid = parts.get("account", ACCOUNT), parts.get("sid", SID)
    path = f"/2010-04-01/Accounts/{account}/Messages/{sid}/Media/{parts.get('media', MEDIA)}"
    return {f"MediaUrl{at}": origin + path, f"MediaContentType{at}": content_type}


def status(state: str = "delivered", **fields: str) -> dict[str, str]:
    """What Twilio tells of a message of ours."""
    return {
        "ChannelPrefix": "whatsapp",
        "ApiVersion": "2010-04-01",
        "MessageStatus": state,
        "SmsSid": SID,
        "SmsStatus": state,
        "ChannelInstallSid": "XE" + "3d" * 16,
        "To": f"whatsapp:{DEWI}",
        "From": "whatsapp:+6281199990000",
        "MessageSid": SID,
        "StructuredMessage": "false",
        "AccountSid": ACCOUNT,
        "ChannelToAddress": "+628123456XXXX",
        **fields,
    }


def heard(**fields: str) -> Any:
    found = arrival(message(**fields), NOW)
    assert not found.problem, found.problem
    return found.heard


def said(**fields: str) -> Said:
    found = heard(**fields)
    assert isinstance(found, Said)
    return found
