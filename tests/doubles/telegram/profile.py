"""The bot's own page: its commands by scope and language, its name and descriptions.

Source: the Bot API description of setMyCommands, BotCommandScope ("determining list of commands")
and setMyName / setMyDescription / setMyShortDescription.
"""

from __future__ import annotations

import json
import re
from typing import Any

from tests.doubles.telegram.errors import Json, bad_request
from tests.doubles.telegram.params import Params
from tests.doubles.telegram.text import units

MAX_COMMANDS = 100
LIMITS = {"name": 64, "description": 512, "short_description": 120}
_SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")


class Profile:
    """What people see of the bot before they talk to it."""

    def __init__(self) -> None:
        self._commands: dict[tuple[str, str], list[Json]] = {}
        self._texts: dict[tuple[str, str], str] = {}

    def set_commands(self, params: Params) -> bool:
        """Bot API: setMyCommands."""
        commands = params.json("commands")
        if not isinstance(commands, list):
            raise bad_request("Can't parse commands JSON object")
        if len(commands) > MAX_COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        kept = [_command(command) for command in commands]
        self._commands[_scope(params), _language(params)] = kept
        return True

    def delete_commands(self, params: Params) -> bool:
        """Bot API: deleteMyCommands."""
        self._commands.pop((_scope(params), _language(params)), None)
        return True

    def commands(self, params: Params) -> list[Json]:
        """Bot API: getMyCommands gives exactly this scope and language, or nothing."""
        return self._commands.get((_scope(params), _language(params)), [])

    def commands_seen(
        self, chat_id: int, user_id: int, language: str, *, admin: bool = False
    ) -> list[str]:
        """The menu a person sees in a chat, narrowest scope first, their language before none."""
        scopes: list[Json] = [{"type": "chat", "chat_id": str(chat_id)}]
        if chat_id < 0:
            member = {"type": "chat_member", "chat_id": str(chat_id), "user_id": str(user_id)}
            admins = {"type": "chat_administrators", "chat_id": str(chat_id)}
            scopes = [member, *([admins] if admin else []), *scopes]
            scopes += [{"type": "all_chat_administrators"}] if admin else []
            scopes += [{"type": "all_group_chats"}]
        else:
            scopes += [{"type": "all_private_chats"}]
        for scope in [*scopes, {"type": "default"}]:
            for code in (language, ""):
                found = self._commands.get((json.dumps(scope, sort_keys=True), code))
                if found:
                    return [str(command["command"]) for command in found]
        return []

    def set_text(self, field: str, params: Params) -> bool:
        """Bot API: setMyName, setMyDescription, setMyShortDescription; empty takes it away."""
        words = params.text(field)
        if units(words) > LIMITS[field]:
            raise bad_request(f"BOT_{_spoken(field)}_TOO_LONG")
        self._texts[field, _language(params)] = words
        return True

    def text(self, field: str, params: Params) -> Json:
        """Bot API: getMyName and its like; a language without a text shows the general one."""
        general = self._texts.get((field, ""), "")
        return {field: self._texts.get((field, _language(params)), "") or general}


def _spoken(field: str) -> str:
    return {"name": "TITLE", "description": "DESCRIPTION", "short_description": "ABOUT"}[field]


def _command(command: Any) -> Json:
    if not isinstance(command, dict) or not {"command", "description"} <= set(command):
        raise bad_request("Can't parse BotCommand: expected an Object")
    name = str(command["command"]).removeprefix("/")
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= units(str(command["description"])) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": command["description"]}


def _scope(params: Params) -> str:
    scope = params.json("scope") or {"type": "default"}
    if not isinstance(scope, dict) or scope.get("type") not in _SCOPES:
        raise bad_request("Can't parse BotCommandScope: Unsupported type specified")
    kept: Json = {"type": scope["type"]}
    for field in _SCOPES[scope["type"]]:
        if not scope.get(field):
            raise bad_request("Can't parse BotCommandScope: Empty chat_id specified")
        kept[field] = str(scope[field])
    return json.dumps(kept, sort_keys=True)


def _language(params: Params) -> str:
    code = params.text("language_code")
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("Invalid language code specified")
    return code
