"""ChatMember in all its shapes, with every field its strictest reader requires."""

from __future__ import annotations

from tests.doubles.telegram.chats import Chat, User
from tests.doubles.telegram.errors import Json
from tests.doubles.telegram.updates import DAY

INSIDE = frozenset({"creator", "administrator", "member", "restricted"})
_RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)
_HELD = frozenset({"can_manage_chat", "can_delete_messages", "can_invite_users"})


def member_json(user: User, status: str) -> Json:
    """Bot API: ChatMember of this status."""
    shown: Json = {"user": user.as_json(), "status": status}
    if status == "creator":
        shown["is_anonymous"] = False
    if status == "administrator":
        shown.update({right: right in _HELD for right in _RIGHTS})
    if status == "kicked":
        shown["until_date"] = 0
    return shown


def announce_change(chat: Chat, user: User, *, by: User, old: str, new: str) -> None:
    """Bot API: my_chat_member for the bot itself, chat_member for anybody else."""
    world = chat.world
    mine = user.id == world.me.id
    body: Json = {
        "chat": chat.as_json(),
        "from": by.as_json(),
        "date": world.clock.unix(),
        "old_chat_member": member_json(user, old),
        "new_chat_member": member_json(user, new),
    }
    kind = "my_chat_member" if mine else "chat_member"
    queue = (kind, chat.id if mine else user.id)
    world.updates.add(kind, body, lifetime=DAY, queue=queue)
