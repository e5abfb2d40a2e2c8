"""The quotation as a document: what stands on it, in the customer's language, and the way to it."""

import re

from pydantic import JsonValue

from handlers import promise_lines
from handlers.desk import Contact
from handlers.messages import Money, Phrase, Prompt, Value
from handlers.scene import Scene, Stage
from services.pricing import price_breaks
from services.quotes import PricedLine, Quote, QuoteState
from services.terbilang import in_words

DOOR = re.compile(r"q_(\d{1,11})")
"""What is heard when somebody comes in by the code on a quotation. It gives nobody a right: the
quote is shown to its owner alone.
"""


QUOTES_LOOKED_AT = 5
"""How many of their latest quotes are looked at for one that stands."""


def send(scene: Scene, quote: Quote) -> None:
    """The quotation as a PDF, in a message of its own: no word waits until it is drawn."""
    scene.enclose(enclosed(scene, scene.contact, quote))


def enclosed(stage: Stage, customer: Contact, quote: Quote) -> Prompt:
    """The message a quotation comes with, for its customer."""
    name = f"{quote.number.replace('/', '-')}.pdf"
    paper = stage.desk.paper("quotation", shown(stage, customer, quote), name)
    return Prompt((Phrase("quotation-here", {"number": quote.number}),), picture=paper)


def again(scene: Scene) -> bool:
    """The newest quotation of theirs that stands, once more; false where none does."""
    standing = (
        quote
        for quote in scene.desk.quotes_of(scene.contact, QUOTES_LOOKED_AT)
        if quote.standing(scene.today) is QuoteState.ISSUED
    )
    quote = next(standing, None)
    if quote is None:
        return False
    send(scene, quote)
    return True


def wants(text: str) -> bool:
    """Whether words about documents mean the quotation."""
    return re.search(r"\b(penawaran|quotation|quote|pdf|sph)\b", text.casefold()) is not None


def shown(stage: Stage, customer: Contact, quote: Quote) -> dict[str, JsonValue]:
    """What stands on the quotation: finished words, and nothing officers alone may see."""
    return _Sheet(stage, customer, quote).data()


