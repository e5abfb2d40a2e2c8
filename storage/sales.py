"""Quotes and orders: numbered when issued, never twice for one draft."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import timedelta

from sqlalchemy import RowMapping, Select, bindparam, func, insert, or_, select, update

from handlers.desk import Contact, OrderNote
from services.catalogue import Catalogue, CatalogueInvalid
from services.documents import DocumentKind, document_number
from services.haggling import Party, QuoteEvent, What
from services.orders import Order, OrderState
from services.quotes import Quote, QuoteState, Terms
from storage import tables
from storage.catalogues import keep_catalogue
from storage.locks import lock
from storage.people import People
from storage.rates import kept_catalogue
from storage.session import Row, insert_new

_Q, _O = tables.quotes, tables.orders
_COUNT = (
    update(tables.counters)
    .where(tables.counters.c.kind == bindparam("of"), tables.counters.c.year == bindparam("in_"))
    .values(last=tables.counters.c.last + 1)
    .returning(tables.counters.c.last)
)
_COUNTED = (
    update(tables.counters)
    .where(tables.counters.c.kind == bindparam("of"), tables.counters.c.year == bindparam("in_"))
    .values(last=bindparam("to"))
)
_ISSUE = insert(_Q).returning(_Q.c.id)
_PLACE = insert(_O).returning(_O.c.id)
_STATE = update(_Q).where(_Q.c.id == bindparam("quote")).values(state=bindparam("to"))
_QUOTE = select(_Q).where(_Q.c.id == bindparam("quote"))
_QUOTE_OF_DIALOG = select(_Q).where(_Q.c.dialog_id == bindparam("dialog"))
_STEP = (
    update(_Q)
    .where(
        _Q.c.id == bindparam("quote"),
        _Q.c.state == QuoteState.ISSUED.value,
        _Q.c.version == bindparam("was"),
    )
    .values(
        state=bindparam("to"),
        version=_Q.c.version + 1,
        reason=bindparam("why"),
    )
)
_ORDER = select(_O).where(_O.c.id == bindparam("order"))
_ORDER_OF_QUOTE = select(_O).where(_O.c.quote_id == bindparam("quote"))
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


@dataclass
class Sales(People):
    """The quotes and orders of the desk.

    What is issued and placed in a batch is remembered in it: the counters, which nobody else can
    count on meanwhile, and the states of quotes are written at its end, each in one go.
    """

    _counters: dict[DocumentKind, int] = field(default_factory=dict)
    _issued: dict[int, Quote] = field(default_factory=dict)
    _of_dialogs: dict[str, int] = field(default_factory=dict)
    _unplaced: set[int] = field(default_factory=set)
    _states: dict[int, QuoteState] = field(default_factory=dict)
    _kept: set[str] = field(default_factory=set)

    def _next_number(self, kind: DocumentKind) -> tuple[int, str]:
        """The next number of its kind this year; inside the transaction, so never reused."""
        counted = self._counters.get(kind)
        sequence = self._first_number(kind) if counted is None else counted + 1
        self._counters[kind] = sequence
        return sequence, document_number(sequence, kind, self.catalogue.workshop.code, self.today)

    def _first_number(self, kind: DocumentKind) -> int:
        """The next number after those of earlier batches; the counter is ours from now on."""
        values = {"of": kind.value, "in_": self.year}
        row = self.one(_COUNT, values)
        if row is None:
            first = {"kind": kind.value, "year": self.year, "last": 0}
            self.connection.execute(insert_new(self.connection, tables.counters), [first])
            row = self.one(_COUNT, values)
        assert row is not None
        sequence: int = row["last"]
        return sequence

    def flush_sales(self) -> None:
        """Write how far was counted, and the states of quotes that have changed."""
        if self._counters:
            counted = [
                {"of": kind.value, "in_": self.year, "to": last}
                for kind, last in self._counters.items()
            ]
            self.connection.execute(_COUNTED, counted)
            self._counters.clear()
        if self._states:
            states = [{"quote": key, "to": state.value} for key, state in self._states.items()]
            self.connection.execute(_STATE, states)
            self._states.clear()

    # ---- quotes

    def issue(
        self,
        dialog_id: str,
        contact: Contact,
        terms: Terms,
        days: int,
        revises: Quote | None = None,
    ) -> Quote:
        """Issue the quote of a dialog: it gets its number here and nowhere earlier.

        What it revises is superseded; where that has been settled meanwhile, this is a quote of
        its own.
        """
        if not self.is_stored(dialog_id):
            self.flush_dialogs()
        self._keep_catalogue(terms)
        if revises is not None and self._passed(revises):
            number, base, revision = revises.next_number, revises.base, revises.revision + 1
        else:
            _, number = self._next_number(DocumentKind.QUO)
            base, revision = number, 0
        row: Row = {
            "number": number,
            "base": base,
            "revision": revision,
            "version": 1,
            "reason": "",
            "dialog_id": dialog_id,
            "contact_id": contact.id,
            "terms": terms.model_dump(mode="json"),
            "total": terms.total,
            "state": QuoteState.ISSUED.value,
            "issued_at": self.now,
            "valid_until": self.today + timedelta(days=days),
        }
        key: int = self.connection.execute(_ISSUE, row).scalar_one()
        quote = _quote({**row, "id": key})
        self._issued[key] = quote
        self._of_dialogs[dialog_id] = key
        self._unplaced.add(key)
        return quote

    def _keep_catalogue(self, terms: Terms) -> None:
        """Keep what the prices come from; the base is kept from the beginning."""
        used = self.catalogue
        if used.fingerprint in {*self._kept, self.shop.catalogue.fingerprint}:
            return
        if terms.catalogue == used.fingerprint:
            keep_catalogue(self.connection, used.fingerprint, used.body, self.now)
            self._kept.add(used.fingerprint)

    def catalogue_of(self, terms: Terms) -> Catalogue:
        for at_hand in (self.catalogue, self.shop.catalogue):
            if terms.catalogue == at_hand.fingerprint:
                return at_hand
        try:
            return kept_catalogue(self.connection, terms.catalogue) or self.catalogue
        except CatalogueInvalid:  # written for an older desk
            return self.catalogue

    def _passed(self, quote: Quote) -> bool:
        """Whether a quote has made room for its next revision."""
        passed = quote.state is QuoteState.SUPERSEDED
        return passed or self._step(quote, QuoteState.SUPERSEDED) is not None

    def quote(self, quote_id: int) -> Quote | None:
        issued = self._issued.get(quote_id)
        return self._as_marked(issued) if issued else self._quote(_QUOTE, {"quote": quote_id})

    def quote_of_dialog(self, dialog_id: str) -> Quote | None:
        if issued := self._of_dialogs.get(dialog_id):
            return self.quote(issued)
        if self.was_going(dialog_id):
            return None
        return self._quote(_QUOTE_OF_DIALOG, {"dialog": dialog_id})

    def quotes_of(self, contact: Contact, limit: int) -> Sequence[Quote]:
        mine = select(_Q).where(_Q.c.contact_id == contact.id).order_by(_Q.c.id.desc())
        return [self._as_marked(_quote(row)) for row in self.all(mine.limit(limit))]

    def _quote(self, statement: Select[tuple[object, ...]], values: Row) -> Quote | None:
        row = self.one(statement, values)
        return self._as_marked(_quote(row)) if row else None

    def _as_marked(self, quote: Quote) -> Quote:
        state = self._states.get(quote.id, quote.state)
        return quote if state is quote.state else quote.model_copy(update={"state": state})

    def _step(self, quote: Quote, to: QuoteState, reason: str = "") -> Quote | None:
        """Move a quote on if it still stands as it was read; None if somebody was first."""
        values = {
            "quote": quote.id,
            "was": quote.version,
            "to": to.value,
            "why": reason,
        }
        if self.connection.execute(_STEP, values).rowcount != 1:
            return None
        self._issued.pop(quote.id, None)
        self._unplaced.discard(quote.id)
        return quote.model_copy(
            update={"state": to, "version": quote.version + 1, "reason": reason}
        )

    def step(self, quote: Quote, event: QuoteEvent, to: QuoteState, reason: str) -> Quote | None:
        """Write a step of the negotiation, and what it makes of the quote."""
        moved = self._step(quote, to, reason)
        if moved is not None:
            self.record(quote, event)
        return moved

    def record(self, quote: Quote, event: QuoteEvent) -> None:
        row = {**asdict(event), "quote_id": quote.id, "at": self.now}
        self.connection.execute(insert(tables.quote_events), row)

    def quote_events(self, quote: Quote) -> Sequence[QuoteEvent]:
        t = tables.quote_events
        mine = select(t).join(_Q, _Q.c.id == t.c.quote_id).where(_Q.c.base == quote.base)
        return [_event(row) for row in self.all(mine.order_by(t.c.id))]

    def quote_numbered(self, text: str) -> Quote | None:
        """The newest revision of a number: the whole of it, or its sequence in this year."""
        if text.isdecimal() and len(text) < 9:
            begun = f"{int(text):03d}/{DocumentKind.QUO}/"
            mine = select(_Q).where(
                _Q.c.base.startswith(begun), _Q.c.base.endswith(f"/{self.year}")
            )
        else:
            mine = select(_Q).where(or_(_Q.c.base == text.upper(), _Q.c.number == text.upper()))
        return self._quote(mine.order_by(_Q.c.revision.desc()), {})

    def lost_by_reason(self) -> Mapping[str, int]:
        """How many quotes were lost to each reason, over all time."""
        reason = _Q.c.reason
        lost = select(reason, func.count()).where(_Q.c.state == QuoteState.LOST.value)
        return {row[0]: row[1] for row in self.connection.execute(lost.group_by(reason))}

    # ---- orders

    def place(self, quote: Quote) -> tuple[Order, bool] | None:
        """The order of a quote, and whether it was made just now; None where it stands no more."""
        lock(self.connection, "whole", [("quote", str(quote.id))])
        if quote.id in self._unplaced:
            self._unplaced.discard(quote.id)
            self._states[quote.id] = QuoteState.ACCEPTED
        else:
            known = self.order_of_quote(quote.id)
            if known is not None:
                return known, False
            if self._step(quote, QuoteState.ACCEPTED) is None:
                return None
        sequence, number = self._next_number(DocumentKind.SO)
        row: Row = {
            "number": number,
            "sequence": sequence,
            "year": self.year,
            "quote_id": quote.id,
            "contact_id": quote.contact_id,
            "state": OrderState.PENDING.value,
            "version": 1,
            "placed_at": self.now,
            "promised": quote.terms.promised.by if quote.terms.promised else None,
        }
        key = self.connection.execute(_PLACE, row).scalar_one()
        undecided = {"decided_by": "", "decided_at": None, "reason": ""}
        return _order({**row, **undecided, "id": key}), True

    def order(self, order_id: int) -> Order | None:
        return self._order(_ORDER, {"order": order_id})

    def order_of_quote(self, quote_id: int) -> Order | None:
        return self._order(_ORDER_OF_QUOTE, {"quote": quote_id})

    def order_numbered(self, text: str) -> Order | None:
        """An order by what people call it: its whole number, or its sequence in this year."""
        if text.isdecimal() and len(text) < 9:
            mine = select(_O).where(_O.c.year == self.year, _O.c.sequence == int(text))
        else:
            mine = select(_O).where(_O.c.number == text.upper())
        return self._order(mine, {})

    def _order(self, statement: Select[tuple[object, ...]], values: Row) -> Order | None:
        row = self.one(statement, values)
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


def _quote(row: Row | RowMapping) -> Quote:
    return Quote(
        id=row["id"],
        number=row["number"],
        contact_id=row["contact_id"],
        terms=Terms.model_validate(row["terms"]),
        state=QuoteState(row["state"]),
        issued_at=row["issued_at"],
        valid_until=row["valid_until"],
        revision=row["revision"],
        version=row["version"],
        reason=row["reason"],
    )


def _event(row: RowMapping) -> QuoteEvent:
    return QuoteEvent(
        **{f.name: row[f.name] for f in fields(QuoteEvent) if f.name not in {"who", "what"}},
        who=Party(row["who"]),
        what=What(row["what"]),
    )


def _order(row: Row | RowMapping) -> Order:
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
        promised=row["promised"],
    )
