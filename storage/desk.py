"""The memory of the desk for one batch: what the handlers' `Desk` promises, over SQL."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Literal

from pydantic import JsonValue
from sqlalchemy import RowMapping, bindparam, delete, insert, select, update

from handlers.desk import Attempt, Contact, Delivery, Officer, StaffChat, Token, TokenRight
from handlers.messages import Address, Attachment, Errand, Outgoing, Receipt, Said
from services.agreements import AgreeRight
from services.haggling import Deal
from services.logos import LogoRight
from services.orders import Action, Order, Role, Shift
from services.promotions import PromotionRight
from services.quotes import Quote
from services.rate_changes import RateRight
from storage import audit, codec, receipts, tables
from storage.agreements import Agreements
from storage.consents import Consents
from storage.locks import lock
from storage.logos import Logos
from storage.moves import move
from storage.outbox import QUESTION_LANE, outdate, release
from storage.papers import Recipe
from storage.payments import Payments
from storage.promotions import Promotions
from storage.session import insert_new, put
from storage.setups import Setups

TOKEN_LASTS = timedelta(days=30)
"""How long a card's buttons live; a command does the same afterwards."""

_OUT, _TOK = tables.outbox, tables.tokens
_ABOUT = (
    select(_OUT.c.about)
    .where(
        _OUT.c.channel == bindparam("channel"),
        _OUT.c.chat == bindparam("chat"),
        _OUT.c.sent_id == bindparam("message"),
        tables.named(_OUT.c.sent_id),
    )
    .order_by(_OUT.c.id.desc())
)


_INSERT = {name: insert(table) for name, table in tables.metadata.tables.items()}
_ONCE = {"papers"}
"""Tables whose rows are the same whoever writes them."""
_STAFF_CHATS = select(tables.staff_chats).order_by(tables.staff_chats.c.id)


