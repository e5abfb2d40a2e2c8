"""Presses of inline buttons: each lives for a while and is answered once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.doubles.telegram.clock import Bell
from tests.doubles.telegram.errors import Json, bad_request
from tests.doubles.telegram.params import Params
from tests.doubles.telegram.text import units
from tests.doubles.telegram.updates import PRESS_LIFETIME

if TYPE_CHECKING:
    from tests.doubles.telegram.chats import Chat, User
    from tests.doubles.telegram.world import World


@dataclass(frozen=True)
class Answer:
    """What the person saw after pressing: nothing, a line at the top, or an alert."""

    text: str
    alert: bool
    url: str


@dataclass
class Press:
    """One press, with the spinner that turns until the bot answers."""

    id: str
    user: int
    data: str
    at: float
    answer: Answer | None = None
    _bell: Bell = field(default_factory=Bell)

    async def answered(self, timeout: float = 5.0) -> Answer:
        """The bot's answer; a failure if the spinner still turns after `timeout`."""
        if self.answer is None:
            await self._bell.wait(timeout)
        if self.answer is None:
            raise AssertionError(f"press {self.data!r} was not answered")
        return self.answer

    def settle(self, answer: Answer) -> None:
        """The spinner stops."""
        self.answer = answer
        self._bell.ring()


class Presses:
    """All presses so far.

    How long a press may be answered is not documented; reports begin at about ten seconds, so the
    double is as strict as `window` says. The update itself lives 150 s (public server source).
    """

    def __init__(self, world: World) -> None:
        self.window = 15.0
        self._world = world
        self._presses: dict[str, Press] = {}

    def press(self, user: User, chat: Chat, message_id: int, data: str) -> Press:
        """A person (or a forged client: any data, any message id) presses."""
        number = str(4_000_000_000_000 + len(self._presses) + 1)
        press = Press(number, user.id, data, self._world.clock.now())
        self._presses[number] = press
        message = chat.find(message_id)
        gone: Json = {"chat": chat.as_json(), "message_id": message_id, "date": 0}
        body: Json = {
            "id": number,
            "from": user.as_json(),
            "message": message.as_json() if message else gone,
            "chat_instance": str(chat.id * 7919),
            "data": data,
        }
        queue = ("presses", user.id)
        self._world.updates.add("callback_query", body, lifetime=PRESS_LIFETIME, queue=queue)
        return press

    def answer(self, params: Params) -> bool:
        """Bot API: answerCallbackQuery; too late and twice are refused alike."""
        press = self._presses.get(params.text("callback_query_id"))
        late = press is not None and self._world.clock.now() - press.at > self.window
        if press is None or press.answer or late:
            said = "query is too old and response timeout expired or query ID is invalid"
            raise bad_request(said)
        words = params.text("text")
        if units(words) > 200:
            raise bad_request("MESSAGE_TOO_LONG")
        press.settle(Answer(words, params.flag("show_alert"), params.text("url")))
        return True
