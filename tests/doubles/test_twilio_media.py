"""Pictures and files through the Twilio double: fetched from the desk, handed out to it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest

from tests.doubles.twilio.bench import STATUS_URL, Setting, basic, opened
from tests.doubles.twilio.server import PUBLIC

JPEG = b"\xff\xd8\xff a picture"
PNG = b"\x89PNG\r\n\x1a\n a picture"
PDF = b"%PDF-1.7 a quotation"


@pytest.fixture
async def setting() -> AsyncIterator[Setting]:
    async with opened() as setting:
        await setting.dewi.says("halo")
        yield setting


def offer(setting: Setting, content: bytes, content_type: str, disposition: str = "") -> str:
    headers = {"Content-Type": content_type}
    if disposition:
        headers["Content-Disposition"] = disposition
    setting.desk.files["berkas"] = (content, headers)
    return f"{PUBLIC}/files/berkas"


async def test_a_picture_is_fetched_and_shown_with_its_text(setting: Setting) -> None:
    sent = await setting.send(MediaUrl=offer(setting, PNG, "image/png"), Body="Logo")
    (shown,) = setting.dewi.messages
    assert (shown.media, shown.media_type, shown.text) == (PNG, "image/png", "Logo")
    assert (sent["sid"][:2], sent["num_media"]) == ("MM", "1")


async def test_a_document_has_its_name_and_loses_its_text(setting: Setting) -> None:
    url = offer(setting, PDF, "application/pdf", 'inline; filename="Penawaran-12.pdf"')
    await setting.send(MediaUrl=url, Body="Penawaran")
    (shown,) = setting.dewi.messages
    assert (shown.filename, shown.text, shown.media) == ("Penawaran-12.pdf", "", PDF)


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (b"", "image/png"),
        (PNG, "application/octet-stream"),
        (PDF, "image/png"),
        (PNG + bytes(5 << 20), "image/png"),
        (PDF + bytes(16 << 20), "application/pdf"),
    ],
)
async def test_media_whatsapp_does_not_take_fail_later(
    setting: Setting, content: bytes, content_type: str
) -> None:
    url = offer(setting, content, content_type)
    await setting.send(MediaUrl=url, StatusCallback=STATUS_URL)
    assert setting.desk.forms[-1]["ErrorCode"] == "63019" and not setting.dewi.messages


@pytest.mark.parametrize("url", ["https://lain.example.id/foto.jpg", "http://127.0.0.1:9/foto.jpg"])
async def test_media_that_cannot_be_reached_fail_later(setting: Setting, url: str) -> None:
    await setting.send(MediaUrl=url)
    assert setting.twilio.sent[-1].code == 63019


async def test_more_than_ten_media_are_refused(setting: Setting) -> None:
    form = aiohttp.FormData({"To": "whatsapp:+6281234567890", "From": "whatsapp:+628110001111"})
    for _ in range(11):
        form.add_field("MediaUrl", PUBLIC + "/files/berkas")
    _, body = await setting.call("POST", f"{setting.account}/Messages.json", data=form)
    assert body["code"] == 21623


async def test_a_picture_comes_with_an_address_at_twilio(setting: Setting) -> None:
    message = await setting.dewi.sends_picture(JPEG, caption="logo kami")
    form = setting.desk.forms[-1]
    assert (form["NumMedia"], form["MediaContentType0"]) == ("1", "image/jpeg")
    assert form["MediaUrl0"].startswith(f"https://api.twilio.com{setting.account}/Messages/MM")
    assert (form["Body"], form["MessageType"]) == ("logo kami", "image")
    await setting.dewi.sends_picture(PDF, "application/pdf")
    assert setting.desk.forms[-1]["MessageType"] == "document"
    assert message.num_media == 1


async def test_media_are_handed_out_by_another_host_that_needs_no_credentials(
    setting: Setting,
) -> None:
    await setting.dewi.sends_picture(JPEG)
    url = (
        setting.twilio.base_url
        + setting.desk.forms[-1]["MediaUrl0"][len("https://api.twilio.com") :]
    )
    async with setting.session.get(url) as response:
        assert response.status == 401
    keys = basic(setting.twilio.api_key, setting.twilio.api_secret)
    async with setting.session.get(url, headers=keys) as response:
        assert (await response.read(), response.content_type) == (JPEG, "image/jpeg")
        assert response.history[0].status == 307
        assert response.url.port != response.history[0].url.port
    assert setting.twilio.leaks == []
    async with setting.session.get(response.url, headers=keys) as again:
        assert again.status == 200
    assert setting.twilio.leaks == [keys["Authorization"]]


async def test_deleted_media_are_gone(setting: Setting) -> None:
    message = await setting.dewi.sends_picture(JPEG)
    (sid,) = message.media
    path = f"{setting.account}/Messages/{message.sid}/Media/{sid}"
    status, body = await setting.call("GET", path + ".json")
    assert (status, body["content_type"]) == (200, "image/jpeg")
    assert await setting.call("DELETE", path) == (204, {})
    assert (await setting.call("GET", path))[0] == (await setting.call("DELETE", path))[0] == 404


async def test_nothing_unknown_is_stored(setting: Setting) -> None:
    storage = setting.twilio.world.storage_url
    async with setting.session.get(f"{storage}/storage/0000") as response:
        assert response.status == 404
