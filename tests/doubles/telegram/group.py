"""A group, from the side of its people: membership, privacy mode, becoming a supergroup."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tests.doubles.telegram.chats import Chat, Message, Shown, User, is_service
from tests.doubles.telegram.errors import ApiError, Json, bad_request, forbidden
from tests.doubles.telegram.members import INSIDE, announce_change, member_json
from tests.doubles.telegram.params import Upload
from tests.doubles.telegram.text import piece

if TYPE_CHECKING:
    from tests.doubles.telegram.presses import Press
    from tests.doubles.telegram.world import World

_NO_GIFTS = dict.fromkeys(
    (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    ),
    False,
)


class Group(Chat):
    """A basic group until `upgrade_to_supergroup`; the first member is its owner."""

    def __init__(
        self, world: World, chat_id: int, title: str, members: Iterable[User], *, has_bot: bool
    ) -> None:
        super().__init__(world, chat_id)
        self.kind = "supergroup" if chat_id < -(10**12) else "group"
        self.title = title
        self.people: dict[int, User] = {}
        self.status: dict[int, str] = {}
        self.hidden_members = False
        self.deleted = False
        self.migrated_to = 0
        self._last_bot = world.me.id
        for user in members:
            self._seat(user, "member" if self.people else "creator")
        if has_bot:
            self._seat(world.me, "member")

    def as_json(self) -> Json:
        """Bot API: Chat of type group or supergroup."""
        shown: Json = {"id": self.id, "title": self.title, "type": self.kind}
        if self.kind == "group":
            shown["all_members_are_administrators"] = False
            shown["accepted_gift_types"] = _NO_GIFTS
        return shown

    def status_of(self, user_id: int) -> str:
        """Where somebody stands; `left` also for those who never came."""
        return self.status.get(user_id, "left")

    def check_access(self, *, write: bool) -> None:
        """The four ways to be out of a group, in the server's words."""
        if self.migrated_to and write:
            said = "Bad Request: group chat was upgraded to a supergroup chat"
            raise ApiError(400, said, {"migrate_to_chat_id": self.migrated_to})
        if self.deleted:
            raise forbidden("the group chat was deleted")
        status = self.status_of(self.world.me.id)
        if status == "kicked":
            raise forbidden(f"bot was kicked from the {self.kind} chat")
        if status == "left":
            raise forbidden(f"bot is not a member of the {self.kind} chat")

    def sees(self, message: Message) -> bool:
        """Bot API: privacy mode. An admin and a bot without it see all but other bots' words."""
        if self.status_of(self.world.me.id) not in INSIDE:
            return bool(message.content.get("left_chat_member", {}).get("id") == self.world.me.id)
        if message.sender.is_bot:
            return False
        if not self.world.privacy or self.status_of(self.world.me.id) == "administrator":
            return True
        if is_service(message.content):
            return True
        return self._replies_to_bot(message) or self._commands_bot(message)

    def from_bot(self, content: Json, markup: Json | None, reply_to: int | None) -> Message:
        """The bot speaks, so general commands are meant for it again."""
        self._last_bot = self.world.me.id
        return super().from_bot(content, markup, reply_to)

    def _replies_to_bot(self, message: Message) -> bool:
        before = self.find(message.reply_to)
        return before is not None and before.sender.id == self.world.me.id

    def _commands_bot(self, message: Message) -> bool:
        for entity in message.content.get("entities", []):
            if entity["type"] != "bot_command" or entity["offset"] != 0:
                continue
            _, _, addressee = piece(message.content["text"], entity).partition("@")
            if addressee:
                return addressee.lower() == self.world.me.username.lower()
            return self._last_bot == self.world.me.id
        return False

    # What people do

    async def says(self, user: User, words: str) -> Shown:
        """Send a text; a bot user may speak too, it only takes the word from ours."""
        self._in(user)
        if user.is_bot:
            self._last_bot = user.id
        return self._says(user, words)

    async def replies(self, user: User, message: Shown, words: str) -> Shown:
        """Answer a message; privacy mode lets replies to the bot through."""
        self._in(user)
        return self._says(user, words, message.id)

    async def sends_photo(self, user: User, content: bytes, caption: str = "") -> Shown:
        """Send a picture to the group."""
        self._in(user)
        fields = self._photo(content, caption=caption, size=0, with_size=True)
        return self._arrives(user, fields, photo=content)

    async def sends_document(
        self, user: User, content: bytes, name: str, mime: str = "application/octet-stream"
    ) -> Shown:
        """Send a file to the group."""
        self._in(user)
        fields = self._document(Upload(name, mime, content), caption="", size=0, with_size=True)
        return self._arrives(user, fields, document=(name, content))

    async def presses(
        self,
        user: User,
        label: str | None = None,
        *,
        data: str | None = None,
        timeout: float = 5.0,
    ) -> Press:
        """Press a button of the newest message having it, waiting for it to appear."""
        self._in(user)
        return await self._presses(user, label, data, timeout)

    async def forge_press(self, user: User, data: str, message: Shown | int) -> Press:
        """Send a press no button offers, from anybody at all, as a forged client does."""
        return self._forges(user, data, message if isinstance(message, int) else message.id)

    # Membership

    async def add(self, user: User, by: User | None = None) -> None:
        """Somebody comes in, or the bot is added."""
        self._move(user, "member", by or self._owner())
        self._service(by or self._owner(), {"new_chat_members": [user.as_json()]})

    async def remove(self, user: User, by: User | None = None) -> None:
        """Somebody is put out; the bot learns of its own end by my_chat_member."""
        self._move(user, "kicked", by or self._owner())
        self._service(by or self._owner(), {"left_chat_member": user.as_json()})

    async def leaves(self, user: User) -> None:
        """Somebody goes by themselves."""
        self._move(user, "left", user)
        self._service(user, {"left_chat_member": user.as_json()})

    async def set_admin(self, user: User, *, admin: bool = True) -> None:
        """Give or take an administrator's rights."""
        self._move(user, "administrator" if admin else "member", self._owner())

    async def delete(self) -> None:
        """The owner deletes the group."""
        self.deleted = True

    async def upgrade_to_supergroup(self) -> int:
        """Bot API: a new id, a message in both chats; the old id is refused with the new one.

        Seen in the server's issue 266: the bot joins the new chat, and is never told it left the
        old one.
        """
        assert self.kind == "group", "it is a supergroup already"
        owner, old_id = self._owner(), self.id
        new_id = -1_000_000_000_000 - abs(old_id) - 1_000_000
        old = Group(self.world, old_id, self.title, self.people.values(), has_bot=False)
        old.status, old.history, old.migrated_to = dict(self.status), self.history, new_id
        for message in old.history.values():
            message.chat = old
        self.world.chats[old_id] = old
        old._service(owner, {"migrate_to_chat_id": new_id})
        self.id, self.kind, self.history = new_id, "supergroup", {}
        self.world.chats[new_id] = self
        announce_change(self, self.world.me, by=owner, old="left", new="member")
        self._service(owner, {"migrate_from_chat_id": old_id})
        return new_id

    def member_json(self, user: User) -> Json:
        """Bot API: getChatMember."""
        me = self.world.me.id
        if self.hidden_members and user.id != me and self.status_of(me) != "administrator":
            raise bad_request("member list is inaccessible")
        return member_json(user, self.status_of(user.id))

    def admins_json(self) -> list[Json]:
        """Bot API: getChatAdministrators leaves out other bots."""
        return [
            member_json(user, self.status[user.id])
            for user in self.people.values()
            if self.status[user.id] in ("creator", "administrator")
            and (not user.is_bot or user.id == self.world.me.id)
        ]

    def _seat(self, user: User, status: str) -> None:
        self.people[user.id], self.status[user.id] = user, status

    def _move(self, user: User, new: str, by: User) -> None:
        old = self.status_of(user.id)
        self._seat(user, new)
        is_admin = self.status_of(self.world.me.id) == "administrator"
        if user.id == self.world.me.id or is_admin:
            announce_change(self, user, by=by, old=old, new=new)

    def _service(self, by: User, content: Json) -> None:
        self._arrives(by, content)

    def _owner(self) -> User:
        owners = [self.people[key] for key, status in self.status.items() if status == "creator"]
        assert owners, "a group needs a member before anything can happen in it"
        return owners[0]

    def _in(self, user: User) -> None:
        assert self.status_of(user.id) in INSIDE, f"{user.first_name} is not in {self.title}"
