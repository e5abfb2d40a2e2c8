"""Twilio as the desk asks it, over the double, and a customer's phone."""

from collections.abc import AsyncIterator

import pytest

from bot.channels.whatsapp.api import Twilio
from bot.http import Http
from tests.bot.channels.whatsapp.forms import DEWI, DEWIS_ID
from tests.doubles import twilio
from tests.doubles.twilio import Phone

TEXT = {
    "friendly_name": "prokana-x",
    "language": "id",
    "types": {"twilio/text": {"body": "Halo {{1}}, apa kabar?"}},
    "variables": {"1": "Dewi"},
}


@pytest.fixture
async def double() -> AsyncIterator[twilio.Twilio]:
    async with twilio.Twilio(inbound_url="") as double:
        yield double


@pytest.fixture
async def http() -> AsyncIterator[Http]:
    http = Http()
    yield http
    await http.close()


def connected(double: twilio.Twilio, http: Http, **other: str) -> Twilio:
    values = {
        "account_sid": double.account_sid,
        "user": double.api_key,
        "password": double.api_secret,
        "sender": double.number,
        "public_url": "https://pesan.example.id",
        "api_url": double.base_url,
    }
    return Twilio(http, **{**values, **other})


@pytest.fixture
def api(double: twilio.Twilio, http: Http) -> Twilio:
    return connected(double, http)


@pytest.fixture
def dewi(double: twilio.Twilio) -> Phone:
    return double.phone(DEWI, "Dewi", DEWIS_ID)
