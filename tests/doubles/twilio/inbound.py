"""What somebody wrote, on its way to the desk.

Source: Twilio's page on its webhook requests, and requests seen; new fields come unannounced.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from tests.doubles.twilio.messages import API_VERSION, Media, Message
from tests.doubles.twilio.world import PREFIX, World

if TYPE_CHECKING:
    from tests.doubles.twilio.phones import Phone

API_URL = "https://api.twilio.com"


async def arrive(
    world: World, phone: Phone, body: str, fields: Mapping[str, str], media: Media | None
) -> Message:
    """Keep a message, and post it; a post nobody takes is lost, the message stays listed."""
    now = world.clock.now()
    message = Message(
        sid=world.sid("MM" if media else "SM"),
        account=world.account,
        sender=phone.address,
        to=PREFIX + world.number,
        body=body,
        direction="inbound",
        status="received",
        created=now,
        sent=now,
        media={media.sid: media} if media else {},
        num_media=1 if media else 0,
    )
    world.messages.append(message)
    if not world.inbound_url or world.webhooks.down:
        world.lost.append(message)
        return message
    delivery = await world.webhooks.post(world.inbound_url, _form(phone, message) | dict(fields))
    if not delivery.taken:
        world.lost.append(message)
    elif not delivery.quiet:
        world.odd_answers.append(delivery)
    return message


def _form(phone: Phone, message: Message) -> dict[str, str]:
    form = {
        "AccountSid": message.account,
        "ApiVersion": API_VERSION,
        "Body": message.body,
        "ChannelMetadata": _metadata(phone),
        "From": message.sender,
        "MessageSid": message.sid,
        "NumMedia": str(message.num_media),
        "NumSegments": "1",
        "ProfileName": phone.name,
        "ReferralNumMedia": "0",
        "SmsMessageSid": message.sid,
        "SmsSid": message.sid,
        "SmsStatus": "received",
        "To": message.to,
    }
    if phone.bsuid:
        form["ExternalUserId"] = PREFIX + phone.bsuid
    if not phone.hidden:
        form["WaId"] = phone.number.removeprefix("+")
    for number, media in enumerate(message.media.values()):
        form[f"MediaContentType{number}"] = media.content_type
        form[f"MediaUrl{number}"] = f"{API_URL}{message.uri}/Media/{media.sid}"
    return form


def _metadata(phone: Phone) -> str:
    context = {"ProfileName": phone.name}
    if not phone.hidden:
        context["WaId"] = phone.number.removeprefix("+")
    return json.dumps({"type": "whatsapp", "data": {"context": context}})
