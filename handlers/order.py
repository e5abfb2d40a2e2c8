"""How a customer orders: the form, built from the catalogue of the workshop."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import TypeAlias

from pydantic import JsonValue

from handlers import answers as reading
from handlers import promise_lines
from handlers.forms import Answers, Gist, Misread, Question
from handlers.messages import Choice, Joint, Money, Phrase, Prompt, Value
from handlers.readers.overhear import overhear
from handlers.readers.quantity import Units
from services.catalogue import Axis, Catalogue
from services.directory import CustomerKind, find, guess_kind
from services.pricing import price_breaks
from services.quotes import Terms, Wanted, WantedLine, priced
from services.setups import printing

KEPT = "_kept"
"""Where a draft remembers which setups are still there."""

SUGGESTED = (100, 300, 500, 1000, 3000, 5000)
"""Quantities offered as shortcuts, where the variant's minimum allows them."""

LONGEST_NOTE = 500
"""Characters of a note we keep; a longer one belongs in a talk with an officer."""

_Said: TypeAlias = tuple[tuple[str, str], ...]
"""What was chosen for a line, by axis."""


@dataclass(frozen=True, eq=False)
class OrderForm:
    """The questions of an order: those of every line, then those of the whole order.

    Slots of a line begin with its number ("2.sole"); numbers are never reused, so a button of
    a line that was removed finds nothing instead of hitting another line.

    A form is that of one day, and good for every draft of it. What depends on the catalogue and
    the values chosen alone is made once: a message asks for the questions several times.
    """

    catalogue: Catalogue
    units: Units
    today: date
    name: str = "order"

    # ---- what is asked

    def questions(self, answers: Answers) -> Sequence[Question]:
        before, after = self._always
        hotel = str(answers.get("hotel", ""))
        return [*self._of_lines(answers), *before, *_about_hotel(hotel), *after]

    def _of_lines(self, answers: Answers) -> Sequence[Question]:
        lines = line_numbers(answers)
        if len(lines) == 1:
            return self._of_line(lines[0], "", self._said(answers, lines[0]))
        numbered = [(line, str(at), self._said(answers, line)) for at, line in enumerate(lines, 1)]
        return [question for line in numbered for question in self._of_line(*line)]

    @cached_property
    def _of_line(self) -> Callable[[str, str, _Said], tuple[Question, ...]]:
        return lru_cache(1024)(lambda *line: tuple(self._line(*line)))

    def _line(self, line: str, where: str, said: _Said) -> Iterator[Question]:
        """`where` is the place of the line among several, as people count."""
        for question in self._unplaced(line, where, self.catalogue.complete(dict(said))):
            label = Joint((question.label, f"({where})"), by=" ") if where else question.label
            yield replace(question, label=label)

    def _unplaced(self, line: str, where: str, chosen: Mapping[str, str]) -> Iterator[Question]:
        for axis in self.catalogue.asked(chosen):
            if len(axis.offered) > 1:
                yield self._axis(line, where, axis)
        yield self._quantity(line, where, chosen)
        if self._needs_artwork(chosen):
            yield reading.artwork(f"{line}.artwork", _nth(where))

    @cached_property
    def _always(self) -> tuple[tuple[Question, ...], tuple[Question, ...]]:
        """What every order is asked, before what hangs on the hotel and after it."""
        places = (self._delivery(),) if len(self.catalogue.delivery) > 1 else ()
        return (
            (
                *places,
                reading.wanted_date("wanted", self.today),
                reading.words("hotel", longest=80, clears=("listed", "kind")),
            ),
            (
                reading.words("person", longest=60),
                reading.words("po", longest=40, optional=True, none="no-po"),
                reading.words("note", longest=LONGEST_NOTE, optional=True, none="no-note"),
            ),
        )

    def _axis(self, line: str, where: str, axis: Axis) -> Question:
        choices = tuple(Choice(v.key, v.label, v.description or "") for v in axis.offered)
        by_words = {axis.key: {value.key: value.spoken for value in axis.offered}}
        return reading.chosen_by_words(
            f"{line}.{axis.key}", axis.label, (*_nth(where), axis.question), choices, by_words
        )

    def _quantity(self, line: str, where: str, chosen: Mapping[str, str]) -> Question:
        minimum = self.catalogue.minimum(chosen)
        return reading.quantity(
            f"{line}.quantity",
            self.units,
            self.unit,
            minimum,
            lambda: Prompt(
                (
                    *_nth(where),
                    *self._tier_table(chosen),
                    Phrase("order-quantity", {"unit": self.unit, "minimum": minimum}),
                ),
                tuple(Choice(str(n), n) for n in SUGGESTED if n >= minimum),
                closed=False,
            ),
        )

    def _tier_table(self, chosen: Mapping[str, str]) -> tuple[Value, ...]:
        """The price table, once the variant is complete."""
        complete = all(axis.key in chosen for axis in self.catalogue.asked(chosen))
        return (self.tier_table(chosen),) if complete else ()

    def tier_table(self, variant: Mapping[str, str]) -> Value:
        """What each quantity costs apiece; tiers of one price are one row."""
        rows: list[Value] = [
            Phrase("tiers", {"variant": self.describe(variant, briefly=True), "unit": self.unit})
        ]
        for tier in price_breaks(self.catalogue, variant):
            values: dict[str, Value] = {
                "first": tier.first,
                "price": Money(tier.price),
                "unit": self.unit,
            }
            row = Phrase("tier-open", values)
            rows.append(row if tier.last is None else Phrase("tier", {**values, "last": tier.last}))
        return Joint(tuple(rows), by="\n")

    def _delivery(self) -> Question:
        choices = tuple(Choice(p.key, p.label, self.fee(p.fee)) for p in self.catalogue.delivery)
        ask = (Phrase("order-delivery"),)
        label = Phrase("label-delivery")
        return reading.chosen_by_words("delivery", label, ask, choices, {"delivery": self._places})

    def fee(self, fee: int | None) -> Value:
        """A one-off fee in words; None is one an officer names."""
        if fee is None:
            return Phrase("fee-by-officer")
        return Phrase("fee-none") if fee == 0 else Phrase("fee", {"fee": Money(fee)})

    # ---- what was heard

    def overhear(self, text: str, answers: Answers) -> Gist:
        """A sentence fills the line being worked on, and what it says of the whole order."""
        line = self.line_in_hand(answers)
        heard = overhear(text, self._vocabulary, self.units, self.today)
        found: dict[str, JsonValue] = {}
        doubts: list[Misread] = [
            Misread("conflict", what=self.catalogue.axis(axis).label)
            for axis in heard.conflicting
            if axis != "delivery"
        ]
        for axis, value in heard.values.items():
            if axis == "delivery":
                found[axis] = value
            elif self.catalogue.axis(axis).value(value).on:
                found[f"{line}.{axis}"] = value
            else:
                what = self.catalogue.axis(axis).value(value).label
                doubts.append(Misread("unavailable", what=what))
        for slot, take in (
            (
                f"{line}.quantity",
                lambda: self._heard_quantity(line, heard.quantity, answers, found),
            ),
            (
                "wanted",
                lambda: (
                    reading.day_of(heard.wanted, "wanted", self.today) or reading.urgency_of(text)
                ),
            ),
        ):
            self._take(slot, take, found, doubts)
        if heard.po:
            found["po"] = heard.po
        return Gist(self._only_asked({**answers, **found}, found), tuple(doubts))

    def _take(
        self,
        slot: str,
        take: Callable[[], JsonValue],
        found: dict[str, JsonValue],
        doubts: list[Misread],
    ) -> None:
        try:
            value = take()
        except Misread as misread:
            doubts.append(misread)
        else:
            if value is not None:
                found[slot] = value

    def correct(self, said: reading.HeardQuantity, answers: Answers) -> Gist:
        """A bare number that corrects the order: clear where it has one line, else a doubt."""
        lines = line_numbers(answers)
        found: dict[str, JsonValue] = {}
        doubts: list[Misread] = []
        if len(lines) > 1:
            return Gist(found, (Misread("quantity-which-line"),))
        slot = f"{lines[0]}.quantity"
        self._take(
            slot, lambda: self._heard_quantity(lines[0], said, answers, found), found, doubts
        )
        return Gist(found, tuple(doubts))

    def _heard_quantity(
        self, line: str, heard: reading.HeardQuantity, answers: Answers, found: Answers
    ) -> int | None:
        chosen = self.chosen({**answers, **found}, line)
        had = answers.get(f"{line}.quantity")
        return reading.quantity_of(
            heard,
            f"{line}.quantity",
            unit=self.unit,
            minimum=self.catalogue.minimum(chosen),
            had=had if isinstance(had, int) else None,
        )

    def _only_asked(self, draft: Answers, found: dict[str, JsonValue]) -> dict[str, JsonValue]:
        asked = {q.slot for q in self.questions(draft)}
        return {slot: value for slot, value in found.items() if slot in asked}

    @cached_property
    def _vocabulary(self) -> dict[str, Mapping[str, Sequence[str]]]:
        """Every word there is, for what is offered and what is not: the longest must win."""
        off = self.catalogue.unavailable_words()
        axes = {
            axis: {**values, **off.get(axis, {})}
            for axis, values in self.catalogue.vocabulary().items()
        }
        return {**axes, "delivery": self._places}

    @cached_property
    def _places(self) -> dict[str, Sequence[str]]:
        return {p.key: (*p.words, *p.label.root.values()) for p in self.catalogue.delivery}

    def line_in_hand(self, answers: Answers) -> str:
        """The first line that still lacks something, else the last one."""
        for question in self._of_lines(answers):
            if question.slot not in answers:
                return question.slot.partition(".")[0]
        return line_numbers(answers)[-1]

    # ---- lines come and go

    def act(self, verb: str, argument: str, answers: Answers) -> Answers | None:
        lines = line_numbers(answers)
        match verb:
            case "/add":
                # The newest number ever given is kept, so that none is given twice.
                newest = _newest(answers) + 1
                return {**answers, "_lines": [*lines, str(newest)], "_newest": newest}
            case "/remove" if argument in lines and len(lines) > 1:
                kept = {s: v for s, v in answers.items() if not s.startswith(f"{argument}.")}
                left: list[JsonValue] = [line for line in lines if line != argument]
                return {**kept, "_lines": left, "_newest": _newest(answers)}
            case _:
                return None

    def changes(self, answers: Answers) -> tuple[Choice, ...]:
        lines = line_numbers(answers)
        removals = tuple(
            Choice(f"/remove={line}", Phrase("remove-line", {"line": at}), style="danger")
            for at, line in enumerate(lines, 1)
            if len(lines) > 1
        )
        add = Choice("/add", Phrase("add-line"))
        cancel = Choice("/cancel", Phrase("cancel-order"), style="danger")
        return (add, *removals, cancel)

    # ---- what it comes to

    def review(self, answers: Answers) -> Prompt:
        terms = priced(self.catalogue, self.wanted(answers))
        return Prompt(
            (
                Phrase("order-review"),
                *self.summary(terms),
                Phrase("order-confirm"),
            ),
            (
                Choice("/confirm=order", Phrase("order-now"), style="primary"),
                Choice("/confirm=quote", Phrase("quote-first")),
                Choice("/change", Phrase("change")),
            ),
        )

    def wanted(self, answers: Answers) -> Wanted:
        """The complete draft as a typed wish. Only for drafts that lack nothing."""
        by = answers["wanted"]
        listed = str(answers.get("listed", ""))
        named = next((m.hotel for m in find(str(answers["hotel"])) if m.hotel.key == listed), None)
        hotel = named.name if named else str(answers["hotel"])
        return Wanted(
            lines=tuple(self._wanted_line(answers, line) for line in line_numbers(answers)),
            delivery=str(answers.get("delivery", self.catalogue.delivery[0].key)),
            by="asap" if by == "asap" else "any" if by == "any" else date.fromisoformat(str(by)),
            po=str(answers.get("po", "")),
            note=str(answers.get("note", "")),
            hotel=hotel,
            kind=str(answers.get("kind", guess_kind(hotel) or CustomerKind.HOTEL)),
            listed=named.key if named else "",
            person=str(answers["person"]),
        )

    def _wanted_line(self, answers: Answers, line: str) -> WantedLine:
        quantity = answers[f"{line}.quantity"]
        assert isinstance(quantity, int)
        chosen = self.chosen(answers, line)
        asked = {axis.key for axis in self.catalogue.asked(chosen)}
        return WantedLine(
            variant={axis: value for axis, value in chosen.items() if axis in asked},
            quantity=quantity,
            artwork=answers.get(f"{line}.artwork") if self._needs_artwork(chosen) else None,
            setup_kept=self.keeps_setup(answers, line),
        )

    def keeps_setup(self, answers: Answers, line: str) -> bool:
        """Whether the setup of a line is still there, as it was found for this file and print."""
        found = answers.get(KEPT)
        variant = self.chosen(answers, line)
        this = kept_for(self.catalogue, answers.get(f"{line}.artwork"), variant)
        return isinstance(found, list) and this in found

    def summary(self, terms: Terms, *, for_whom: bool = True) -> tuple[Value, ...]:
        """Lines, one-off cost, total and particulars; `for_whom` adds whose order it is."""
        rows = tuple(
            Phrase(
                "line",
                {
                    "at": at,
                    "variant": self.describe(line.variant),
                    "quantity": line.quantity,
                    "unit": self.unit,
                    "each": Money(line.each),
                    "total": Money(line.total),
                },
            )
            for at, line in enumerate(terms.lines, 1)
        )
        wanted = terms.wanted
        places: dict[str, Value] = {p.key: p.label for p in self.catalogue.delivery}
        place = places.get(wanted.delivery, wanted.delivery)
        sums = (
            Phrase("delivery-line", {"place": place, "fee": self.fee(terms.fee)}),
            *promise_lines.extras(terms),
            *promise_lines.tax(terms),
            Phrase("total-line", {"total": Money(terms.total)}),
        )
        by: Value = Phrase(wanted.by) if isinstance(wanted.by, str) else wanted.by
        facts: list[Value] = [Phrase("wanted-line", {"by": by}), *promise_lines.days(terms)]
        if for_whom:
            facts.append(Phrase("customer-line", {"hotel": wanted.hotel, "person": wanted.person}))
        facts += promise_lines.agreed(terms)
        if terms.voucher is not None:
            off: dict[str, Value] = {"code": terms.voucher.code, "percent": terms.voucher.percent}
            facts.append(Phrase("voucher-line", off))
        if any(line.setup_kept for line in terms.lines):
            facts.append(Phrase("setup-kept-line"))
        facts += [Phrase("po-line", {"po": wanted.po})] if wanted.po else []
        facts += [Phrase("note-line", {"note": wanted.note})] if wanted.note else []
        return (*rows, Joint(sums, by="\n"), Joint(tuple(facts), by="\n"))

    # ---- the product

    @property
    def unit(self) -> Value:
        return self.catalogue.product.unit.plural

    def chosen(self, answers: Answers, line: str) -> dict[str, str]:
        """The values chosen for a line so far, those with no alternative among them."""
        return self.catalogue.complete(dict(self._said(answers, line)))

    def _said(self, answers: Answers, line: str) -> _Said:
        slots = self._slots(line)
        return tuple((axis, str(answers[slot])) for axis, slot in slots if slot in answers)

    @cached_property
    def _slots(self) -> Callable[[str], Sequence[tuple[str, str]]]:
        """The axes, each with its slot of a line."""
        axes = self.catalogue.axes
        return lru_cache(64)(lambda line: [(axis.key, f"{line}.{axis.key}") for axis in axes])

    def _needs_artwork(self, chosen: Mapping[str, str]) -> bool:
        return any(
            value.needs_artwork
            for axis in self.catalogue.asked(chosen)
            for value in axis.values
            if value.key == chosen.get(axis.key)
        )

    def describe(self, variant: Mapping[str, str], *, briefly: bool = False) -> Value:
        """A variant in words, its axes in the catalogue's order.

        `briefly` leaves out what everybody gets, because there is nothing to choose. What an
        older catalogue sold and this one does not know keeps its key for a name.
        """
        labels: list[Value] = [
            next((v.label for v in axis.values if v.key == variant[axis.key]), variant[axis.key])
            for axis in self.catalogue.axes
            if axis.key in variant and not (briefly and len(axis.offered) == 1)
        ]
        known = {axis.key for axis in self.catalogue.axes}
        labels += [value for axis, value in variant.items() if axis not in known]
        return Joint(tuple(labels))


