"""What is true of a desk from outside: asked of its file, of both doubles, and of every screen."""

import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol, Self
from zoneinfo import ZoneInfo

from sqlalchemy import create_engine

from bot.channels.telegram import drawing as on_telegram
from bot.channels.whatsapp import drawing as on_whatsapp
from bot.speech import Speech
from bot.twilio_account import openers
from handlers.messages import Phrase, Prompt, Spoken
from storage import codec
from storage.invariants import violations
from tests.doubles.telegram import BotApi
from tests.doubles.telegram.updates import Update
from tests.doubles.twilio import Twilio
from tests.doubles.twilio.journey import MEDIA
from tests.doubles.twilio.messages import Message
from tests.reliability.kills.sends import Due, Shown, wrong

_SPEECH = Speech(ZoneInfo("Asia/Jakarta"))
_OPENERS = openers(_SPEECH)
_MARKS = tuple(
    _SPEECH.speak(Prompt((Phrase("maybe-repeated"),)), language).text + "\n\n"
    for language in _SPEECH.languages
)
_NUMBER = re.compile(r"\d+/SO/[^\s*]+")
_PLACED = re.compile(r"Pesanan \*?(\d+/SO/[^\s*]+)\*? sudah masuk")
_ROW = re.compile(r"[?&]row=(\d+)")
_SENDS = ("sendMessage", "sendPhoto", "sendDocument", "editMessageText")

_HARMLESS = ("not modified", "query is too old", "terminated by other getUpdates")
"""What Telegram says to something that came twice or late."""


