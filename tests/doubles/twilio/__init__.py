"""Twilio's REST API and webhooks for WhatsApp, on the loopback interface."""

from tests.doubles.twilio.errors import ApiError
from tests.doubles.twilio.faults import Fault
from tests.doubles.twilio.front import Call
from tests.doubles.twilio.messages import Message
from tests.doubles.twilio.phones import Phone, Shown
from tests.doubles.twilio.server import Twilio
from tests.doubles.twilio.webhooks import Delivery, SharedKey
from tests.doubles.twilio.world import Refusal

__all__ = [
    "ApiError",
    "Call",
    "Delivery",
    "Fault",
    "Message",
    "Phone",
    "Refusal",
    "SharedKey",
    "Shown",
    "Twilio",
]
