"""The costs of a variant in words: for officers' chats, the terminal and the picture."""

from decimal import ROUND_HALF_UP, Decimal

from handlers.messages import Joint, Money, Phrase, Value
from handlers.readers.quantity import Quantity, Units, read_quantity
from handlers.readers.specs import find_values
from services.breakdowns import Breakdown, Part, Step
from services.catalogue import Catalogue
from services.costing import Variant
from services.money import Rupiah

USUAL_QUANTITY = 1000
"""Units that are looked at where no number was said."""


def read_variant(catalogue: Catalogue, text: str, units: Units) -> tuple[dict[str, str], int]:
    """The variant and quantity that words name, also of what is not offered; the usual for what
    they leave open.
    """
    offered, withheld = catalogue.vocabulary(), catalogue.unavailable_words()
    words = {axis: {**offered[axis], **withheld[axis]} for axis in offered}
    said = read_quantity(text, units, bare=True)
    named = find_values(text, words, units).values
    quantity = said.amount if isinstance(said, Quantity) else USUAL_QUANTITY
    return {**{axis.key: axis.usual.key for axis in catalogue.axes}, **named}, quantity


def variant_words(catalogue: Catalogue, variant: Variant) -> Value:
    """The values chosen, but for those there was no choice about."""
    asked = catalogue.asked(variant)
    picked = zip(asked, catalogue.picked(variant), strict=True)
    return Joint(tuple(v.label for a, v in picked if len(a.offered) > 1 or not v.on), by=" · ")


def title(catalogue: Catalogue, variant: Variant, quantity: int) -> Value:
    unit = catalogue.product.unit
    values: dict[str, Value] = {
        "variant": variant_words(catalogue, variant),
        "quantity": quantity,
        "unit": unit.singular if quantity == 1 else unit.plural,
    }
    return Phrase("cost-title", values)


def table(found: Breakdown) -> tuple[Value, ...]:
    """The paragraphs below the title: what it comes to, every cost, every tier, the market."""
    lines = Joint(tuple(_line(part) for part in found.parts), by="\n")
    steps = Joint(tuple(_step(step) for step in found.steps), by="\n")
    body: list[Value] = [summary(found), lines, Joint((Phrase("cost-tiers"), steps), by="\n")]
    if found.market is not None:
        low, high = money(found.market.low), money(found.market.high)
        values: dict[str, Value] = {"low": low, "high": high, "source": found.market.source}
        body.append(Phrase("cost-market", values))
    if any(part.line.assumed for part in found.parts):
        body.append(Phrase("cost-assumed-means"))
    return tuple(body)


def summary(found: Breakdown) -> Value:
    """HPP, floor and price of the quantity itself."""
    values: dict[str, Value] = {"hpp": Money(found.hpp), "floor": Money(found.floor)}
    step = found.step
    if step is None:
        return Phrase("cost-summary-small", {**values, "minimum": found.minimum})
    margin = percent(step.price / found.sheet.exact - 1)
    return Phrase("cost-summary", {**values, "price": Money(step.price), "margin": margin})


def sources(found: Breakdown) -> Value:
    """Where every figure comes from, and since when where that was noted."""
    rows = tuple(
        Phrase("cost-source", {"label": part.line.label, "source": part.line.source, **_age(part)})
        for part in found.parts
    )
    return Joint(rows, by="\n")


def _line(part: Part) -> Value:
    key = "cost-line-assumed" if part.line.assumed else "cost-line"
    values: dict[str, Value] = {
        "label": part.line.label,
        "amount": money(part.line.amount),
        "share": percent(part.share),
    }
    line = Phrase(key, values)
    return line if part.since is None else Joint((line, Phrase("cost-since", _age(part))), by=" ")


def _age(part: Part) -> dict[str, Value]:
    return {"since": Phrase("cost-since-unknown") if part.since is None else part.since}


def _step(step: Step) -> Value:
    values: dict[str, Value] = {
        "first": step.first,
        "price": Money(step.price),
        "margin": percent(step.margin),
        "floor": Money(step.floor),
    }
    if step.last is None:
        return Phrase("cost-tier-last", values)
    return Phrase("cost-tier", {**values, "last": step.last})


def money(amount: Decimal) -> Money:
    """An exact amount in whole Rupiah, rounded half up."""
    return Money(Rupiah(int(amount.to_integral_value(ROUND_HALF_UP))))


def percent(share: Decimal) -> str:
    """A share in percent with one place, as Indonesian writes it.

    >>> percent(Decimal("0.4084"))
    '40,8'
    """
    return f"{(share * 100).quantize(Decimal('0.1'), ROUND_HALF_UP)}".replace(".", ",")
