"""What each kind of update is to the desk, and that no update at all can stall it."""

import json
from typing import Any

import pytest
from pydantic import JsonValue

from bot.channels.telegram.updates import arrival, arrivals, callback_id, update_id
from handlers.messages import Address, Attachment, Joined, Moved, Reach, Said
from tests.bot.channels.telegram.raw import (
    BOT,
    DEWI,
    GROUP,
    NOW,
    PRIVATE,
    SENT,
    SUPERGROUP,
    changed,
    heard,
    member,
    message,
    said,
    update,
)


def test_a_private_message_is_what_its_sender_said() -> None:
    assert heard(message(text="halo")) == Said(
        address=Address("telegram", "101"),
        sender="101",
        name="Dewi",
        at=SENT,
        text="halo",
        language="id",
        message="33",
    )


def test_the_public_name_they_chose_is_told() -> None:
    named = {**DEWI, "username": "HotelContoh"}
    assert said(message(**{"from": named}, text="halo")).handle == "hotelcontoh"
    assert said(message(text="halo")).handle == ""


def test_an_update_is_kept_under_its_id_exactly_as_it_came() -> None:
    raw = message(text="Rumah Gadang – ✓ 👍")
    found = arrival(raw, NOW)
    assert (found.channel, found.ext_id) == ("telegram", "7")
    assert json.loads(found.body) == raw
    assert "✓" in found.body


def test_ids_of_52_bits_and_more_are_taken_as_they_are() -> None:
    chat, sender = {**PRIVATE, "id": 2**52 - 1}, {**DEWI, "id": 2**52 + 1}
    raw = message(chat, **{"from": sender}, text="halo")
    assert isinstance(raw, dict)
    raw["update_id"] = 2**53 + 1
    found = arrival(raw, NOW)
    assert found.ext_id == str(2**53 + 1)
    assert isinstance(found.heard, Said)
    assert found.heard.address.chat == str(2**52 - 1)
    assert found.heard.sender == str(2**52 + 1)
    assert update_id(raw) == 2**53 + 1


def test_words_in_a_group_are_not_private() -> None:
    found = said(message(SUPERGROUP, text="halo"))
    assert not found.private
    assert found.address == Address("telegram", "-1000000000500")
    assert found.sender == "101"


def test_first_and_last_name_make_one_name() -> None:
    sender = {**DEWI, "last_name": "Contoh"}
    assert said(message(**{"from": sender}, text="halo")).name == "Dewi Contoh"


def test_a_reply_names_the_bots_message_it_answers() -> None:
    before = {"message_id": 30, "date": 1, "chat": PRIVATE, "from": BOT}
    assert said(message(text="ya", reply_to_message=before)).reply_to == "30"


def test_what_people_answer_each_other_is_no_reply_to_us() -> None:
    before = {"message_id": 30, "date": 1, "chat": GROUP, "from": DEWI}
    assert not said(message(GROUP, text="ya", reply_to_message=before)).reply_to


def test_of_a_photo_the_largest_size_is_taken() -> None:
    sizes = [
        {"file_id": "small", "width": 90, "height": 60},
        {"file_id": "large", "width": 1280, "height": 853},
        {"file_id": "middle", "width": 320, "height": 213},
    ]
    found = said(message(photo=sizes, caption="logo kami"))
    assert found.attachments == (Attachment("telegram", "large", "foto.jpg", "photo"),)
    assert found.text == "logo kami"


def test_a_document_keeps_its_name() -> None:
    document = {"file_id": "D1", "file_name": "logo hotel.pdf", "mime_type": "application/pdf"}
    found = said(message(document=document))
    assert found.attachments == (Attachment("telegram", "D1", "logo hotel.pdf", "file"),)


def test_a_document_without_a_name_still_has_one_and_a_long_name_is_cut() -> None:
    assert said(message(document={"file_id": "D1"})).attachments[0].name == "berkas"
    long = said(message(document={"file_id": "D1", "file_name": "a" * 300}))
    assert len(long.attachments[0].name) == 80


