"""A chat as the server stores it and as the people in it see it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.doubles.telegram import text
from tests.doubles.telegram.clock import Bell
from tests.doubles.telegram.errors import Json
from tests.doubles.telegram.files import Stored, document_json, photo_json
from tests.doubles.telegram.keyboards import inline
from tests.doubles.telegram.params import Upload

if TYPE_CHECKING:
    from tests.doubles.telegram.presses import Press
    from tests.doubles.telegram.world import World

Entities = tuple[Json, ...]


@dataclass(frozen=True)
class User:
    """A person, or the bot itself."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False

    def as_json(self) -> Json:
        """Bot API: User; optional fields only when there is something to say."""
        shown: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            if getattr(self, name):
                shown[name] = getattr(self, name)
        return shown


@dataclass
class Message:
    """One message; `content` holds its kind-specific fields in Bot API form."""

    id: int
    chat: Chat
    sender: User
    date: int
    content: Json
    markup: Json | None = None
    reply_to: int | None = None
    edit_date: int = 0
    edited: bool = False
    deleted: bool = False
    fixed: bool = False
    change: int = 0
    photo: bytes | None = None
    document: tuple[str, bytes] | None = None

    def as_json(self, *, deep: bool = True) -> Json:
        """Bot API: Message; a reply shows the message before it, but not that one's own."""
        shown: Json = {
            "message_id": self.id,
            "from": self.sender.as_json(),
            "chat": self.chat.as_json(),
            "date": self.date,
            **self.content,
        }
        if self.edit_date:
            shown["edit_date"] = self.edit_date
        if inline(self.markup):
            shown["reply_markup"] = self.markup
        before = self.chat.find(self.reply_to) if deep and self.reply_to else None
        if before:
            shown["reply_to_message"] = before.as_json(deep=False)
        return shown

    def _caption_entities(self) -> list[Json]:
        return list(self.content.get("caption_entities", []))

    def shown(self) -> Shown:
        """What a person sees of it."""
        rows = (inline(self.markup) or {}).get("inline_keyboard", [])
        return Shown(
            id=self.id,
            text=str(self.content.get("text") or self.content.get("caption") or ""),
            entities=tuple(self.content.get("entities") or self._caption_entities()),
            buttons=[[_button(button) for button in row] for row in rows],
            photo=self.photo,
            document=self.document,
            edited=self.edited,
            reply_to=self.reply_to,
            from_bot=self.sender.is_bot,
            sender=self.sender.id,
        )


@dataclass(frozen=True)
class Shown:
    """A message on somebody's screen; a button is its label and its data (or its link)."""

    id: int
    text: str
    entities: Entities = ()
    buttons: list[list[list[str]]] = field(default_factory=list)
    photo: bytes | None = None
    document: tuple[str, bytes] | None = None
    edited: bool = False
    reply_to: int | None = None
    from_bot: bool = False
    sender: int = 0

    @property
    def labels(self) -> list[str]:
        """The labels of all buttons, row after row."""
        return [label for row in self.buttons for label, _ in row]


def _button(button: Json) -> list[str]:
    return [str(button["text"]), str(button.get("callback_data", button.get("url", "")))]


