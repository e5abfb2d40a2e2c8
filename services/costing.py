"""What one unit of a variant costs to make: the HPP (harga pokok produksi), by full costing.

    materials    = Σ quantity * size * price / per / (1 - waste)   packing likewise
    labour       = 0 where the makers share the profit (mode A), else the piece wage (mode B)
    bracket      = (materials + labour + packing) / (1 - reject)
    electricity  = Σ count * watt * hours a day / 1000 * tariff * (1 + levy) / output a day,
                   over the machines this variant uses
    depreciation = Σ count * price * (1 - residual) / life in months / output a month,
                   over every machine of the workshop: they age whether used or not
    setup        = Σ quantity * price / size of THIS order; nothing where it was kept from before
    HPP          = bracket + electricity + depreciation + overhead + setup

This is full costing as Indonesian textbooks have it: direct materials, direct labour, and factory
overhead both fixed and variable, with straight-line depreciation. The tariff, like every other
figure, is in the catalogue with its own source. All is Rupiah per unit and exact `Decimal`; only
the HPP itself is rounded, half up, to whole Rupiah.

>>> from services.catalogue import default_path, load
>>> variant = {"toe": "open", "sole": "5", "upper": "eva", "size": "all29", "colour": "white",
...            "branding": "screen", "colours": "1", "packing": "opp"}
>>> [cost_sheet(load(default_path()), variant, n).hpp for n in (500, 1000, 5000)]
[2535, 2485, 2445]
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache
from math import prod

from services.catalogue import AxisValue, Catalogue, Product, Texts
from services.money import Rupiah

Variant = Mapping[str, str]
"""The chosen value of every axis that applies, by axis."""


class CostGroup(StrEnum):
    """What kind of cost a line is. The first four make the bracket that rejects raise."""

    MATERIALS = "materials"
    PACKING = "packing"
    LABOUR = "labour"
    REJECT = "reject"
    ELECTRICITY = "electricity"
    DEPRECIATION = "depreciation"
    OVERHEAD = "overhead"
    SETUP = "setup"


class MissingCosts(Exception):
    """Figures this variant needs are not in the catalogue yet; all are listed by their place."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


@dataclass(frozen=True, slots=True)
class CostLine:
    """One cost of one unit: `amount` Rupiah, unrounded, and where the figure comes from."""

    key: str
    label: Texts
    amount: Decimal
    group: CostGroup
    source: str
    assumed: bool


@dataclass(frozen=True, slots=True)
class CostSheet:
    """Every cost of one unit when `quantity` are made. For officers, never for customers."""

    quantity: int
    lines: tuple[CostLine, ...]

    @property
    def exact(self) -> Decimal:
        """The sum of the lines, unrounded: what prices are reckoned from."""
        return sum((line.amount for line in self.lines), Decimal(0))

    @property
    def hpp(self) -> Rupiah:
        """The cost of one unit in whole Rupiah, rounded half up."""
        return Rupiah(int(self.exact.to_integral_value(ROUND_HALF_UP)))

    @property
    def assumed(self) -> bool:
        """Whether anything that costs is an assumption rather than a measurement."""
        return any(line.assumed for line in self.lines if line.amount)


def cost_sheet(
    catalogue: Catalogue, variant: Variant, quantity: int, *, setup_kept: bool = False
) -> CostSheet:
    """What one unit of this variant costs in an order of `quantity`.

    `setup_kept` says that screens and the like are still there from an order before. Values
    that are switched off can be costed too, if their figures are known. Raises `MissingCosts`
    with everything that is missing, and `UnknownVariant`.
    """
    if quantity < 1:
        raise ValueError(f"an order of {quantity}")
    values, every, lacking = _of_every_unit(catalogue, tuple(variant.items()))
    sheet = _Reckoning(catalogue, values, [*lacking])
    lines = every if setup_kept else (*every, *sheet.setup(quantity))
    if not any(line.amount for line in lines):
        sheet.missing.append("product.bill")
    if sheet.missing:
        raise MissingCosts(tuple(dict.fromkeys(sheet.missing)))
    return CostSheet(quantity, lines)


@lru_cache(256)
def needed(catalogue: Catalogue, variant: tuple[tuple[str, str], ...]) -> Mapping[str, Decimal]:
    """How much of each material one unit of a variant takes, in the material's own unit."""
    return _quantities(catalogue, catalogue.picked(dict(variant)))


def _quantities(catalogue: Catalogue, values: tuple[AxisValue, ...]) -> dict[str, Decimal]:
    size = prod((value.size for value in values), start=Decimal(1))
    quantities: dict[str, Decimal] = {}
    parts: tuple[Product | AxisValue, ...] = (catalogue.product, *values)
    for part in parts:
        for line in part.bill:
            one = line.quantity * size if line.grows else line.quantity
            quantities[line.material] = quantities.get(line.material, Decimal(0)) + one
    return quantities


