"""What a workshop makes and what making it costs, read from one file that people edit.

Amounts are in Rupiah, shares are fractions (0.03 is 3 %). An absent price means "not known
yet": `costing` then names it as missing instead of counting it as zero.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, StringConstraints, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails

from services.artwork import PrintArea
from services.bands import Negotiation
from services.capacity import Capacity, Rush
from services.catalogue_mistakes import Problem, mistakes, normal
from services.entries import (
    Change,
    Colour,
    Count,
    Description,
    Entry,
    Figures,
    Flag,
    Key,
    Label,
    Line,
    Name,
    Price,
    Quantity,
    Texts,
    Words,
)
from services.money import Rupiah
from services.places import lay
from services.rates import (
    Depreciation,
    Electricity,
    Labour,
    Machine,
    Material,
    Overhead,
    PricingRule,
    Reject,
    SetupItem,
)
from services.tax import Tax

__all__ = [
    "Axis",
    "AxisValue",
    "Catalogue",
    "CatalogueInvalid",
    "DatedRate",
    "Market",
    "Mockup",
    "Place",
    "Problem",
    "Product",
    "Texts",
    "UnknownVariant",
    "default_path",
    "load",
    "parse",
    "read_toml",
]


class CatalogueInvalid(Exception):
    """The catalogue file has mistakes; all of them are listed, each with its place."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class UnknownVariant(Exception):
    """Axes that apply have no value, or one the catalogue does not know."""

    def __init__(self, axes: tuple[str, ...]) -> None:
        super().__init__(", ".join(axes))
        self.axes = axes


class Signatory(Entry):
    """Who signs the workshop's documents; `nip` is the number of a civil servant."""

    name: Line
    title: Texts
    nip: Line | None = None


class Workshop(Entry):
    """Who makes it. `code` stands in document numbers; `story` are facts fit to be told.

    Without `signed_by` documents are signed over a blank line.
    """

    code: Annotated[str, StringConstraints(pattern=r"^[A-Z0-9-]{2,16}$")]
    name: Line
    town: Line
    address: Line
    hours: Texts
    timezone: Line
    story: tuple[Texts, ...] = ()
    signed_by: Signatory | None = None

    @field_validator("timezone")
    @classmethod
    def _exists(cls, timezone: str) -> str:
        try:
            ZoneInfo(timezone)
        except (KeyError, ValueError):
            raise ValueError("no such time zone") from None
        return timezone


class Unit(Entry):
    """What is counted: one of it, several of it, and what people call it."""

    key: Key
    singular: Texts
    plural: Texts
    words: Words


class BillLine(Entry):
    """`quantity` of a material in one unit of the product, in the material's own unit.

    What `grows` is multiplied by the `size` of the values chosen: twice the coffee, one bag.
    """

    material: Name
    quantity: Quantity
    grows: Flag = False


class SetupLine(Entry):
    """How many of a setup item an order needs, whatever its size."""

    item: Name
    quantity: Quantity = Decimal(1)


class Product(Entry):
    """What is sold, with what every unit of it takes, whichever variant.

    `minimum` is the smallest run in units; prices are multiples of `round_step` Rupiah.
    """

    key: Key
    name: Texts
    unit: Unit
    capacity_per_month: Count
    round_step: Count
    minimum: Count
    bill: tuple[BillLine, ...] = ()
    machines: tuple[Name, ...] = ()


class AxisValue(Entry):
    """One choice on an axis, and what choosing it adds to the cost and to the price.

    Off means known but not offered; `usual` is what is meant when nothing was said. `surcharge`
    is a share of the price, on top of the cost of the bill; `minimum` the smallest run, in units,
    that this choice allows. `neutral` packing bears no mark of where it comes from. `size` is
    how many times a usual unit this choice makes of one.
    """

    key: Key
    label: Label
    description: Description | None = None
    words: Words = ()
    on: Flag
    usual: Flag = False
    assumed: Flag = False
    source: str = ""
    bill: tuple[BillLine, ...] = ()
    machines: tuple[Name, ...] = ()
    setup: tuple[SetupLine, ...] = ()
    surcharge: Change = Decimal(0)
    minimum: Count = 1
    size: Quantity = Decimal(1)
    needs_artwork: Flag = False
    neutral: Flag = False

    @cached_property
    def spoken(self) -> tuple[str, ...]:
        """Every word for this value, its labels included, as `normal` writes them."""
        return tuple(dict.fromkeys(map(normal, (*self.label.root.values(), *self.words))))


