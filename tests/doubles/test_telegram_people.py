"""People of the double: who may be written to, what a group shows, what a bot is called."""

from __future__ import annotations

import pytest

from tests.doubles.conftest import Caller, Json
from tests.doubles.telegram import BotApi, Group, PrivateChat, User

UPGRADED = "Bad Request: group chat was upgraded to a supergroup chat"
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.fixture
def dewi(api: BotApi) -> User:
    return api.user(101, "Dewi", language_code="id")


@pytest.fixture
def budi(api: BotApi) -> User:
    return api.user(102, "Budi")


@pytest.fixture
async def chat(api: BotApi, dewi: User) -> PrivateChat:
    chat = api.private(dewi)
    await chat.starts()
    return chat


@pytest.fixture
def group(api: BotApi, dewi: User, budi: User) -> Group:
    return api.group(-500, "Petugas", [dewi, budi])


async def news(call: Caller) -> list[Json]:
    """All updates not seen yet, confirmed at once."""
    updates: list[Json] = await call.result("getUpdates", offset=call.api.updates.next_id - 100)
    if updates:
        await call("getUpdates", offset=updates[-1]["update_id"] + 1)
    return updates


async def texts(call: Caller) -> list[str]:
    return [update["message"].get("text", "") for update in await news(call)]


# Private chats


async def test_a_stranger_cannot_be_written_to(call: Caller, dewi: User) -> None:
    said = await call.refusal("sendMessage", chat_id=101, text="a")
    assert said == "Bad Request: chat not found"
    assert await call.refusal("sendMessage", chat_id=77, text="a") == said
    assert await call.refusal("sendMessage", chat_id="@siapa", text="a") == said
    assert await call.refusal("sendMessage", text="a") == "Bad Request: chat_id is empty"


async def test_a_bot_cannot_speak_first_to_someone_from_a_group(call: Caller, group: Group) -> None:
    said = await call.refusal("sendMessage", chat_id=102, text="a")
    assert said == "Forbidden: bot can't initiate conversation with a user"


async def test_a_block_is_told_and_ends_sending(call: Caller, chat: PrivateChat) -> None:
    await news(call)
    await chat.block_bot()
    for method in ("sendMessage", "sendChatAction"):
        said = await call.refusal(method, chat_id=101, text="a", action="typing")
        assert said == "Forbidden: bot was blocked by the user"
    await chat.unblock()
    assert (await call("sendMessage", chat_id=101, text="a"))["ok"]
    changes = [update["my_chat_member"] for update in await news(call)]
    assert [change["new_chat_member"]["status"] for change in changes] == ["kicked", "member"]


async def test_a_deleted_account_is_gone(call: Caller, chat: PrivateChat) -> None:
    await chat.deactivate()
    said = await call.refusal("sendMessage", chat_id=101, text="a")
    assert said == "Forbidden: user is deactivated"