class Chat:
    """What private chats and groups have in common."""

    kind = "private"

    def __init__(self, world: World, chat_id: int) -> None:
        self.world = world
        self.id = chat_id
        self.history: dict[int, Message] = {}
        self.keyboard: list[str] = []
        self._bell = Bell()
        self._change = 0
        self._acted = 0

    def as_json(self) -> Json:
        """Bot API: Chat."""
        raise NotImplementedError

    def check_access(self, *, write: bool) -> None:
        """Raise what the server answers a bot that may not come in."""
        raise NotImplementedError

    def sees(self, message: Message) -> bool:
        """Whether the bot is told of a person's message."""
        raise NotImplementedError

    def find(self, message_id: int | None) -> Message | None:
        """The message of an id, unless it was deleted."""
        message = self.history.get(message_id or 0)
        return None if message is None or message.deleted else message

    # What people see

    @property
    def messages(self) -> list[Shown]:
        """Everything on the screen now, oldest first, service messages left out."""
        return [message.shown() for message in self._visible()]

    @property
    def last(self) -> Shown:
        """The newest message on the screen."""
        return self.messages[-1]

    async def wait_for(
        self, wanted: Callable[[Shown], bool], timeout: float = 5.0, *, anywhere: bool = False
    ) -> Shown:
        """The newest message of the bot that fits; by default only what came since the last act.

        The last act is whatever a person of this chat did last; an edit counts as coming again.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout
        while True:
            for message in reversed(self._visible()):
                fresh = anywhere or message.change > self._acted
                if message.sender.is_bot and fresh and wanted(message.shown()):
                    return message.shown()
            left = deadline - loop.time()
            if left <= 0 or not await self._bell.wait(left):
                raise AssertionError(f"nothing that fits in chat {self.id}:\n{self.screen()}")

    async def wait_text(self, words: str, timeout: float = 5.0, *, anywhere: bool = False) -> Shown:
        """The newest message of the bot which contains these words."""
        try:
            return await self.wait_for(lambda m: words in m.text, timeout, anywhere=anywhere)
        except AssertionError as error:
            raise AssertionError(f"{words!r} was not said; {error}") from None

    def screen(self) -> str:
        """The chat as plain lines, for a failing test to show."""
        lines = []
        for message in self.messages:
            who = "<" if message.from_bot else ">"
            buttons = "".join(f" [{label}]" for label in message.labels)
            what = message.text or ("[photo]" if message.photo is not None else "[…]")
            lines.append(f"{who} {what}{buttons}")
        return "\n".join(lines)

    # What the bot does

    def from_bot(self, content: Json, markup: Json | None, reply_to: int | None) -> Message:
        """Put a message of the bot on the screen."""
        message = self._new(self.world.me, content, reply_to)
        message.markup = inline(markup)
        message.fixed = markup != message.markup
        if markup and "keyboard" in markup:
            self.keyboard = [key["text"] for row in markup["keyboard"] for key in row]
        if markup and "remove_keyboard" in markup:
            self.keyboard = []
        return message

    def changed(self, message: Message) -> None:
        """Something on the screen is different now."""
        self._change += 1
        message.change = self._change
        self._bell.ring()

    # What people do

    def _says(self, user: User, words: str, reply_to: int | None = None) -> Shown:
        said, entities = text.settle(words, [], empty="message text is empty")
        assert text.units(said) <= text.MAX_TEXT, "a person's app would split this message"
        content: Json = {"text": said}
        if entities:
            content["entities"] = entities
        return self._arrives(user, content, reply_to)

    def _arrives(
        self,
        user: User,
        content: Json,
        reply_to: int | None = None,
        *,
        photo: bytes | None = None,
        document: tuple[str, bytes] | None = None,
    ) -> Shown:
        message = self._new(user, content, reply_to)
        message.photo, message.document = photo, document
        self._acted = self._change
        self.announce(message)
        return message.shown()

    def _edits(self, user: User, message_id: int, words: str) -> Shown:
        message = self.history[message_id]
        assert message.sender == user, "people edit their own messages only"
        said, entities = text.settle(words, [], empty="message text is empty")
        message.content = {"text": said, **({"entities": entities} if entities else {})}
        message.edit_date, message.edited = self.world.clock.unix(), True
        self.changed(message)
        self._acted = self._change
        self.announce(message, "edited_message")
        return message.shown()

    def announce(self, message: Message, kind: str = "message") -> None:
        """Tell the bot, if it is meant to know; the update dies a day after the message's date."""
        if self.sees(message):
            self.world.updates.add(kind, message.as_json(), lifetime=86_400, queue=self.id)

    def _photo(self, content: bytes, *, caption: str, size: int, with_size: bool) -> Json:
        sizes = self.world.files.keep_photo(content, size=size)
        return {"photo": photo_json(sizes, with_size=with_size), **_caption(caption)}

    def _document(self, upload: Upload, *, caption: str, size: int, with_size: bool) -> Json:
        stored: Stored = self.world.files.keep("Document", upload, size=size)
        return {"document": document_json(stored, with_size=with_size), **_caption(caption)}

    async def _presses(
        self, user: User, label: str | None, data: str | None, timeout: float
    ) -> Press:
        message, pressed = await self._button(label, data, timeout)
        return self._forges(user, pressed, message)

    def _forges(self, user: User, data: str, message_id: int) -> Press:
        self._acted = self._change
        return self.world.presses.press(user, self, message_id, data)

    async def _button(self, label: str | None, data: str | None, timeout: float) -> tuple[int, str]:
        def has(shown: Shown) -> bool:
            return bool(list(_matching(shown, label, data)))

        shown = await self.wait_for(has, timeout, anywhere=True)
        return shown.id, next(iter(_matching(shown, label, data)))

    def _visible(self) -> list[Message]:
        return [
            message
            for message in self.history.values()
            if not message.deleted and not is_service(message.content)
        ]

    def _new(self, sender: User, content: Json, reply_to: int | None = None) -> Message:
        number = max(self.history, default=0) + 1
        date = self.world.clock.unix()
        message = Message(number, self, sender, date, content, reply_to=reply_to)
        self.history[number] = message
        self.changed(message)
        return message


def _matching(shown: Shown, label: str | None, data: str | None) -> Iterable[str]:
    for row in shown.buttons:
        for its_label, its_data in row:
            if its_label == label or (data is not None and its_data == data):
                yield its_data


def _caption(words: str) -> Json:
    if not words:
        return {}
    said, entities = text.settle(words, [], empty="message caption is empty")
    return {"caption": said, **({"caption_entities": entities} if entities else {})}


_SERVICE = frozenset(
    {
        "new_chat_members",
        "left_chat_member",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "group_chat_created",
    }
)


def is_service(content: Json) -> bool:
    """Whether nobody said this: the chat itself reports what happened to it."""
    return bool(_SERVICE & set(content))
