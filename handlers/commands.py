"""The commands people can type, in every language; all of them work for everybody."""

from dataclasses import dataclass
from typing import Literal

from handlers.words import plain
from services.orders import Action


@dataclass(frozen=True, slots=True)
class Command:
    """A command: what it stands for, its name per language, and where it is listed.

    Its description is the locale key `command-<does>`.
    """

    does: str
    names: dict[str, str]
    scope: Literal["customer", "staff"]


COMMANDS: tuple[Command, ...] = (
    Command("menu", {"id": "menu", "en": "menu"}, "customer"),
    Command("order", {"id": "pesan", "en": "order"}, "customer"),
    Command("prices", {"id": "harga", "en": "prices"}, "customer"),
    Command("status", {"id": "status", "en": "status"}, "customer"),
    Command("officer", {"id": "petugas", "en": "officer"}, "customer"),
    Command("language", {"id": "bahasa", "en": "language"}, "customer"),
    Command("privacy", {"id": "privasi", "en": "privacy"}, "customer"),
    Command("help", {"id": "bantuan", "en": "help"}, "customer"),
    Command("orders", {"id": "pesanan", "en": "orders"}, "staff"),
    Command(Action.APPROVE, {"id": "setuju", "en": "approve"}, "staff"),
    Command(Action.REJECT, {"id": "tolak", "en": "reject"}, "staff"),
    Command(Action.ASK, {"id": "tanya", "en": "ask"}, "staff"),
    Command(Action.PRODUCE, {"id": "produksi", "en": "produce"}, "staff"),
    Command(Action.FINISH, {"id": "siap", "en": "ready"}, "staff"),
    Command(Action.SEND, {"id": "kirim", "en": "send"}, "staff"),
    Command(Action.DELIVER, {"id": "terima", "en": "delivered"}, "staff"),
    Command(Action.CANCEL, {"id": "batalkan", "en": "cancel"}, "staff"),
    Command("handback", {"id": "selesai", "en": "done"}, "staff"),
    Command("link", {"id": "tautkan", "en": "link"}, "staff"),
)

_BY_NAME = {name: c.does for c in COMMANDS for name in c.names.values()} | {"start": "start"}
_BARE = {name: c.does for c in COMMANDS if c.scope == "customer" for name in c.names.values()}


def command(text: str) -> tuple[str, str]:
    """What a text commands, and the rest of it: ("approve", "002"); ("", text) if nothing.

    "/setuju@some_bot 002" is how a group's members write it.
    """
    if not text.startswith("/"):
        return "", text
    word, rest = (*text[1:].split(None, 1), "", "")[:2]
    does = _BY_NAME.get(word.partition("@")[0].casefold(), "")
    return (does, rest.strip()) if does else ("", text)


def named(text: str) -> str:
    """What a customer's command does that is written without its stroke, and alone; else ""."""
    return _BARE.get(plain(text), "")
