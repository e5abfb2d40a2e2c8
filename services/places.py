"""Where the figures of a catalogue stand, and writing another one there.

A place is what people read in the file, with keys instead of row numbers, so that it means the
same after rows were moved: `materials.glue.price`, `tiers.500.adjustment`,
`axes.branding.label.surcharge`, `delivery.bukittinggi.fee`, `negotiation.bands.hotel.most`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias

Kind: TypeAlias = Literal["rupiah", "share", "count", "amount", "mode"]
"""What a figure is: Rupiah, a fraction, a whole number, a number, or a labour mode."""

_IN_TABLES: dict[str, dict[str, Kind]] = {
    "materials": {"price": "rupiah", "per": "count", "waste": "share"},
    "setup": {"price": "rupiah"},
    "machines": {
        "watt": "count",
        "hours_per_day": "amount",
        "count": "count",
        "price": "rupiah",
        "residual": "share",
        "life_months": "count",
    },
}
"""Figures of every entry of a table."""

_SINGLE: dict[str, dict[str, Kind]] = {
    "electricity": {"tariff": "rupiah", "levy": "share", "output_per_day": "count"},
    "depreciation": {"output_per_month": "count"},
    "overhead": {"per_unit": "rupiah"},
    "labour": {"mode": "mode", "wage": "rupiah"},
    "reject": {"share": "share"},
    "pricing": {"margin": "share", "min_margin": "share"},
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure that officers may change.

    `holder` is the table of the file it stands in, `key` its name there, `owner` the table whose
    source tells where it comes from. `labels` are the holder's own names by language, if any.
    """

    place: str
    group: str
    kind: Kind
    key: str
    holder: dict[str, Any]
    owner: dict[str, Any]

    @property
    def value(self) -> Any:
        """What stands there; None where the figure is not known."""
        return self.holder.get(self.key)

    @property
    def labels(self) -> dict[str, str]:
        found = self.holder.get("label")
        return found if isinstance(found, dict) else {}

    def write(self, value: object, source: str, status: str) -> None:
        """Put another figure there, with where it comes from."""
        self.holder[self.key] = value
        self.owner["source"] = source
        if "status" in self.owner:
            self.owner["status"] = status
        else:
            self.owner["assumed"] = status == "assumed"


def figures(raw: dict[str, Any]) -> Iterator[Figure]:
    """Every figure of a catalogue file that officers may change, in the order it is shown."""
    for group, kinds in _IN_TABLES.items():
        for name, table in _tables(raw.get(group)):
            yield from _of_table(f"{group}.{name}", group, kinds, table)
    for group, kinds in _SINGLE.items():
        for _, table in _tables({group: raw.get(group)}):
            yield from _of_table(group, group, kinds, table)
    for tier in _rows(raw.get("tiers")):
        yield from _of_table(f"tiers.{tier.get('first')}", "tiers", {"adjustment": "share"}, tier)
    yield from _surcharges(raw.get("axes"))
    for where in _rows(raw.get("delivery")):
        place = f"delivery.{where.get('key')}"
        yield from _of_table(place, "delivery", {"fee": "rupiah"}, where)
    yield from _bands(raw.get("negotiation"))


def _of_table(
    place: str, group: str, kinds: dict[str, Kind], table: dict[str, Any]
) -> Iterator[Figure]:
    for key, kind in kinds.items():
        yield Figure(f"{place}.{key}", group, kind, key, table, table)


def _surcharges(axes: object) -> Iterator[Figure]:
    for axis in _rows(axes):
        for value in _rows(axis.get("values")):
            place = f"axes.{axis.get('key')}.{value.get('key')}"
            yield from _of_table(place, "axes", {"surcharge": "share"}, value)


def _bands(negotiation: object) -> Iterator[Figure]:
    if isinstance(negotiation, dict):
        for name, band in _tables(negotiation.get("bands")):
            place = f"negotiation.bands.{name}.most"
            yield Figure(place, "negotiation", "share", "most", band, negotiation)


def _tables(found: object) -> list[tuple[str, dict[str, Any]]]:
    if not isinstance(found, dict):
        return []
    return [(name, entry) for name, entry in found.items() if isinstance(entry, dict)]


def _rows(found: object) -> list[dict[str, Any]]:
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


def lay(raw: dict[str, Any], rates: object) -> list[tuple[str, str]]:
    """Write the dated figures (`[[rates]]` of a file) over its own, in their order.

    Returns what is wrong with them, as place and message.
    """
    there = {figure.place: figure for figure in figures(raw)}
    wrong: list[tuple[str, str]] = []
    for at, rate in enumerate(_rows(rates)):
        figure = there.get(str(rate.get("place")))
        if figure is None:
            wrong.append((f"rates[{at}].place", f"no figure stands at {rate.get('place')!r}"))
        elif not isinstance(rate.get("since"), datetime):
            wrong.append((f"rates[{at}].since", "a moment, with its time zone"))
        else:
            status = str(rate.get("status"))
            figure.write(rate.get("value"), str(rate.get("source")), status)
    return wrong