@lru_cache(256)
def _about_hotel(hotel: str) -> tuple[Question, ...]:
    """What is asked about a hotel: which of the listed it is, or else its kind, if that is open."""
    near = find(hotel) if hotel else ()
    if near and near[0].hotel.name.casefold() != hotel.casefold():
        none = ("-", Phrase("none-of-these"))
        names: list[tuple[str, Value]] = [(m.hotel.key, m.hotel.name) for m in near]
        return (reading.one_of("listed", Phrase("order-listed"), [*names, none]),)
    if hotel and not near and guess_kind(hotel) is None:
        kinds = [(k.value, Phrase(f"kind-{k.value.replace('_', '-')}")) for k in CustomerKind]
        return (reading.one_of("kind", Phrase("order-kind"), kinds),)
    return ()


def kept_for(catalogue: Catalogue, artwork: JsonValue, variant: Mapping[str, str]) -> JsonValue:
    """What a draft remembers of a setup that is kept: for which file, in which print."""
    return {"artwork": artwork, "printing": printing(catalogue, variant)}


def line_numbers(answers: Answers) -> list[str]:
    """The numbers of the lines in this draft; a new draft has line 1."""
    stored = answers.get("_lines")
    return [str(line) for line in stored] if isinstance(stored, list) and stored else ["1"]


def _newest(answers: Answers) -> int:
    return int(str(answers.get("_newest", line_numbers(answers)[-1])))


def _nth(where: str) -> tuple[Value, ...]:
    return (Phrase("for-line", {"line": where}),) if where else ()