@dataclass
class Tally:
    """What was counted, and what was wrong: `failed` kills, and in words."""

    kills: int = 0
    failed: int = 0
    orders: int = 0
    acknowledged: int = 0
    sends: int = 0
    repeated: int = 0
    broken: list[str] = field(default_factory=list)

    def __iadd__(self, other: "Tally") -> Self:
        for name in ("kills", "failed", "orders", "acknowledged", "sends", "repeated"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.broken += other.broken
        return self


def promises(path: Path, *, settled: bool) -> Iterator[str]:
    """The promises a database file breaks."""
    engine = create_engine(f"sqlite:///{path}")
    try:
        with engine.connect() as connection:
            for found in violations(connection, now=datetime.now(UTC), settled=settled):
                yield f"{found.name} {found.what} {' '.join(found.rows)}"
    finally:
        engine.dispose()


class Stage(Protocol):
    """A desk's folder, and the far ends of its lines; `pushed` is all that Telegram has for it."""

    folder: Path
    api: BotApi
    twilio: Twilio
    pushed: list[Update]


class Ledger:
    """Looks at a stage when its program is dead, or has nothing to do."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._heard: set[tuple[str, str]] = set()
        self._acknowledged: set[tuple[str, str]] = set()
        self._newest = 0

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        connection = sqlite3.connect(self._stage.folder / "prokana.db")
        try:
            connection.execute("PRAGMA query_only=ON")
            return connection.execute(query, values).fetchall()
        finally:
            connection.close()

    def acknowledged(self) -> set[tuple[str, str]]:
        """Whatever Telegram and Twilio were told that we have it."""
        s = self._stage
        taken = {d.update_id for d in s.api.webhook.deliveries if d.status == 200}
        waiting, now = set(s.api.updates.waiting()), s.api.clock.now()
        for update in [u for u in s.pushed if u not in waiting]:
            s.pushed.remove(update)
            if update.id in taken or (not s.api.webhook.is_set() and update.expires >= now):
                self._acknowledged.add(("telegram", str(update.id)))
        for delivery in s.twilio.webhooks.deliveries:
            if delivery.taken and "MessageStatus" not in delivery.form:
                self._acknowledged.add(("whatsapp", delivery.form["MessageSid"]))
        return self._acknowledged

    def lost(self) -> Iterator[str]:
        """What was acknowledged, and is not in the inbox."""
        for key, channel, ext_id in self._rows(
            "select id, channel, ext_id from inbox where id > ? order by id", self._newest
        ):
            self._newest = key
            self._heard.add((channel, ext_id))
        for channel, ext_id in sorted(self.acknowledged() - self._heard):
            yield f"acknowledged and lost: {channel} {ext_id}"

    def unheard(self) -> set[str]:
        """What Twilio has for us and no webhook brought, and we have not fetched yet."""
        heard = {row[0] for row in self._rows("select ext_id from inbox where channel='whatsapp'")}
        sent = {message.sid for message in self._stage.twilio.world.messages if message.inbound}
        return sent - heard

    def failed_files(self) -> set[int]:
        """Messages with files that count as sent, while no try of the file reached the phone."""
        tries: dict[int, list[bool]] = {}
        for message in self._stage.twilio.sent:
            if message.media_url:
                tries.setdefault(_row_of(message), []).append(message.code == MEDIA)
        counted = self._rows("select id from outbox where channel='whatsapp' and state='sent'")
        return {key for (key,) in counted if key in tries and all(tries[key])}

    def waits(self) -> int:
        """How many messages are still to go out."""
        found = self._rows("select count(*) from outbox where state in ('ready', 'leased')")
        return int(found[0][0])

    def settled(self) -> Iterator[str]:
        """Everything that is wrong when there is nothing left to do."""
        yield from promises(self._stage.folder / "prokana.db", settled=True)
        yield from self.lost()
        yield from (f"never taken in: {sid}" for sid in sorted(self.unheard()))
        yield from (f"a file never arrived: outbox {row}" for row in sorted(self.failed_files()))
        yield from self._orders()
        yield from self._given_up()
        yield from self._refused()
        for channel, chat, shown in self._shown():
            if found := wrong(list(self._due(channel, chat)), shown):
                yield f"{channel} {chat}: {found}"

    # ---- orders

    def _orders(self) -> Iterator[str]:
        """Every order a phone was told of is there once, and every order was told of."""
        made = self._rows(
            "select c.channel, c.ext_id, o.number from orders o "
            "join contacts c on c.id = o.contact_id"
        )
        told = {
            (channel, chat, number)
            for channel, chat, shown in self._shown()
            for message in shown
            for number in _PLACED.findall(message.text)
        }
        yield from (f"told, and not made: {order}" for order in sorted(told - set(made)))
        yield from (f"made, and never told: {order}" for order in sorted(set(made) - told))
        if len(made) != len(set(made)):
            yield "an order is there twice"

    def orders(self) -> int:
        return int(self._rows("select count(*) from orders")[0][0])

    # ---- messages

    def _given_up(self) -> Iterator[str]:
        query = "select id, state, error from outbox where state in ('dead', 'uncertain')"
        for key, state, error in self._rows(query):
            yield f"outbox {key} is {state}: {error}"

    def _refused(self) -> Iterator[str]:
        """What a channel would not do, or should not have seen."""
        t = self._stage.twilio
        # A file that is asked for while nobody is up: it goes again, and must arrive then.
        failed = [message for message in t.failed if message.code != MEDIA]
        for odd in (*t.refused, *failed, *t.odd_answers, *t.leaks):
            yield f"Twilio: {odd}"
        for call in self._stage.api.calls:
            if call.status not in {None, 200} and not any(x in call.description for x in _HARMLESS):
                yield f"Telegram: {call.method} {call.status} {call.description}"

    def _shown(self) -> Iterator[tuple[str, str, list[Shown]]]:
        """What every chat was sent, in its order."""
        s = self._stage
        chats: dict[tuple[str, str], list[Shown]] = {}
        for call in s.api.calls:
            there = call.executed or "not modified" in call.description
            if call.method in _SENDS and there:
                text = str(call.params.get("text") or call.params.get("caption") or "")
                chats.setdefault(("telegram", str(call.params["chat_id"])), []).append(_read(text))
        later = self._went_again()
        for message in s.twilio.sent:
            text = message.look.body if message.look else message.body
            if not text or _row_of(message) in later:
                continue  # a file alone; or words that go again with one, out of their turn
            to = message.to.removeprefix("whatsapp:")
            chats.setdefault(("whatsapp", to), []).append(_read(text))
        for (channel, chat), shown in chats.items():
            yield channel, chat, shown

    def _went_again(self) -> set[int]:
        """The messages on WhatsApp that went again because a part of them failed: after others
        that had gone meanwhile, as docs/promises.md says.
        """
        rows = self._rows("select id from outbox where channel='whatsapp' and failures > 0")
        return {key for (key,) in rows}

    def sends(self) -> tuple[int, int]:
        """How many messages were sent, and how many of them say that they may be repetitions."""
        all_of_them = [message for *_, shown in self._shown() for message in shown]
        return len(all_of_them), sum(message.marked for message in all_of_them)

    def _due(self, channel: str, chat: str) -> Iterator[Due]:
        seen: set[str] = set()
        later = self._went_again()
        for key, body, card, state, lost, attempt, quiet in self._rows(
            "select id, body, card, state, lost, attempt, quiet from outbox "
            "where channel = ? and chat = ? and lane >= 0 order by lane, id", channel, chat,
        ):  # fmt: skip
            spoken = codec.parcel(json.loads(body))
            if not isinstance(spoken, Spoken) or key in later:
                continue
            edit = bool(card) and card in seen
            seen.add(card)
            texts = _drawn(channel, spoken)
            losses = lost if len(texts) == 1 else attempt - 1
            for text in filter(None, texts):
                must = state == "sent" and not (edit or quiet)
                yield Due(key, text, must, losses, edit)


def _drawn(channel: str, spoken: Spoken) -> list[str]:
    """What a channel is given for it, without the mark of a repetition."""
    if channel == "telegram":
        return [_read(str(on_telegram.message(spoken, "", "")["text"])).text]
    pieces = on_whatsapp.draw(spoken, _OPENERS[spoken.language])
    return [_read(piece.text).text for piece in pieces]


def _row_of(message: Message) -> int:
    """The row of the outbox that a message was sent for."""
    asked = _ROW.search(message.callback)
    assert asked, "every message of ours says which row it is"
    return int(asked[1])


def _read(text: str) -> Shown:
    for mark in _MARKS:
        if text.startswith(mark):
            return Shown(text.removeprefix(mark), marked=True)
    return Shown(text)
