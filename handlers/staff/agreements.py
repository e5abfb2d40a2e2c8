"""/sepakat: officers agree on prices, payment and monthly quantities with one customer.

What is proposed is shown with what it costs us before it is saved; a price under the floor is not
offered to be saved at all. Credit takes a second officer.
"""

import re
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from handlers import agreements
from handlers.desk import Attempt, Contact, Token
from handlers.messages import Choice, Joint, Money, Phrase, Prompt, Value
from handlers.readers.dates import Day, read_date
from handlers.readers.money import read_rupiah
from handlers.scene import Scene
from handlers.staff.authority import Authority, authority, refuse, valid
from services.agreements import (
    Agreement,
    AgreementKind,
    AgreementState,
    AgreeRight,
    Bargain,
    needs_approval,
)
from services.money import Rupiah
from services.pricing import Price, price
from services.quotes import PaymentTerm, PricedLine, Quote

_UNTIL = re.compile(r"\b(?:sampai|s/d|until)\s+(.+)$", re.IGNORECASE)
_PRICE = re.compile(
    r"^(?:harga|price)\s+(\S+(?:\s*(?:rb|ribu))?)(?:\s+(?:mulai|from)\s+([\d.]+))?$"
)
_TERM = re.compile(r"^(?:bayar|pay)\s+(\w+)(?:\s+limit\s+(.+))?$")
_MONTHLY = re.compile(r"^(?:bulanan|monthly)\s+([\d.]+)\s+(?:harga|price)\s+(\S+)$")


@dataclass(frozen=True)
class _Matter:
    """Whom it is about, and the line of the quote whose variant is meant."""

    customer: Contact
    line: PricedLine
    number: str


def commanded(scene: Scene, words: str) -> None:
    """As in "/sepakat 012 harga 3.100 mulai 500 sampai 31/12"; a number alone lists."""
    who = authority(scene, AgreeRight.SEE, AgreeRight.SEE)
    if who is None:
        return
    number, _, rest = words.partition(" ")
    matter = _matter(scene, number)
    if matter is None:
        scene.say(Phrase("agreement-whose", {"number": number or "-"}), Phrase("agreement-how"))
    elif not rest.strip():
        _list(scene, who, matter)
    else:
        _propose(scene, who, matter, rest.strip())


def _matter(scene: Scene, number: str) -> _Matter | None:
    """The customer of an order's or a quote's number."""
    order = scene.desk.order_numbered(number) if number else None
    quote: Quote | None = None
    if order is not None:
        quote = scene.desk.quote(order.quote_id)
    elif number:
        quote = scene.desk.quote_numbered(number)
    customer = scene.desk.contact(quote.contact_id) if quote else None
    if quote is None or customer is None:
        return None
    return _Matter(customer, quote.terms.lines[0], order.number if order else quote.number)


def _list(scene: Scene, who: Authority, matter: _Matter) -> None:
    customer = matter.customer
    every = scene.desk.agreements_of(customer) if customer.agreed else ()
    rows: list[Value] = [Phrase("agreement-title", {"who": _named(customer)})]
    choices: list[Choice] = []
    for at, one in enumerate(every, 1):
        waits = one.state is AgreementState.WAITING
        key = "agreement-row-waits" if waits else "agreement-row"
        values: dict[str, Value] = {"at": at, "row": agreements.row(scene, one), "by": one.made_by}
        rows.append(Phrase(key, values))
        if waits:
            choices.append(_press(scene, who, AgreeRight.APPROVE, one, at))
        choices.append(_press(scene, who, AgreeRight.END, one, at))
    if not every:
        rows.append(Phrase("agreement-none"))
    scene.say(Prompt((Joint(tuple(rows), by="\n"), Phrase("agreement-how")), tuple(choices)))


def _named(customer: Contact) -> str:
    return ", ".join(part for part in (customer.hotel, customer.known_as) if part)


def _press(scene: Scene, who: Authority, right: AgreeRight, one: Agreement, at: int) -> Choice:
    token = scene.desk.new_token(right, one.id, who.chat.address)
    if right is AgreeRight.END:
        return Choice(f"!{token}", Phrase("agreement-end", {"count": at}), style="danger")
    return Choice(f"!{token}", Phrase("agreement-approve", {"count": at}), style="primary")


# ---- proposed


def _propose(scene: Scene, who: Authority, matter: _Matter, words: str) -> None:
    bargain = _read(matter, words, scene.today)
    if bargain is None:
        scene.say(Phrase("agreement-unread"), Phrase("agreement-how"))
        return
    if bargain.term is not None and needs_approval(bargain) and not bargain.limit:
        scene.say(Phrase("agreement-needs-limit"))
        return
    shown, fine = _preview(scene, matter, bargain)
    if not fine:
        scene.say(*shown)
        return
    token = scene.desk.new_token(
        AgreeRight.MAKE, matter.customer.id, who.chat.address, bargain.model_dump_json()
    )
    save = Choice(f"!{token}", Phrase("agreement-save"), style="primary")
    scene.say(Prompt(shown, (save,)))


def _read(matter: _Matter, words: str, today: date) -> Bargain | None:
    """What is proposed; None where it cannot be read, or ends before it begins."""
    found = _UNTIL.search(words)
    day = read_date(found[1], today) if found else None
    if found is None or not isinstance(day, Day) or day.day <= today:
        return None
    said, until = words[: found.start()].strip().casefold(), day.day
    variant = dict(matter.line.variant)
    if priced := _PRICE.match(said):
        each, first = _rupiah(priced[1]), _whole(priced[2] or str(matter.line.quantity))
        return _bargain(AgreementKind.PRICE, until, variant, each, first)
    if monthly := _MONTHLY.match(said):
        each, units = _rupiah(monthly[2]), _whole(monthly[1])
        return _bargain(AgreementKind.BLANKET, until, variant, each, units)
    if paid := _TERM.match(said):
        term = paid[1].upper()
        limit = _rupiah(paid[2]) if paid[2] else 0
        if term in set(PaymentTerm) and limit is not None:
            return Bargain(
                kind=AgreementKind.TERM,
                until=until,
                term=PaymentTerm(term),
                limit=Rupiah(limit),
            )
    return None


