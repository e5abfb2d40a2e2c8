"""Content resources and their approval by WhatsApp.

Sources: Twilio's description of the Content API; its pages on variables and on approvals.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from typing import Any

from tests.doubles.telegram.clock import Clock
from tests.doubles.twilio.errors import ApiError, Json, bad_request, not_found
from tests.doubles.twilio.messages import iso8601
from tests.doubles.twilio.shapes import PLACEHOLDER, names_in

CONTENT_URL = "https://content.twilio.com"
PLAYED = ("twilio/text", "twilio/quick-reply", "twilio/list-picker")
_CATEGORIES = ("UTILITY", "MARKETING", "AUTHENTICATION")
_NAME = re.compile(r"[a-z0-9_]{1,512}")


@dataclass
class Approval:
    """What WhatsApp thinks of a template."""

    name: str
    category: str
    content_type: str
    status: str
    reason: str = ""

    def as_json(self) -> Json:
        """Twilio: the `whatsapp` part of an approval."""
        return {
            "type": "whatsapp",
            "name": self.name,
            "category": self.category,
            "content_type": self.content_type,
            "status": self.status,
            "rejection_reason": self.reason,
            "allow_category_change": True,
        }


@dataclass
class Content:
    """A Content resource."""

    sid: str
    account: str
    friendly_name: str
    language: str
    variables: dict[str, str]
    types: Json
    created: float
    approval: Approval | None = None

    @property
    def template(self) -> str:
        """Its name at WhatsApp, once it may begin a conversation."""
        approved = self.approval is not None and self.approval.status == "approved"
        return self.approval.name if self.approval and approved else ""

    @property
    def kind(self) -> str:
        """Its (first) type, for instance `twilio/quick-reply`."""
        return next(iter(self.types))

    def as_json(self) -> Json:
        """Twilio: the Content resource."""
        url = f"{CONTENT_URL}/v1/Content/{self.sid}"
        return {
            "sid": self.sid,
            "account_sid": self.account,
            "friendly_name": self.friendly_name,
            "language": self.language,
            "variables": self.variables,
            "types": self.types,
            "date_created": iso8601(self.created),
            "date_updated": iso8601(self.created),
            "url": url,
            "links": {
                "approval_create": f"{url}/ApprovalRequests/whatsapp",
                "approval_fetch": f"{url}/ApprovalRequests",
            },
        }


@dataclass
class Contents:
    """All Content resources; a template that is submitted becomes `verdict` at once."""

    account: str
    clock: Clock
    chance: random.Random
    verdict: str = "pending"
    items: dict[str, Content] = field(default_factory=dict)

    def create(self, body: Any) -> Content:
        """Twilio: create a Content resource."""
        if not isinstance(body, dict):
            raise bad_request(20001, "Invalid request body")
        body = _without_nulls(body)
        types, variables = body.get("types"), body.get("variables") or {}
        if not isinstance(body.get("language"), str) or not body["language"]:
            raise bad_request(20001, "language is required")
        if not isinstance(types, dict) or not types:
            raise bad_request(20001, "types is required")
        if not isinstance(variables, dict) or len(variables) > 100:
            raise bad_request(20001, "variables is invalid")
        for kind, definition in types.items():
            _check_type(kind, definition)
        sid = f"HX{self.chance.randbytes(16).hex()}"
        friendly_name = str(body.get("friendly_name") or "")
        content = Content(
            sid,
            self.account,
            friendly_name,
            body["language"],
            {str(name): str(value) for name, value in variables.items()},
            types,
            self.clock.now(),
        )
        self.items[sid] = content
        return content

    def get(self, sid: str) -> Content:
        """A resource that is there."""
        if sid not in self.items:
            raise not_found(f"/v1/Content/{sid}")
        return self.items[sid]

    def delete(self, sid: str) -> None:
        """Twilio: delete a Content resource; what was sent with it stays as it was."""
        del self.items[self.get(sid).sid]

    def find(self, name: str) -> Content:
        """A resource by its friendly name, its template's name or its sid, for a test."""
        for content in self.items.values():
            known = content.approval.name if content.approval else ""
            if name in {content.sid, content.friendly_name, known}:
                return content
        raise AssertionError(f"no content {name!r} among {len(self.items)}")

    def submit(self, sid: str, body: Any) -> Approval:
        """Twilio: ask WhatsApp for approval."""
        content = self.get(sid)
        name = body.get("name") if isinstance(body, dict) else None
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise bad_request(20001, "name must be lower case letters, digits and underscores")
        if body.get("category") not in _CATEGORIES:
            raise bad_request(20001, "category is invalid")
        if content.kind == "twilio/list-picker":
            raise bad_request(20001, "twilio/list-picker can not be submitted for approval")
        if content.approval and content.approval.status != "rejected":
            raise ApiError(409, 20409, "This content was already submitted for approval")
        content.approval = Approval(name, body["category"], content.kind, self.verdict)
        reason = _objection(content)
        if reason:
            content.approval.status, content.approval.reason = "rejected", reason
        return content.approval


def _check_type(kind: str, definition: Any) -> None:
    if kind not in PLAYED:
        raise bad_request(20001, f"{kind} is not played by this double")
    if not isinstance(definition, dict) or not _text(definition.get("body")):
        raise bad_request(20001, f"{kind}: body is required")
    if any(len(name) > 16 for name in names_in(definition)):
        raise bad_request(20001, f"{kind}: the name of a variable is too long")
    if kind == "twilio/quick-reply":
        _check_parts(kind, definition.get("actions"), ("title", "id"))
    if kind == "twilio/list-picker":
        if not _text(definition.get("button")) or len(definition["button"]) > 20:
            raise bad_request(20001, f"{kind}: button is invalid")
        _check_parts(kind, definition.get("items"), ("item", "id"))


def _check_parts(kind: str, parts: Any, needed: tuple[str, ...]) -> None:
    if not isinstance(parts, list) or not 1 <= len(parts) <= 10:
        raise bad_request(20001, f"{kind}: there must be 1 to 10")
    for part in parts:
        if not isinstance(part, dict) or not all(_text(part.get(name)) for name in needed):
            raise bad_request(20001, f"{kind}: {' and '.join(needed)} are required")


def _without_nulls(value: Any) -> Any:
    """The vendor's own client names every type there is, all but one of them null."""
    if isinstance(value, dict):
        return {name: _without_nulls(part) for name, part in value.items() if part is not None}
    return [_without_nulls(part) for part in value] if isinstance(value, list) else value


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _objection(content: Content) -> str:
    """What Meta's check says at once: no samples, variables at an end or side by side."""
    body = str(content.types[content.kind]["body"]).strip()
    if any(not content.variables.get(name) for name in names_in(content.types)):
        return "INVALID_FORMAT: samples are missing"
    pieces = PLACEHOLDER.split(body)[::2]
    if len(pieces) > 1 and not (pieces[0].strip() and pieces[-1].strip()):
        return "INVALID_FORMAT: variables can't be at the start or the end"
    if any(not piece.strip() for piece in pieces[1:-1]):
        return "INVALID_FORMAT: variables are next to each other"
    return ""
