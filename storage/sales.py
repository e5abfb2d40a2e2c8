"""Quotes and orders: numbered when issued, never twice for one draft."""

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import RowMapping, Select, bindparam, insert, select, update

from handlers.desk import Contact, OrderNote
from services.documents import DocumentKind, document_number
from services.orders import Order, OrderState
from services.quotes import Quote, QuoteState, Terms
from storage import tables
from storage.locks import lock
from storage.people import People
from storage.session import insert_new

_Q, _O = tables.quotes, tables.orders
_COUNT = (
    update(tables.counters)
    .where(tables.counters.c.kind == bindparam("of"), tables.counters.c.year == bindparam("in_"))
    .values(last=tables.counters.c.last + 1)
    .returning(tables.counters.c.last)
)
_MOVE = (
    update(_O)
    .where(
        _O.c.id == bindparam("order"),
        _O.c.state == bindparam("from_"),
        _O.c.version == bindparam("was"),
    )
    .values(
        state=bindparam("to"),
        version=_O.c.version + 1,
        decided_by=bindparam("by"),
        decided_at=bindparam("at"),
        reason=bindparam("why"),
    )
)


class Sales(People):
    """The quotes and orders of the desk."""

    def _next_number(self, kind: DocumentKind) -> tuple[int, str]:
        """The next number of its kind this year; inside the transaction, so never reused."""
        values = {"of": kind.value, "in_": self.year}
        row = self.one(_COUNT, values)
        if row is None:
            first = {"kind": kind.value, "year": self.year, "last": 0}
            self.connection.execute(insert_new(self.connection, tables.counters), [first])
            row = self.one(_COUNT, values)
        assert row is not None
        sequence: int = row["last"]
        workshop = self.shop.catalogue.workshop
        today = self.now.astimezone(ZoneInfo(workshop.timezone)).date()
        return sequence, document_number(sequence, kind, workshop.code, today)

    # ---- quotes

    def issue(self, dialog_id: str, contact: Contact, terms: Terms, days: int) -> Quote:
        """Issue the quote of a dialog: it gets its number here and nowhere earlier."""
        self.flush_dialogs()
        _, number = self._next_number(DocumentKind.QUO)
        today = self.now.astimezone(ZoneInfo(self.shop.catalogue.workshop.timezone)).date()
        row = {
            "number": number,
            "dialog_id": dialog_id,
            "contact_id": contact.id,
            "terms": terms.model_dump(mode="json"),
            "total": terms.total,
            "state": QuoteState.ISSUED.value,
            "issued_at": self.now,
            "valid_until": today + timedelta(days=days),
        }
        key = self.connection.execute(insert(_Q).returning(_Q.c.id), row).scalar_one()
        quote = self.quote(key)
        assert quote is not None
        return quote

    def quote(self, quote_id: int) -> Quote | None:
        return self._quote(select(_Q).where(_Q.c.id == quote_id))

    def quote_of_dialog(self, dialog_id: str) -> Quote | None:
        return self._quote(select(_Q).where(_Q.c.dialog_id == dialog_id))

    def quotes_of(self, contact: Contact, limit: int) -> Sequence[Quote]:
        mine = select(_Q).where(_Q.c.contact_id == contact.id).order_by(_Q.c.id.desc())
        return [_quote(row) for row in self.all(mine.limit(limit))]

    def _quote(self, statement: Select[tuple[object, ...]]) -> Quote | None:
        row = self.one(statement)
        return _quote(row) if row else None

    def mark_quote(self, quote: Quote, state: QuoteState) -> None:
        self.connection.execute(update(_Q).where(_Q.c.id == quote.id).values(state=state.value))

    # ---- orders

    def place(self, quote: Quote) -> tuple[Order, bool]:
        """The order of a quote, and whether it was made just now."""
        lock(self.connection, "whole", [("quote", str(quote.id))])
        known = self.order_of_quote(quote.id)
        if known is not None:
            return known, False
        sequence, number = self._next_number(DocumentKind.SO)
        row = {
            "number": number,
            "sequence": sequence,
            "year": self.year,
            "quote_id": quote.id,
            "contact_id": quote.contact_id,
            "state": OrderState.PENDING.value,
            "version": 1,
            "placed_at": self.now,
        }
        key = self.connection.execute(insert(_O).returning(_O.c.id), row).scalar_one()
        self.mark_quote(quote, QuoteState.ACCEPTED)
        order = self.order(key)
        assert order is not None
        return order, True

    def order(self, order_id: int) -> Order | None:
        return self._order(select(_O).where(_O.c.id == order_id))

    def order_of_quote(self, quote_id: int) -> Order | None:
        return self._order(select(_O).where(_O.c.quote_id == quote_id))

    def order_numbered(self, text: str) -> Order | None:
        """An order by what people call it: its whole number, or its sequence in this year."""
        if text.isdecimal() and len(text) < 9:
            mine = select(_O).where(_O.c.year == self.year, _O.c.sequence == int(text))
        else:
            mine = select(_O).where(_O.c.number == text.upper())
        return self._order(mine)

    def _order(self, statement: Select[tuple[object, ...]]) -> Order | None:
        row = self.one(statement)
        return _order(row) if row else None

    def orders_of(self, contact: Contact, limit: int) -> Sequence[Order]:
        mine = select(_O).where(_O.c.contact_id == contact.id).order_by(_O.c.id.desc())
        return [_order(row) for row in self.all(mine.limit(limit))]

    def undecided(self) -> Sequence[Order]:
        waiting = select(_O).where(_O.c.state == OrderState.PENDING.value).order_by(_O.c.id)
        return [_order(row) for row in self.all(waiting)]

    def move(self, order: Order, to: OrderState, by: str, reason: str) -> Order | None:
        """Move an order on if it still stands as it was read; None if somebody was first."""
        values = {
            "order": order.id,
            "from_": order.state.value,
            "was": order.version,
            "to": to.value,
            "by": by,
            "at": self.now,
            "why": reason,
        }
        changed = self.connection.execute(_MOVE, values).rowcount
        return self.order(order.id) if changed == 1 else None

    def note(self, order: Order, who: str, text: str) -> None:
        row = {"order_id": order.id, "who": who, "text": text, "at": self.now}
        self.connection.execute(insert(tables.order_notes), row)

    def notes(self, order: Order) -> Sequence[OrderNote]:
        t = tables.order_notes
        rows = self.all(select(t).where(t.c.order_id == order.id).order_by(t.c.id))
        return [OrderNote(row["who"], row["text"], row["at"]) for row in rows]


def _quote(row: RowMapping) -> Quote:
    return Quote(
        id=row["id"],
        number=row["number"],
        contact_id=row["contact_id"],
        terms=Terms.model_validate(row["terms"]),
        state=QuoteState(row["state"]),
        issued_at=row["issued_at"],
        valid_until=row["valid_until"],
    )


def _order(row: RowMapping) -> Order:
    return Order(
        id=row["id"],
        number=row["number"],
        quote_id=row["quote_id"],
        contact_id=row["contact_id"],
        state=OrderState(row["state"]),
        version=row["version"],
        placed_at=row["placed_at"],
        decided_by=row["decided_by"],
        decided_at=row["decided_at"],
        reason=row["reason"],
    )