def _bargain(
    kind: AgreementKind, until: date, variant: dict[str, str], each: int | None, units: int
) -> Bargain | None:
    if not each or not 0 < units < 10**7:
        return None
    return Bargain(kind=kind, until=until, variant=variant, each=Rupiah(each), units=units)


def _rupiah(text: str) -> int | None:
    return read_rupiah(f"Rp {text}")


def _whole(text: str) -> int:
    digits = text.replace(".", "")
    return int(digits) if digits.isdecimal() and len(digits) < 9 else 0


def _preview(scene: Scene, matter: _Matter, bargain: Bargain) -> tuple[tuple[Value, ...], bool]:
    """What it would be, with what it costs us; false where it may not be saved."""
    one = Agreement(
        id=0,
        contact_id=matter.customer.id,
        state=AgreementState.WAITING,
        bargain=bargain,
        made_by="",
        made_by_id=0,
    )
    head = Phrase("agreement-title", {"who": _named(matter.customer)})
    line = agreements.row(scene, one)
    if bargain.term is not None:
        second = (Phrase("agreement-second"),) if needs_approval(bargain) else ()
        return (head, line, *second), True
    today = _today(scene, bargain)
    values: dict[str, Value] = {
        "hpp": Money(today.hpp),
        "floor": Money(today.floor),
        "list": Money(today.each),
        "margin": f"{(bargain.each - today.hpp) * 100 / today.hpp:.0f}",
    }
    if bargain.each < today.floor:
        return (head, line, Phrase("agreement-under-floor", values)), False
    return (head, line, Phrase("agreement-costs", values)), True


def _today(scene: Scene, bargain: Bargain) -> Price:
    """Of a month's quantity it is the cost of all of it, drawn at once."""
    units = max(bargain.units, scene.catalogue.minimum(bargain.variant))
    return price(scene.catalogue, bargain.variant, units)


# ---- decided


def pressed(scene: Scene, token: Token) -> None:
    """An agreement is saved, approved or ended: each once, by who may."""
    right = AgreeRight(token.action)
    who = authority(scene, right.value, right)
    if who is None:
        return
    why = valid(scene, token, token.version)
    if why or not scene.desk.spend(token):
        refuse(scene, right.value, why or "stale")
    elif right is AgreeRight.MAKE:
        _make(scene, who, token)
    else:
        _settle(scene, who, right, scene.desk.agreement(token.version))


def _make(scene: Scene, who: Authority, token: Token) -> None:
    customer = scene.desk.contact(token.version)
    try:
        bargain = Bargain.model_validate_json(token.reason)
    except ValidationError:
        customer = None
    if customer is None:
        refuse(scene, AgreeRight.MAKE.value, "stale")
        return
    if bargain.term is None and bargain.each < _today(scene, bargain).floor:
        refuse(scene, AgreeRight.MAKE.value, "below_floor")
        return
    one = scene.desk.agree(customer, bargain, who.officer)
    _audit(scene, who, AgreeRight.MAKE, f"{one.id} {token.reason}")
    if one.state is AgreementState.WAITING:
        approve = _press(scene, who, AgreeRight.APPROVE, one, 1)
        row = agreements.row(scene, one)
        values: dict[str, Value] = {"who": who.officer.name, "customer": _named(customer)}
        scene.say(Prompt((Phrase("agreement-waits", values), row), (approve,)))
        return
    _tell(scene, who, customer, one)


def _settle(scene: Scene, who: Authority, right: AgreeRight, one: Agreement | None) -> None:
    if one is None or one.state is AgreementState.ENDED:
        refuse(scene, right.value, "stale")
        return
    if right is AgreeRight.APPROVE and one.made_by_id == who.officer.id:
        refuse(scene, right.value, "same_officer")
        return
    to = AgreementState.ACTIVE if right is AgreeRight.APPROVE else AgreementState.ENDED
    if to is AgreementState.ACTIVE and one.state is not AgreementState.WAITING:
        refuse(scene, right.value, "stale")
        return
    settled = scene.desk.settle_agreement(one, to, who.officer)
    customer = scene.desk.contact(one.contact_id)
    if settled is None or customer is None:
        refuse(scene, right.value, "stale")
        return
    _audit(scene, who, right, str(one.id))
    if to is AgreementState.ACTIVE:
        _tell(scene, who, customer, settled)
    else:
        ended: dict[str, Value] = {"who": who.officer.name, "row": agreements.row(scene, one)}
        scene.say(Phrase("agreement-ended", ended))


def _tell(scene: Scene, who: Authority, customer: Contact, one: Agreement) -> None:
    """Both sides hear what holds from now on."""
    row = agreements.row(scene, one)
    scene.tell(customer, Phrase("agreement-news"), row)
    values: dict[str, Value] = {"who": who.officer.name, "customer": _named(customer), "row": row}
    scene.say(Phrase("agreement-saved", values))


def _audit(scene: Scene, who: Authority, right: AgreeRight, reason: str) -> None:
    said = scene.said
    scene.desk.audit(
        Attempt(
            said.address, said.sender, right.value, "done", officer_id=who.officer.id, reason=reason
        )
    )
