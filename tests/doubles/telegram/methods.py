"""The methods which neither send nor change a message."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

from tests.doubles.telegram import files
from tests.doubles.telegram.chats import Chat, User
from tests.doubles.telegram.errors import Json, bad_request
from tests.doubles.telegram.group import Group
from tests.doubles.telegram.params import Params
from tests.doubles.telegram.polling import BY_WEBHOOK
from tests.doubles.telegram.profile import LIMITS
from tests.doubles.telegram.world import World, method

_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
        "cancel",
    }
)
_GIFTS = {
    "unlimited_gifts": True,
    "limited_gifts": True,
    "unique_gifts": True,
    "premium_subscription": True,
    "gifts_from_channels": True,
}


@method("getMe")
def get_me(world: World, _: Params) -> Json:
    """Bot API: getMe, with the fields only it gives."""
    return {
        **world.me.as_json(),
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


@method("getUpdates")
def get_updates(world: World, params: Params) -> Awaitable[list[Json]]:
    """Bot API: getUpdates."""
    return world.polling.get_updates(params)


@method("setWebhook")
async def set_webhook(world: World, params: Params) -> Described:
    """Bot API: setWebhook; an open long poll ends with 409."""
    said = await world.webhook.set(params)
    if world.webhook.is_set():
        world.polling.terminate(BY_WEBHOOK)
    return Described(said)


@method("deleteWebhook")
async def delete_webhook(world: World, params: Params) -> Described:
    """Bot API: deleteWebhook; what was not delivered waits for getUpdates."""
    values = {k: v for k, v in params.values.items() if k == "drop_pending_updates"}
    return Described(await world.webhook.set(Params(values, {})))


class Described:
    """A `true` that comes with a description."""

    def __init__(self, description: str) -> None:
        self.description = description


@method("getWebhookInfo")
def get_webhook_info(world: World, _: Params) -> Json:
    """Bot API: getWebhookInfo."""
    return world.webhook.info()


@method("getFile")
def get_file(world: World, params: Params) -> Json:
    """Bot API: getFile; refused above 20 MiB exactly."""
    stored = world.files.open(params.text("file_id"))
    return {**files.as_json(stored), "file_path": world.files.link(stored)}


@method("answerCallbackQuery")
def answer_callback_query(world: World, params: Params) -> bool:
    """Bot API: answerCallbackQuery."""
    return world.presses.answer(params)


@method("sendChatAction")
def send_chat_action(world: World, params: Params) -> bool:
    """Bot API: sendChatAction."""
    if params.text("action") not in _ACTIONS:
        raise bad_request("Wrong parameter action in request")
    world.chat(params, write=True)
    return True


@method("getChat")
def get_chat(world: World, params: Params) -> Json:
    """Bot API: getChat, a ChatFullInfo."""
    chat = world.chat(params, write=False)
    more = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": _GIFTS}
    return {**more, **chat.as_json()}


@method("getChatMember")
def get_chat_member(world: World, params: Params) -> Json:
    """Bot API: getChatMember; somebody who never was there has `left`."""
    group = _group(world.chat(params, write=False), "PARTICIPANT_ID_INVALID")
    return group.member_json(_user(world, params))


@method("getChatAdministrators")
def get_chat_administrators(world: World, params: Params) -> list[Json]:
    """Bot API: getChatAdministrators."""
    said = "there are no administrators in the private chat"
    return _group(world.chat(params, write=False), said).admins_json()


@method("getChatMemberCount")
def get_chat_member_count(world: World, params: Params) -> int:
    """Bot API: getChatMemberCount."""
    chat = world.chat(params, write=False)
    if not isinstance(chat, Group):
        return 2
    return sum(status not in ("left", "kicked") for status in chat.status.values())


@method("leaveChat")
def leave_chat(world: World, params: Params) -> bool:
    """Bot API: leaveChat."""
    group = _group(world.chat(params, write=True), "chat not found")
    group.status[world.me.id] = "left"
    return True


@method("setMyCommands")
def set_my_commands(world: World, params: Params) -> bool:
    """Bot API: setMyCommands."""
    return world.profile.set_commands(params)


@method("getMyCommands")
def get_my_commands(world: World, params: Params) -> list[Json]:
    """Bot API: getMyCommands."""
    return world.profile.commands(params)


@method("deleteMyCommands")
def delete_my_commands(world: World, params: Params) -> bool:
    """Bot API: deleteMyCommands."""
    return world.profile.delete_commands(params)


def _register_texts() -> None:
    for field in LIMITS:
        spoken = "".join(part.capitalize() for part in field.split("_"))

        def write(world: World, params: Params, field: str = field) -> bool:
            return world.profile.set_text(field, params)

        def look(world: World, params: Params, field: str = field) -> Any:
            return world.profile.text(field, params)

        method(f"setMy{spoken}")(write)
        method(f"getMy{spoken}")(look)


_register_texts()


def _group(chat: Chat, otherwise: str) -> Group:
    if not isinstance(chat, Group):
        raise bad_request(otherwise)
    return chat


def _user(world: World, params: Params) -> User:
    user = world.users.get(params.whole("user_id"))
    if user is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return user
