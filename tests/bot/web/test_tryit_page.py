"""What the try-it page asks for over HTTP: to watch, and to say something."""

import asyncio
import json
from typing import Any
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientSession

from bot.channels.local import STAFF
from bot.web import tryit
from tests.bot.web.asking import RINA, TELEGRAM, WHATSAPP, event, on_screen, say, watching
from tests.bot.web.desk import EchoDesk, options

pytestmark = pytest.mark.asyncio(loop_scope="module")


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
