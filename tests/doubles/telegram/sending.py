"""The methods which put a message on the screen, change it, or take it away.

Source: the Bot API description for the limits, the public source of the server for the wording.
"""

from __future__ import annotations

from typing import Any

from tests.doubles.telegram import markup as parse_modes
from tests.doubles.telegram.chats import Chat, Message
from tests.doubles.telegram.errors import ApiError, Json, bad_request
from tests.doubles.telegram.files import document_json, photo_json
from tests.doubles.telegram.group import Group
from tests.doubles.telegram.keyboards import check_markup, inline
from tests.doubles.telegram.params import Params
from tests.doubles.telegram.text import MAX_CAPTION, MAX_TEXT, settle, units
from tests.doubles.telegram.updates import DAY
from tests.doubles.telegram.world import World, method

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


@method("sendMessage")
def send_message(world: World, params: Params) -> Json:
    """Bot API: sendMessage."""
    content = _text(params)
    markup = check_markup(params.json("reply_markup"))
    return _send(world, params, content, markup).as_json()


@method("sendPhoto")
def send_photo(world: World, params: Params) -> Json:
    """Bot API: sendPhoto, uploaded or by file id."""
    caption, markup = _caption(params), check_markup(params.json("reply_markup"))
    world.chat(params, write=True)
    sizes = world.files.sent(params, "photo", "Photo")
    message = _send(world, params, {"photo": photo_json(sizes), **caption}, markup)
    message.photo = sizes[-1].content
    return message.as_json()


@method("sendDocument")
def send_document(world: World, params: Params) -> Json:
    """Bot API: sendDocument, uploaded or by file id."""
    caption, markup = _caption(params), check_markup(params.json("reply_markup"))
    world.chat(params, write=True)
    stored = world.files.sent(params, "document", "Document")[-1]
    message = _send(world, params, {"document": document_json(stored), **caption}, markup)
    message.document = (stored.name, stored.content)
    return message.as_json()


@method("editMessageText")
def edit_message_text(world: World, params: Params) -> Json:
    """Bot API: editMessageText; a keyboard not given again is taken away."""
    content = _text(params)
    message = _editable(world, params)
    if "text" not in message.content:
        raise bad_request("There is no text in the message to edit")
    return _edit(world, message, content, params)


@method("editMessageCaption")
def edit_message_caption(world: World, params: Params) -> Json:
    """Bot API: editMessageCaption."""
    message = _editable(world, params)
    if "text" in message.content:
        raise bad_request("There is no caption in the message to edit")
    kept = {k: v for k, v in message.content.items() if not k.startswith("caption")}
    return _edit(world, message, {**kept, **_caption(params)}, params)


@method("editMessageReplyMarkup")
def edit_message_reply_markup(world: World, params: Params) -> Json:
    """Bot API: editMessageReplyMarkup."""
    message = _editable(world, params)
    return _edit(world, message, message.content, params)


@method("deleteMessage")
def delete_message(world: World, params: Params) -> bool:
    """Bot API: deleteMessage, for 48 hours; in a group only an admin deletes others' words."""
    if "chat_id" not in params:
        raise bad_request("Chat identifier is not specified")
    if "message_id" not in params:
        raise bad_request("Message identifier is not specified")
    chat = world.chat(params, write=True)
    message = chat.find(params.whole("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if not _deletable(world, message):
        raise bad_request("message can't be deleted")
    _delete(message)
    return True


@method("deleteMessages")
def delete_messages(world: World, params: Params) -> bool:
    """Bot API: deleteMessages, 1-100; those not found are skipped."""
    ids = params.json("message_ids")
    if not isinstance(ids, list) or not ids:
        raise bad_request("Message identifiers are not specified")
    if len(ids) > 100:
        raise bad_request("Too many message identifiers specified")
    chat = world.chat(params, write=True)
    found = [message for message in map(chat.find, ids) if message]
    if not all(_deletable(world, message) for message in found):
        raise bad_request("message can't be deleted")
    for message in found:
        _delete(message)
    return True


def _send(world: World, params: Params, content: Json, markup: Json | None) -> Message:
    chat = world.chat(params, write=True)
    return chat.from_bot(content, markup, _reply_to(chat, params))


def _reply_to(chat: Chat, params: Params) -> int | None:
    reply = params.json("reply_parameters") or {}
    wanted = reply.get("message_id", params.whole("reply_to_message_id"))
    if not wanted:
        return None
    if chat.find(int(wanted)):
        return int(wanted)
    if reply.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _text(params: Params) -> Json:
    words, entities = _formatted(params, "text", "entities")
    if not words.strip():
        raise bad_request("message text is empty")
    words, entities = settle(words, entities, empty="message text is empty")
    if units(words) > MAX_TEXT:
        raise bad_request("message is too long")
    return {"text": words, **({"entities": entities} if entities else {})}


def _caption(params: Params) -> Json:
    words, entities = _formatted(params, "caption", "caption_entities")
    if not words.strip():
        return {}
    words, entities = settle(words, entities, empty="message caption is empty")
    if units(words) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return {"caption": words, **({"caption_entities": entities} if entities else {})}


def _formatted(params: Params, field: str, entities_field: str) -> tuple[str, list[Json]]:
    words, mode = params.text(field), params.text("parse_mode")
    if mode:
        return parse_modes.parse(words, mode)
    given: Any = params.json(entities_field) or []
    if not isinstance(given, list):
        raise bad_request("Can't parse entities JSON object")
    return words, given


def _editable(world: World, params: Params) -> Message:
    chat = world.chat(params, write=False)
    message = chat.find(params.whole("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    moved = isinstance(chat, Group) and chat.migrated_to
    if message.sender.id != world.me.id or message.fixed or moved:
        # Public source of the server: nor can a message that came with a reply keyboard.
        raise bad_request("message can't be edited")
    return message


def _edit(world: World, message: Message, content: Json, params: Params) -> Json:
    markup = inline(check_markup(params.json("reply_markup")))
    if content == message.content and markup == message.markup:
        raise ApiError(400, f"Bad Request: {NOT_MODIFIED}")
    message.edited = message.edited or content != message.content
    message.content, message.markup = content, markup
    message.edit_date = world.clock.unix()
    message.chat.changed(message)
    return message.as_json()


def _deletable(world: World, message: Message) -> bool:
    if world.clock.now() - message.date >= 2 * DAY:
        return False
    if message.sender.id == world.me.id or message.chat.kind == "private":
        return True
    chat = message.chat
    return isinstance(chat, Group) and chat.status_of(world.me.id) == "administrator"


def _delete(message: Message) -> None:
    message.deleted = True
    message.chat.changed(message)