def test_the_parts_of_an_album_are_messages_of_their_own() -> None:
    part: dict[str, Any] = {
        "media_group_id": "A1",
        "photo": [{"file_id": "P1", "width": 9, "height": 9}],
    }
    first, second = said(message(**part, caption="logo")), said(message(**part))
    assert (first.text, second.text) == ("logo", "")
    assert first.attachments == second.attachments


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("/start ig_nov", "ig_nov"),
        ("/start@prokana_bot ig_nov", "ig_nov"),
        ("/start", ""),
        ("/start " + "x" * 70, "x" * 64),
        ("halo /start ig_nov", ""),
        ("/menu ig_nov", ""),
    ],
)
def test_the_word_of_a_deep_link_is_the_source(text: str, source: str) -> None:
    assert said(message(text=text)).source == source


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("/setuju@prokana_bot 002", "/setuju 002"),
        ("/setuju@Prokana_BOT 002", "/setuju 002"),
        ("/setuju@prokana_bot", "/setuju"),
        ("/tolak@prokana_bot\n002 penuh", "/tolak\n002 penuh"),
        ("/tulis kepada a@b.id", "/tulis kepada a@b.id"),
        ("/", "/"),
        ("/@", "/@"),
        ("halo @other_bot", "halo @other_bot"),
    ],
)
def test_our_name_behind_a_command_is_taken_off(text: str, meant: str) -> None:
    assert said(message(GROUP, text=text)).text == meant


@pytest.mark.parametrize("text", ["/setuju@other_bot 002", "/start@other_bot", "/x@other_bot\ny"])
def test_a_command_for_another_bot_is_left_alone(text: str) -> None:
    assert heard(message(GROUP, text=text)) is None


@pytest.mark.parametrize(
    "content",
    [
        {"sticker": {"file_id": "S", "emoji": "👍"}},
        {"voice": {"file_id": "V", "duration": 3}},
        {"location": {"latitude": -0.95, "longitude": 100.35}},
        {"contact": {"phone_number": "+6281", "first_name": "Dewi"}},
        {"a_kind_of_next_year": {"x": 1}},
    ],
)
def test_what_has_no_words_is_said_without_words(content: dict[str, Any]) -> None:
    found = said(message(**content))
    assert (found.text, found.attachments) == ("", ())


@pytest.mark.parametrize("kind", ["edited_message", "channel_post", "edited_channel_post"])
def test_edits_and_channel_posts_say_nothing(kind: str) -> None:
    content = {"message_id": 1, "date": 1, "chat": PRIVATE, "from": DEWI, "text": "lain"}
    found = arrival(update(kind, content), NOW)
    assert found.heard is None
    assert not found.problem


def test_a_message_in_a_channel_and_one_without_a_sender_say_nothing() -> None:
    channel = {"id": -100, "type": "channel", "title": "Kanal"}
    assert heard(message(channel, text="pengumuman")) is None
    nobody = {"message_id": 1, "date": 1, "chat": GROUP, "text": "x"}
    assert heard(update("message", nobody)) is None


def test_other_bots_are_not_heard() -> None:
    assert heard(message(GROUP, **{"from": BOT}, text="/setuju 002")) is None


def test_an_anonymous_admin_may_talk_but_is_nobody() -> None:
    anonymous = {"id": 1_087_968_824, "is_bot": True, "first_name": "Group"}
    raw = message(SUPERGROUP, **{"from": anonymous}, sender_chat=SUPERGROUP, text="/setuju 002")
    assert not said(raw).named
    assert said(message(SUPERGROUP, text="/setuju 002")).named


def press(**content: Any) -> JsonValue:
    whole = {"id": "44", "from": DEWI, "chat_instance": "1", **content}
    return update("callback_query", {k: v for k, v in whole.items() if v is not None})


