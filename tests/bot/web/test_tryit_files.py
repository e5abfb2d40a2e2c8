"""Files on the try-it page, and who may ask for anything at all."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import ClientSession

from bot.channels.local import LARGEST_FILE, STAFF
from handlers.messages import Attachment, SpokenChoice
from storage import screens
from storage.codec import Drawing
from tests.bot.web.asking import RINA, TELEGRAM, on_screen, send
from tests.bot.web.desk import NOW, PNG, EchoDesk

pytestmark = pytest.mark.asyncio(loop_scope="module")


# ---- files


async def test_a_picture_is_kept_shown_and_heard(client: ClientSession, desk: EchoDesk) -> None:
    assert (await send(client, PNG, caption="logonya"))[0] == 200
    (said,) = desk.heard
    assert (said.text, said.attachments[0].name, said.attachments[0].kind) == (
        "logonya",
        "logo.png",
        "photo",
    )
    (file,) = (await on_screen(client))[0]["files"]
    async with client.get(file["url"]) as answer:
        assert await answer.read() == PNG
        assert answer.headers["Content-Type"] == "image/png"
        assert answer.headers["Content-Disposition"] == "inline"


@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.js", "nota.pdf", "../../etc/passwd", ""])
async def test_what_is_no_picture_is_only_downloaded(client: ClientSession, name: str) -> None:
    assert (await send(client, b"<script>alert(1)</script>", file=name))[0] == 200
    (file,) = (await on_screen(client))[0]["files"]
    assert (file["kind"], "/" in file["name"]) == ("file", False)
    async with client.get(file["url"]) as answer:
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Content-Disposition"] == "attachment"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_ten_megabytes_are_taken_and_one_byte_more_is_not(client: ClientSession) -> None:
    assert (await send(client, bytes(LARGEST_FILE)))[0] == 200
    status, reason = await send(client, bytes(LARGEST_FILE + 1))
    assert (status, reason["error"]) == (413, "large-file")
    assert "10 MB" in reason["sentence"]


async def test_an_endless_upload_is_cut_off(client: ClientSession, desk: EchoDesk) -> None:
    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield bytes(1 << 16)

    query = {"phone": "telegram", "name": "Rina"}
    try:
        async with client.post("/try/file", params=query, data=endless()) as answer:
            assert answer.status == 413
    except aiohttp.ClientError:
        pass  # the server hung up while we were still sending: cut off as well
    assert not desk.heard


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ({"phone": "terminal"}, 400, "unreadable"),
        ({"name": ""}, 400, "unreadable"),
        ({"answers": "x"}, 400, "unreadable"),
        ({"answers": "7"}, 409, "no-message"),
        ({"sender": "x"}, 400, "unreadable"),
        ({"caption": "x" * 1025}, 413, "too-long"),
        ({"file": "x" * 256}, 400, "unreadable"),
    ],
)
async def test_a_file_with_wrong_facts_is_refused(
    client: ClientSession, desk: EchoDesk, query: dict[str, str], status: int, code: str
) -> None:
    got, reason = await send(client, PNG, **query)
    assert (got, reason["error"]) == (status, code)
    assert not desk.heard


async def test_an_empty_file_is_refused(client: ClientSession, desk: EchoDesk) -> None:
    status, reason = await send(client, b"")
    assert (status, reason["error"]) == (400, "empty-file")
    assert not desk.heard


async def test_a_file_may_answer_a_message(client: ClientSession, desk: EchoDesk) -> None:
    asked = await desk.says(TELEGRAM, "Mana logonya?")
    await send(client, PNG, answers=str(asked))
    assert desk.heard[0].reply_to == str(asked)


@pytest.mark.parametrize("ref", ["x", "0" * 32, "0" * 32 + ".png", "..%2f..%2fdesk.py"])
async def test_a_file_we_do_not_keep_is_not_found(client: ClientSession, ref: str) -> None:
    async with client.get(f"/try/file/{ref}") as answer:
        assert answer.status == 404


async def test_a_file_of_another_channel_has_a_name_but_no_address(
    client: ClientSession, desk: EchoDesk
) -> None:
    files = (Attachment("telegram", "AgAC", "logo.jpg"), Attachment("local", "gone", "lama.jpg"))
    drawing = Drawing(text="Logo", files=files, choices=(SpokenChoice("a", "b"),))
    await desk.database.write(lambda c: screens.show(c, STAFF, "", "", drawing, NOW))
    (message,) = await on_screen(client)
    assert [f["url"] for f in message["files"]] == ["", ""]


async def test_a_file_got_from_elsewhere_has_an_address_once_it_is_here(
    client: ClientSession, desk: EchoDesk
) -> None:
    paper = Attachment("paper", "0" * 64 + ".pdf", "001-QUO.pdf", "file")

    async def drawn(ref: str) -> bytes:
        return b"%PDF-" + ref.encode()

    desk.files.register("paper", drawn)
    await desk.files.fetch(paper)
    drawing = Drawing(text="Surat penawaran", files=(paper,))
    await desk.database.write(lambda c: screens.show(c, TELEGRAM, "", "", drawing, NOW))
    [file] = (await on_screen(client))[-1]["files"]
    async with client.get(file["url"]) as answer:
        assert await answer.read() == b"%PDF-" + paper.ref.encode()
        assert answer.headers["Content-Disposition"] == "attachment"


# ---- only this computer


@pytest.mark.parametrize(
    "path", ["/", "/try/events", "/try/page/tryit.js", "/try/file/" + "0" * 32]
)
@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "192.168.1.5"]
)
async def test_a_name_that_is_not_this_computers_is_refused(
    client: ClientSession, path: str, host: str
) -> None:
    async with client.get(path, headers={"Host": host}) as answer:
        assert answer.status == 403
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:9", "127.0.0.1:8080", "[::1]:8080"])
async def test_this_computer_may_be_called_by_any_of_its_names(
    client: ClientSession, host: str
) -> None:
    async with client.get("/", headers={"Host": host}) as answer:
        assert answer.status == 200


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://localhost:1", "http://127.0.0.1", ""]
)
async def test_another_sites_page_may_not_speak(
    client: ClientSession, desk: EchoDesk, origin: str
) -> None:
    for path in ("/try/say", "/try/file?phone=telegram&name=Rina"):
        headers = {"Origin": origin}
        async with client.post(path, json=RINA | {"text": "halo"}, headers=headers) as answer:
            assert answer.status == 403
    assert not desk.heard


async def test_the_page_itself_may_speak(client: ClientSession, url: str) -> None:
    headers = {"Origin": url}
    async with client.post("/try/say", json=RINA | {"text": "halo"}, headers=headers) as answer:
        assert answer.status == 200
