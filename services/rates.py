"""The figures costs come from: what things are bought for, and over how much they are spread.

Prices are Rupiah. An absent one means "not known yet": `costing` then names it as missing
instead of counting it as zero.
"""

from decimal import Decimal
from typing import Literal

from services.entries import Count, Expense, Figures, Line, Markup, Price, Quantity, Share, Texts


class Material(Figures):
    """`price` Rupiah buy `per` units of it; the share `waste` of them is lost in making."""

    label: Texts
    unit: Line
    price: Price | None = None
    per: Count = 1
    waste: Share = Decimal(0)
    group: Literal["materials", "packing"] = "materials"


class Machine(Figures):
    """`count` machines of `watt` each; `price` each, of which `residual` is left at the end."""

    label: Texts
    count: Count = 1
    watt: Count
    hours_per_day: Quantity
    price: Price | None = None
    residual: Share = Decimal(0)
    life_months: Count


class SetupItem(Figures):
    """Made once for an order, `price` Rupiah each, and kept for a repeat of it."""

    label: Texts
    price: Price | None = None


class Electricity(Figures):
    """`tariff` Rupiah per kWh plus the share `levy`; a day of the machines makes that output."""

    tariff: Price | None = None
    levy: Markup = Decimal(0)
    output_per_day: Count


class Depreciation(Figures):
    """Units over which a month's wear of the machines is spread."""

    output_per_month: Count


class Overhead(Figures):
    """Everything else, Rupiah per unit."""

    per_unit: Expense | None = None


class Labour(Figures):
    """Mode A: makers share the profit, so work costs nothing here. Mode B: `wage` per unit."""

    mode: Literal["A", "B"]
    wage: Price | None = None


class Reject(Figures):
    """The share of units that fail the last inspection."""

    share: Share


class PricingRule(Figures):
    """`margin` on cost that makes the usual price, and `min_margin` below which none goes."""

    margin: Markup
    min_margin: Markup