def test_a_press_says_what_the_button_carries() -> None:
    shown = {"message_id": 30, "date": 5, "chat": PRIVATE, "from": BOT, "text": "Ya?"}
    found = said(press(message=shown, data="abc:/confirm"))
    assert (found.press, found.message, found.private) == ("abc:/confirm", "30", True)
    assert (found.text, found.at) == ("", NOW)


def test_a_press_on_a_message_too_old_to_show_still_counts() -> None:
    gone = {"message_id": 30, "date": 0, "chat": GROUP}
    found = said(press(message=gone, data="!token"))
    assert (found.press, found.address.chat, found.private) == ("!token", "-500", False)


def test_whatever_else_its_message_holds_a_press_counts() -> None:
    odd = {"message_id": 30, "date": "yesterday", "chat": GROUP, "text": ["new"]}
    assert said(press(message=odd, data="!token")).press == "!token"


@pytest.mark.parametrize("missing", ["message", "data"])
def test_a_press_without_message_or_data_says_nothing_but_is_answered(missing: str) -> None:
    content = {"message": {"message_id": 30, "date": 0, "chat": PRIVATE}, "data": "x"}
    raw = press(**{**content, missing: None})
    assert heard(raw) is None
    assert callback_id(raw) == "44"


@pytest.mark.parametrize(("status", "is_open"), [("kicked", False), ("member", True)])
def test_who_blocks_us_cannot_be_reached_until_they_unblock(status: str, is_open: bool) -> None:
    raw = update("my_chat_member", changed(PRIVATE, member(status)))
    assert heard(raw) == Reach(Address("telegram", "101"), is_open, NOW)


def test_our_own_place_in_a_group_is_not_somebodys_reach() -> None:
    assert heard(update("my_chat_member", changed(GROUP, member("kicked")))) is None


@pytest.mark.parametrize(
    ("new", "present"),
    [
        (member("creator"), True),
        (member("administrator"), True),
        (member("member"), True),
        (member("restricted", is_member=True), True),
        (member("restricted", is_member=False), False),
        (member("restricted"), False),
        (member("left"), False),
        (member("kicked"), False),
        (member("a_status_of_next_year"), False),
    ],
)
def test_only_a_known_presence_makes_a_member(new: dict[str, Any], present: bool) -> None:
    found = heard(update("chat_member", changed(SUPERGROUP, new)))
    assert found == Joined(Address("telegram", "-1000000000500"), "101", present, NOW)


def test_who_leaves_a_group_is_no_member() -> None:
    raw = message(GROUP, left_chat_member=DEWI)
    assert heard(raw) == Joined(Address("telegram", "-500"), "101", False, NOW)


def test_of_several_who_join_at_once_each_is_a_member() -> None:
    people = [{**DEWI, "id": key} for key in (201, 202, 203)]
    found = arrivals(message(GROUP, new_chat_members=people), NOW)
    assert [a.heard.person for a in found if isinstance(a.heard, Joined)] == ["201", "202", "203"]
    assert len({a.ext_id for a in found}) == 3


def test_any_other_update_is_one_arrival() -> None:
    for raw in (message(text="halo"), message(GROUP, new_chat_members=[DEWI]), None):
        assert arrivals(raw, NOW) == [arrival(raw, NOW)]


@pytest.mark.parametrize(
    ("chat", "content"),
    [(GROUP, {"migrate_to_chat_id": -100_500}), ({**SUPERGROUP, "id": -100_500}, None)],
)
def test_a_group_that_moves_says_so_in_both_its_chats(
    chat: dict[str, Any], content: dict[str, Any] | None
) -> None:
    moved = Moved(Address("telegram", "-500"), Address("telegram", "-100500"), NOW)
    assert heard(message(chat, **(content or {"migrate_from_chat_id": -500}))) == moved


@pytest.mark.parametrize("kind", ["poll", "message_reaction", "chat_boost", "news_of_2030"])
def test_other_kinds_of_update_are_kept_and_say_nothing(kind: str) -> None:
    found = arrival(update(kind, {"anything": [1, 2, 3]}), NOW)
    assert (found.heard, found.problem, found.ext_id) == (None, "", "7")
