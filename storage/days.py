"""The calendar as it is remembered: days that officers set, and what orders take of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import chain

from sqlalchemy import (
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    or_,
    select,
    union_all,
    update,
)

from handlers.desk import Officer
from services.calendar import Calendar, Reserved
from services.catalogue import Catalogue
from services.orders import Order, OrderState
from services.promises import of_stock
from services.quotes import Terms
from storage import tables
from storage.locks import lock
from storage.sales import Sales

_LOOKED_BACK = timedelta(days=60)
"""Days that were set are read from so long ago: what was made by then is packed and brought."""

_D, _R, _O = tables.day_changes, tables.reservations, tables.orders
_CALENDAR = union_all(
    select(_D.c.id.label("change"), _D.c.day, _D.c.units).where(_D.c.day >= bindparam("since")),
    select(literal_column("0").label("change"), _R.c.day, func.sum(_R.c.units))
    .where(_R.c.day >= bindparam("today"))
    .group_by(_R.c.day),
)
"""Days that were set, by their change; as change 0, what is taken of each day. Not in order: to
sort them both, SQLite would read the changes from end to end.
"""
_DRAWING = (
    select(tables.quotes.c.terms)
    .join(_O, _O.c.quote_id == tables.quotes.c.id)
    .where(
        _O.c.placed_at >= bindparam("since"), _O.c.state.not_in(bindparam("not", expanding=True))
    )
)
"""The terms of the orders that take of the stock that was counted."""
_GONE = (OrderState.SENT, OrderState.DELIVERED, OrderState.REJECTED, OrderState.CANCELLED)
_RESERVED = (
    select(_R)
    .join(_O, _O.c.id == _R.c.order_id)
    .where(
        _R.c.day >= bindparam("since"),
        or_(_R.c.day >= bindparam("today"), _O.c.promised >= bindparam("today")),
        _O.c.state.not_in([state.value for state in _GONE]),
    )
    .order_by(_R.c.day, _R.c.order_id)
)
_RELEASE = (
    delete(_R)
    .where(_R.c.order_id == bindparam("order"), _R.c.day >= bindparam("first"))
    .returning(_R.c.day, _R.c.units)
)
_PROMISE = update(_O).where(_O.c.id == bindparam("order")).values(promised=bindparam("to"))

_RELEASED = frozenset({OrderState.REJECTED, OrderState.CANCELLED})


@dataclass
class Days(Sales):
    """The calendar of the desk: read when a batch first asks for it, and kept up to date in it.

    Who takes of it has it alone until the batch ends, so that nothing is promised twice.
    """

    _calendar: Calendar | None = None
    _alone: bool = False

    def calendar(self, catalogue: Catalogue, *, alone: bool = False) -> Calendar | None:
        if catalogue.capacity is None:
            return None
        if alone and not self._alone:
            lock(self.connection, "whole", [("calendar", "")])
            self._alone = True
            if self.connection.dialect.name == "postgresql":
                self._calendar = None  # somebody may have taken of it before it was ours
        if self._calendar is None:
            set_: dict[date, int] = {}
            used: dict[date, int] = {}
            since = self.today - _LOOKED_BACK
            rows = self.all(_CALENDAR, {"today": self.today, "since": since})
            for row in sorted(rows, key=lambda row: int(row["change"])):
                (set_ if row["change"] else used)[row["day"]] = int(row["units"])
            spent = self._spent(catalogue)
            self._calendar = Calendar(catalogue.capacity, catalogue.rush, set_, used, spent)
        return self._calendar

    def _spent(self, catalogue: Catalogue) -> Mapping[str, Decimal]:
        """What orders since the count take of each material of stock, in its own unit."""
        assert catalogue.capacity is not None, "who has a calendar has it"
        if not catalogue.capacity.stock or catalogue.capacity.counted is None:
            return {}
        since = datetime.combine(catalogue.capacity.counted, time(), self.shop.zone)
        released = [state.value for state in _RELEASED]
        rows = self.all(_DRAWING, {"since": since, "not": released})
        each = [Terms.model_validate(row["terms"]).wanted.lines for row in rows]
        return of_stock(catalogue, chain.from_iterable(each))

    def reserve(self, order: Order, days: Iterable[tuple[date, int]]) -> None:
        taken = tuple(days)
        for day, units in taken:
            self.later("reservations", {"order_id": order.id, "day": day, "units": units})
        self._taking(taken)
        self._count_again()

    def reserved(self) -> Sequence[Reserved]:
        self._write_reservations()
        since = self.today - _LOOKED_BACK
        rows = self.all(_RESERVED, {"today": self.today, "since": since})
        return [Reserved(row["order_id"], row["day"], row["units"]) for row in rows]

    def rebook(self, order: Order, days: Iterable[tuple[date, int]], by: date) -> None:
        self._release(order, self.today)
        self.reserve(order, days)
        self.connection.execute(_PROMISE, {"order": order.id, "to": by})

    def set_days(self, days: Sequence[date], units: int | None, why: str, by: Officer) -> None:
        assert self._calendar is not None, "who sets days has looked at them"
        self._calendar = self._calendar.setting(days, units)
        rows = [
            {
                "day": day,
                "units": self._calendar.set[day],
                "why": why,
                "officer_id": by.id,
                "at": self.now,
            }
            for day in days
        ]
        self.connection.execute(insert(_D), rows)

    def move(self, order: Order, to: OrderState, by: str, reason: str) -> Order | None:
        moved = super().move(order, to, by, reason)
        if moved is not None and to in _RELEASED:
            self._release(order, date.min)
            self._count_again()
        return moved

    def _count_again(self) -> None:
        """Have the calendar read anew where an order takes of a stock that was counted."""
        if self._calendar is not None and self._calendar.capacity.counted is not None:
            self._write_reservations()
            self._calendar = None

    def _release(self, order: Order, first: date) -> None:
        """Give back what an order takes from a day on."""
        self._write_reservations()
        freed = self.all(_RELEASE, {"order": order.id, "first": first})
        self._taking((row["day"], -row["units"]) for row in freed)

    def _taking(self, days: Iterable[tuple[date, int]]) -> None:
        if self._calendar is not None:
            self._calendar = self._calendar.taking(days)

    def _write_reservations(self) -> None:
        rows = self.rows.pop("reservations", None)
        if rows:
            self.connection.execute(insert(_R), rows)
