"""A private chat, from the side of its human."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.doubles.telegram.chats import Chat, Message, Shown, User
from tests.doubles.telegram.errors import Json, bad_request, forbidden
from tests.doubles.telegram.members import announce_change
from tests.doubles.telegram.params import Upload

if TYPE_CHECKING:
    from tests.doubles.telegram.presses import Press
    from tests.doubles.telegram.world import World


class PrivateChat(Chat):
    """One person and the bot; the bot may not speak first."""

    kind = "private"

    def __init__(self, world: World, user: User) -> None:
        super().__init__(world, user.id)
        self.user = user
        self.started = False
        self.blocked = False
        self.deactivated = False

    def as_json(self) -> Json:
        """Bot API: Chat of type private."""
        shown: Json = {"id": self.id, "type": "private"}
        person = self.user.as_json()
        shown.update((k, person[k]) for k in ("first_name", "last_name", "username") if k in person)
        return shown

    def check_access(self, *, write: bool) -> None:
        """Blocked and deactivated are for good; never started is refused in two ways."""
        if self.deactivated and write:
            raise forbidden("user is deactivated")
        if self.blocked and write:
            raise forbidden("bot was blocked by the user")
        if not self.started:
            if self.world.has_met(self.user):
                raise forbidden("bot can't initiate conversation with a user")
            raise bad_request("chat not found")

    def sees(self, message: Message) -> bool:
        """The bot sees everything a person says to it."""
        return not message.sender.is_bot

    async def says(self, words: str, *, reply_to: Shown | None = None) -> Shown:
        """Send a text; a /command in it gets its entity."""
        self._speaks()
        return self._says(self.user, words, reply_to.id if reply_to else None)

    async def starts(self, payload: str = "") -> Shown:
        """Press Start, or follow a deep link."""
        return await self.says(f"/start {payload}".strip())

    async def edits(self, message: Shown, words: str) -> Shown:
        """Change one of this person's own messages."""
        self._speaks()
        return self._edits(self.user, message.id, words)

    async def sends_photo(
        self,
        content: bytes,
        caption: str = "",
        *,
        size: int = 0,
        with_size: bool = True,
        album: str = "",
    ) -> Shown:
        """Send a picture; `size` pretends it is bigger, `album` groups several."""
        self._speaks()
        fields = self._photo(content, caption=caption, size=size, with_size=with_size)
        if album:
            fields["media_group_id"] = album
        return self._arrives(self.user, fields, photo=content)

    async def sends_document(
        self,
        content: bytes,
        name: str,
        mime: str = "application/octet-stream",
        caption: str = "",
        *,
        size: int = 0,
        with_size: bool = True,
    ) -> Shown:
        """Send a file; `size` pretends it is bigger, `with_size=False` keeps its size secret."""
        self._speaks()
        upload = Upload(name, mime, content)
        fields = self._document(upload, caption=caption, size=size, with_size=with_size)
        return self._arrives(self.user, fields, document=(name, content))

    async def sends(self, content: Json) -> Shown:
        """Send anything else, given in Bot API form: contact, location, sticker…"""
        self._speaks()
        return self._arrives(self.user, content)

    async def presses(
        self, label: str | None = None, *, data: str | None = None, timeout: float = 5.0
    ) -> Press:
        """Press a button of the newest message having it, waiting for it to appear."""
        self._speaks()
        return await self._presses(self.user, label, data, timeout)

    async def forge_press(self, data: str, message: Shown | int) -> Press:
        """Send a press no button offers: clients may send any data for any message."""
        self._speaks()
        return self._forges(self.user, data, message if isinstance(message, int) else message.id)

    async def block_bot(self) -> None:
        """Bot API: my_chat_member says `kicked`; every send is a 403 from now on."""
        self.blocked = True
        announce_change(self, self.world.me, by=self.user, old="member", new="kicked")

    async def unblock(self) -> None:
        """Bot API: my_chat_member says `member` again."""
        self.blocked = False
        announce_change(self, self.world.me, by=self.user, old="kicked", new="member")

    async def deactivate(self) -> None:
        """The person deletes their account; the bot is not told."""
        self.deactivated = True

    def _speaks(self) -> None:
        assert not self.blocked, f"{self.user.first_name} blocked the bot and cannot write to it"
        self.started = True