@lru_cache(256)
def _of_every_unit(
    catalogue: Catalogue, variant: tuple[tuple[str, str], ...]
) -> tuple[tuple[AxisValue, ...], tuple[CostLine, ...], tuple[str, ...]]:
    """A variant's values, the lines that are the same however many are made, and the places of
    the figures missing there: reckoned once for many orders.
    """
    sheet = _Reckoning(catalogue, catalogue.picked(dict(variant)))
    bracket = (*sheet.bought(), sheet.labour())
    lines = (*bracket, sheet.rejected(bracket), *sheet.electricity())
    lines = (*lines, sheet.depreciation(), sheet.overhead())
    return sheet.values, lines, tuple(sheet.missing)


@dataclass(frozen=True, slots=True)
class _Reckoning:
    """One sheet in the making: its lines, and the places of figures that are not known yet."""

    catalogue: Catalogue
    values: tuple[AxisValue, ...]
    missing: list[str] = field(default_factory=list)

    @property
    def parts(self) -> tuple[Product | AxisValue, ...]:
        """What has a bill and uses machines: the product itself, and every value chosen."""
        return (self.catalogue.product, *self.values)

    def known(self, figure: Decimal | None, place: str) -> Decimal:
        if figure is None:
            self.missing.append(place)
            return Decimal(0)
        return figure

    def bought(self) -> Iterator[CostLine]:
        """One line for each material, however many parts of the product take it."""
        quantities = _quantities(self.catalogue, self.values)
        guessed = {line.material for value in self.values if value.assumed for line in value.bill}
        for key, quantity in quantities.items():
            material = self.catalogue.materials[key]
            price = self.known(material.price, f"materials.{key}.price")
            amount = quantity * price / material.per / (1 - material.waste)
            assumed = material.assumed or key in guessed
            group = CostGroup(material.group)
            yield CostLine(key, material.label, amount, group, material.source, assumed)

    def labour(self) -> CostLine:
        labour = self.catalogue.labour
        paid = labour.mode == "B"
        wage = self.known(labour.wage, "labour.wage") if paid else Decimal(0)
        return CostLine("labour", _LABOUR, wage, CostGroup.LABOUR, labour.source, labour.assumed)

    def rejected(self, bracket: tuple[CostLine, ...]) -> CostLine:
        """What the good units bear for those that fail: the bracket / (1 - reject) - bracket."""
        reject = self.catalogue.reject
        cost = sum((line.amount for line in bracket), Decimal(0))
        amount = cost / (1 - reject.share) - cost
        return CostLine("reject", _REJECT, amount, CostGroup.REJECT, reject.source, reject.assumed)

    def electricity(self) -> Iterator[CostLine]:
        """Nothing at all for a variant made without machines."""
        used = dict.fromkeys(name for part in self.parts for name in part.machines)
        if not used:
            return
        power = self.catalogue.electricity
        machines = [self.catalogue.machines[name] for name in used]
        kwh = sum((m.count * m.watt * m.hours_per_day / 1000 for m in machines), Decimal(0))
        tariff = self.known(power.tariff, "electricity.tariff")
        amount = kwh * tariff * (1 + power.levy) / power.output_per_day
        assumed = power.assumed or any(machine.assumed for machine in machines)
        yield CostLine(
            "electricity", _ELECTRICITY, amount, CostGroup.ELECTRICITY, power.source, assumed
        )

    def depreciation(self) -> CostLine:
        spread = self.catalogue.depreciation
        machines = self.catalogue.machines
        amount = Decimal(0)
        for key, machine in machines.items():
            price = self.known(machine.price, f"machines.{key}.price")
            amount += machine.count * price * (1 - machine.residual) / machine.life_months
        assumed = spread.assumed or any(machine.assumed for machine in machines.values())
        return CostLine(
            "depreciation",
            _DEPRECIATION,
            amount / spread.output_per_month,
            CostGroup.DEPRECIATION,
            spread.source,
            assumed,
        )

    def overhead(self) -> CostLine:
        overhead = self.catalogue.overhead
        amount = self.known(overhead.per_unit, "overhead.per_unit")
        return CostLine(
            "overhead", _OVERHEAD, amount, CostGroup.OVERHEAD, overhead.source, overhead.assumed
        )

    def setup(self, quantity: int) -> list[CostLine]:
        found = []
        for line in (line for value in self.values for line in value.setup):
            item = self.catalogue.setup[line.item]
            price = self.known(item.price, f"setup.{line.item}.price")
            amount = line.quantity * price / quantity
            found.append(
                CostLine(line.item, item.label, amount, CostGroup.SETUP, item.source, item.assumed)
            )
        return found


_LABOUR = Texts({"id": "Tenaga kerja", "en": "Labour"})
_REJECT = Texts({"id": "Barang gagal", "en": "Rejects"})
_ELECTRICITY = Texts({"id": "Listrik", "en": "Electricity"})
_DEPRECIATION = Texts({"id": "Penyusutan mesin", "en": "Depreciation of machines"})
_OVERHEAD = Texts({"id": "Overhead lain", "en": "Other overhead"})
