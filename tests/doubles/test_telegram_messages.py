"""What the double lets a bot send, and how it refuses the rest."""

from __future__ import annotations

from typing import Any

import pytest

from tests.doubles.conftest import Caller, Json
from tests.doubles.telegram import BotApi, PrivateChat
from tests.doubles.telegram.markup import parse

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (640).to_bytes(4, "big") + (480).to_bytes(4, "big")


def one_button(**button: object) -> Json:
    return {"inline_keyboard": [[{"text": "Putih", **button}]]}


@pytest.fixture
async def chat(api: BotApi) -> PrivateChat:
    chat = api.private(api.user(101, "Dewi"))
    await chat.says("/start")
    return chat


async def test_a_message_is_shown_and_told(call: Caller, chat: PrivateChat) -> None:
    sent = await call.result("sendMessage", chat_id=101, text="halo")
    assert (sent["message_id"], sent["chat"]["id"], sent["from"]["is_bot"]) == (2, 101, True)
    assert chat.last.text == "halo"


async def test_message_ids_belong_to_their_chat(call: Caller, api: BotApi) -> None:
    dewi, budi = api.user(101, "Dewi"), api.user(102, "Budi")
    assert (await api.private(dewi).says("a")).id == (await api.private(budi).says("b")).id == 1


@pytest.mark.parametrize("text", ["", "   ", "\n\r\n"])
async def test_an_empty_text_is_refused(call: Caller, chat: PrivateChat, text: str) -> None:
    said = await call.refusal("sendMessage", chat_id=101, text=text)
    assert said == "Bad Request: message text is empty"


@pytest.mark.parametrize("text", ["a" * 4096, "😀" * 2048, "<b>" + "a" * 4096 + "</b>"])
async def test_4096_utf16_units_after_parsing_are_let_through(
    call: Caller, chat: PrivateChat, text: str
) -> None:
    assert (await call("sendMessage", chat_id=101, text=text, parse_mode="HTML"))["ok"]


@pytest.mark.parametrize("text", ["a" * 4097, "😀" * 2049])
async def test_one_unit_more_is_too_long(call: Caller, chat: PrivateChat, text: str) -> None:
    said = await call.refusal("sendMessage", chat_id=101, text=text)
    assert said == "Bad Request: message is too long"


async def test_a_caption_has_1024_units(call: Caller, chat: PrivateChat) -> None:
    photo = (await chat.sends_photo(PNG)).id
    assert photo
    file_id = (await call.result("getUpdates"))[-1]["message"]["photo"][-1]["file_id"]
    assert (await call("sendPhoto", chat_id=101, photo=file_id, caption="a" * 1024))["ok"]
    said = await call.refusal("sendPhoto", chat_id=101, photo=file_id, caption="a" * 1025)
    assert said == "Bad Request: message caption is too long"


async def test_text_is_trimmed_and_cleaned_with_its_entities(
    call: Caller, chat: PrivateChat
) -> None:
    entities = [{"type": "bold", "offset": 5, "length": 6}]
    text = " \r\n😀tebal  "
    sent = await call.result("sendMessage", chat_id=101, text=text, entities=entities)
    assert sent["text"] == "😀tebal"
    assert sent["entities"] == [{"type": "bold", "offset": 2, "length": 5}]


@pytest.mark.parametrize(
    ("entity", "said"),
    [
        ({"type": "bold", "offset": 9, "length": 1}, "begins after the end of the text"),
        ({"type": "bold", "offset": 0, "length": 9}, "ends after the end of the text"),
        ({"type": "bold", "offset": 1, "length": 2}, "begins in a middle of a UTF-16 symbol"),
        ({"type": "bold", "offset": 0, "length": 1}, "ends in a middle of a UTF-16 symbol"),
        ({"type": "bold", "offset": -1, "length": 1}, "incorrect offset -1"),
        ({"type": "bold", "length": 1}, 'Can\'t find field "offset"'),
        ({"type": "text_link", "offset": 0, "length": 2}, 'Can\'t find field "url"'),
    ],
)
async def test_a_wrong_entity_is_refused(
    call: Caller, chat: PrivateChat, entity: Json, said: str
) -> None:
    text = "😀halo"
    assert said in await call.refusal("sendMessage", chat_id=101, text=text, entities=[entity])


async def test_links_and_commands_in_a_text_are_found_by_the_server(
    call: Caller, chat: PrivateChat
) -> None:
    text = "Lihat https://prokana.example/a?b=1. Tekan /batal atau tulis a@b.id #baru"
    sent = await call.result("sendMessage", chat_id=101, text=text)
    found = [(e["type"], text[e["offset"] :][: e["length"]]) for e in sent["entities"]]
    assert found == [
        ("url", "https://prokana.example/a?b=1"),
        ("bot_command", "/batal"),
        ("email", "a@b.id"),
        ("hashtag", "#baru"),
    ]


