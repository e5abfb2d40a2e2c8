"""Files of the double: sizes, ids, limits of upload and download."""

from __future__ import annotations

import aiohttp
import pytest

from tests.doubles.conftest import Caller, Json
from tests.doubles.telegram import BotApi, PrivateChat, files

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (640).to_bytes(4, "big") + (480).to_bytes(4, "big")


@pytest.fixture
async def chat(api: BotApi) -> PrivateChat:
    chat = api.private(api.user(101, "Dewi"))
    await chat.says("/start")
    return chat


async def upload(call: Caller, method: str, field: str, content: bytes, name: str) -> Json:
    form = aiohttp.FormData({"chat_id": "101", field: "attach://file1"})
    form.add_field("file1", content, filename=name, content_type="application/octet-stream")
    async with call.session.post(call.url(method), data=form) as response:
        body: Json = await response.json()
        return body


async def test_an_upload_is_kept_and_sent_again_by_its_id(call: Caller, chat: PrivateChat) -> None:
    body = await upload(call, "sendDocument", "document", b"%PDF", "penawaran.pdf")
    document = body["result"]["document"]
    assert document["file_name"] == "penawaran.pdf"
    again = await call.result("sendDocument", chat_id=101, document=document["file_id"])
    assert again["document"] == document
    assert chat.last.document == ("penawaran.pdf", b"%PDF")


async def test_a_photo_comes_in_sizes_and_only_the_last_is_whole(
    call: Caller, chat: PrivateChat
) -> None:
    body = await upload(call, "sendPhoto", "photo", PNG, "logo.png")
    small, large = body["result"]["photo"]
    assert (large["width"], large["height"]) == (640, 480)
    assert small["width"] == 90
    assert await download(call, small["file_id"]) != await download(call, large["file_id"]) == PNG


async def download(call: Caller, file_id: str) -> bytes:
    path = (await call.result("getFile", file_id=file_id))["file_path"]
    async with call.session.get(f"{call.api.base_file_url}{call.api.token}/{path}") as response:
        assert response.status == 200
        return await response.read()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"teks saja", "IMAGE_PROCESS_FAILED"),
        (PNG[:16] + (9999).to_bytes(4, "big") * 2, "PHOTO_INVALID_DIMENSIONS"),
        (PNG[:16] + b"\0\0\x0f\xff" + b"\0\0\0\x01", "PHOTO_INVALID_DIMENSIONS"),
        (b"", "file must be non-empty"),
    ],
    ids=["text", "large", "narrow", "empty"],
)
async def test_a_bad_photo_is_refused(
    call: Caller, chat: PrivateChat, content: bytes, said: str
) -> None:
    body = await upload(call, "sendPhoto", "photo", content, "logo.png")
    assert body["description"] == f"Bad Request: {said}"


async def test_a_heavy_photo_is_refused(
    call: Caller, chat: PrivateChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (files.MAX_PHOTO, files.MAX_UPLOAD) == (10 << 20, 50 << 20)
    monkeypatch.setattr(files, "MAX_PHOTO", 20)
    said = "file of size 24 bytes is too big for a photo; the maximum size is 20 bytes"
    body = await upload(call, "sendPhoto", "photo", PNG, "logo.png")
    assert body["description"] == f"Bad Request: {said}"


async def test_a_file_id_keeps_its_kind(call: Caller, chat: PrivateChat) -> None:
    await chat.sends_document(b"%PDF", "a.pdf", "application/pdf")
    file_id = (await call.result("getUpdates"))[-1]["message"]["document"]["file_id"]
    said = await call.refusal("sendPhoto", chat_id=101, photo=file_id)
    assert said == "Bad Request: can't use file of type Document as Photo"


@pytest.mark.parametrize(
    ("photo", "said"),
    [
        ("", "there is no photo in the request"),
        ("AgAC", "wrong remote file identifier specified: can't unserialize it"),
        ("https://a.id/b.png", "failed to get HTTP URL content"),
    ],
)
async def test_no_such_photo(call: Caller, chat: PrivateChat, photo: str, said: str) -> None:
    refusal = await call.refusal("sendPhoto", chat_id=101, photo=photo)
    assert refusal == f"Bad Request: {said}"


async def test_20_mib_can_be_fetched_and_not_a_byte_more(call: Caller, chat: PrivateChat) -> None:
    await chat.sends_document(b"a", "a.bin", size=20 << 20)
    await chat.sends_document(b"b", "b.bin", size=(20 << 20) + 1, with_size=False)
    fits, big = [u["message"]["document"] for u in (await call.result("getUpdates"))[-2:]]
    assert await download(call, fits["file_id"]) == b"a"
    assert "file_size" not in big
    said = await call.refusal("getFile", file_id=big["file_id"])
    assert said == "Bad Request: file is too big"


async def test_a_wrong_file_id_is_refused(call: Caller) -> None:
    said = "Bad Request: wrong file_id or the file is temporarily unavailable"
    assert await call.refusal("getFile", file_id="AgAC") == said
    assert await call.refusal("getFile") == "Bad Request: file_id not specified"


async def test_a_file_link_dies_after_an_hour(call: Caller, api: BotApi, chat: PrivateChat) -> None:
    await chat.sends_photo(PNG)
    file_id = (await call.result("getUpdates"))[-1]["message"]["photo"][-1]["file_id"]
    path = (await call.result("getFile", file_id=file_id))["file_path"]
    api.clock.advance(hours=1, seconds=1)
    async with call.session.get(f"{api.base_file_url}{api.token}/{path}") as response:
        assert response.status == 404
    assert await download(call, file_id) == PNG


async def test_equal_files_share_their_unique_id_only(call: Caller, chat: PrivateChat) -> None:
    await chat.sends_photo(PNG)
    await chat.sends_photo(PNG, album="7")
    one, two = [u["message"] for u in (await call.result("getUpdates"))[-2:]]
    assert one["photo"][1]["file_unique_id"] == two["photo"][1]["file_unique_id"]
    assert one["photo"][1]["file_id"] != two["photo"][1]["file_id"]
    assert two["media_group_id"] == "7"
