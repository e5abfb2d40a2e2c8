"""Keyboards under a message, refused where the real server refuses them."""

from __future__ import annotations

import json
from typing import Any

from tests.doubles.telegram.errors import Json, bad_request
from tests.doubles.telegram.text import units

MAX_BUTTONS = 100
MAX_IN_A_ROW = 8
MAX_JSON = 10_000
_ACTIONS = (
    "callback_game",
    "pay",
    "switch_inline_query",
    "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat",
    "login_url",
    "web_app",
    "copy_text",
)


def check_markup(markup: Any) -> Json | None:
    """The keyboard as it will be kept, or None when there is none to show."""
    if markup is None or markup == "":
        return None
    if not isinstance(markup, dict):
        raise bad_request("Object expected as reply markup")
    if markup.get("keyboard"):
        return _reply_keyboard(markup)
    if markup.get("inline_keyboard"):
        return _inline_keyboard(markup)
    if markup.get("remove_keyboard"):
        return {"remove_keyboard": True}
    if markup.get("force_reply"):
        _check_placeholder(markup)
        return dict(markup)
    return None


def inline(markup: Json | None) -> Json | None:
    """The part of a keyboard the server shows again in `message.reply_markup`."""
    return markup if markup and "inline_keyboard" in markup else None


def _inline_keyboard(markup: Json) -> Json:
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        said = 'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
        raise bad_request(said)
    kept = [[_inline_button(button) for button in row] for row in rows if row]
    _check_size(kept)
    return {"inline_keyboard": kept}


def _inline_button(button: Any) -> Json:
    parse = "Can't parse inline keyboard button: "
    if not isinstance(button, dict):
        raise bad_request(parse + "InlineKeyboardButton must be an Object")
    label = button.get("text")
    if not isinstance(label, str):
        raise bad_request(parse + 'Can\'t find field "text"')
    if not label:
        raise bad_request("Inline keyboard button text must be non-empty")
    return {"text": label, **_action(button)}


def _action(button: Json) -> Json:
    if button.get("url"):
        _check_url(str(button["url"]))
        return {"url": button["url"]}
    if button.get("callback_data"):
        # Bot API: 1-64 bytes, so the count is of UTF-8 and not of letters.
        if len(str(button["callback_data"]).encode()) > 64:
            raise bad_request("BUTTON_DATA_INVALID")
        return {"callback_data": button["callback_data"]}
    action = next((name for name in _ACTIONS if name in button), None)
    if action is None:
        said = "Text buttons are unallowed in the inline keyboard"
        raise bad_request(f"Can't parse inline keyboard button: {said}")
    if action == "copy_text" and not 1 <= units(str(button[action].get("text"))) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return {action: button[action]}


def _check_url(url: str) -> None:
    if "." not in url and not url.startswith("tg://"):
        said = f"Inline keyboard button URL '{url}' is invalid: Wrong HTTP URL"
        raise bad_request(said)


def _reply_keyboard(markup: Json) -> Json:
    rows = markup["keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('Field "keyboard" must be an Array of Arrays')
    kept = [[_key(button) for button in row] for row in rows if row]
    _check_placeholder(markup)
    _check_size(kept)
    return {**markup, "keyboard": kept}


def _key(button: Any) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        said = "KeyboardButton must be a String or an Object"
        raise bad_request(f"Can't parse keyboard button: {said}")
    if not button.get("text"):
        raise bad_request("Keyboard button text must be non-empty")
    return button


def _check_placeholder(markup: Json) -> None:
    placeholder = markup.get("input_field_placeholder")
    if placeholder and units(str(placeholder)) > 64:
        raise bad_request("INPUT_FIELD_PLACEHOLDER_INVALID")


def _check_size(rows: list[list[Json]]) -> None:
    """Widely observed, undocumented: at most 8 a row and 100 in all; a byte limit besides."""
    too_many = sum(len(row) for row in rows) > MAX_BUTTONS
    too_wide = any(len(row) > MAX_IN_A_ROW for row in rows)
    if too_many or too_wide or len(json.dumps(rows).encode()) > MAX_JSON:
        raise bad_request("reply markup is too long")
