"""Updates as Telegram sends them, one of each kind, and how they are spoilt."""

import json
from itertools import count
from random import Random
from typing import Any

from tests.security.mutations import mutated

DEWI = {"id": 101, "is_bot": False, "first_name": "Dewi", "language_code": "id"}
OURS = {"id": 7, "is_bot": True, "first_name": "PROKANA", "username": "prokana_bot"}
ALONE = {"id": 101, "type": "private", "first_name": "Dewi"}
GROUP = {"id": -500, "type": "supergroup", "title": "Petugas"}
BASE = {"message_id": 5, "date": 1_795_000_000, "chat": ALONE, "from": DEWI}
IN_GROUP = {**BASE, "chat": GROUP}
SHOWN = {"message_id": 4, "date": 1_795_000_000, "chat": ALONE, "from": OURS, "text": "Halo"}
STOPPED = {"status": "kicked", "user": OURS}
MEMBER = {"chat": GROUP, "from": DEWI, "date": 1_795_000_000}
TEXTS = (
    "halo", "/pesan", "500 pasang EVA putih logo hotel kirim besok", "/start ig_nov", "batal",
    "ya", "3", "Hotel Contoh", "berapa harganya?", "bisa 3200 aja?", "/status", "petugas",
    "kembali", "English please", "/setuju 1", "/tanya 1 warna?",
)  # fmt: skip

KINDS: tuple[dict[str, Any], ...] = (
    *({"message": {**BASE, "text": text}} for text in TEXTS),
    {"message": {**BASE, "text": "ini", "reply_to_message": SHOWN}},
    {"message": {**BASE, "photo": [{"file_id": "A", "width": 9, "height": 9}], "caption": "logo"}},
    {"message": {**BASE, "document": {"file_id": "B", "file_name": "logo.pdf"}}},
    {"message": {**IN_GROUP, "text": "/setuju 1"}},
    {"message": {**IN_GROUP, "text": "hm", "sender_chat": GROUP}},
    {"message": {**IN_GROUP, "new_chat_members": [DEWI, OURS]}},
    {"message": {**IN_GROUP, "left_chat_member": DEWI}},
    {"message": {**IN_GROUP, "migrate_to_chat_id": -100500}},
    {"message": {**BASE, "location": {"latitude": -0.9, "longitude": 100.3}}},
    {"callback_query": {"id": "1", "from": DEWI, "message": SHOWN, "data": "/order-new"}},
    {"callback_query": {"id": "2", "from": DEWI, "message": SHOWN, "data": "x:1.sole=5"}},
    {"callback_query": {"id": "3", "from": DEWI, "message": {**SHOWN, "chat": GROUP}, "data": "!"}},
    {"my_chat_member": {**MEMBER, "chat": ALONE, "new_chat_member": STOPPED}},
    {"chat_member": {**MEMBER, "new_chat_member": {"status": "left", "user": DEWI}}},
    {"edited_message": {**BASE, "text": "halo!"}},
    {"channel_post": {**BASE, "text": "halo"}},
    {"poll": {"id": "1"}},
)  # fmt: skip

_numbers = count(1)


def fuzzed(chance: Random) -> Any:
    """A real update, of a person of its own, spoilt up to three times; most keep a new id."""
    person = chance.randrange(1000)
    kind = chance.choice(KINDS)
    whole = json.loads(json.dumps(kind).replace('"id": 101', f'"id": {101 + person}'))
    update = {"update_id": next(_numbers), **whole}
    return mutated(update, chance, chance.choice((0, 1, 1, 2, 3)))
