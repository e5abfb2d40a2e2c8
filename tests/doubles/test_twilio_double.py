"""The Twilio double is honest: the vendor's own client holds a whole conversation with it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client
from twilio.rest.content.v1.content import ContentList
from twilio.rest.content.v1.content.approval_create import ApprovalCreateList

from tests.doubles.twilio import Fault, Phone, Twilio

Definition = ContentList.ContentCreateRequest
Submission = ApprovalCreateList.ContentApprovalRequest
SENDER = "whatsapp:+628110001111"
DEWI = "whatsapp:+6281234567890"
COLOURS = {
    "friendly_name": "prokana-id.buttons2.",
    "language": "id",
    "variables": {"b1": "Warna?", "t1": "Putih", "i1": "w", "t2": "Hitam", "i2": "h"},
    "types": {
        "twilio/quick-reply": {
            "body": "{{b1}}",
            "actions": [
                {"type": "QUICK_REPLY", "title": "{{t1}}", "id": "{{i1}}"},
                {"type": "QUICK_REPLY", "title": "{{t2}}", "id": "{{i2}}"},
            ],
        }
    },
}
NOTICE = {
    "friendly_name": "notice-order",
    "language": "id",
    "variables": {"1": "PB-0001"},
    "types": {
        "twilio/quick-reply": {
            "body": "Pesanan {{1}} ada kabar baru.",
            "actions": [{"type": "QUICK_REPLY", "title": "Buka", "id": "/read"}],
        }
    },
}


class Led(TwilioHttpClient):
    """The vendor's client, led from Twilio's hosts to the double; nothing else is changed."""

    def __init__(self, base: str) -> None:
        super().__init__(timeout=10)
        self._base = base

    def request(  # type: ignore[override]  # the vendor's own class renames the address, too
        self, method: str, url: str, *args: Any, **kwargs: Any
    ) -> Any:
        parts = urlsplit(url)
        assert parts.scheme == "https"
        assert parts.netloc in {"api.twilio.com", "content.twilio.com"}
        path = url.partition(parts.netloc)[2]
        return super().request(method, self._base + path, *args, **kwargs)


class Vendor:
    """The vendor's blocking client, beside the loop."""

    def __init__(self, twilio: Twilio, *, secret: str = "") -> None:
        http = Led(twilio.base_url)
        self.client: Any = Client(
            twilio.api_key, secret or twilio.api_secret, twilio.account_sid, http_client=http
        )

    async def __call__(self, work: Callable[[Any], Any]) -> Any:
        return await asyncio.to_thread(work, self.client)

    async def send(self, **fields: Any) -> Any:
        ends = {"to": DEWI, "from_": SENDER}
        return await self(lambda c: c.messages.create(**ends | fields))

    async def content(self, definition: dict[str, Any]) -> Any:
        return await self(lambda c: c.content.v1.contents.create(Definition(definition)))

    async def refusal(self, work: Callable[[Any], Any]) -> tuple[int, int | None]:
        with pytest.raises(TwilioRestException) as refused:
            await self(work)
        return refused.value.status, refused.value.code


@pytest.fixture
async def twilio() -> AsyncIterator[Twilio]:
    async with Twilio(inbound_url="") as twilio:
        yield twilio


@pytest.fixture
def dewi(twilio: Twilio) -> Phone:
    return twilio.phone("+6281234567890", "Dewi", "ID.4566546130240823")


@pytest.fixture
async def vendor(twilio: Twilio, dewi: Phone) -> Vendor:
    await dewi.says("halo")
    return Vendor(twilio)


async def test_a_whole_conversation_with_the_vendors_client(
    twilio: Twilio, dewi: Phone, vendor: Vendor
) -> None:
    colours = await vendor.content(COLOURS)
    variables = json.dumps(COLOURS["variables"])
    asked = await vendor.send(content_sid=colours.sid, content_variables=variables)
    assert (asked.status, asked.body, asked.error_code) == ("queued", "Warna?", None)
    pressed = await dewi.presses("Hitam")
    heard = await vendor(lambda c: c.messages(pressed.sid).fetch())
    assert (heard.direction, heard.from_, heard.body) == ("inbound", DEWI, "Hitam")
    await vendor.send(body="Terima kasih, hitam.")
    assert (await dewi.wait_text("Terima kasih")).kind == ""
    await twilio.settled()
    assert (await vendor(lambda c: c.messages(asked.sid).fetch())).status == "delivered"
    assert not twilio.refused


async def test_the_vendors_client_pages_through_messages_newest_first(
    twilio: Twilio, vendor: Vendor
) -> None:
    for number in range(5):
        await vendor.send(body=f"kabar {number}")
    await twilio.settled()
    listed = await vendor(lambda c: c.messages.list(to=DEWI, page_size=2))
    assert [message.body for message in listed] == [f"kabar {n}" for n in (4, 3, 2, 1, 0)]
    assert len(twilio.called("list")) == 3


