"""Raw updates as Telegram sends them, and what the desk hears of them."""

from datetime import UTC, datetime
from typing import Any

from pydantic import JsonValue

from bot.channels.telegram.updates import arrival
from handlers.messages import Said

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