class _Sheet:
    """One quotation, in its customer's language, with the figures of its own moment."""

    def __init__(self, stage: Stage, customer: Contact, quote: Quote) -> None:
        self._stage = stage
        self._channel = customer.address.channel
        self._language = customer.language
        self._catalogue = stage.desk.catalogue_of(quote.terms)
        self._form = stage.shop.form(self._catalogue, stage.today)
        self._quote = quote

    def data(self) -> dict[str, JsonValue]:
        quote, workshop = self._quote, self._catalogue.workshop
        wanted = quote.terms.wanted
        issued = quote.issued_at.astimezone(self._stage.shop.zone).date()
        product = self._catalogue.product
        door = self._stage.shop.doors.get(self._channel, "")
        return {
            "language": self._language if len(self._language) == 2 else "id",
            "title": self._text("quotation-title"),
            "number": quote.number,
            "workshop": {
                "name": workshop.name,
                "address": workshop.address,
                "hours": self._say(workshop.hours),
            },
            "to": {
                "label": self._text("quotation-to"),
                "hotel": wanted.hotel,
                "person": self._text("quotation-person", person=wanted.person),
                "po": self._text("po-line", po=wanted.po) if wanted.po else "",
            },
            "facts": [
                [self._text("quotation-number"), quote.number],
                [self._text("quotation-date"), self._text("quotation-day", day=issued)],
                [
                    self._text("quotation-until"),
                    self._text("quotation-day", day=quote.valid_until),
                ],
            ],
            "opening": self._text("quotation-opening", product=product.name),
            "columns": [
                self._text("quotation-column-at"),
                self._text("quotation-column-what"),
                self._text("quotation-column-quantity"),
                self._text("quotation-column-each"),
                self._text("quotation-column-sum"),
            ],
            "lines": [self._line(at, line) for at, line in enumerate(quote.terms.lines, 1)],
            "sums": self._sums(),
            "total": {
                "label": self._text("quotation-total"),
                "value": self._say(Money(quote.terms.total)),
            },
            "words": {
                "label": self._text("quotation-words"),
                "value": in_words(quote.terms.total, self._language),
            },
            "tiers": self._price_breaks(),
            "terms": {"label": self._text("quotation-terms"), "rows": self._conditions()},
            "code": door.format(f"q_{quote.id}") if door else "",
            "code_label": self._text("quotation-code"),
            "signature": {
                "place": f"{workshop.town}, {self._text('quotation-day', day=issued)}",
                **self._signatory(),
            },
        }

    def _signatory(self) -> dict[str, JsonValue]:
        """Who signs, and as what; nobody is named whom the catalogue does not name."""
        signed_by = self._catalogue.workshop.signed_by
        if signed_by is None:
            return {"name": "", "below": self._text("quotation-signature")}
        nip = f" · NIP {signed_by.nip}" if signed_by.nip else ""
        return {"name": signed_by.name, "below": self._say(signed_by.title) + nip}

    def _line(self, at: int, line: PricedLine) -> list[JsonValue]:
        form = self._form
        quantity = self._text("quotation-quantity", quantity=line.quantity, unit=form.unit)
        amounts = (self._say(Money(line.each)), self._say(Money(line.total)))
        return [str(at), self._say(form.describe(line.variant)), quantity, *amounts]

    def _sums(self) -> list[JsonValue]:
        terms = self._quote.terms
        found: list[JsonValue] = []
        if terms.fee != 0:
            fee: Value = Phrase("fee-by-officer") if terms.fee is None else Money(terms.fee)
            label = self._text("quotation-delivery-to", place=self._place())
            found.append([label, self._say(fee)])
        if terms.promised is not None and terms.promised.extra:
            label = self._say(Phrase(f"quotation-extra-{terms.promised.pace.value}"))
            found.append([label, self._say(Money(terms.promised.extra))])
        if terms.ppn is not None:
            found += [
                [self._text("quotation-ppn-base"), self._say(Money(terms.ppn.base))],
                [self._text("quotation-ppn-taxed"), self._say(Money(terms.ppn.taxed))],
                [self._text("quotation-ppn"), self._say(Money(terms.ppn.tax))],
            ]
        return found

    def _place(self) -> Value:
        places: dict[str, Value] = {p.key: p.label for p in self._catalogue.delivery}
        key = self._quote.terms.wanted.delivery
        return places.get(key, key)

    def _price_breaks(self) -> list[JsonValue]:
        """The price list of each variant, once a variant. The tier that was quoted is marked; a
        price that is none of the list is said beneath it.
        """
        form, catalogue = self._form, self._catalogue
        unit = catalogue.product.unit.singular
        found: dict[str, JsonValue] = {}
        for line in self._quote.terms.lines:
            variant = self._say(form.describe(line.variant))
            rows: list[JsonValue] = []
            agreed = ""
            for tier in price_breaks(catalogue, line.variant):
                last = tier.last or max(tier.first, line.quantity)
                key = "quotation-tier" if tier.last else "quotation-tier-open"
                reach = self._text(key, first=tier.first, last=last)
                inside = tier.first <= line.quantity <= last
                listed = tier.price == line.each
                if inside and not listed:
                    agreed = self._text("quotation-agreed", each=Money(line.each), unit=unit)
                rows.append([reach, self._say(Money(tier.price)), inside and listed])
            label = self._text("quotation-tiers", variant=variant, unit=unit)
            found.setdefault(variant, {"label": label, "rows": rows, "agreed": agreed})
        return list(found.values())

    def _conditions(self) -> list[JsonValue]:
        """What else is agreed to with it."""
        place = self._place()
        days = [self._say(day) for day in promise_lines.days(self._quote.terms)]
        when = " · ".join([self._say(place), *days]) if days else None
        return [
            [
                self._text("quotation-delivery"),
                when or self._text("quotation-when", place=place),
            ],
            [self._text("quotation-payment"), self._payment()],
            [
                self._text("quotation-tax"),
                self._text("quotation-taxed" if self._quote.terms.taxed else "quotation-untaxed"),
            ],
        ]

    def _payment(self) -> str:
        """How it is paid: as agreed with them, and always into the official account."""
        agreed = self._quote.terms.agreed
        official = self._text("quotation-pay")
        if agreed is None or agreed.payment is None:
            return official
        return f"{self._text(f'payment-{agreed.payment.value.lower()}')}. {official}"

    def _text(self, key: str, **values: Value) -> str:
        return self._say(Phrase(key, values))

    def _say(self, value: Value) -> str:
        return self._stage.written(value, self._language)
