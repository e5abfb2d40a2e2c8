"""How much a workshop makes on a day, as its catalogue says, and what rushing costs."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from services.entries import Count, Figures, Flag, Markup, Name, Quantity

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Days = Annotated[int, Field(ge=0, le=60, strict=True)]


class Capacity(Figures):
    """Units made by weekday; a weekday that is not named is a day off.

    All other days are working days: to get the artwork approved, to make the screens, to check
    and pack; `restock` days for material to arrive where `stock`, in each material's own unit,
    does not suffice. A material that is not listed is taken to be there. Where it is said on which
    day stock was `counted`, orders placed from the beginning of that day have used of it. With
    `holidays` the workshop rests on national holidays.
    """

    days: dict[Weekday, Count] = Field(min_length=1)
    artwork: Days = 1
    screen: Days = 1
    packing: Days = 1
    restock: Days = 10
    stock: dict[Name, Quantity] = Field(default_factory=dict)
    counted: date | None = None
    holidays: Flag = True


class Rush(Figures):
    """`extra` units a working day by longer hours, for `surcharge` on the price of the goods."""

    extra: Count
    surcharge: Markup