async def test_found_entities_are_measured_in_utf16_too(call: Caller, chat: PrivateChat) -> None:
    sent = await call.result("sendMessage", chat_id=101, text="😀 https://a.id/😀b")
    assert sent["entities"] == [{"type": "url", "offset": 3, "length": 16}]


@pytest.mark.parametrize(
    ("mode", "text", "plain", "kinds"),
    [
        ("HTML", "<b>a</b> &lt;b&gt; &amp;", "a <b> &", ["bold"]),
        ("HTML", "<b>a<i>b</i></b>", "ab", ["bold", "italic"]),
        ("HTML", '<a href="https://a.id/?x=1&amp;y=2">a</a>', "a", ["text_link"]),
        ("HTML", "<tg-spoiler>a</tg-spoiler><code>b</code>", "ab", ["spoiler", "code"]),
        ("HTML", "<blockquote expandable>a</blockquote>", "a", ["expandable_blockquote"]),
        ("MarkdownV2", "*a* _b_ __c__ ~d~ ||e||", "a b c d e", None),
        ("MarkdownV2", r"Rp1\.000 \- `a.b` [c](https://a.id)", "Rp1.000 - a.b c", None),
        ("MarkdownV2", "```py\na.b\n```", "a.b\n", ["pre"]),
    ],
)
def test_parse_modes_give_text_and_entities(
    mode: str, text: str, plain: str, kinds: list[str] | None
) -> None:
    words, entities = parse(text, mode)
    assert words == plain
    assert kinds is None or [entity["type"] for entity in entities] == kinds


@pytest.mark.parametrize(
    ("mode", "text", "said"),
    [
        ("HTML", "a <b>b", 'Can\'t find end tag corresponding to start tag "b"'),
        ("HTML", "a < b", "Unclosed start tag at byte offset 2"),
        ("HTML", "é<x>", 'Unsupported start tag "x" at byte offset 2'),
        ("HTML", "<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("HTML", "a</b>", "Unexpected end tag at byte offset 1"),
        ("MarkdownV2", "1.5", "Character '.' is reserved and must be escaped"),
        ("MarkdownV2", "é *a", "Can't find end of Bold entity at byte offset 3"),
        ("MarkdownV2", "[a](b", "Can't find end of a URL at byte offset 4"),
    ],
)
async def test_what_cannot_be_parsed_is_refused_with_its_place(
    call: Caller, chat: PrivateChat, mode: str, text: str, said: str
) -> None:
    refusal = await call.refusal("sendMessage", chat_id=101, text=text, parse_mode=mode)
    assert refusal.startswith(f"Bad Request: can't parse entities: {said}")


async def test_an_unknown_parse_mode_is_refused(call: Caller, chat: PrivateChat) -> None:
    said = await call.refusal("sendMessage", chat_id=101, text="a", parse_mode="BBCode")
    assert said == "Bad Request: unsupported parse_mode"


@pytest.mark.parametrize("data", ["x", "é" * 32, "a" * 64])
async def test_callback_data_may_have_64_bytes(call: Caller, chat: PrivateChat, data: str) -> None:
    markup = one_button(callback_data=data)
    assert (await call("sendMessage", chat_id=101, text="a", reply_markup=markup))["ok"]


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        (one_button(callback_data="é" * 33), "BUTTON_DATA_INVALID"),
        (
            one_button(callback_data=""),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"inline_keyboard": [[{"text": "", "callback_data": "a"}]]},
            "inline keyboard button text must be non-empty",
        ),
        (
            {"inline_keyboard": [[{"text": "a", "callback_data": "a"}] * 9]},
            "reply markup is too long",
        ),
        (
            {"inline_keyboard": [[{"text": "a", "callback_data": "a"}]] * 101},
            "reply markup is too long",
        ),
        (
            {"inline_keyboard": [{"text": "a", "callback_data": "a"}]},
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        (one_button(copy_text={"text": "a" * 257}), "BUTTON_COPY_TEXT_INVALID"),
        ([], "object expected as reply markup"),
        (
            {"keyboard": [["a"]], "input_field_placeholder": "a" * 65},
            "INPUT_FIELD_PLACEHOLDER_INVALID",
        ),
    ],
)
async def test_a_wrong_keyboard_is_refused(
    call: Caller, chat: PrivateChat, markup: Any, said: str
) -> None:
    refusal = await call.refusal("sendMessage", chat_id=101, text="a", reply_markup=markup)
    assert refusal == f"Bad Request: {said}"


async def test_a_hundred_buttons_eight_in_a_row_are_fine(call: Caller, chat: PrivateChat) -> None:
    rows = [[{"text": "a", "callback_data": "a"}] * 8] * 12
    markup = {"inline_keyboard": [*rows, [{"text": "a", "callback_data": "a"}] * 4]}
    assert (await call("sendMessage", chat_id=101, text="a", reply_markup=markup))["ok"]


