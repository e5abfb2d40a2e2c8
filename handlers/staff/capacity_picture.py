"""The coming weeks as a picture: what is taken of each day, what is shut, and by which orders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pydantic import JsonValue

from handlers.messages import Phrase, Value
from handlers.scene import Stage
from handlers.staff import cards
from services import closed_days
from services.calendar import Calendar, Reserved

ORDERS_DRAWN = 10
_DAY = timedelta(days=1)


def shown(
    stage: Stage, calendar: Calendar, reserved: Sequence[Reserved], first: date, weeks: int
) -> dict[str, JsonValue]:
    """What stands on it, in the officers' language; `first` is a Monday."""
    return _Sheet(stage, calendar).data(reserved, first, weeks)


@dataclass(frozen=True)
class _Sheet:
    stage: Stage
    calendar: Calendar

    def data(self, reserved: Sequence[Reserved], first: date, weeks: int) -> dict[str, JsonValue]:
        days = [first + _DAY * n for n in range(7 * weeks)]
        return {
            "title": self._text("capacity-drawn"),
            "weekdays": [self._weekday(day) for day in days[:7]],
            "days": [self._day(day, first=day == days[0]) for day in days],
            "legend": {
                "taken": self._text("capacity-drawn-taken"),
                "full": self._text("capacity-drawn-full"),
                "closed": self._text("capacity-drawn-closed"),
            },
            "orders": self._orders([r for r in reserved if self.stage.today <= r.day <= days[-1]]),
        }

    def _day(self, day: date, *, first: bool) -> dict[str, JsonValue]:
        used, limit = self.calendar.load(day, 1)
        return {
            "label": self._short(day) if first or day.day == 1 else str(day.day),
            "today": day == self.stage.today,
            "past": day < self.stage.today,
            "closed": not limit and not used,
            "units": self._text("capacity-drawn-units", used=used, limit=limit),
            "part": min(used / limit, 1.0) if limit else 1.0,
            "note": self._note(day, limit),
        }

    def _note(self, day: date, limit: int) -> str:
        """Why a day is not as usual."""
        if day in self.calendar.set:
            return self._text("capacity-drawn-set")
        if self.calendar.by_weekday(day) and not limit:
            return closed_days.name_of(day)
        return ""

    def _orders(self, reserved: Sequence[Reserved]) -> list[JsonValue]:
        """The orders on these days, the first to be made on top."""
        found: list[JsonValue] = []
        for key in list(dict.fromkeys(r.order_id for r in reserved))[:ORDERS_DRAWN]:
            order = self.stage.desk.order(key)
            assert order is not None, "what is reserved has its order"
            mine = [r for r in reserved if r.order_id == key]
            hotel = cards.quote_of(self.stage, order).terms.wanted.hotel
            begin, end = self._short(mine[0].day), self._short(mine[-1].day)
            found.append(
                [
                    order.number.rsplit("/", 3)[0],
                    hotel,
                    self._say(sum(r.units for r in mine)),
                    begin if begin == end else f"{begin} – {end}",
                ]
            )
        return found

    def _weekday(self, day: date) -> str:
        """As in "Senin, 23 November 2026": its first three letters."""
        return self._say(day)[:3]

    def _short(self, day: date) -> str:
        """As in the same: "23 Nov"."""
        _, _, of_year = self._say(day).partition(", ")
        number, month, *_ = of_year.split()
        return f"{number} {month[:3]}"

    def _text(self, key: str, **values: Value) -> str:
        return self._say(Phrase(key, values))

    def _say(self, value: Value) -> str:
        return self.stage.written(value)