class Axis(Entry):
    """One way in which variants differ. With `when`, asked only after those values."""

    key: Key
    label: Texts
    question: Texts
    values: tuple[AxisValue, ...]
    when: Mapping[Key, tuple[Key, ...]] = Field(default_factory=dict)

    @cached_property
    def offered(self) -> tuple[AxisValue, ...]:
        """The values a customer may choose today."""
        return tuple(value for value in self.values if value.on)

    @property
    def usual(self) -> AxisValue:
        """What to reckon with when nothing was said; the first one offered if none is marked."""
        return next((value for value in self.offered if value.usual), self.offered[0])

    def value(self, key: str) -> AxisValue:
        """The value of this key, offered or not; `KeyError` if there is none."""
        for value in self.values:
            if value.key == key:
                return value
        raise KeyError(key)


class Mockup(Figures):
    """How a logo is shown on the product: a drawing of ours, and the print area on it in mm.

    `ground` is the colour that is printed on, unless a value of an axis brings its own.
    """

    template: Key
    width: Quantity
    height: Quantity
    ground: Colour
    grounds: Mapping[Key, Mapping[Key, Colour]] = Field(default_factory=dict)

    @property
    def area(self) -> PrintArea:
        return PrintArea(float(self.width), float(self.height))

    def ground_of(self, variant: Mapping[str, str]) -> str:
        """The colour a logo is printed on, as `#rrggbb`."""
        own = (by_value.get(variant.get(axis, "")) for axis, by_value in self.grounds.items())
        return next((colour for colour in own if colour), self.ground)


class TierRule(Figures):
    """From `first` units on, the price changes by the share `adjustment`."""

    first: Count
    adjustment: Change


class Market(Figures):
    """What others ask for one unit of the kind that is usual, in Rupiah: never a price of ours."""

    low: Price
    high: Price

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if self.low > self.high:
            raise ValueError("low is above high")
        return self


class Place(Entry):
    """Where we deliver. `fee` is one-off, in Rupiah; None means an officer names it."""

    key: Key
    label: Label
    fee: Annotated[Rupiah, Field(ge=0, strict=True)] | None = None
    days: Annotated[int, Field(ge=0, strict=True)]
    words: Words = ()
    assumed: Flag = False
    source: str = ""


class DatedRate(Entry):
    """A figure that holds in place of the file's own since an aware moment, and who set it."""

    place: Line
    value: Decimal | int | str
    source: Line
    status: Literal["measured", "assumed"]
    by: str
    since: datetime


