"""Finished words to what the Bot API takes: text with entities, buttons in rows, within limits."""

from pydantic import JsonValue

from handlers.messages import STRONG, WEAK, Spoken, SpokenChoice

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_PRESS = 64
"""Characters of a text and a caption, in UTF-16 units; bytes of a button's data."""

MOST_BUTTONS = 100
_ROW_CHARACTERS = 30
_ROW_BUTTONS = 3
_OF_ALL = ("chat_id", "reply_markup", "reply_parameters")
_STYLES = {"primary": "primary", "danger": "danger"}


def units(text: str) -> int:
    """Length as Telegram counts it: in UTF-16 units, so that an emoji is two."""
    return len(text.encode("utf-16-le")) // 2


def shortened(text: str, most: int) -> str:
    """The text, cut to so many UTF-16 units if it is longer; never in the middle of a sign."""
    if units(text) <= most:
        return text
    cut = text.encode("utf-16-le")[: (most - 1) * 2].decode("utf-16-le", "ignore")
    return cut + "…"


def text_and_entities(text: str) -> tuple[str, list[JsonValue]]:
    """The text without its marks, and the bold runs they stood for."""
    plain = ""
    entities: list[JsonValue] = []
    start = 0
    for part in text.replace(WEAK, STRONG + WEAK).split(STRONG):
        if part.startswith(WEAK):
            length = units(plain) - start
            if length > 0:
                entities.append({"type": "bold", "offset": start, "length": length})
            part = part[1:]
        start = units(plain)
        plain += part
    return plain, entities


def keyboard(choices: tuple[SpokenChoice, ...]) -> dict[str, JsonValue]:
    """Inline buttons, short ones side by side."""
    rows: list[list[JsonValue]] = []
    width = 0
    for choice in choices[:MOST_BUTTONS]:
        label = choice.label
        button: dict[str, JsonValue] = {"text": label, "callback_data": choice.press}
        if choice.style:
            button["style"] = _STYLES[choice.style]
        full = not rows or len(rows[-1]) >= _ROW_BUTTONS
        if full or width + len(label) > _ROW_CHARACTERS:
            rows.append([])
            width = 0
        rows[-1].append(button)
        width += len(label)
    return {"inline_keyboard": [list(row) for row in rows]}


def message(spoken: Spoken, chat: str, answers: str) -> dict[str, JsonValue]:
    """The parameters of sendMessage. What a button cannot say stands below the text."""
    described = [f"• {c.label} — {c.description}" for c in spoken.choices if c.description]
    text, entities = text_and_entities("\n".join([spoken.text, *described]))
    fitting = shortened(text, LONGEST_TEXT)
    payload: dict[str, JsonValue] = {
        "chat_id": chat,
        "text": fitting,
        "entities": entities if fitting == text else [],
        "link_preview_options": {"is_disabled": True},
    }
    if spoken.choices:
        payload["reply_markup"] = keyboard(spoken.choices)
    if answers:
        payload["reply_parameters"] = {
            "message_id": int(answers),
            "allow_sending_without_reply": True,
        }
    return payload


def captioned(payload: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """The same for sendPhoto and sendDocument, whose texts are captions."""
    text = str(payload["text"])
    caption = shortened(text, LONGEST_CAPTION)
    kept = {k: v for k, v in payload.items() if k in _OF_ALL}
    entities = payload["entities"] if caption == text else []
    return {**kept, "caption": caption, "caption_entities": entities}
