"""Quotes: what was offered to whom at which price, frozen when it was issued."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from services.catalogue import Catalogue
from services.money import Rupiah
from services.pricing import price
from services.tax import Ppn, ppn


class QuoteState(StrEnum):
    """What became of a quote. Expired is not stored: it follows from `valid_until`.

    A superseded one has a next revision; an officer withdraws; a customer is lost, to a reason.
    """

    ISSUED = "issued"
    ACCEPTED = "accepted"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    LOST = "lost"


class LostReason(StrEnum):
    """Why nothing came of a quote: the market research the workshop cannot buy."""

    PRICE = "price"
    DELAY = "delay"
    STIGMA = "stigma"
    SUPPLIER = "supplier"
    NO_NEED = "no_need"
    OTHER = "other"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class WantedLine(_Frozen):
    """One line as the customer wants it: the chosen value of every axis, and how many. Its setup
    is not made again where it is still there from an order before.
    """

    variant: dict[str, str]
    quantity: int
    artwork: JsonValue = None
    setup_kept: bool = False


class Wanted(_Frozen):
    """A whole order as the customer wants it, before it has a price.

    `by` is the date wished for, "asap" for as soon as possible, "any" for whenever it suits.
    """

    lines: tuple[WantedLine, ...]
    delivery: str
    by: date | Literal["asap", "any"] = "asap"
    po: str = ""
    note: str = ""
    hotel: str
    kind: str
    listed: str = ""
    person: str


class PricedLine(WantedLine):
    """A line with its price and, for the officers alone, what it costs. Rupiah per unit."""

    each: Rupiah
    hpp: Rupiah
    floor: Rupiah

    @property
    def total(self) -> Rupiah:
        return Rupiah(self.each * self.quantity)


class Pace(StrEnum):
    """How an order is made and brought: as it comes, in two deliveries, or in overtime."""

    USUAL = "usual"
    SPLIT = "split"
    RUSH = "rush"


class Promise(_Frozen):
    """The day everything is with the customer; `extra` Rupiah for what its pace costs on top.

    Split, `units` of it come by the day `early` already.
    """

    by: date
    pace: Pace = Pace.USUAL
    extra: Annotated[Rupiah, Field(ge=0)] = Rupiah(0)
    early: date | None = None
    units: int = 0


class Voucher(_Frozen):
    """What was taken off the lines of a quote, and by which code."""

    code: str
    percent: Annotated[int, Field(ge=1, le=100)]


class PaymentTerm(StrEnum):
    """When a customer pays: before delivery, on delivery, half ahead, or days after it."""

    CBD = "CBD"
    COD = "COD"
    DP50 = "DP50"
    TOP14 = "TOP14"
    TOP30 = "TOP30"


class Agreed(_Frozen):
    """What an agreement with the customer makes of a quote: prices `until` a day, how it is paid,
    the id of the `blanket` order it draws from; `lifted` where a price had to be raised to the
    floor.
    """

    until: date | None = None
    payment: PaymentTerm | None = None
    blanket: int | None = None
    lifted: bool = False


class Terms(_Frozen):
    """What a quote offers, frozen: priced lines, the one-off fee, and what was wanted besides.

    `fee` is the delivery's one-off cost in Rupiah; None where an officer has yet to name it.
    `catalogue` is the fingerprint of the catalogue the prices came from. `promised` is None where
    the workshop keeps no calendar, or where an officer has yet to name the day. PPN comes on top of
    all that where they are `taxed`. The lines' prices are those with the `voucher`.
    """

    lines: tuple[PricedLine, ...]
    fee: Rupiah | None
    wanted: Wanted
    catalogue: str
    promised: Promise | None = None
    taxed: bool = False
    voucher: Voucher | None = None
    agreed: Agreed | None = None

    @property
    def units(self) -> int:
        return sum(line.quantity for line in self.lines)

    @property
    def goods(self) -> Rupiah:
        return Rupiah(sum(line.total for line in self.lines))

    @property
    def ppn(self) -> Ppn | None:
        """The tax on goods, delivery and pace; None where none is charged."""
        return ppn(self._untaxed) if self.taxed else None

    @property
    def total(self) -> Rupiah:
        """What is to be paid."""
        return Rupiah(self._untaxed + (self.ppn.tax if self.ppn else 0))

    @property
    def _untaxed(self) -> int:
        extra = self.promised.extra if self.promised else 0
        return self.goods + (self.fee or 0) + extra

    @property
    def hpp(self) -> Rupiah:
        """Cost of goods of all lines together."""
        return Rupiah(sum(line.hpp * line.quantity for line in self.lines))

    @property
    def floor(self) -> Rupiah:
        return Rupiah(sum(line.floor * line.quantity for line in self.lines))


class Quote(_Frozen):
    """An issued quote. Immutable but for its state; a change is the next revision of its number.

    `revision` 0 bears the bare number, its successors "…-R1", "…-R2". `version` grows with every
    step taken about it; `reason` says why it was withdrawn or lost.
    """

    id: int
    number: str
    contact_id: int
    terms: Terms
    state: QuoteState
    issued_at: datetime
    valid_until: date
    revision: int = 0
    version: int = 1
    reason: str = ""

    @property
    def base(self) -> str:
        """The number all revisions share."""
        return self.number.removesuffix(_suffix(self.revision))

    @property
    def short(self) -> str:
        """What it is called on a button: "001/QUO-R1"."""
        return self.base.rsplit("/", 3)[0] + _suffix(self.revision)

    @property
    def next_number(self) -> str:
        """The number of the revision after this one."""
        return self.base + _suffix(self.revision + 1)

    def standing(self, today: date) -> QuoteState:
        """The state as it is today: an issued quote past its last day has expired."""
        if self.state is QuoteState.ISSUED and today > self.valid_until:
            return QuoteState.EXPIRED
        return self.state


def _suffix(revision: int) -> str:
    return f"-R{revision}" if revision else ""


def priced(catalogue: Catalogue, wanted: Wanted) -> Terms:
    """Today's terms for what is wanted.

    Raises `BelowMinimum` for a line under its smallest run and `MissingCosts` where the
    catalogue lacks a figure.
    """
    return Terms(
        lines=tuple(_priced_line(catalogue, line) for line in wanted.lines),
        fee=delivery_fee(catalogue, wanted.delivery),
        wanted=wanted,
        catalogue=catalogue.fingerprint,
        taxed=catalogue.charges_ppn,
    )


def _priced_line(catalogue: Catalogue, line: WantedLine) -> PricedLine:
    found = price(catalogue, line.variant, line.quantity, setup_kept=line.setup_kept)
    return PricedLine(
        variant=line.variant,
        quantity=line.quantity,
        artwork=line.artwork,
        setup_kept=line.setup_kept,
        each=found.each,
        hpp=found.hpp,
        floor=found.floor,
    )


def delivery_fee(catalogue: Catalogue, place: str) -> Rupiah | None:
    """The one-off fee of a delivery place; None where the officer names it."""
    fees: Sequence[Rupiah | None] = [p.fee for p in catalogue.delivery if p.key == place]
    return fees[0] if fees else None


def keeping(terms: Terms, former: Terms) -> Terms:
    """New terms with the lower prices agreed before, for as many of the same or more.

    A price under today's floor is not kept: what was agreed stands until its revision only.
    """
    agreed = {tuple(sorted(line.variant.items())): line for line in former.lines}

    def kept(line: PricedLine) -> PricedLine:
        before = agreed.get(tuple(sorted(line.variant.items())))
        if before is None or line.quantity < before.quantity:
            return line
        if not line.floor <= before.each < line.each:
            return line
        return line.model_copy(update={"each": before.each})

    return terms.model_copy(update={"lines": tuple(map(kept, terms.lines))})
