"""Questions of every kind a form asks, and how their answers are read, kept and shown."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from pydantic import JsonValue, TypeAdapter, ValidationError

from handlers.forms import Answer, Misread, Question
from handlers.messages import Attachment, Choice, Phrase, Prompt, Value
from handlers.readers.dates import read_date
from handlers.readers.day_values import (
    AroundHoliday,
    DateReading,
    Day,
    DayRange,
    ImpossibleDay,
    PastDay,
)
from handlers.readers.quantity import (
    Quantity,
    QuantityDelta,
    QuantityRange,
    QuantityReading,
    Unclear,
    Units,
    read_quantity,
)
from handlers.readers.specs import find_values
from handlers.readers.urgency import Urgency, read_urgency
from handlers.words import plain

HeardQuantity: TypeAlias = QuantityReading | None

SOON = "asap"
ANYTIME = "any"
"""What is stored where no day was named: as soon as possible, or whenever it suits."""

_MOST_FIGURES = 9
"""Of a quantity that is pressed: its price must still fit the largest number that is stored."""

LATER = "later"
"""What is stored where the artwork comes later."""

_LATER_WORDS = frozenset("nanti ntar entar menyusul belum blm later".split())

_ATTACHMENT: TypeAdapter[Attachment] = TypeAdapter(Attachment)


def one_of(slot: str, ask: Value, choices: Sequence[tuple[str, Value]]) -> Question:
    """A closed choice that words do not answer: only a press, a number or a label does."""
    labels = dict(choices)
    return Question(
        slot,
        label=Phrase(f"label-{slot}"),
        ask=lambda: Prompt((ask,), tuple(Choice(key, label) for key, label in choices)),
        read=_refuse,
        press=lambda value: _among(value, labels),
        accepts=lambda value: value in labels,
        show=lambda value: labels[str(value)],
    )


def chosen_by_words(
    slot: str,
    label: Value,
    ask: tuple[Value, ...],
    choices: tuple[Choice, ...],
    vocabulary: Mapping[str, Mapping[str, Sequence[str]]],
) -> Question:
    """A closed choice that the words of the catalogue answer, too."""
    labels = {choice.press: choice.label for choice in choices}
    (axis,) = vocabulary

    def read(answer: Answer) -> JsonValue:
        found = find_values(answer.text, vocabulary)
        if axis not in found.values:
            raise Misread("choose-one")
        return found.values[axis]

    return Question(
        slot,
        label=label,
        ask=lambda: Prompt(ask, choices),
        read=read,
        press=lambda value: _among(value, labels),
        accepts=lambda value: value in labels,
        show=lambda value: labels[str(value)],
    )


def _refuse(answer: Answer) -> JsonValue:
    raise Misread("choose-one")


def _among(value: str, labels: Mapping[str, Value]) -> str:
    if value not in labels:
        raise Misread("choose-one")
    return value


def words(
    slot: str,
    *,
    longest: int,
    optional: bool = False,
    none: str = "",
    clears: tuple[str, ...] = (),
) -> Question:
    """Free words; where they may be none, a button says so."""

    def taken(given: str) -> str:
        text = " ".join(given.split())
        if not text:
            raise Misread("say-something")
        if len(text) > longest:
            raise Misread("too-long", longest=longest)
        return text

    choices = (Choice("", Phrase(none)),) if none else ()
    return Question(
        slot,
        label=Phrase(f"label-{slot}"),
        ask=lambda: Prompt((Phrase(f"order-{slot}"),), choices, closed=False),
        read=lambda answer: taken(answer.text),
        press=lambda value: taken(value) if value or not none else "",
        accepts=lambda value: isinstance(value, str) and (bool(value.strip()) or bool(none)),
        show=lambda value: str(value) or Phrase(none),
        optional=optional,
        free=True,
        clears=clears,
    )


def artwork(slot: str, above: tuple[Value, ...]) -> Question:
    """A picture of the logo, now or later."""

    def read(answer: Answer) -> JsonValue:
        if not answer.attachments and not _LATER_WORDS.isdisjoint(plain(answer.text).split()):
            return LATER
        if not answer.attachments:
            raise Misread("send-picture")
        return stored(answer.attachments[0])

    choices = (Choice(LATER, Phrase("later")),)
    return Question(
        slot,
        label=Phrase("label-artwork"),
        ask=lambda: Prompt((*above, Phrase("order-artwork")), choices),
        read=read,
        press=lambda value: _among(value, {LATER: ""}),
        accepts=lambda value: value == LATER or picture(value) is not None,
        show=_name_of_artwork,
    )


def _name_of_artwork(value: JsonValue) -> Value:
    kept = picture(value)
    return kept.name if kept else Phrase("artwork-later")


def stored(file: Attachment) -> JsonValue:
    """A file as an answer: where to find it again."""
    return {"channel": file.channel, "ref": file.ref, "name": file.name, "kind": file.kind}


def picture(value: JsonValue) -> Attachment | None:
    """The attachment an answer stands for; None where it comes later."""
    try:
        return _ATTACHMENT.validate_python(value)
    except ValidationError:
        return None


def quantity(
    slot: str,
    units: Units,
    unit: Value,
    minimum: int,
    ask: Callable[[], Prompt],
) -> Question:
    """How many: in words, or one of the suggested numbers."""

    def read(answer: Answer) -> JsonValue:
        found = read_quantity(answer.text, units, bare=True)
        if found is None:
            raise Misread("quantity-no-number")
        return quantity_of(found, slot, unit=unit, minimum=minimum, had=None)

    def press(value: str) -> JsonValue:
        if not value.isdecimal() or len(value) > _MOST_FIGURES:
            raise Misread("quantity-no-number")
        return _enough(int(value), unit, minimum)

    return Question(
        slot,
        label=Phrase("label-quantity"),
        ask=ask,
        read=read,
        press=press,
        accepts=lambda value: isinstance(value, int) and value >= minimum,
        show=lambda value: Phrase("quantity-of", {"quantity": int(str(value)), "unit": unit}),
    )


def quantity_of(
    heard: HeardQuantity, slot: str, *, unit: Value, minimum: int, had: int | None
) -> int | None:
    """The number a reading stands for; None if nothing was heard.

    A change ("tambah 200") counts from what the line `had`. Raises `Misread` for what has to be
    asked about, offering what it may have meant.
    """
    match heard:
        case None:
            return None
        case Quantity(number):
            return _enough(number, unit, minimum)
        case QuantityDelta(by):
            if had is None:
                raise Misread("quantity-no-base")
            return _enough(had + by, unit, minimum)
        case QuantityRange(first, last):
            offer = (Choice(f"{slot}={first}", first), Choice(f"{slot}={last}", last))
            raise Misread("quantity-range", *offer, first=first, last=last)
        case Unclear("too_many", about) if about is not None:
            yes = Choice(f"{slot}={about}", Phrase("quantity-yes-so-many", {"quantity": about}))
            raise Misread("quantity-too-many", yes, quantity=about, unit=unit)
        case Unclear(reason):
            raise Misread(f"quantity-{reason.replace('_', '-')}", unit=unit)


def _enough(number: int, unit: Value, minimum: int) -> int:
    if number < minimum:
        raise Misread("below-minimum", minimum=minimum, unit=unit)
    return number


def wanted_date(slot: str, today: date) -> Question:
    """The day it is needed by, or as soon as possible."""

    def read(answer: Answer) -> JsonValue:
        day = day_of(read_date(answer.text, today), slot, today) or urgency_of(answer.text)
        if day is None:
            raise Misread("date-unread")
        return day

    def press(value: str) -> JsonValue:
        if value in (SOON, ANYTIME):
            return value
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise Misread("date-unread") from None
        if day < today:
            raise Misread("date-past", day=day)
        return value

    return Question(
        slot,
        label=Phrase("label-wanted"),
        ask=lambda: Prompt(
            (Phrase("order-wanted"),),
            (Choice(SOON, Phrase("asap")), Choice(ANYTIME, Phrase("any"))),
            closed=False,
        ),
        read=read,
        press=press,
        accepts=lambda value: value in (SOON, ANYTIME) or _is_day_from(value, today),
        show=lambda value: _shown_day(str(value)),
    )


def day_of(heard: DateReading | None, slot: str, today: date) -> str | None:
    """The day a reading stands for, as it is stored; None if none was heard.

    Raises `Misread` for days that are gone or do not exist, and for weeks and holidays, whose
    day has to be asked.
    """
    match heard:
        case None:
            return None
        case Day(day):
            return day.isoformat()
        case PastDay(day):
            raise Misread("date-past", day=day)
        case DayRange(first, last):
            ends = (max(first, today), last)
            offer = tuple(Choice(f"{slot}={day.isoformat()}", day) for day in ends)
            raise Misread("date-range", *offer, first=ends[0], last=last)
        case AroundHoliday():
            raise Misread("date-holiday")
        case ImpossibleDay():
            raise Misread("date-impossible")


def urgency_of(text: str) -> str | None:
    """What is stored for "secepatnya" and "tidak buru-buru"; None for anything else."""
    urgency = read_urgency(text)
    return {Urgency.URGENT: SOON, Urgency.RELAXED: ANYTIME}[urgency] if urgency else None


def _is_day_from(value: JsonValue, today: date) -> bool:
    try:
        return date.fromisoformat(str(value)) >= today
    except ValueError:
        return False


def _shown_day(value: str) -> Value:
    if value in (SOON, ANYTIME):
        return Phrase(value)
    return Phrase("wanted-by", {"day": date.fromisoformat(value)})
