"""Everything one sentence says of an order, no number of it taken twice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from handlers.readers.dates import Calendar, DateReading, choose, dates_in
from handlers.readers.quantity import QuantityReading, quantity_in, tokens_of
from handlers.readers.references import reference_spans
from handlers.readers.specs import Vocabulary, find_po, find_values
from handlers.readers.text import clean, mask
from handlers.readers.units import Units


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said: a value per axis, how many, until when, under which purchase order.

    `conflicting` are axes for which two values were named; they must be asked.
    """

    values: Mapping[str, str]
    conflicting: frozenset[str]
    quantity: QuantityReading | None
    wanted: DateReading | None
    po: str | None


def overhear(
    text: str,
    vocabulary: Vocabulary,
    units: Units,
    today: date,
    holidays: Calendar | None = None,
) -> Heard:
    """Read 'pesan 750 psg eva 5mm logo 2 warna kirim tgl 5' in one go."""
    cleaned = clean(text)
    found = find_values(cleaned, vocabulary, units)
    rest = mask(cleaned, [*reference_spans(cleaned, units), *found.spans])
    tokens = tokens_of(rest, units)
    return Heard(
        values=found.values,
        conflicting=found.conflicting,
        quantity=quantity_in(tokens, units, bare=False),
        wanted=choose(tokens, dates_in(tokens, today, units, holidays), today),
        po=find_po(cleaned),
    )
