"""Sources as they are remembered: made, come through, and counted for a report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, bindparam, func, select, update

from handlers.desk import Contact
from services.money import Rupiah
from services.orders import OrderState
from services.sources import WINDOW, Findings, Source, SourceKind, Touch, Won, findings
from services.vouchers import Offer
from storage import tables
from storage.days import Days
from storage.payments import PAID
from storage.session import insert_new, storable

_S, _T, _O, _Q, _C = (
    tables.sources, tables.touches, tables.orders, tables.quotes, tables.contacts,
)  # fmt: skip
_ALL = select(_S, _C.c.phone).outerjoin(_C, _C.c.id == _S.c.owner_id)
_BY_CODE = _ALL.where(_S.c.code == bindparam("code"))
_BY_OWNER = _ALL.where(_S.c.owner_id == bindparam("owner")).order_by(_S.c.id)
_NEWEST = _ALL.order_by(_S.c.id.desc()).limit(bindparam("most"))
_LAST_TOUCH = (
    _ALL.join(_T, _T.c.source_id == _S.c.id)
    .where(_T.c.contact_id == bindparam("contact"))
    .order_by(_T.c.at.desc(), _T.c.id.desc())
    .limit(1)
)
_STOP = update(_S).where(_S.c.id == bindparam("source")).values(active=False)
_PLACED = (_O.c.placed_at >= bindparam("since"), _O.c.placed_at < bindparam("until"))
_WON = (
    select(_O.c.id, _O.c.contact_id, _C.c.phone, _Q.c.total, _O.c.state, _O.c.placed_at)
    .add_columns(func.coalesce(PAID.c.paid, 0).label("paid"))
    .outerjoin(PAID, PAID.c.order_id == _O.c.id)
    .join(_Q, _Q.c.id == _O.c.quote_id)
    .join(_C, _C.c.id == _O.c.contact_id)
    .where(*_PLACED)
)
_BUYERS = select(_O.c.contact_id).where(*_PLACED)
_TOUCHES = select(_T.c.contact_id, _T.c.source_id, _T.c.at).where(
    _T.c.contact_id.in_(_BUYERS), _T.c.at >= bindparam("seen")
)
_PEOPLE = (
    select(_T.c.source_id, func.count(_T.c.contact_id.distinct()).label("people"))
    .where(_T.c.at >= bindparam("since"), _T.c.at < bindparam("until"))
    .group_by(_T.c.source_id)
)
_LATER = _T.alias("later")
_QUOTED = (
    select(_T.c.source_id, func.count(_Q.c.base.distinct()).label("quotes"))
    .join(_Q, _Q.c.contact_id == _T.c.contact_id)
    .where(
        _T.c.at >= bindparam("seen"),
        _Q.c.issued_at >= bindparam("since"),
        _Q.c.issued_at < bindparam("until"),
        _T.c.at <= _Q.c.issued_at,
        ~select(_LATER.c.id)
        .where(
            _LATER.c.contact_id == _T.c.contact_id,
            _LATER.c.at > _T.c.at,
            _LATER.c.at <= _Q.c.issued_at,
        )
        .exists(),
    )
    .group_by(_T.c.source_id)
)


@dataclass
class Sources(Days):
    """The sources of the desk, and who came through them."""

    def source(self, code: str) -> Source | None:
        row = self.one(_BY_CODE, {"code": code})
        return _source(row) if row else None

    def sources(self, most: int) -> Sequence[Source]:
        return [_source(row) for row in self.all(_NEWEST, {"most": most})]

    def source_of(self, owner: Contact) -> Source | None:
        row = self.one(_BY_OWNER, {"owner": owner.id})
        return _source(row) if row else None

    def new_source(
        self,
        kind: SourceKind,
        code: str,
        label: str,
        by: str,
        owner: Contact | None = None,
        promotion: int | None = None,
        offer: Offer | None = None,
    ) -> Source | None:
        row = {
            "kind": kind.value,
            "code": code,
            "label": storable(label, 200),
            "owner_id": owner.id if owner else None,
            "promotion_id": promotion,
            "percent": offer.percent if offer else None,
            "until": offer.until if offer else None,
            "active": True,
            "made_by": storable(by, 200),
            "made_at": self.now,
        }
        statement = insert_new(self.connection, _S, "id")
        made = self.connection.execute(statement, row).first()
        return self.source(code) if made else None

    def stop_source(self, source: Source) -> None:
        self.connection.execute(_STOP, {"source": source.id})

    def touch(self, contact: Contact, source: Source, how: str) -> None:
        row = {"contact_id": contact.id, "source_id": source.id, "at": self.now, "how": how}
        self.later("touches", row)

    def newest_touch(self, contact: Contact) -> Source | None:
        self._flush_touches()
        row = self.one(_LAST_TOUCH, {"contact": contact.id})
        return _source(row) if row else None

    def brought(self, since: datetime, until: datetime) -> tuple[Sequence[Source], Findings]:
        self._flush_touches()
        asked = {"since": since, "until": until, "seen": since - WINDOW}
        every = {s.id: s for s in (_source(row) for row in self.all(_ALL))}
        orders = [
            Won(
                row["id"],
                row["contact_id"],
                row["phone"],
                Rupiah(row["total"]),
                OrderState(row["state"]),
                row["placed_at"],
                Rupiah(int(row["paid"])),
            )
            for row in self.all(_WON, asked)
        ]
        touches = (Touch(*row.values()) for row in self.all(_TOUCHES, asked))
        people = {row["source_id"]: row["people"] for row in self.all(_PEOPLE, asked)}
        quotes = {row["source_id"]: row["quotes"] for row in self.all(_QUOTED, asked)}
        return list(every.values()), findings(orders, touches, every, people, quotes)

    def _flush_touches(self) -> None:
        if rows := self.rows.pop("touches", None):
            self.connection.execute(_T.insert(), rows)


def _source(row: RowMapping) -> Source:
    return Source(
        id=row["id"],
        kind=SourceKind(row["kind"]),
        code=row["code"],
        label=row["label"],
        made_at=row["made_at"],
        active=row["active"],
        owner=row["owner_id"],
        owner_phone=row["phone"] or "",
        promotion=row["promotion_id"],
        offer=Offer(row["percent"], row["until"]) if row["percent"] else None,
    )
