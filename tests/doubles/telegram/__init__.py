"""A Bot API server on the loopback interface, with Telegram's rules and a test's whims."""

from tests.doubles.telegram.chats import Message, Shown, User
from tests.doubles.telegram.errors import ApiError
from tests.doubles.telegram.faults import Fault
from tests.doubles.telegram.group import Group
from tests.doubles.telegram.presses import Answer, Press
from tests.doubles.telegram.private import PrivateChat
from tests.doubles.telegram.server import BotApi, Call

__all__ = [
    "Answer",
    "ApiError",
    "BotApi",
    "Call",
    "Fault",
    "Group",
    "Message",
    "Press",
    "PrivateChat",
    "Shown",
    "User",
]
