"""Everything one bot's server knows, and the way from a call to the method that plays it."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from typing import Any

from tests.doubles.telegram.chats import Chat, User
from tests.doubles.telegram.clock import Clock
from tests.doubles.telegram.errors import ApiError, Json, bad_request
from tests.doubles.telegram.faults import Faults
from tests.doubles.telegram.files import Files
from tests.doubles.telegram.group import Group
from tests.doubles.telegram.limits import Limits
from tests.doubles.telegram.params import Params
from tests.doubles.telegram.polling import Polling
from tests.doubles.telegram.presses import Presses
from tests.doubles.telegram.private import PrivateChat
from tests.doubles.telegram.profile import Profile
from tests.doubles.telegram.updates import Updates
from tests.doubles.telegram.webhook import Webhook


class World:
    """The state behind the server; it survives an outage."""

    def __init__(self, token: str, username: str, *, privacy: bool, seed: int) -> None:
        chance = random.Random(seed)
        self.token = token
        self.privacy = privacy
        self.clock = Clock()
        self.me = User(int(token.partition(":")[0]), "Prokana", username=username, is_bot=True)
        self.users: dict[int, User] = {self.me.id: self.me}
        self.chats: dict[int, Chat] = {}
        self.files = Files(self.clock)
        self.limits = Limits()
        self.faults = Faults()
        self.profile = Profile()
        self.presses = Presses(self)
        self.updates = Updates(self.clock, chance)
        self.webhook = Webhook(self.updates, self.clock, chance, self._from_webhook)
        self.polling = Polling(self.updates, self.webhook.is_set)

    def has_met(self, user: User) -> bool:
        """Whether the bot shares a group with somebody."""
        groups = [chat for chat in self.chats.values() if isinstance(chat, Group)]
        return any({user.id, self.me.id} <= set(group.people) for group in groups)

    def chat(self, params: Params, *, write: bool) -> Chat:
        """The chat a call names, if the bot may enter."""
        if "chat_id" not in params:
            raise bad_request("chat_id is empty")
        chat_id = params.values["chat_id"]
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None and chat_id in self.users:
            chat = PrivateChat(self, self.users[chat_id])
        if chat is None:
            raise bad_request("chat not found")
        chat.check_access(write=write)
        return chat

    def is_group(self, params: Params) -> bool:
        """Whether a call goes to a group (they have a limit of their own)."""
        return isinstance(self.chats.get(params.values.get("chat_id", 0)), Group)

    def perform(self, method: Method, params: Params) -> Any:
        """Execute a call."""
        return method.play(self, params)

    async def _from_webhook(self, name: str, body: Json) -> None:
        method = METHODS.get(name)
        if method:
            try:
                result = self.perform(method, Params(body, {}))
                if isinstance(result, Awaitable):
                    await result
            except ApiError:
                return


class Method:
    """A method by its documented name."""

    def __init__(self, name: str, play: Callable[[World, Params], Any]) -> None:
        self.name = name
        self.play = play


METHODS: dict[str, Method] = {}


def method(name: str) -> Callable[[Callable[[World, Params], Any]], Callable[[World, Params], Any]]:
    """Register what plays a method; the server does not mind its capitals."""

    def register(play: Callable[[World, Params], Any]) -> Callable[[World, Params], Any]:
        METHODS[name.lower()] = Method(name, play)
        return play

    return register
