"""What the try-it page asks for over HTTP, and all that it must not be given."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest
from aiohttp import ClientSession, StreamReader

from bot.channels.local import LARGEST_FILE, STAFF
from bot.web import tryit
from handlers.messages import Attachment, SpokenChoice
from storage import screens
from storage.codec import Drawing
from tests.bot.web.desk import NOW, EchoDesk, options

pytestmark = pytest.mark.asyncio(loop_scope="module")

TELEGRAM, WHATSAPP = "page-telegram", "page-whatsapp"
RINA: dict[str, object] = {"phone": "telegram", "name": "Rina"}
PNG = b"\x89PNG\r\n\x1a\n not really"


async def say(client: ClientSession, **words: object) -> tuple[int, dict[str, Any]]:
    async with client.post("/try/say", json=RINA | words) as answer:
        return answer.status, await answer.json()


async def send(client: ClientSession, content: bytes, **query: str) -> tuple[int, dict[str, Any]]:
    query = {"phone": "telegram", "name": "Rina", "file": "logo.png", **query}
    async with client.post("/try/file", params=query, data=BytesIO(content)) as answer:
        return answer.status, await answer.json()


async def event(stream: StreamReader) -> dict[str, Any]:
    """The next event of a stream."""
    line = await asyncio.wait_for(stream.readline(), 5)
    await stream.readline()
    found: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
    return found


@asynccontextmanager
async def watching(client: ClientSession, seen: int = 0) -> AsyncIterator[StreamReader]:
    async with client.get("/try/events", params={"seen": seen}) as answer:
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        yield answer.content


async def on_screen(client: ClientSession) -> list[dict[str, Any]]:
    """All that stands on the phones."""
    async with watching(client) as stream:
        found: list[dict[str, Any]] = (await event(stream))["messages"]
        return found


# ---- the page


async def test_the_page_and_what_it_needs_come_from_here_alone(client: ClientSession) -> None:
    async with client.get("/") as answer:
        page = await answer.text()
    assert "script" in page
    assert "http" not in page
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", sorted(p.name for p in tryit.PAGE.iterdir()))
async def test_every_file_of_the_page_is_served_and_loads_nothing_foreign(
    client: ClientSession, name: str
) -> None:
    async with client.get(f"/try/page/{name}") as answer:
        text = (await answer.text()).replace("http://www.w3.org/", "")
        assert answer.status == 200
    assert "://" not in text
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["../tryit.py", "%2e%2e/tryit.py", "nothing.js"])
async def test_nothing_beside_the_page_is_served(client: ClientSession, name: str) -> None:
    async with client.get(f"/try/page/{name}") as answer:
        assert answer.status == 404


# ---- watching


async def test_what_is_on_the_screens_comes_first_and_then_each_change(
    client: ClientSession, desk: EchoDesk
) -> None:
    first = await desk.says(TELEGRAM, "Selamat \ue000pagi\ue001.")
    async with watching(client) as stream:
        before = await event(stream)
        assert [m["text"] for m in before["messages"]] == [
            [["Selamat ", False], ["pagi", True], [".", False]]
        ]
        await desk.says(TELEGRAM, "Selamat siang.", instead_of=first)
        (changed,) = (await event(stream))["messages"]
    assert (changed["id"], changed["edited"]) == (first, True)
    assert changed["text"] == [["Selamat siang.", False]]


async def test_after_a_break_only_what_was_missed_comes(
    client: ClientSession, desk: EchoDesk
) -> None:
    await desk.says(TELEGRAM, "satu")
    async with watching(client) as stream:
        seen = (await event(stream))["seen"]
    second = await desk.says(WHATSAPP, "dua")
    async with watching(client, seen) as stream:
        missed = await event(stream)
    assert [m["id"] for m in missed["messages"]] == [second]
    assert missed["anew"] is False


async def test_a_page_that_has_seen_all_is_told_so_at_once(
    client: ClientSession, desk: EchoDesk
) -> None:
    await desk.says(TELEGRAM, "satu")
    async with watching(client, 1) as stream:
        assert await event(stream) == {"seen": 1, "anew": False, "messages": []}


async def test_a_page_that_has_seen_another_database_begins_anew(
    client: ClientSession, desk: EchoDesk
) -> None:
    await desk.says(TELEGRAM, "satu")
    async with watching(client, 99) as stream:
        begun = await event(stream)
    assert (begun["anew"], begun["seen"], len(begun["messages"])) == (True, 1, 1)


async def test_a_quiet_line_beats(client: ClientSession, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tryit, "LOOK_EVERY", 0.01)
    monkeypatch.setattr(tryit, "BEAT_EVERY", 0.02)
    async with watching(client) as stream:
        beats = [await event(stream) for _ in range(3)]
    assert beats == [{"seen": 0, "anew": False, "messages": []}] * 3


async def test_other_chats_are_not_shown(client: ClientSession, desk: EchoDesk) -> None:
    await desk.says("terminal", "rahasia")
    assert await on_screen(client) == []


@pytest.mark.parametrize("seen", ["-1", "x", "", "9" * 19, "1.5"])
async def test_a_place_in_the_stream_is_a_whole_number(client: ClientSession, seen: str) -> None:
    async with client.get("/try/events", params={"seen": seen}) as answer:
        assert answer.status == 400


# ---- saying


async def test_what_is_said_is_shown_heard_and_answered(
    client: ClientSession, desk: EchoDesk
) -> None:
    status, _ = await say(client, text=" halo ")
    assert status == 200
    (said,) = desk.heard
    assert (said.address.chat, said.sender, said.name) == (TELEGRAM, TELEGRAM, "Rina")
    assert (said.text, said.private, said.message) == ("halo", True, "")
    mine, answer = await on_screen(client)
    assert (mine["mine"], mine["desk"], mine["name"]) == (True, False, "Rina")
    assert (answer["mine"], answer["desk"], answer["text"][1]) == (False, True, ["halo", True])


async def test_an_officer_answers_a_message(client: ClientSession, desk: EchoDesk) -> None:
    card = await desk.says(STAFF, "Pesanan 002")
    await say(client, phone="staff", name="Budi", text="kapan?", answers=card)
    (said,) = desk.heard
    assert (said.sender, said.reply_to, said.private) == ("page-officer", str(card), False)
    assert [m["answers"] for m in await on_screen(client)] == [0, card, 0]


async def test_another_persons_message_in_the_group_is_not_mine(
    client: ClientSession, desk: EchoDesk
) -> None:
    await desk.local.say(STAFF, "terminal", "Yusuf", text="halo")
    yusuf, _ = await on_screen(client)
    assert (yusuf["mine"], yusuf["desk"], yusuf["name"]) == (False, False, "Yusuf")


async def test_a_press_carries_the_whole_label_and_its_message(
    client: ClientSession, desk: EchoDesk
) -> None:
    long = "Bicara dengan petugas bengkel"
    asked = await desk.says(WHATSAPP, "Apa?", *options("Pesan", long))
    status, _ = await say(client, phone="whatsapp", press=f"pick={long}", message=asked)
    assert status == 200
    (said,) = desk.heard
    assert (said.press, said.message, said.text) == (f"pick={long}", str(asked), "")
    pressed = (await on_screen(client))[1]
    assert (pressed["pressed"], pressed["text"]) == (True, [[long, False]])


async def test_a_press_is_refused_where_the_message_does_not_offer_it(
    client: ClientSession, desk: EchoDesk
) -> None:
    asked = await desk.says(TELEGRAM, "Apa?", *options("Pesan"))
    tries: list[dict[str, object]] = [
        {"press": "pick=Lain", "message": asked},
        {"press": "pick=Pesan", "message": asked + 1},
        {"press": "pick=Pesan", "message": asked, "phone": "whatsapp"},
        {"press": "pick=Pesan"},
    ]
    for words in tries:
        status, reason = await say(client, **words)
        assert (status, reason["error"]) == (409, "no-button")
    await desk.says(TELEGRAM, "Sudah.", instead_of=asked)
    assert (await say(client, press="pick=Pesan", message=asked))[0] == 409
    assert not desk.heard


async def test_marks_that_nobody_types_are_dropped(client: ClientSession, desk: EchoDesk) -> None:
    await say(client, text="\ue000te\x00bal\ue001\nbaris", name=" Ri\nna \x07")
    (said,) = desk.heard
    assert (said.text, said.name) == ("tebal\nbaris", "Ri na")


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        ({"text": ""}, 400, "nothing"),
        ({"text": " \x00 "}, 400, "nothing"),
        ({}, 400, "nothing"),
        ({"text": "a" * 4097}, 413, "too-long"),
        ({"text": "a" * 70_000}, 413, "too-long"),
        ({"text": "a" * 4097, "name": ""}, 400, "unreadable"),
        ({"text": 5}, 400, "unreadable"),
        ({"text": "a", "name": ""}, 400, "unreadable"),
        ({"text": "a", "name": " \n "}, 400, "unreadable"),
        ({"text": "a", "name": 7}, 400, "unreadable"),
        ({"text": "a", "name": "x" * 61}, 400, "unreadable"),
        ({"text": "a", "phone": "terminal"}, 400, "unreadable"),
        ({"text": "a", "phone": "telegram\n"}, 400, "unreadable"),
        ({"text": "a", "sender": "staff"}, 400, "unreadable"),
        ({"text": "a", "answers": "1"}, 400, "unreadable"),
        ({"text": "a", "answers": -1}, 400, "unreadable"),
        ({"text": "a", "answers": 2**63}, 400, "unreadable"),
        ({"text": "a", "answers": 4}, 409, "no-message"),
        ({"press": "x" * 257, "message": 1}, 400, "unreadable"),
        ({"press": "x", "message": True}, 400, "unreadable"),
    ],
)
async def test_what_cannot_be_taken_is_refused_in_a_sentence(
    client: ClientSession, desk: EchoDesk, words: dict[str, object], status: int, code: str
) -> None:
    got, reason = await say(client, **words)
    assert (got, reason["error"]) == (status, code)
    assert reason["sentence"].endswith(".")
    assert not desk.heard


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'"\xff"', b'{"text": "\\ud800"}', b"[" * 5000]
)
async def test_a_body_that_is_no_request_is_refused(client: ClientSession, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    async with client.post("/try/say", data=body, headers=headers) as answer:
        assert answer.status == 400


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
async def test_only_json_is_taken_for_words(client: ClientSession, kind: str) -> None:
    body = json.dumps(RINA | {"text": "halo"}).encode()
    async with client.post("/try/say", data=body, headers={"Content-Type": kind}) as answer:
        assert answer.status == 415


async def test_a_page_that_leaves_in_mid_sentence_says_nothing(
    client: ClientSession, desk: EchoDesk, url: str
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(url).port)
    head = "POST /try/say HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    writer.write(f"{head}Content-Length: 99\r\n\r\n{{".encode())
    await writer.drain()
    writer.close()
    await writer.wait_closed()
    assert (await say(client, text="halo"))[0] == 200
    assert [said.text for said in desk.heard] == ["halo"]
    assert reader.at_eof() or not await reader.read()


# ---- what each phone can show


async def drawn(client: ClientSession, desk: EchoDesk, chat: str, *labels: str) -> dict[str, Any]:
    await desk.says(chat, "Yang mana?", *options(*labels))
    return (await on_screen(client))[0]


async def test_telegram_shows_every_choice(client: ClientSession, desk: EchoDesk) -> None:
    names = [f"Pilihan yang panjang sekali nomor {n}" for n in range(12)]
    choices = (await drawn(client, desk, TELEGRAM, *names))["choices"]
    assert (choices["kind"], [c["label"] for c in choices["options"]]) == ("buttons", names)


async def test_whatsapp_shows_three_buttons_with_short_labels(
    client: ClientSession, desk: EchoDesk
) -> None:
    choices = (await drawn(client, desk, WHATSAPP, "Pesan", "Bicara dengan petugas"))["choices"]
    assert choices["kind"] == "buttons"
    assert [c["label"] for c in choices["options"]] == ["Pesan", "Bicara dengan…"]
    assert choices["options"][1]["press"] == "pick=Bicara dengan petugas"


async def test_whatsapp_shows_more_as_a_list(client: ClientSession, desk: EchoDesk) -> None:
    choices = (await drawn(client, desk, WHATSAPP, "a", "b", "c", "d"))["choices"]
    assert (choices["kind"], choices["opener"], len(choices["options"])) == ("rows", "Pilih", 4)


async def test_whatsapp_numbers_what_no_list_holds(client: ClientSession, desk: EchoDesk) -> None:
    message = await drawn(client, desk, WHATSAPP, *"abcdefghijk")
    assert message["choices"] == {"kind": "none", "options": []}
    assert message["text"][0][0].startswith("Yang mana?\n\n1. a\n2. b\n")


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
