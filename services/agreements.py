"""What was agreed with one customer: prices, how they pay, a quantity for every month.

An agreed price comes before the tiers, and is still a price: it never goes under the floor of the
day it is quoted. Where costs have risen above it since, the floor is quoted and officers see why.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from services.money import Rupiah
from services.orders import Role
from services.quotes import Agreed, PaymentTerm, PricedLine, Terms


class AgreementKind(StrEnum):
    """A price from a quantity up; how they pay; so many a month at a price."""

    PRICE = "price"
    TERM = "term"
    BLANKET = "blanket"


class AgreementState(StrEnum):
    """A term with credit waits for a second officer. Ended is the end."""

    WAITING = "waiting"
    ACTIVE = "active"
    ENDED = "ended"


class AgreeRight(StrEnum):
    """What an officer may do about agreements."""

    SEE = "agreements"
    MAKE = "agreement_new"
    APPROVE = "agreement_ok"
    END = "agreement_end"


KEEPERS: Mapping[AgreeRight, frozenset[Role]] = {
    AgreeRight.SEE: frozenset({Role.HEAD, Role.DESK}),
    AgreeRight.MAKE: frozenset({Role.HEAD, Role.DESK}),
    AgreeRight.APPROVE: frozenset({Role.HEAD}),
    AgreeRight.END: frozenset({Role.HEAD, Role.DESK}),
}
"""Credit is the head's to give, and not alone: who proposed it does not approve it."""

ON_CREDIT = frozenset({PaymentTerm.TOP14, PaymentTerm.TOP30})
"""Terms by which goods leave before they are paid."""


class Bargain(BaseModel):
    """What is agreed: `each` Rupiah per unit of a variant, from `units` up or so many a month; or
    how it is paid, on credit up to `limit` Rupiah.
    """

    model_config = ConfigDict(frozen=True)

    kind: AgreementKind
    until: date
    variant: dict[str, str] = {}
    each: Rupiah = Rupiah(0)
    units: int = 0
    term: PaymentTerm | None = None
    limit: Rupiah = Rupiah(0)


class Agreement(BaseModel):
    """A bargain with a contact, who made it, and who approved it where that takes a second."""

    model_config = ConfigDict(frozen=True)

    id: int
    contact_id: int
    state: AgreementState
    bargain: Bargain
    made_by: str
    made_by_id: int
    approved_by: str = ""

    def holds(self, today: date) -> bool:
        """Whether it counts on a day."""
        return self.state is AgreementState.ACTIVE and today <= self.bargain.until


def needs_approval(bargain: Bargain) -> bool:
    """Whether money is risked, so that a second officer has to agree."""
    return bargain.term in ON_CREDIT


def with_agreements(
    terms: Terms, agreements: Sequence[Agreement], left: Mapping[int, int], today: date
) -> Terms:
    """Today's terms at what was agreed. `left` is what a month's quantity still has, by agreement.

    A line takes the lowest price agreed for its variant. A month's quantity is taken only as a
    whole, for all lines of its variant together, and from one agreement a quote, for an order draws
    from one. What exceeds it is priced as usual. A price above today's is not taken.
    """
    held = [one for one in agreements if one.holds(today)]
    monthly: int | None = None
    lifted = False
    lines, used = [], []
    for line in terms.lines:
        fitting = [a for a in held if _fits(terms, line, a, left) and _is_open(a, monthly)]
        found = min(fitting, key=lambda one: one.bargain.each, default=None)
        given = _at(line, found) if found else line
        lines.append(given)
        if found is None or given.each >= line.each:
            continue
        used.append(found)
        lifted = lifted or _is_lifted(line, found)
        if found.bargain.kind is AgreementKind.BLANKET:
            monthly = found.id
    term = term_of(held)
    if not used and term is None:
        return terms
    agreed = Agreed(
        until=min((a.bargain.until for a in used), default=None),
        payment=term.bargain.term if term else None,
        blanket=monthly,
        lifted=lifted,
    )
    return terms.model_copy(update={"lines": tuple(lines), "agreed": agreed})


def term_of(held: Sequence[Agreement]) -> Agreement | None:
    """How they pay: what was agreed last counts, of those that hold."""
    terms = [one for one in held if one.bargain.kind is AgreementKind.TERM]
    return max(terms, key=lambda one: one.id, default=None)


def _is_open(one: Agreement, monthly: int | None) -> bool:
    return one.bargain.kind is not AgreementKind.BLANKET or monthly in (None, one.id)


def _fits(terms: Terms, line: PricedLine, one: Agreement, left: Mapping[int, int]) -> bool:
    bargain = one.bargain
    if bargain.kind is AgreementKind.TERM or bargain.variant != dict(line.variant):
        return False
    if bargain.kind is AgreementKind.BLANKET:
        same = (other.quantity for other in terms.lines if other.variant == line.variant)
        return sum(same) <= left.get(one.id, 0)
    return line.quantity >= bargain.units


def _at(line: PricedLine, one: Agreement) -> PricedLine:
    each = max(one.bargain.each, line.floor)
    return line.model_copy(update={"each": each}) if each < line.each else line


def _is_lifted(line: PricedLine, one: Agreement) -> bool:
    return one.bargain.each < line.floor


def month_of(day: date) -> date:
    """The month a quantity is drawn from, by its first day."""
    return day.replace(day=1)