class Catalogue(Entry):
    """A workshop, its product, and every figure its prices come from.

    A setup that was made serves for `setup_days` more: 0 where none is kept.

    `body` is the text all of it was read from; the dated `rates` stand at its end and are
    counted in already.
    """

    fingerprint: str
    body: str = Field(repr=False)
    rates: tuple[DatedRate, ...] = ()
    quote_days: Count
    setup_days: Annotated[int, Field(ge=0)] = 0
    workshop: Workshop
    product: Product
    axes: tuple[Axis, ...]
    tiers: tuple[TierRule, ...]
    delivery: tuple[Place, ...]
    materials: dict[Name, Material]
    machines: dict[Name, Machine]
    setup: dict[Name, SetupItem] = Field(default_factory=dict)
    electricity: Electricity
    depreciation: Depreciation
    overhead: Overhead
    labour: Labour
    reject: Reject
    pricing: PricingRule
    negotiation: Negotiation | None = None
    capacity: Capacity | None = None
    rush: Rush | None = None
    mockup: Mockup | None = None
    tax: Tax | None = None
    market: Market | None = None

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    @property
    def charges_ppn(self) -> bool:
        return self.tax is not None and self.tax.ppn

    def axis(self, key: str) -> Axis:
        """The axis of this key; `KeyError` if there is none."""
        for axis in self.axes:
            if axis.key == key:
                return axis
        raise KeyError(key)

    def asked(self, chosen: Mapping[str, str]) -> tuple[Axis, ...]:
        """The axes that apply to what is chosen so far, in the order they are asked.

        What hangs on an axis that does not apply itself does not apply either.
        """
        return tuple(self._applying(chosen))

    def _applying(self, chosen: Mapping[str, str]) -> Iterator[Axis]:
        """Lazily, so that a choice made while walking decides about the axes after it."""
        applying: set[str] = set()
        for axis in self.axes:
            if all(on in applying and chosen.get(on) in keys for on, keys in axis.when.items()):
                applying.add(axis.key)
                yield axis

    def complete(self, chosen: Mapping[str, str]) -> dict[str, str]:
        """What is chosen, with every axis that leaves no choice set to its only value.

        Nothing is taken away: an answer given early keeps until its axis applies.
        """
        full = dict(chosen)
        for axis in self._applying(full):
            if len(axis.offered) == 1:
                full[axis.key] = axis.offered[0].key
        return full

    def picked(self, variant: Mapping[str, str]) -> tuple[AxisValue, ...]:
        """The values of a complete variant, offered or not, in the order of the axes.

        What is chosen on axes that do not apply is left out. Raises `UnknownVariant`.
        """
        asked = self.asked(variant)
        found = {a.key: v for a in asked for v in a.values if v.key == variant.get(a.key)}
        lacking = tuple(axis.key for axis in asked if axis.key not in found)
        if lacking:
            raise UnknownVariant(lacking)
        return tuple(found.values())

    def minimum(self, variant: Mapping[str, str]) -> int:
        """The smallest run, in units, as far as the variant is chosen."""
        chosen = (v for a in self.asked(variant) for v in a.values if v.key == variant.get(a.key))
        return max(self.product.minimum, *(value.minimum for value in chosen), 1)

    def vocabulary(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """Words of what is offered, by axis and value, labels included.

        No word stands for two values, but one may lie inside another ("logo" in "tanpa logo"):
        who reads with it must let the longest win.
        """
        return self._vocabularies[True]

    def unavailable_words(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """Words of what is known but not offered, so that we can say "not available yet"."""
        return self._vocabularies[False]

    @cached_property
    def _vocabularies(self) -> dict[bool, dict[str, dict[str, tuple[str, ...]]]]:
        """Both, made once: every message is read with them."""
        return {
            on: {
                axis.key: {value.key: value.spoken for value in axis.values if value.on is on}
                for axis in self.axes
            }
            for on in (True, False)
        }


def default_path() -> Path:
    """The catalogue that comes with the desk."""
    return Path(str(files("services"))) / "catalogues" / "padang-slippers.toml"


def load(path: Path) -> Catalogue:
    """The catalogue in this file; `CatalogueInvalid` with every mistake if it has any."""
    try:
        return parse(path.read_bytes())
    except OSError as error:
        problem = Problem(str(path), f"cannot be read: {error.strerror}")
        raise CatalogueInvalid((problem,)) from error


def parse(content: bytes) -> Catalogue:
    """The catalogue written in this TOML; `CatalogueInvalid` with every mistake if it has any."""
    raw = read_toml(content)
    problems = [Problem(k, "is computed, not written") for k in ("fingerprint", "body") if k in raw]
    problems += [Problem(*wrong) for wrong in lay(raw, raw.get("rates"))]
    computed = {"fingerprint": hashlib.sha256(content).hexdigest(), "body": content.decode()}
    try:
        catalogue = Catalogue.model_validate({**raw, **computed})
    except ValidationError as error:
        problems += map(_problem, error.errors())
    problems += mistakes(raw)
    if problems:
        raise CatalogueInvalid(tuple(problems))
    return catalogue


def read_toml(content: bytes) -> dict[str, Any]:
    """The tables of a file as they stand, figures as decimals."""
    try:
        return tomllib.loads(content.decode(), parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at (.*)\)$", str(error))
        place = found[1] if found else "file"
        message = str(error).removesuffix(found[0]).strip() if found else str(error)
    except UnicodeDecodeError as error:
        place, message = f"line {content[: error.start].count(10) + 1}", "is not UTF-8"
    raise CatalogueInvalid((Problem(place, message),))


def _problem(error: ErrorDetails) -> Problem:
    """A mistake in the shape of the file, in our own way of naming places."""
    place = ""
    for part in error["loc"]:
        if part != "[key]":
            place += f"[{part}]" if isinstance(part, int) else f".{part}"
    return Problem(place.lstrip("."), error["msg"].removeprefix("Value error, "))
