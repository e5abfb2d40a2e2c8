"""The commands people can type, in every language; all of them work for everybody."""

import re
from dataclasses import dataclass
from typing import Literal

from handlers.readers.quantity import read_quantity
from handlers.words import plain
from services.haggling import Deal
from services.orders import STEPS, Action


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
    Command("invite", {"id": "ajak", "en": "invite"}, "customer"),
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
    Command(Deal.WITHDRAW, {"id": "tarik", "en": "withdraw"}, "staff"),
    Command(Deal.LOSE, {"id": "kalah", "en": "lost"}, "staff"),
    Command("agreement", {"id": "sepakat", "en": "agree"}, "staff"),
    Command("logo", {"id": "logo", "en": "logo"}, "staff"),
    Command("print", {"id": "cetak", "en": "print"}, "staff"),
    Command("payments", {"id": "bayar", "en": "payment"}, "staff"),
    Command("setups", {"id": "layar", "en": "screens"}, "staff"),
    Command("sources", {"id": "sumber", "en": "sources"}, "staff"),
    Command("promotions", {"id": "promo", "en": "promo"}, "staff"),
    Command("report", {"id": "laporan", "en": "report"}, "staff"),
    Command("capacity", {"id": "kapasitas", "en": "capacity"}, "staff"),
    Command("rate", {"id": "ubah", "en": "change"}, "staff"),
    Command("handback", {"id": "selesai", "en": "done"}, "staff"),
    Command("link", {"id": "tautkan", "en": "link"}, "staff"),
)

_NUMBERED = re.compile(r"#?(\d{1,8}(?:/[\w/-]+)?)(?:[\s.,:]+(.*))?$", re.DOTALL)
"""An order's number, and what stands behind it."""

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


def decision(text: str) -> tuple[str, str]:
    """What an officer's command does that is written without its stroke; ("", text) if nothing.

    It names an order right away ("tolak 002 kapasitas penuh"), and those that need no words are
    followed by none: "kirim 500 pasang" is no command, and "tanya 500 pasang" neither.
    """
    word, rest = (*text.split(None, 1), "", "")[:2]
    does = _BY_NAME.get(word.casefold(), "")
    numbered = _NUMBERED.fullmatch(rest.strip())
    if numbered is None or does not in set(Action):
        return "", text
    number, words = numbered[1], (numbered[2] or "").strip()
    step = STEPS[Action(does)]
    needs_words = step.reason or step.to is None
    if words and (not needs_words or read_quantity(f"{number} {words.split()[0]}") is not None):
        return "", text
    return does, f"{number} {words}".strip()


def names_of(does: str) -> tuple[str, ...]:
    """How a command is called, in every language."""
    return next((tuple(c.names.values()) for c in COMMANDS if c.does == does), ())
