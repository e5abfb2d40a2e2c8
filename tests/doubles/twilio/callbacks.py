"""Status callbacks: what is told of a message once it was accepted.

Source: Twilio's guide to tracking outbound messages, and callbacks seen.
"""

from __future__ import annotations

from collections.abc import Iterable

from tests.doubles.twilio.messages import API_VERSION, Message
from tests.doubles.twilio.world import PREFIX, World


async def tell(world: World, message: Message, states: Iterable[str]) -> None:
    """Go through these states, and post each; in what disorder is the test's wish."""
    wishes = world.statuses
    steps = list(states)
    for state in steps:
        message.status = state
        message.updated = world.clock.now()
    world.bell.ring()
    if wishes.backwards:
        steps.reverse()
    if wishes.twice:
        steps = [state for state in steps for _ in range(2)]
    if message.callback and not wishes.none:
        for state in steps:
            await world.webhooks.post(message.callback, _form(message, state))


def _form(message: Message, state: str) -> dict[str, str]:
    """Twilio: the fields of a status callback."""
    form = {
        "AccountSid": message.account,
        "ApiVersion": API_VERSION,
        "ChannelInstallSid": "XE" + message.account[2:],
        "ChannelPrefix": "whatsapp",
        "ChannelToAddress": message.to.removeprefix(PREFIX),
        "From": message.sender,
        "MessageSid": message.sid,
        "MessageStatus": state,
        "SmsSid": message.sid,
        "SmsStatus": state,
        "StructuredMessage": "true" if message.look else "false",
        "To": message.to,
    }
    if state in {"delivered", "read", "undelivered", "failed"}:
        form["EventType"] = state.upper()
    if message.code and state in {"undelivered", "failed"}:
        form["ErrorCode"] = str(message.code)
        form["ChannelStatusMessage"] = f"Message failed: {message.code}"
    return form