async def test_a_reply_keyboard_stays_until_it_is_removed(call: Caller, chat: PrivateChat) -> None:
    await call("sendMessage", chat_id=101, text="a", reply_markup={"keyboard": [["Ya", "Tidak"]]})
    await call("sendMessage", chat_id=101, text="b")
    assert chat.keyboard == ["Ya", "Tidak"]
    await call("sendMessage", chat_id=101, text="c", reply_markup={"remove_keyboard": True})
    assert chat.keyboard == []


async def test_a_reply_needs_its_message(call: Caller, chat: PrivateChat) -> None:
    reply = {"message_id": 99}
    said = await call.refusal("sendMessage", chat_id=101, text="a", reply_parameters=reply)
    assert said == "Bad Request: message to be replied not found"
    reply["allow_sending_without_reply"] = True
    assert (await call("sendMessage", chat_id=101, text="a", reply_parameters=reply))["ok"]


async def test_a_reply_shows_the_message_before_it_and_no_further(
    call: Caller, chat: PrivateChat
) -> None:
    await call("sendMessage", chat_id=101, text="a", reply_to_message_id=1)
    await chat.says("b", reply_to=chat.last)
    before = (await call.result("getUpdates"))[-1]["message"]["reply_to_message"]
    assert before["text"] == "a"
    assert "reply_to_message" not in before


# Editing and deleting


async def test_an_edit_changes_the_screen(call: Caller, chat: PrivateChat) -> None:
    markup = one_button(callback_data="a")
    await call("sendMessage", chat_id=101, text="lama", reply_markup=markup)
    edited = await call.result("editMessageText", chat_id=101, message_id=2, text="baru")
    assert (edited["text"], "reply_markup" in edited) == ("baru", False)
    assert (chat.last.text, chat.last.edited, chat.last.buttons) == ("baru", True, [])


async def test_an_edit_that_changes_nothing_is_refused(call: Caller, chat: PrivateChat) -> None:
    await call("sendMessage", chat_id=101, text="sama")
    same = {"chat_id": 101, "message_id": 2, "text": " sama "}
    assert await call.refusal("editMessageText", **same) == (
        "Bad Request: message is not modified: specified new message content and reply markup "
        "are exactly the same as a current content and reply markup of the message"
    )


@pytest.mark.parametrize(
    ("method", "params", "said"),
    [
        ("editMessageText", {"message_id": 9, "text": "a"}, "message to edit not found"),
        ("editMessageText", {"message_id": 1, "text": "a"}, "message can't be edited"),
        ("editMessageCaption", {"message_id": 2}, "there is no caption in the message to edit"),
        ("editMessageText", {"message_id": 3, "text": "a"}, "message can't be edited"),
        ("deleteMessage", {"message_id": 9}, "message to delete not found"),
        ("deleteMessage", {}, "message identifier is not specified"),
        ("deleteMessages", {"message_ids": []}, "message identifiers are not specified"),
        (
            "deleteMessages",
            {"message_ids": [*range(101)]},
            "too many message identifiers specified",
        ),
    ],
)
async def test_a_change_of_the_wrong_message_is_refused(
    call: Caller, chat: PrivateChat, method: str, params: Json, said: str
) -> None:
    await call("sendMessage", chat_id=101, text="a")
    await call("sendMessage", chat_id=101, text="b", reply_markup={"keyboard": [["Ya"]]})
    assert await call.refusal(method, chat_id=101, **params) == f"Bad Request: {said}"


async def test_buttons_and_captions_are_edited_by_themselves(
    call: Caller, chat: PrivateChat
) -> None:
    await call("sendMessage", chat_id=101, text="a")
    markup = one_button(callback_data="a=1")
    await call("editMessageReplyMarkup", chat_id=101, message_id=2, reply_markup=markup)
    assert (chat.last.buttons, chat.last.edited) == ([[["Putih", "a=1"]]], False)
    await chat.sends_photo(PNG)
    file_id = (await call.result("getUpdates"))[-1]["message"]["photo"][0]["file_id"]
    sent = await call.result("sendPhoto", chat_id=101, photo=file_id, caption="a")
    number = sent["message_id"]
    said = await call.refusal("editMessageText", chat_id=101, message_id=number, text="b")
    assert said == "Bad Request: there is no text in the message to edit"
    await call("editMessageCaption", chat_id=101, message_id=number, caption="b")
    assert (chat.last.text, chat.last.edited) == ("b", True)


async def test_messages_are_deleted_for_48_hours(
    call: Caller, api: BotApi, chat: PrivateChat
) -> None:
    for text in ("a", "b", "c"):
        await call("sendMessage", chat_id=101, text=text)
    assert (await call("deleteMessage", chat_id=101, message_id=1))["ok"]
    assert (await call("deleteMessages", chat_id=101, message_ids=[2, 77]))["ok"]
    assert [shown.text for shown in chat.messages] == ["b", "c"]
    api.clock.advance(hours=48)
    said = await call.refusal("deleteMessage", chat_id=101, message_id=3)
    assert said == "Bad Request: message can't be deleted"