@dataclass
class SqlDesk(Agreements, Logos, Setups, Payments, Consents, Promotions):
    """Everything a handler may ask for or leave behind, within one transaction."""

    _staff_chats: list[StaffChat] | None = None

    # ---- what goes out

    def send(self, message: Outgoing) -> None:
        self._post(message.to, codec.outgoing(message.spoken), message)

    def errand(self, errand: Errand) -> None:
        self._post(errand.to, codec.outgoing(errand), lane=QUESTION_LANE)

    def paper(self, template: str, data: Mapping[str, JsonValue], name: str) -> Attachment:
        recipe = Recipe.of(template, data)
        row = {"key": recipe.key, "template": template, "data": recipe.data, "made_at": self.now}
        self.later("papers", row)
        kind: Literal["photo", "file"] = "photo" if name.endswith((".png", ".jpg")) else "file"
        return Attachment("paper", recipe.key + PurePath(name).suffix, name, kind)

    def receipt(self, receipt: Receipt) -> Delivery | None:
        self._flush_rows()
        self.flush_contacts()
        news = receipts.take(self.connection, receipt, self.now)
        contact = self.reread(news.to) if news else None
        if contact is not None and contact.heard_at is not None and receipt.state == "held":
            return None if contact.heard_at > receipt.at else news  # what waited goes now
        return news

    def release(self, contact: Contact) -> None:
        release(self.connection, contact.address, self.now)
        contact.held = False

    def delivery(self, to: Address, about: str) -> Delivery | None:
        self._flush_rows()
        return receipts.newest(self.connection, to, about)

    def _post(
        self, to: Address, body: object, message: Outgoing | None = None, lane: int = 0
    ) -> None:
        self.later(
            "outbox",
            {
                "channel": to.channel,
                "chat": to.chat,
                "lane": lane,
                "body": body,
                "card": message.card if message else "",
                "about": message.about if message else "",
                "under": message.under if message else "",
                "quiet": bool(message and message.quiet),
                "due_at": self.now,
            },
        )

    def flush(self) -> None:
        """Write all that the batch changed, in sets."""
        self.flush_dialogs()
        self.flush_contacts()
        self.flush_sales()
        self._flush_rows()

    def _flush_rows(self) -> None:
        if "outbox" in self.rows:
            chats = {(row["channel"], row["chat"]) for row in self.rows["outbox"]}
            lock(self.connection, "tells", chats)  # so that ids grow as they are committed
            self.rows["outbox"] = outdate(self.connection, self.rows["outbox"])
        if "audit" in self.rows:
            self.rows["audit"] = audit.chained(self.connection, self.rows["audit"])
        for name, rows in self.rows.items():
            known = name in _ONCE  # the same paper may have been asked for before
            table = tables.metadata.tables[name]
            statement = insert_new(self.connection, table) if known else _INSERT[name]
            self.connection.execute(statement, rows)
        self.rows.clear()

    def about(self, address: Address, message: str) -> str:
        """What one of our messages was about, by its channel's id of it; "" if unknown."""
        row = self.one(
            _ABOUT, {"channel": address.channel, "chat": address.chat, "message": message}
        )
        return str(row["about"]) if row else ""

    def moved(self, old: Address, new: Address) -> None:
        """A chat has another id from now on: for staff chats and for what still waits to go."""
        self._flush_rows()
        self._staff_chats = None
        move(self.connection, old, new)

    # ---- staff

    def staff_chats(self) -> Sequence[StaffChat]:
        if self._staff_chats is None:
            self._staff_chats = [
                StaffChat(row["id"], Address(row["channel"], row["chat"]))
                for row in self.all(_STAFF_CHATS)
            ]
        return self._staff_chats

    def link_staff_chat(self, address: Address) -> StaffChat:
        t = tables.staff_chats
        self._staff_chats = None
        row = {"channel": address.channel, "chat": address.chat, "linked_at": self.now}
        key = self.connection.execute(insert(t).returning(t.c.id), row).scalar_one()
        return StaffChat(key, address)

    def officer(self, address: Address) -> Officer | None:
        contact = self.contact_at(address)
        row = self.one(
            select(tables.officers).where(
                tables.officers.c.contact_id == (contact.id if contact else 0)
            )
        )
        if contact is None or row is None:
            return None
        roles = frozenset(Role(role) for role in row["roles"])
        return Officer(row["id"], contact.called, roles, row["active"])

    def appoint(self, contact: Contact, role: Role) -> Officer:
        """Make a contact an officer with this role, besides those they have."""
        known = self.officer(contact.address)
        roles = {role} | (known.roles if known and known.active else frozenset())
        values = {"roles": sorted(r.value for r in roles), "active": True}
        t = tables.officers
        if known is None:
            row = {"contact_id": contact.id, "appointed_at": self.now, **values}
            self.connection.execute(insert(t), row)
        else:
            self.connection.execute(update(t).where(t.c.id == known.id).values(**values))
        officer = self.officer(contact.address)
        assert officer is not None
        return officer

    def use_invitation(self, code: str, said: Said) -> Role | None:
        """The role a code was made for, using it up; None if unknown, used, or past its time."""
        t = tables.invitations
        mine = (t.c.digest == digest(code), t.c.used_at.is_(None), t.c.expires_at > self.now)
        used = {"used_at": self.now, "used_by": f"{said.address.channel}:{said.sender}"}
        taken = self.connection.execute(update(t).where(*mine).values(**used)).rowcount
        row = self.one(select(t.c.role).where(t.c.digest == digest(code))) if taken else None
        return Role(row["role"]) if row else None

    def member_since(self, chat: Address, person: str) -> tuple[bool, datetime] | None:
        t = tables.members
        row = self.one(
            select(t).where(
                t.c.channel == chat.channel, t.c.chat == chat.chat, t.c.person == person
            )
        )
        return (row["member"], row["seen_at"]) if row else None

    def set_member(self, chat: Address, person: str, member: bool) -> None:
        row = {"channel": chat.channel, "chat": chat.chat, "person": person}
        seen = {"member": member, "seen_at": self.now}
        put(self.connection, tables.members, {**row, **seen})

    def forget_member(self, chat: Address, person: str) -> None:
        t = tables.members
        here = (t.c.channel == chat.channel, t.c.chat == chat.chat, t.c.person == person)
        self.connection.execute(delete(t).where(*here))

    # ---- the right to press

    def new_token(
        self,
        action: TokenRight,
        matter: Order | Quote | int,
        chat: Address,
        reason: str = "",
    ) -> str:
        value = secrets.token_urlsafe(16)
        self.later(
            "tokens",
            {
                "value": value,
                "action": action.value,
                "reason": reason,
                "order_id": matter.id if isinstance(matter, Order) else None,
                "quote_id": matter.id if isinstance(matter, Quote) else None,
                "version": matter if isinstance(matter, int) else matter.version,
                "channel": chat.channel,
                "chat": chat.chat,
                "expires_at": self.now + TOKEN_LASTS,
            },
        )
        return value

    def token(self, value: str) -> Token | None:
        row = self.one(select(_TOK).where(_TOK.c.value == value))
        if row is None:
            return None
        return Token(
            value=row["value"],
            action=_right(row),
            reason=row["reason"],
            order_id=row["order_id"],
            version=row["version"],
            chat=Address(row["channel"], row["chat"]),
            expires_at=row["expires_at"],
            used=row["used_at"] is not None,
            quote_id=row["quote_id"],
        )

    def spend(self, token: Token) -> bool:
        """Use a token up; false if somebody else just did."""
        mine = (_TOK.c.value == token.value, _TOK.c.used_at.is_(None))
        used = self.connection.execute(update(_TOK).where(*mine).values(used_at=self.now))
        return used.rowcount == 1

    def audit(self, attempt: Attempt) -> None:
        self.later(
            "audit",
            {
                "at": self.now,
                "channel": attempt.address.channel,
                "chat": attempt.address.chat,
                "person": attempt.person,
                "officer_id": attempt.officer_id,
                "action": attempt.action,
                "order_id": attempt.order_id,
                "outcome": attempt.outcome,
                "reason": attempt.reason,
                "quote_id": attempt.quote_id,
            },
        )


def _right(row: RowMapping) -> TokenRight:
    """What a token allows: about a quote, the calendar, a figure, an agreement, or an order."""
    if row["quote_id"]:
        return Deal(row["action"])
    for right in (Shift, RateRight, AgreeRight, PromotionRight, LogoRight):
        if row["action"] in set(right):
            return right(row["action"])
    return Action(row["action"])


def digest(code: str) -> str:
    """What is kept of a one-time code: enough to know it again, not to say it."""
    return hashlib.sha256(code.strip().upper().encode()).hexdigest()
