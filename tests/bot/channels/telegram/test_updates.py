"""What each kind of update is to the desk, and that no update at all can stall it."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import JsonValue

from bot.channels.telegram.updates import arrival, arrivals, callback_id, update_id
from handlers.messages import Address, Attachment, Joined, Moved, Reach, Said

NOW = datetime(2025, 12, 1, 3, 0, tzinfo=UTC)
SENT = datetime(2025, 12, 1, 2, 59, 58, tzinfo=UTC)
DEWI = {"id": 101, "is_bot": False, "first_name": "Dewi", "language_code": "id-ID"}
PRIVATE = {"id": 101, "type": "private", "first_name": "Dewi"}
GROUP = {"id": -500, "type": "group", "title": "Petugas"}
SUPERGROUP = {"id": -1_000_000_000_500, "type": "supergroup", "title": "Petugas"}
BOT = {"id": 9, "is_bot": True, "first_name": "Prokana", "username": "prokana_bot"}


def update(kind: str, content: dict[str, Any], key: int = 7) -> JsonValue:
    return {"update_id": key, kind: content}


def message(chat: dict[str, Any] = PRIVATE, **content: Any) -> JsonValue:
    base = {"message_id": 33, "date": int(SENT.timestamp()), "chat": chat, "from": DEWI}
    return update("message", {**base, **content})


def heard(raw: JsonValue) -> Any:
    found = arrival(raw, NOW, "prokana_bot")
    assert not found.problem, found.problem
    return found.heard


def said(raw: JsonValue) -> Said:
    found = heard(raw)
    assert isinstance(found, Said)
    return found


def member(status: str, **more: object) -> dict[str, Any]:
    return {"status": status, "user": DEWI, **more}


def changed(chat: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    old = member("left")
    date = int(SENT.timestamp())
    return {
        "chat": chat, "from": DEWI, "date": date, "old_chat_member": old, "new_chat_member": new,
    }  # fmt: skip


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


# What cannot be read


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ({"update_id": 7, "message": {"chat": 5}}, "message.message_id"),
        (message({"type": "private"}, text="halo"), "message.chat.id"),
        (message(text=["halo"]), "message.text"),
        (message(date=10**18, text="halo"), "message.date"),
        (message(date=-1, text="halo"), "message.date"),
        ({"message": {}}, "update_id"),
        ({"update_id": "7"}, "update_id"),
        ({"update_id": True}, "update_id"),
        ([], "valid"),
        (None, "valid"),
    ],
)
def test_what_cannot_be_read_is_set_aside_with_a_reason(raw: JsonValue, why: str) -> None:
    found = arrival(raw, NOW)
    assert found.heard is None
    assert found.problem.startswith("cannot be read: ")
    assert why in found.problem
    assert json.loads(found.body) == raw


def test_the_reason_quotes_nothing_a_person_wrote() -> None:
    assert "0812" not in arrival(message(text=["0812 3456"]), NOW).problem


def test_what_is_set_aside_has_the_same_key_whenever_it_comes() -> None:
    assert arrival({"update_id": 7, "message": 1}, NOW).ext_id == "7"
    first, again = (arrival([1, "x"], NOW).ext_id for _ in range(2))
    assert first == again
    assert first != arrival([2, "x"], NOW).ext_id
    assert len(first) <= 140


def test_half_a_sign_costs_nobody_their_message() -> None:
    found = arrival(message(text="halo \ud83d", **{"from": {**DEWI, "first_name": "D\x00"}}), NOW)
    assert isinstance(found.heard, Said)
    assert (found.heard.text, found.heard.name) == ("halo \ufffd", "D\ufffd")
    assert json.loads(found.body)["message"]["text"] == "halo \ud83d"
    found.body.encode()


def test_a_nest_too_deep_to_write_down_is_set_aside() -> None:
    deep: JsonValue = []
    for _ in range(5000):
        deep = [deep]
    found = arrival({"update_id": 7, "message": deep}, NOW)
    assert (found.ext_id, found.heard) == ("7", None)
    assert "nested" in found.problem


NUMBERS = st.integers() | st.floats() | st.booleans()
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | NUMBERS | st.text(st.characters(), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)
KEYS = (
    "message_id", "date", "chat", "from", "text", "caption", "photo", "document", "id", "type",
    "reply_to_message", "migrate_to_chat_id", "new_chat_members", "left_chat_member", "data",
    "sender_chat", "first_name", "file_id", "message", "new_chat_member", "user", "status",
)  # fmt: skip
UPDATE_LIKE = st.fixed_dictionaries(
    {"update_id": st.integers() | VALUES},
    optional={
        kind: st.dictionaries(st.sampled_from(KEYS), VALUES | st.sampled_from([DEWI, GROUP]))
        for kind in ("message", "callback_query", "my_chat_member", "chat_member")
    },
)
ALMOST = st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=2).map(lambda d: message(**d))


@given(VALUES | UPDATE_LIKE | ALMOST)
@example({"update_id": 1, "message": {"date": 10**30}})
@example("\ud800")
def test_no_json_value_can_stall_the_desk(raw: Any) -> None:
    for found in arrivals(raw, NOW, "prokana_bot"):
        assert len(found.ext_id) > 0
        found.body.encode()
        assert not (found.heard and found.problem)
    callback_id(raw)
    key = update_id(raw)
    assert key is None or arrival(raw, NOW).ext_id == str(key)
