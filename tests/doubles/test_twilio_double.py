"""The Twilio double is honest: the vendor's own client holds a whole conversation with it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from tests.doubles.twilio import Fault, Twilio


class Led(TwilioHttpClient):
    """The vendor's client, led from Twilio's hosts to the double; nothing else is changed."""

    def __init__(self, base: str) -> None:
        super().__init__(timeout=10)
        self._base = base

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        parts = urlsplit(url)
        assert parts.scheme == "https" and parts.netloc in {"api.twilio.com", "content.twilio.com"}
        path = url.partition(parts.netloc)[2]
        return super().request(method, self._base + path, *args, **kwargs)


def client(twilio: Twilio) -> Any:
    http = Led(twilio.base_url)
    return Client(twilio.api_key, twilio.api_secret, twilio.account_sid, http_client=http)


async def run(work: Callable[[], Any]) -> Any:
    """The vendor's client blocks: beside the loop."""
    return await asyncio.to_thread(work)


async def test_smoke() -> None:
    async with Twilio() as twilio:
        c = client(twilio)
        phone = twilio.phone("+6281234567890", "Dewi", "ID.4566546130240823")
        await phone.says("halo")
        m = await run(
            lambda: c.messages.create(
                to="whatsapp:+6281234567890", from_=f"whatsapp:{twilio.number}", body="Selamat datang"
            )
        )
        assert m.status == "queued"
        await phone.wait_text("Selamat")