async def test_start_carries_its_payload_and_an_edit_is_told(
    call: Caller, api: BotApi, budi: User
) -> None:
    chat = api.private(budi)
    said = await chat.starts("q-123")
    await chat.edits(said, "lima ratus")
    start, edit = await news(call)
    assert start["message"]["text"] == "/start q-123"
    assert start["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert edit["edited_message"]["text"] == "lima ratus"
    assert edit["edited_message"]["message_id"] == said.id


async def test_anything_else_can_be_sent_raw(call: Caller, chat: PrivateChat) -> None:
    await news(call)
    await chat.sends({"location": {"latitude": -0.95, "longitude": 100.35}})
    [update] = await news(call)
    assert update["message"]["location"]["longitude"] == 100.35


# Presses


async def test_a_press_is_answered_once(call: Caller, chat: PrivateChat) -> None:
    markup = {"inline_keyboard": [[{"text": "Ya", "callback_data": "ok=1"}]]}
    await call("sendMessage", chat_id=101, text="a", reply_markup=markup)
    press = await chat.presses("Ya")
    query = (await news(call))[-1]["callback_query"]
    assert (query["data"], query["message"]["text"]) == ("ok=1", "a")
    answer = {"callback_query_id": press.id, "text": "baik", "show_alert": True}
    assert (await call("answerCallbackQuery", **answer))["ok"]
    assert ((await press.answered()).text, (await press.answered()).alert) == ("baik", True)
    assert await call.refusal("answerCallbackQuery", **answer) == TOO_OLD


async def test_a_press_is_not_answered_late_nor_at_length(
    call: Caller, api: BotApi, chat: PrivateChat
) -> None:
    press = await chat.forge_press("ok=1", 1)
    number = press.id
    said = await call.refusal("answerCallbackQuery", callback_query_id=number, text="a" * 201)
    assert said == "Bad Request: MESSAGE_TOO_LONG"
    api.clock.advance(16)
    assert await call.refusal("answerCallbackQuery", callback_query_id=number) == TOO_OLD
    assert await call.refusal("answerCallbackQuery", callback_query_id="1") == TOO_OLD
    with pytest.raises(AssertionError, match="was not answered"):
        await press.answered(0.01)


async def test_a_forged_press_of_a_lost_message_is_inaccessible(
    call: Caller, chat: PrivateChat
) -> None:
    await chat.forge_press("harga=0", 999)
    message = (await news(call))[-1]["callback_query"]["message"]
    assert (message["date"], message["message_id"]) == (0, 999)


async def test_a_button_can_be_pressed_by_its_data(call: Caller, chat: PrivateChat) -> None:
    markup = {"inline_keyboard": [[{"text": "Ya", "callback_data": "ok=1"}]]}
    await call("sendMessage", chat_id=101, text="a", reply_markup=markup)
    assert (await chat.presses(data="ok=1")).data == "ok=1"
    with pytest.raises(AssertionError, match="nothing that fits"):
        await chat.presses("Tidak", timeout=0.01)


# Groups


async def test_privacy_mode_shows_commands_and_replies_to_the_bot(
    call: Caller, group: Group, dewi: User, budi: User
) -> None:
    other = await group.says(budi, "obrolan")
    await group.says(budi, "/tautkan ABC")
    await group.says(budi, "/tautkan@prokana_bot ABC")
    await group.says(budi, "/tautkan@lain_bot ABC")
    await group.says(budi, "ketik /tautkan nanti")
    await call("sendMessage", chat_id=-500, text="halo")
    await group.replies(dewi, group.last, "untuk bot")
    await group.replies(dewi, other, "untuk Budi")
    assert await texts(call) == ["/tautkan ABC", "/tautkan@prokana_bot ABC", "untuk bot"]


async def test_a_general_command_is_for_the_bot_that_spoke_last(
    call: Caller, api: BotApi, group: Group, budi: User
) -> None:
    rival = api.user(999, "Lain", username="lain_bot", is_bot=True)
    await group.add(rival)
    await group.says(rival, "halo dari bot lain")
    await group.says(budi, "/mulai")
    await call("sendMessage", chat_id=-500, text="halo")
    await group.says(budi, "/mulai lagi")
    assert await texts(call) == ["", "/mulai lagi"]


async def test_an_admin_sees_everything_but_other_bots(
    call: Caller, api: BotApi, group: Group, budi: User
) -> None:
    rival = api.user(999, "Lain", is_bot=True)
    await group.add(rival)
    await group.set_admin(api.me)
    await news(call)
    await group.says(budi, "obrolan")
    await group.says(rival, "bot bicara")
    assert await texts(call) == ["obrolan"]


async def test_without_privacy_mode_a_member_sees_everything() -> None:
    async with BotApi(privacy=False) as api:
        budi = api.user(102, "Budi")
        await api.group(-500, "Petugas", [budi]).says(budi, "obrolan")
        assert len(api.updates.waiting()) == 1


async def test_a_member_presses_in_a_group(call: Caller, group: Group, budi: User) -> None:
    markup = {"inline_keyboard": [[{"text": "Setujui", "callback_data": "ok=1"}]]}
    await call("sendMessage", chat_id=-500, text="Pesanan 7", reply_markup=markup)
    await group.presses(budi, "Setujui")
    query = (await news(call))[-1]["callback_query"]
    assert (query["from"]["id"], query["message"]["chat"]["id"]) == (102, -500)


async def test_the_bot_is_told_when_it_comes_and_goes(
    call: Caller, api: BotApi, dewi: User
) -> None:
    group = api.group(-500, "Petugas", [dewi], has_bot=False)
    said = await call.refusal("sendMessage", chat_id=-500, text="a")
    assert said == "Forbidden: bot is not a member of the group chat"
    await group.add(api.me)
    assert (await call("sendMessage", chat_id=-500, text="a"))["ok"]
    await group.remove(api.me)
    said = await call.refusal("sendMessage", chat_id=-500, text="a")
    assert said == "Forbidden: bot was kicked from the group chat"
    changes = [u["my_chat_member"] for u in await news(call) if "my_chat_member" in u]
    assert [change["new_chat_member"]["status"] for change in changes] == ["member", "kicked"]


async def test_a_deleted_group_and_a_supergroup_have_words_of_their_own(
    call: Caller, api: BotApi, group: Group, dewi: User
) -> None:
    super_id = -1_000_000_000_777
    big = api.group(super_id, "Besar", [dewi])
    await big.remove(api.me)
    said = await call.refusal("sendMessage", chat_id=super_id, text="a")
    assert said == "Forbidden: bot was kicked from the supergroup chat"
    await group.delete()
    said = await call.refusal("sendMessage", chat_id=-500, text="a")
    assert said == "Forbidden: the group chat was deleted"


async def test_an_upgrade_moves_the_group_to_a_new_id(
    call: Caller, group: Group, budi: User
) -> None:
    await call("sendMessage", chat_id=-500, text="lama")
    new_id = await group.upgrade_to_supergroup()
    answer = await call("sendMessage", chat_id=-500, text="a")
    assert answer["description"] == UPGRADED
    assert answer["parameters"] == {"migrate_to_chat_id": new_id}
    assert (await call("sendMessage", chat_id=new_id, text="baru"))["ok"]
    said = await call.refusal("editMessageText", chat_id=-500, message_id=1, text="a")
    assert said == "Bad Request: message can't be edited"
    to, joined, fro = await news(call)
    assert to["message"]["migrate_to_chat_id"] == new_id
    assert to["message"]["chat"]["id"] == -500
    assert joined["my_chat_member"]["chat"] == {
        "id": new_id,
        "title": "Petugas",
        "type": "supergroup",
    }
    assert fro["message"]["migrate_from_chat_id"] == -500


async def test_membership_can_be_asked(
    call: Caller, api: BotApi, group: Group, dewi: User, budi: User
) -> None:
    async def status(user_id: int) -> str:
        member = await call.result("getChatMember", chat_id=-500, user_id=user_id)
        return str(member["status"])

    stranger = api.user(103, "Citra")
    await group.set_admin(budi)
    assert [await status(number) for number in (101, 102, 103)] == [
        "creator",
        "administrator",
        "left",
    ]
    await group.set_admin(budi, admin=False)
    await group.leaves(budi)
    assert await status(102) == "left"
    said = await call.refusal("getChatMember", chat_id=-500, user_id=404)
    assert said == "Bad Request: PARTICIPANT_ID_INVALID"
    admins = await call.result("getChatAdministrators", chat_id=-500)
    assert [admin["user"]["id"] for admin in admins] == [101]
    assert await call.result("getChatMemberCount", chat_id=-500) == 2
    group.hidden_members = True
    said = await call.refusal("getChatMember", chat_id=-500, user_id=stranger.id)
    assert said == "Bad Request: member list is inaccessible"


async def test_other_bots_are_left_out_of_the_administrators(
    call: Caller, api: BotApi, group: Group
) -> None:
    rival = api.user(999, "Lain", is_bot=True)
    await group.set_admin(rival)
    await group.set_admin(api.me)
    admins = await call.result("getChatAdministrators", chat_id=-500)
    assert [admin["user"]["id"] for admin in admins] == [101, api.me.id]


async def test_a_private_chat_has_no_administrators(call: Caller, chat: PrivateChat) -> None:
    said = await call.refusal("getChatAdministrators", chat_id=101)
    assert said == "Bad Request: there are no administrators in the private chat"


async def test_a_group_lets_an_admin_delete_what_others_said(
    call: Caller, api: BotApi, group: Group, budi: User
) -> None:
    said = await group.says(budi, "rahasia")
    refusal = await call.refusal("deleteMessage", chat_id=-500, message_id=said.id)
    assert refusal == "Bad Request: message can't be deleted"
    await group.set_admin(api.me)
    assert (await call("deleteMessage", chat_id=-500, message_id=said.id))["ok"]
    assert group.messages == []


# The bot's own page


async def test_commands_are_kept_by_scope_and_language(call: Caller, api: BotApi) -> None:
    def commands(name: str) -> list[Json]:
        return [{"command": name, "description": "-"}]

    scope = {"type": "chat", "chat_id": -500}
    await call("setMyCommands", commands=commands("order"))
    await call("setMyCommands", commands=commands("pesan"), language_code="id")
    await call("setMyCommands", commands=commands("setujui"), scope=scope)
    assert await call.result("getMyCommands", language_code="id") == commands("pesan")
    assert await call.result("getMyCommands", language_code="en") == []
    assert api.profile.commands_seen(101, 101, "id") == ["pesan"]
    assert api.profile.commands_seen(101, 101, "en") == ["order"]
    assert api.profile.commands_seen(-500, 101, "id") == ["setujui"]
    await call("deleteMyCommands", language_code="id")
    assert api.profile.commands_seen(101, 101, "id") == ["order"]


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"commands": [{"command": "a", "description": "-"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": [{"command": "Pesan", "description": "-"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "a" * 33, "description": "-"}]}, "BOT_COMMAND_INVALID"),
        (
            {"commands": [{"command": "a", "description": ""}]},
            "BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        (
            {"commands": [{"command": "a", "description": "a" * 257}]},
            "BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        ({"commands": [], "language_code": "ind"}, "invalid language code specified"),
        (
            {"commands": [], "scope": {"type": "chat"}},
            "can't parse BotCommandScope: Empty chat_id specified",
        ),
        (
            {"commands": [], "scope": {"type": "semua"}},
            "can't parse BotCommandScope: Unsupported type specified",
        ),
        ({}, "can't parse commands JSON object"),
    ],
)
async def test_wrong_commands_are_refused(call: Caller, params: Json, said: str) -> None:
    assert await call.refusal("setMyCommands", **params) == f"Bad Request: {said}"


@pytest.mark.parametrize(
    ("method", "field", "most"),
    [
        ("Name", "name", 64),
        ("Description", "description", 512),
        ("ShortDescription", "short_description", 120),
    ],
)
async def test_the_texts_of_the_bot_have_limits_and_languages(
    call: Caller, method: str, field: str, most: int
) -> None:
    assert (await call(f"setMy{method}", **{field: "a" * most}))["ok"]
    assert not (await call(f"setMy{method}", **{field: "a" * (most + 1)}))["ok"]
    await call(f"setMy{method}", **{field: "sandal", "language_code": "id"})
    assert await call.result(f"getMy{method}", language_code="id") == {field: "sandal"}
    assert await call.result(f"getMy{method}", language_code="en") == {field: "a" * most}


async def test_a_chat_action_is_one_of_the_known(call: Caller, chat: PrivateChat) -> None:
    assert (await call("sendChatAction", chat_id=101, action="typing"))["ok"]
    said = await call.refusal("sendChatAction", chat_id=101, action="menari")
    assert said == "Bad Request: wrong parameter action in request"