async def test_the_vendors_client_lists_what_came_since(
    twilio: Twilio, dewi: Phone, vendor: Vendor
) -> None:
    twilio.advance(hours=3)
    await dewi.says("masih ada?")
    since = datetime.now(UTC) + timedelta(hours=2)
    listed = await vendor(lambda c: c.messages.list(to=SENDER, date_sent_after=since))
    assert [message.body for message in listed] == ["masih ada?"]
    assert listed[0].date_sent > since
    before = await vendor(lambda c: c.messages.list(to=SENDER, date_sent_before=since))
    assert [message.body for message in before] == ["halo"]


async def test_the_vendors_client_submits_a_template_and_lists_it(
    twilio: Twilio, dewi: Phone, vendor: Vendor
) -> None:
    notice = await vendor.content(NOTICE)
    asked = {"name": "notice_order", "category": "UTILITY"}
    received = await vendor(
        lambda c: c.content.v1.contents(notice.sid).approval_create.create(Submission(asked))
    )
    assert received.status == "received"
    twilio.approves("notice_order")
    approval = await vendor(lambda c: c.content.v1.contents(notice.sid).approval_fetch().fetch())
    assert (approval.whatsapp["status"], approval.whatsapp["name"]) == ("approved", "notice_order")
    (listed,) = await vendor(lambda c: c.content.v1.content_and_approvals.list())
    assert (listed.sid, listed.approval_requests["status"]) == (notice.sid, "approved")
    twilio.advance(days=3)
    await vendor.send(content_sid=notice.sid, content_variables='{"1": "PB-0042"}')
    assert (await dewi.wait_text("PB-0042")).template == "notice_order"


async def test_the_vendors_client_pages_through_contents(twilio: Twilio, vendor: Vendor) -> None:
    for number in range(5):
        await vendor.content(COLOURS | {"friendly_name": f"content {number}"})
    listed = await vendor(lambda c: c.content.v1.contents.list(page_size=2))
    assert [content.friendly_name[-1] for content in listed] == list("43210")
    await vendor(lambda c: c.content.v1.contents(listed[0].sid).delete())
    assert await vendor.refusal(lambda c: c.content.v1.contents(listed[0].sid).fetch()) == (
        404,
        20404,
    )


async def test_the_vendors_client_describes_and_deletes_media(dewi: Phone, vendor: Vendor) -> None:
    message = await dewi.sends_picture(b"\xff\xd8 a picture")
    (media,) = await vendor(lambda c: c.messages(message.sid).media.list())
    assert (media.content_type, media.parent_sid) == ("image/jpeg", message.sid)
    assert await vendor(lambda c: c.messages(message.sid).media(media.sid).delete())
    assert await vendor(lambda c: c.messages(message.sid).media.list()) == []


async def test_the_vendors_client_redacts_and_deletes(vendor: Vendor) -> None:
    sent = await vendor.send(body="rahasia")
    assert (await vendor(lambda c: c.messages(sent.sid).update(body=""))).body == ""
    assert await vendor(lambda c: c.messages(sent.sid).delete())
    assert await vendor.refusal(lambda c: c.messages(sent.sid).fetch()) == (404, 20404)


async def test_the_vendors_client_knows_the_account(twilio: Twilio, vendor: Vendor) -> None:
    account = await vendor(lambda c: c.api.v2010.accounts(twilio.account_sid).fetch())
    assert (account.sid, account.status) == (twilio.account_sid, "active")


async def test_the_vendors_client_raises_what_is_refused(twilio: Twilio, vendor: Vendor) -> None:
    nowhere = {"to": "whatsapp:0812", "from_": SENDER, "body": "halo"}
    assert await vendor.refusal(lambda c: c.messages.create(**nowhere)) == (400, 21211)
    assert [refusal.error.code for refusal in twilio.refused] == [21211]
    stranger = Vendor(twilio, secret="not it")
    assert await stranger.refusal(lambda c: c.messages.create(**nowhere)) == (401, 20003)


async def test_the_vendors_client_raises_what_is_ordered(twilio: Twilio, vendor: Vendor) -> None:
    send = {"to": DEWI, "from_": SENDER, "body": "halo"}
    twilio.fault("send", Fault.too_many())
    assert await vendor.refusal(lambda c: c.messages.create(**send)) == (429, 20429)
    twilio.fault("send", Fault.server_error(503, executed=True))
    with pytest.raises(TwilioRestException, match="503"):
        await vendor.send(body="diterima juga")
    assert [message.body for message in twilio.sent] == ["diterima juga"]
